"""A shorter way for plain messages through paho: most of a reading's cost lies there.

For every message paho builds an object, formats a log line nobody reads, matches callbacks and,
in MQTT 5, fills tables of properties that are not there. A message of QoS 0 without properties,
which is what nearly every reading is, needs none of that; all others go the usual way.
"""

from collections.abc import Callable

from paho.mqtt.client import Client
from paho.mqtt.enums import MQTTErrorCode, MQTTProtocolVersion

_QOS = 0x06  # the bits of a packet's first byte that hold it


def shorten(client: Client, deliver: Callable[[bytes, bytes], None]) -> None:
    """Hand topic and payload of plain messages to ``deliver``, straight from the packet."""
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
        deliver(bytes(body[2:end]), bytes(body[start:]))
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    client._handle_publish = handle  # type: ignore[method-assign]  # there is no public seam
