"""Devices announce themselves in Home Assistant's way, and the house knows them."""

import asyncio
import gzip
import json

import pytest

from hub.core.commands import Turn
from hub.core.events import EntityRemoved, HouseholdChanged
from hub.core.kinds import Kind
from tests.ingest.samples import SWITCH

pytestmark = pytest.mark.usefixtures("announced")


async def test_a_plug_is_known_by_its_short_keys(wire, only, registry):
    wire.announce("switch", SWITCH)
    plug = only().entity
    assert (plug.kind, plug.name, plug.reports) == (Kind.SWITCH, "Kitchen plug", True)
    assert registry.devices[plug.device].manufacturer == "ACME"
    assert registry.areas[plug.area].name == "Kitchen"
    wire.come("plug/1/state", "ON")
    assert only().state.on is True


async def test_a_base_topic_stands_at_either_end(wire, only, actuators):
    ends = {"stat_t": "~/state", "cmd_t": "cmnd/~", "avty": {"t": "~/lwt"}, "name": "~"}
    wire.announce("switch", {**SWITCH, **ends})
    wire.come("plug/1/lwt", "online")
    wire.come("plug/1/state", "ON")
    assert (only().available, only().state.on) == (True, True)
    assert only().entity.name == "~", "only topics have a base"
    await actuators.find(only().entity.id).send(Turn(entity=only().entity.id, on=False))
    assert wire.sent == [("cmnd/plug/1", "OFF")]


async def test_a_node_may_stand_between_kind_and_name(wire, registry):
    wire.come("homeassistant/switch/attic/one/config", {**SWITCH, "uniq_id": "one"})
    wire.come("homeassistant/switch/cellar/one/config", {**SWITCH, "uniq_id": "two"})
    assert len(registry.held) == 2
    wire.come("homeassistant/switch/attic/one/config", "")
    assert [held.entity.source for held in registry.held.values()] == ["mqtt:switch:two"]


@pytest.mark.parametrize(
    "topic",
    [
        "homeassistant/switch/config",
        "homeassistant/switch/a/b/c/config",
        "homeassistant/switch/a.b/config",
        "homeassistant/switch/a b/config",
        "homeassistant/switch/attic/a b/config",
        "homeassistant/toaster/a/config",
        "homeassistant/switch/a/state",
        "elsewhere/switch/a/config",
    ],
)
async def test_what_is_no_announcement_is_let_be(wire, registry, announced, topic):
    wire.come(topic, SWITCH)
    assert not registry.held
    assert announced.refusals.take_news() == []


async def test_an_entity_keeps_its_id_and_alias_when_announced_anew(wire, registry, only):
    wire.announce("switch", SWITCH)
    was = only().entity
    registry.rename(was.id, "Kettle", cause=None)
    wire.announce("switch", {**SWITCH, "stat_t": "plug/1/other"})
    assert (only().entity.id, only().entity.label) == (was.id, "Kettle")
    wire.come("plug/1/other", "ON")
    assert only().state.on is True
    wire.come("plug/1/state", "OFF")
    assert only().state.on is True, "the old topic is not listened to any more"


async def test_what_was_heard_outlives_a_new_description(wire, only):
    wire.announce("switch", {**SWITCH, "avty_t": "plug/1/lwt", "json_attr_t": "plug/1/more"})
    wire.come("plug/1/lwt", "online")
    wire.come("plug/1/state", "ON")
    wire.come("plug/1/more", {"rssi": -60})
    more = {"icon": "mdi:kettle", "avty_t": "plug/1/lwt", "json_attr_t": "plug/1/more"}
    wire.announce("switch", {**SWITCH, **more})
    assert (only().available, only().state.on) == (True, True)
    assert only().shown().attributes["rssi"] == -60


async def test_the_same_announcement_again_is_no_news(wire, only, bus):
    wire.announce("switch", SWITCH)
    news = bus.open(HouseholdChanged)
    wire.announce("switch", SWITCH)
    wire.announce("switch", json.dumps(SWITCH, indent=1))
    assert news.drain() == []


@pytest.mark.parametrize("nothing", [b"", " ", "{}"])
async def test_an_empty_announcement_withdraws_the_entity(
    wire, registry, actuators, only, bus, nothing
):
    gone = bus.open(EntityRemoved)
    wire.announce("switch", SWITCH)
    plug = only().entity.id
    wire.announce("switch", nothing)
    assert not registry.held
    assert actuators.find(plug) is None
    assert [e.entity.id for e in gone.drain()] == [plug]
    wire.come("plug/1/state", "ON")
    assert not registry.held, "nobody listens any more"


