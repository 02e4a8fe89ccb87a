"""Who announced what, and what was refused of it, as the pages ask for it."""

import pytest

from hub.core.announced import LeftOut, ListAnnounced
from hub.ingest.discovery.listing import Listing

DEVICE = {"ids": "box", "name": "Box"}
GOOD = {"cmd_t": "box/set", "stat_t": "box/state", "uniq_id": "a", "name": None, "dev": DEVICE}
BAD = {"cmd_t": "box/two/set", "qos": 3, "uniq_id": "b", "dev": DEVICE}


@pytest.fixture
async def listing(announced, registry, commands):
    return Listing(announced, registry, commands)


@pytest.mark.usefixtures("listing")
async def test_what_is_refused_stands_beside_the_device_it_belongs_to(wire, commands):
    wire.announce("switch", GOOD, key="box/one")
    wire.announce("switch", BAD, key="box/two")
    good, bad = await commands.send(ListAnnounced(device="box"))
    assert (good.origin, good.dialect) == ("homeassistant/switch/box/one/config", "homeassistant")
    assert good.entities == ("switch.box",)
    assert good.topics == ("box/state",)
    assert bad.left_out == (LeftOut(key="", reason=bad.left_out[0].reason),)
    assert "qos must be 0, 1 or 2" in bad.left_out[0].reason


@pytest.mark.usefixtures("listing")
async def test_what_nobody_can_place_is_listed_without_a_device(wire, commands):
    wire.announce("switch", {"name": "x"})
    (stray,) = await commands.send(ListAnnounced())
    assert (stray.device, stray.entities) == ("", ())
    assert "command_topic is missing" in stray.left_out[0].reason
    assert await commands.send(ListAnnounced(device="box")) == []


@pytest.mark.usefixtures("listing")
async def test_what_a_dialect_says_by_itself_is_named_after_it(announced, commands):
    device = {"identifiers": ["shelly-box"]}
    config = {"platform": "switch", "command_topic": "c", "unique_id": "s", "device": device}
    announced.put("shelly box", {"one": config})
    (one,) = await commands.send(ListAnnounced())
    assert (one.dialect, one.device) == ("shelly", "shelly_box")
