"""A topic has a name people know: that of the device that speaks on it."""

from hub.core.events import Cause
from hub.ingest.discovery.whose import whose

PLUG = {
    "state_topic": "plug/state",
    "command_topic": "plug/set",
    "unique_id": "plug",
    "name": "Socket",
    "device": {"identifiers": ["plug"], "name": "Washer plug"},
}
BEACON = {"state_topic": "+/ble/1", "unique_id": "b", "name": "Beacon"}


async def test_a_topic_is_known_by_its_device_else_by_the_thing_itself(wire, announced, registry):
    wire.announce("switch", PLUG)
    wire.announce("sensor", BEACON, key="beacon")
    names = [whose(t, announced.things, registry) for t in ("plug/state", "hall/ble/1", "else")]
    assert names == ["Washer plug", "Beacon", ""]
    registry.rename("sensor.beacon", "Keys", Cause(who="person", name="owner"))
    assert whose("hall/ble/1", announced.things, registry) == "Keys"