async def test_who_comes_back_has_to_be_heard_again(wire, only):
    wire.announce("switch", SWITCH)
    was = only().entity.id
    wire.come("plug/1/state", "ON")
    wire.announce("switch", b"")
    wire.announce("switch", SWITCH)
    assert (only().entity.id, only().state.on) == (was, None)
    wire.come("plug/1/state", "OFF")
    assert only().state.on is False


async def test_what_the_hub_itself_announced_is_not_taken_in(wire, registry):
    wire.announce("switch", {**SWITCH, "o": {"name": "Tomte"}})
    parts = {"p": {"p": "switch", "uniq_id": "a", "cmd_t": "b"}}
    wire.announce("device", {"dev": SWITCH["dev"], "o": {"name": "Tomte"}, "cmps": parts})
    assert not registry.held
    wire.announce("switch", {**SWITCH, "o": {"name": "Tomte's neighbour"}})
    assert len(registry.held) == 1


async def test_who_is_announced_late_hears_the_last_word_of_a_shared_topic(wire, registry):
    for number in (1, 2):
        wire.announce("switch", {**SWITCH, "uniq_id": f"p{number}", "avty_t": "bridge"}, key=number)
        wire.come("bridge", "online") if number == 1 else None
    assert [held.available for held in registry.held.values()] == [True, True]


async def test_what_few_want_to_see_and_what_is_for_upkeep_is_said(wire, only):
    wire.announce("switch", {**SWITCH, "en": False, "ent_cat": "config"})
    assert (only().entity.enabled, only().entity.category) == (False, "config")


async def test_a_command_is_sent_as_the_announcement_wants_it(wire, only, actuators):
    wire.announce("switch", {**SWITCH, "qos": 2, "ret": True})
    await actuators.find(only().entity.id).send(Turn(entity=only().entity.id, on=True))
    assert (wire.sent, wire.how) == ([("plug/1/set", "ON")], [(2, True)])


async def test_a_payload_of_another_alphabet_is_read_by_its_encoding(wire, only):
    config = {"stat_t": "t", "name": "Words", "uniq_id": "w", "e": "latin-1"}
    wire.announce("sensor", config)
    wire.come("t", "Kühlschrank".encode("latin-1"))
    assert only().state.value == "Kühlschrank"


@pytest.mark.parametrize("encoding", ["klingon", "\x00", "base64"])
async def test_an_alphabet_nobody_knows_is_counted_as_unreadable(wire, only, rejected, encoding):
    wire.announce("sensor", {"stat_t": "t", "name": "Words", "uniq_id": "w", "e": encoding})
    wire.come("t", b"abc")
    assert only().state.value is None
    assert sum(rejected[only().entity.id].values()) == 1


async def test_attributes_come_as_json_and_never_hide_what_it_is(wire, only):
    more = {"json_attr_t": "plug/1/more", "json_attr_tpl": "{{ value_json.a | tojson }}"}
    wire.announce("switch", {**SWITCH, **more})
    told = {"watts": 4, "friendly_name": "Trick", "device_class": "outlet", "unique_id": "x"}
    wire.come("plug/1/more", {"a": told})
    assert only().shown().attributes == {"watts": 4}
    wire.come("plug/1/more", {"a": ["no object"]})
    assert only().shown().attributes == {"watts": 4}


async def test_two_messages_tell_of_one_device(wire, registry):
    wire.announce("switch", SWITCH)
    box = {"ids": ["other", "plug1"], "sw": "1.2", "cns": [["mac", "AA:BB:CC:00:11:22"]]}
    sensor = {"stat_t": "t", "uniq_id": "w", "name": "Power", "dev": box}
    wire.announce("sensor", sensor)
    (device,) = registry.devices.values()
    assert (device.name, device.manufacturer, device.sw_version) == ("Kitchen plug", "ACME", "1.2")
    assert "mac:aa:bb:cc:00:11:22" in device.identifiers
    assert {held.entity.device for held in registry.held.values()} == {device.id}


async def test_four_hundred_and_ninety_nine_real_models_come_in(wire, registry, data, announced):
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz", "rt") as lines:
        messages = [json.loads(line) for line in lines]
    for number, message in enumerate(messages):
        wire.come(message["topic"], message["payload"])
        if number % 500 == 0:
            await asyncio.sleep(0)
    assert announced.refusals.take_news() == []
    assert len(registry.held) == len({message["topic"] for message in messages}) == 3382
