"""Things move between ways of being announced, and nobody takes another's name."""

import pytest

from hub.core.commands import Turn
from tests.ingest.samples import SWITCH

pytestmark = pytest.mark.usefixtures("announced")

PART = {"p": "switch", **{key: value for key, value in SWITCH.items() if key != "dev"}}


def box(part):
    return {"dev": SWITCH["dev"], "o": {"name": "acme"}, "cmps": {"p": part}}


def moves(wire, component):
    wire.announce(component, {"migrate_discovery": True})


async def test_a_thing_moves_into_its_devices_message(wire, registry, only, actuators, announced):
    wire.announce("switch", SWITCH)
    was = only().entity.id
    registry.rename(was, "Kettle", cause=None)
    moves(wire, "switch")
    assert only().entity.id == was, "it is not gone meanwhile"
    wire.announce("device", box(PART))
    wire.announce("switch", "")
    assert (only().entity.id, only().entity.label) == (was, "Kettle")
    wire.come("plug/1/state", "ON")
    assert only().state.on is True
    await actuators.find(was).send(Turn(entity=was, on=False))
    assert wire.sent == [("plug/1/set", "OFF")]
    assert announced.refusals.take_news() == []


async def test_a_thing_moves_back_to_a_message_of_its_own(wire, only, announced):
    wire.announce("device", box(PART))
    was = only().entity.id
    moves(wire, "device")
    wire.announce("switch", SWITCH)
    wire.announce("device", "")
    assert only().entity.id == was
    wire.come("plug/1/state", "ON")
    assert only().state.on is True
    assert announced.refusals.take_news() == []


async def test_without_being_set_free_it_stays_where_it_is(wire, only, announced):
    wire.announce("switch", SWITCH)
    wire.announce("device", box({**PART, "name": "Another"}))
    (refused,) = announced.refusals.take_news()
    assert (refused.topic, refused.key) == ("homeassistant/device/thing/config", "p")
    assert "already used by homeassistant/switch/thing/config" in refused.reason
    assert only().entity.name == "Kitchen plug"


@pytest.mark.parametrize("left_out", ["dev", "uniq_id"])
async def test_only_what_can_be_found_again_can_move(wire, only, announced, left_out):
    wire.announce("switch", {key: value for key, value in SWITCH.items() if key != left_out})
    moves(wire, "switch")
    (noted,) = announced.refusals.held.values()
    assert "unique_id and a device" in noted.reason
    wire.come("plug/1/state", "ON")
    assert only().state.on is True, "it stays as it was"


async def test_two_things_of_one_kind_cannot_be_the_same(wire, registry, announced):
    wire.announce("switch", SWITCH, key="first")
    wire.announce("switch", {**SWITCH, "name": "Twin", "stat_t": "twin"}, key="second")
    (refused,) = announced.refusals.take_news()
    assert refused.topic == "homeassistant/switch/second/config"
    assert "already used" in refused.reason
    assert len(registry.held) == 1
    wire.announce("sensor", {"uniq_id": "plug1", "stat_t": "t"}, key="third")
    assert len(registry.held) == 2, "of another kind it is another thing"


async def test_a_name_that_was_given_up_can_be_taken(wire, only, announced):
    wire.announce("switch", SWITCH, key="first")
    heir = {**SWITCH, "name": "Heir", "stat_t": "heir"}
    wire.announce("switch", heir, key="second")
    wire.announce("switch", "", key="second")
    assert only().entity.name == "Kitchen plug", "who was refused has nothing to withdraw"
    wire.announce("switch", heir, key="second")
    wire.announce("switch", "", key="first")
    wire.announce("switch", heir, key="second")
    assert only().entity.name == "Heir"
    wire.come("heir", "ON")
    assert only().state.on is True
    assert announced.refusals.held == {}


async def test_what_has_no_id_of_its_own_is_known_by_its_topic(wire, registry):
    for key in ("first", "second"):
        wire.announce("switch", {"cmd_t": "a", "name": "Plug"}, key=key)
    assert len(registry.held) == 2
    wire.announce("switch", "", key="first")
    assert len(registry.held) == 1
