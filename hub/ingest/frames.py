"""MQTT packets out of a stream of bytes: plain messages go straight on, the rest to the library.

Receiving is the largest cost of a reading, and a library that asks the system for every byte and
builds an object a message takes most of it. A message of QoS 0 or 1 without properties, which is
what nearly every reading is, needs none of that (packets: MQTT 5.0 and 3.1.1, section 3.3).
"""

from collections.abc import Callable

Deliver = Callable[[bytes, bytes, bool], None]  # topic, payload, whether the broker had kept it
_LONG = 0x80  # "the length goes on"
_PLAIN, _PUBLISH = 0xF4, 0x30  # a message whose QoS is not 2
_ASKS, _KEPT = 0x02, 0x01  # the bits of a first byte: wants an answer; retained
_THANKS = b"\x40\x02"  # PUBACK; the packet's number follows
_LENGTH_BYTES = 4  # at most


class Malformed(ValueError):
    """These bytes are no MQTT packet."""


class Frames:
    """Cuts what arrives into packets, in order.

    ``deliver`` gets the plain messages, ``other`` the first byte and the body of all else.
    ``properties``: whether messages have a table of them (MQTT 5).
    """

    __slots__ = ("_deliver", "_needed", "_other", "_properties", "_rest")

    def __init__(
        self, deliver: Deliver, other: Callable[[int, bytes], None], *, properties: bool
    ) -> None:
        self._deliver, self._other, self._properties = deliver, other, properties
        self._rest = bytearray()  # the beginning of a packet that is not all there
        self._needed = 0  # bytes until there is something to do

    def feed(self, data: bytes) -> bytes:
        """Hand on every complete packet; return what acknowledges the messages among them.

        Raise ``Malformed`` when the stream cannot be followed any more.
        """
        if self._rest:
            self._rest += data
            if len(self._rest) < self._needed:
                return b""
            data = bytes(self._rest)
            self._rest.clear()
        start, end, thanks = 0, len(data), b""
        while end - start > 1:
            body, stop = start + 2, start + 2 + data[start + 1]
            if data[start + 1] & _LONG:
                body, stop = _bounds(data, start, end)
            if stop > end:
                break
            thanks += self._take(data, start, body, stop)
            start = stop
        else:
            stop = start + 2
        if start < end:
            self._rest += data[start:]
            self._needed = stop - start
        return thanks

    def _take(self, data: bytes, start: int, body: int, stop: int) -> bytes:
        """Hand one packet on; return its acknowledgement if it wants one."""
        command = data[start]
        if command & _PLAIN != _PUBLISH or stop - body < 3:
            self._other(command, data[body:stop])
            return b""
        name = body + 2
        after = at = name + (data[body] << 8 | data[body + 1])
        if command & _ASKS:
            after = at = at + 2
        if self._properties:
            after += 1
        if after > stop or name == at or (self._properties and data[at]):
            self._other(command, data[body:stop])
            return b""
        if command & _ASKS:
            self._deliver(data[name : at - 2], data[after:stop], command & _KEPT == _KEPT)
            return _THANKS + data[at - 2 : at]
        self._deliver(data[name:at], data[after:stop], command & _KEPT == _KEPT)
        return b""


def _bounds(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where a packet's body begins and stops; beyond ``end`` while that is unknown."""
    length = 0
    for place in range(start + 1, min(end, start + 1 + _LENGTH_BYTES)):
        length |= (data[place] & ~_LONG) << 7 * (place - start - 1)
        if not data[place] & _LONG:
            return place + 1, place + 1 + length
    if end > start + _LENGTH_BYTES:
        raise Malformed("a packet's length has more than four bytes")
    return end, end + 1
