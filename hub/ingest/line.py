"""One connection to the broker; the only file that touches aiomqtt, paho and their inner parts.

What aiomqtt leaves out is done here: messages are acknowledged after they were handled, the
broker's reason codes are read, and a message whose fate is unknown is never sent again by itself.
"""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Sequence
from types import TracebackType
from typing import NoReturn, Self

import aiomqtt
from aiomqtt.exceptions import MqttCodeError, MqttConnectError
from aiomqtt.types import PahoSocket
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.exception import MalformedPacket
from paho.mqtt.reasoncodes import ReasonCode

from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.ingest.door import TIMEOUT, Door, Version, new_client
from hub.ingest.frames import Deliver, Frames, Malformed
from hub.ingest.refusals import REFUSED, refusal

_TURN = 60.0  # seconds a living broker may take to answer: first it may send all it has kept
_SIGN_OF_LIFE = 2.0  # seconds a silent broker may take to answer before something is sent
_BEAT, _QUIET = 1.0, 3  # seconds; beats of silence after which a broker is asked whether it lives
_UNANSWERED = 16  # messages under way at once: Mosquitto lets 20
_CHUNK = 8192  # bytes read at a time: others get their turn in the loop
_AT_ONCE = getattr(socket, "TCP_QUICKACK", None)  # Linux has it
_PUBACK, _PUBREC, _KIND = 0x40, 0x50, 0xF0
_log = logging.getLogger(__name__)


