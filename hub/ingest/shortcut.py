"""A shorter way for plain messages through paho: most of a reading's cost lies there.

For every message paho builds an object, formats a log line nobody reads, matches callbacks and,
in MQTT 5, fills tables of properties that are not there. A message of QoS 0 without properties,
which is what nearly every reading is, needs none of that; all others go the usual way.

What was read is also acknowledged to the broker at once (``TCP_QUICKACK``, tcp(7)): after we
have sent something, a ping say, Linux holds acknowledgements back for 40 ms, and a broker that
gathers small packets (Nagle, Mosquitto's default) then keeps the next readings for as long.
"""

import socket
from collections.abc import Callable

from paho.mqtt.client import Client
from paho.mqtt.enums import MQTTErrorCode, MQTTProtocolVersion

_AT_ONCE = getattr(socket, "TCP_QUICKACK", None)  # Linux has it
_QOS = 0x06  # the bits of a packet's first byte that hold it


def shorten(client: Client, deliver: Callable[[bytes, bytes, bool], None]) -> None:
    """Hand topic, payload and the retain bit of plain messages to ``deliver``, from the packet."""
    usual = client._handle_publish
    has_properties = client._protocol == MQTTProtocolVersion.MQTTv5

    def handle() -> MQTTErrorCode:
        packet = client._in_packet
        body = packet["packet"]
        if packet["command"] & _QOS or len(body) < 3:
            return usual()
        end = start = 2 + (body[0] << 8 | body[1])
        if has_properties:
            if end >= len(body) or body[end]:
                return usual()
            start += 1
        if end == 2 or end > len(body):
            return usual()
        deliver(bytes(body[2:end]), bytes(body[start:]), bool(packet["command"] & 1))
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def read(max_packets: int = 1) -> MQTTErrorCode:
        answer = read_usually(max_packets)
        way = client.socket()
        if _AT_ONCE is not None and isinstance(way, socket.socket):
            way.setsockopt(socket.IPPROTO_TCP, _AT_ONCE, 1)
        return answer

    read_usually = client.loop_read
    client.loop_read = read  # type: ignore[method-assign]  # there is no seam after a read
    client._handle_publish = handle  # type: ignore[method-assign]  # there is no public seam