class Line:
    """A connection, open from ``async with`` until ``lost`` raises ``DeviceUnreachable``.

    ``deliver(topic, payload, retained)`` is called for each message, which is acknowledged after
    that; what it raises ends the connection. ``code`` is the broker's last word, if it gave one.
    """

    def __init__(
        self, door: Door, deliver: Deliver, version: Version, *, last_will: tuple[str, bytes] | None
    ) -> None:
        self.code: int | None = None
        self._user = door.username
        self._client = new_client(door, version, last_will)
        self._paho = paho = self._client._client
        for end in (self._client._connected, self._client._disconnected):
            end.add_done_callback(_look_at)
        self._deliver = deliver
        self._frames = Frames(deliver, self._other, properties=version == "5")
        self._answers: dict[int, asyncio.Future[int]] = {}
        self._soon: dict[int, str] = {}  # topics of messages nobody waits for
        self._free = asyncio.Semaphore(_UNANSWERED)
        self._beats = 0  # since the broker was heard
        self._heard = asyncio.Event()
        paho.manual_ack_set(on=True)
        paho.max_inflight_messages_set(0)  # ``_free`` counts them: none is sent late
        paho.on_message = self._on_message
        paho.on_publish = self._on_answer
        paho.loop_read = lambda *_: self._read()  # type: ignore[method-assign]  # there is no seam

    async def __aenter__(self) -> Self:
        gone = self._client._disconnected  # aiomqtt forgets one that was lost as it was greeted
        try:
            await self._client.__aenter__()
        except aiomqtt.MqttError as error:
            raise self._broken(error) from error
        if gone.done():
            raise self._broken(gone.exception())
        # aiomqtt's own way to the writer wakes the loop through a socket, as if from a thread.
        self._paho.on_socket_register_write = self._write_soon
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self._client.__aexit__(kind, error, trace)
        except aiomqtt.MqttError as lost:
            if error is None:
                raise self._broken(lost) from lost

    def hang_up(self) -> None:
        """Close what a broker that never answered, or a cancelled handshake, leaves open."""
        self._paho.on_disconnect = None
        self._paho.disconnect()
        if self._client._disconnected.done():
            _look_at(self._client._disconnected)

    async def lost(self) -> NoReturn:
        """Wait until the connection is lost, and raise what it was lost by.

        A broker that is silent is asked whether it lives, so that a dead one is noticed within
        eleven seconds also when nobody closed the connection.
        """
        gone = self._client._disconnected
        while not gone.done():
            await asyncio.wait([gone], timeout=_BEAT)
            self._beats += 1
            if self._beats >= _QUIET:
                self._ask()
        error = self._broken(gone.exception())
        self._heard.set()
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(DeviceUnreachable(f"{error}; the message may have arrived"))
        raise error

    async def subscribe(self, filters: Sequence[tuple[str, int]]) -> list[str]:
        """Ask for topics with their QoS; return why a filter is refused, "" where it is not."""
        try:
            answer = await self._client.subscribe([*filters], timeout=_TURN)
        except (aiomqtt.MqttError, ValueError) as error:
            raise self._broken(error) from error
        return [self._why(_value(code)) for code in answer]

    async def unsubscribe(self, names: Sequence[str]) -> None:
        """Ask for these filters no more."""
        try:
            await self._client.unsubscribe([*names], timeout=_TURN)
        except (aiomqtt.MqttError, ValueError) as error:
            raise self._broken(error) from error

    async def publish(self, topic: str, payload: str | bytes, *, qos: int, retain: bool) -> None:
        """Send a message; with ``qos`` 1 or 2 return once the broker has it.

        Nothing is sent to a broker that shows no sign of life, so that it cannot act on it later.
        """
        await self._alive()
        async with self._free:
            number = self._send(topic, payload, qos=qos, retain=retain)
            answer = self._answers[number] = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(TIMEOUT):
                    code = await answer
            except TimeoutError as error:
                raise DeviceUnreachable(
                    f"the MQTT broker did not confirm {topic} within {TIMEOUT:.0f} s; "
                    "the message may have arrived"
                ) from error
            finally:
                self._answers.pop(number, None)
        if code >= REFUSED:
            raise CommandRefused(f"the MQTT broker refused {topic} ({refusal(code, self._user)})")

    def publish_soon(self, topic: str, payload: str | bytes, *, qos: int, retain: bool) -> None:
        """Send a message without waiting; a refusal is logged."""
        number = self._send(topic, payload, qos=qos, retain=retain)
        if qos:
            self._soon[number] = topic

    def _send(self, topic: str, payload: str | bytes, *, qos: int, retain: bool) -> int:
        try:
            told = self._paho.publish(topic, payload, qos, retain)
        except ValueError as error:
            raise CommandRefused(f"{topic!a} cannot be published to: {error}") from error
        if told.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise DeviceUnreachable(f"the MQTT broker did not take {topic}: {told.rc.name}")
        return told.mid

    async def _alive(self) -> None:
        """Return once the broker was heard of after the last beat; ask it if it was not."""
        if not self._beats:
            return
        self._heard.clear()
        self._ask()
        try:
            async with asyncio.timeout(_SIGN_OF_LIFE):
                await self._heard.wait()
        except TimeoutError as error:
            raise DeviceUnreachable(
                f"the MQTT broker shows no sign of life for {_SIGN_OF_LIFE:.0f} s; nothing was sent"
            ) from error
        if self._client._disconnected.done():
            raise DeviceUnreachable("the MQTT broker is gone; nothing was sent")

    def _ask(self) -> None:
        """Send a ping; paho ends a connection on which none is answered for five seconds."""
        if self._paho.is_connected() and not self._paho._ping_t:
            self._paho._send_pingreq()

    def _why(self, code: int) -> str:
        return "" if code < REFUSED else refusal(code, self._user)

    def _read(self) -> MQTTErrorCode:
        """Read what is there, hand it on, and acknowledge what was handled.

        What was read is also confirmed to the broker's machine at once (``TCP_QUICKACK``, tcp(7)):
        Linux else holds that back for 40 ms, and a broker that gathers small packets (Nagle,
        Mosquitto's default) keeps the next readings for as long.
        """
        paho = self._paho
        try:
            data = paho._sock_recv(_CHUNK)
        except BlockingIOError:
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        except OSError:
            data = b""
        if not data:
            return paho._loop_rc_handle(MQTTErrorCode.MQTT_ERR_CONN_LOST)
        paho._last_bytes_received = time.monotonic()
        self._beats = 0
        self._heard.set()
        try:
            thanks = self._frames.feed(data)
        except Malformed:
            return paho._loop_rc_handle(MQTTErrorCode.MQTT_ERR_PROTOCOL)
        way = paho._sock
        if thanks and way is not None:
            self._thank(way, thanks)
        if _AT_ONCE is not None and isinstance(way, socket.socket):
            way.setsockopt(socket.IPPROTO_TCP, _AT_ONCE, 1)
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def _thank(self, way: PahoSocket, thanks: bytes) -> None:
        """Send acknowledgements at once; behind what waits to be sent, if something does."""
        sent = 0
        if not self._paho._out_packet:
            with contextlib.suppress(OSError):  # it takes no more now, or never will
                sent = way.send(thanks)
        if sent < len(thanks):
            self._paho._packet_queue(_PUBACK, thanks[sent:], 0, 0)

    def _other(self, command: int, body: bytes) -> None:
        """Let paho read a packet that is no plain message."""
        if command & _KIND == _PUBREC and len(body) > 2 and body[2] >= REFUSED:
            command = _PUBACK  # paho overlooks that a message of QoS 2 ends here when it is refused
        paho = self._paho
        paho._in_packet = {
            "command": command,
            "have_remaining": 1,
            "remaining_count": [],
            "remaining_mult": 1,
            "remaining_length": len(body),
            "packet": bytearray(body),
            "to_process": 0,
            "pos": 0,
        }
        try:
            code = paho._packet_handle()
        except MalformedPacket:
            code = MQTTErrorCode.MQTT_ERR_PROTOCOL
        if code > 0:
            paho._loop_rc_handle(code)

    def _on_message(self, paho: Client, _userdata: object, message: MQTTMessage) -> None:
        self._deliver(message._topic, bytes(message.payload), message.retain)
        paho.ack(message.mid, message.qos)

    def _on_answer(
        self, _paho: Client, _userdata: object, number: int, code: ReasonCode, _more: object
    ) -> None:
        answer = self._answers.get(number)
        topic = self._soon.pop(number, "") if self._soon else ""
        if answer is not None and not answer.done():
            answer.set_result(code.value)
        elif topic and code.value >= REFUSED:
            _log.error("the broker refused %s (%s)", topic, refusal(code.value, self._user))

    def _write_soon(self, paho: Client, _userdata: object, way: PahoSocket) -> None:
        asyncio.get_running_loop().add_writer(way, paho.loop_write)

    def _broken(self, error: BaseException | None) -> DeviceUnreachable:
        """Return the error to raise, and note the broker's reason code."""
        reason = error.rc if isinstance(error, MqttCodeError) else None
        if isinstance(reason, ReasonCode) or isinstance(error, MqttConnectError):
            self.code = None if reason is None else _value(reason)
        return DeviceUnreachable(f"{error or 'it hung up'}")


def _look_at(end: asyncio.Future[None]) -> None:
    """Ask for an error that else nobody may ask for; asyncio would complain, each time."""
    if not end.cancelled():
        end.exception()


def _value(code: int | ReasonCode) -> int:
    return code.value if isinstance(code, ReasonCode) else code
