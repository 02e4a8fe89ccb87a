"""Devices announce themselves in Home Assistant's way, and the house knows them."""

import asyncio
import gzip
import json
import logging

import pytest

from hub.core.commands import (
    Move,
    Play,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.events import EntityRemoved, StateChanged
from hub.core.states import Kind
from tests.ingest.samples import BASIC_LIGHT, CLIMATE, COVER, FAN, JSON_LIGHT, LOCK, PLAYER, SWITCH

pytestmark = pytest.mark.usefixtures("announced")


def errors(caplog):
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]


async def test_a_plug_is_known_by_its_short_keys(wire, only, registry):
    wire.announce("switch", SWITCH)
    plug = only().entity
    assert (plug.kind, plug.name, plug.reports) == (Kind.SWITCH, "Kitchen plug", True)
    assert registry.devices[plug.device].manufacturer == "ACME"
    assert registry.areas[plug.area].name == "Kitchen"
    wire.come("plug/1/state", "ON")
    assert only().state.on is True


async def test_an_entity_keeps_its_id_and_alias_when_announced_anew(wire, registry, only, bus):
    wire.announce("switch", SWITCH)
    was = only().entity
    registry.rename(was.id, "Kettle", cause=None)
    wire.announce("switch", {**SWITCH, "stat_t": "plug/1/other"})
    assert (only().entity.id, only().entity.label) == (was.id, "Kettle")
    wire.come("plug/1/other", "ON")
    assert only().state.on is True
    wire.come("plug/1/state", "OFF")
    assert only().state.on is True, "the old topic is not listened to any more"


async def test_an_empty_announcement_withdraws_the_entity(wire, registry, actuators, only, bus):
    gone = bus.open(EntityRemoved)
    wire.announce("switch", SWITCH)
    plug = only().entity.id
    wire.announce("switch", b"")
    assert not registry.held
    assert actuators.find(plug) is None
    assert [e.entity.id for e in gone.drain()] == [plug]


async def test_what_the_hub_itself_announced_is_not_taken_in(wire, registry):
    wire.announce("switch", {**SWITCH, "o": {"name": "Tomte"}})
    assert not registry.held


async def test_one_message_announces_a_whole_device(wire, registry):
    wire.announce(
        "device",
        {
            "dev": {"ids": "fridge1", "name": "Fridge"},
            "o": {"name": "acme"},
            "stat_t": "fridge/state",
            "cmps": {
                "w": {
                    "p": "sensor",
                    "uniq_id": "w1",
                    "dev_cla": "power",
                    "unit_of_meas": "kW",
                    "val_tpl": "{{ value_json.power }}",
                },
                "d": {
                    "p": "binary_sensor",
                    "uniq_id": "d1",
                    "dev_cla": "door",
                    "pl_on": "true",
                    "val_tpl": "{{ value_json.door | lower }}",
                },
                "x": {"p": "select", "uniq_id": "x1"},
            },
        },
    )
    wire.come("fridge/state", {"power": 0.085, "door": True})
    told = {h.entity.name: (h.entity.unit, h.state) for h in registry.held.values()}
    assert (told["Power"][0], told["Power"][1].value) == ("W", 85)
    assert told["Door"][1].on is True
    assert len(told) == 2


async def test_a_device_may_drop_one_of_its_parts(wire, registry):
    parts = {
        key: {"p": "switch", "uniq_id": key, "cmd_t": f"{key}/set"} for key in ("left", "right")
    }
    message = {"dev": {"ids": "d", "name": "Box"}, "o": {"name": "acme"}, "cmps": parts}
    wire.announce("device", message)
    wire.announce("device", {**message, "cmps": {**parts, "left": {"p": "switch"}}})
    assert [h.entity.source for h in registry.held.values()] == ["mqtt:switch:right"]


@pytest.mark.parametrize(
    ("mode", "words", "available"),
    [
        ("all", ["online", None], False),
        ("all", ["online", "online"], True),
        ("any", ["online", "offline"], True),
        ("latest", ["online", "offline"], False),
    ],
)
async def test_a_device_is_within_reach_when_its_topics_say_so(wire, only, mode, words, available):
    places = [{"t": "bridge", "val_tpl": "{{ value_json.state }}"}, {"t": "plug/1/lwt"}]
    wire.announce("switch", {**SWITCH, "avty": places, "avty_mode": mode})
    assert only().available is False, "until it is told otherwise"
    wire.come("bridge", {"state": words[0]})
    if words[1]:
        wire.come("plug/1/lwt", words[1])
    assert only().available is available


async def test_who_is_announced_late_hears_the_last_word_of_a_shared_topic(wire, registry):
    for number in (1, 2):
        wire.announce("switch", {**SWITCH, "uniq_id": f"p{number}", "avty_t": "bridge"}, key=number)
        wire.come("bridge", "online") if number == 1 else None
    assert [held.available for held in registry.held.values()] == [True, True]


@pytest.mark.parametrize(
    ("component", "payload", "problem"),
    [
        ("switch", "{not json", "malformed"),
        ("switch", '{"cmd_t": ["a"]}', "command_topic must be a text"),
        ("switch", "{}", "command_topic is missing"),
        ("switch", '{"cmd_t": "a", "dev": {"name": "x"}}', "identifiers or connections"),
        ("switch", '{"cmd_t": "a", "dev": 5}', "device must be an object"),
        ("switch", '{"cmd_t": "a", "avty": ["b"]}', "availability must be a list"),
        ("light", '{"cmd_t": "a", "bri_scl": "bright"}', "brightness_scale must be a number"),
        ("light", '{"cmd_t": "a", "schema": "template"}', "schema 'template' is not supported"),
        ("sensor", "{}", "state_topic is missing"),
        ("sensor", b"\xff\xfe", "UTF-8|utf-8|malformed|invalid"),
        ("sensor", "[" * 60000, "deep|malformed|truncated|Expected"),
        ("device", '{"dev": {"ids": "a"}, "cmps": []}', "components must be an object"),
        ("cover", '{"cmd_t": "a", "pos_open": 0}', "must differ"),
        ("fan", '{"cmd_t": "a", "spd_rng_max": 0}', "speed_range_max"),
        ("light", '{"cmd_t": "a", "bri_scl": 0}', "brightness_scale must be above 0"),
        ("cover", json.dumps({"x": "y" * 70000}), "at most 65536"),
    ],
)
async def test_a_bad_announcement_is_one_clear_error(
    wire, registry, caplog, component, payload, problem
):
    wire.announce(component, payload)
    assert not registry.held
    (error,) = errors(caplog)
    assert f"homeassistant/{component}/thing/config" in error
    assert any(part in error for part in problem.split("|")), error
    wire.announce("switch", SWITCH, key="sound")
    assert len(registry.held) == 1


async def test_an_unsupported_template_costs_only_what_it_reads(wire, only, caplog):
    wire.announce("climate", {**CLIMATE, "act_t": "ac", "act_tpl": "{% set x = 1 %}{{ x }}"})
    (error,) = errors(caplog)
    assert "action_template: unsupported template" in error
    wire.come("ac", {"mode": "cool", "current": 25.5})
    assert (only().state.mode, only().state.current, only().state.action) == ("cool", 25.5, None)


async def test_a_nan_is_counted_and_changes_nothing(wire, only, rejected, bus):
    wire.announce("sensor", {"stat_t": "t", "dev_cla": "temperature", "unit_of_meas": "°C"})
    changes = bus.open(StateChanged)
    for payload in ("21.5", "nan", "NaN", "inf", "unavailable", "9999", b"\xff", "21,75"):
        wire.come("t", payload)
    assert [change.state.value for change in changes.drain()] == [21.5, 21.75]
    counts = rejected[only().entity.id]
    assert counts == {"not_finite": 3, "no_value": 1, "out_of_range": 1, "unreadable": 1}


async def test_a_bad_field_does_not_take_the_good_ones_with_it(wire, only, rejected):
    wire.announce("climate", CLIMATE)
    wire.come("ac", '{"mode": "heat", "current": "broken", "target": 21}')
    assert (only().state.mode, only().state.target, only().state.current) == ("heat", 21, None)
    assert rejected[only().entity.id] == {"not_a_number": 1}


async def test_late_and_repeated_messages_are_turned_away(wire, only, rejected):
    wire.announce(
        "sensor", {"stat_t": "t", "unit_of_meas": "W", "val_tpl": "{{ value_json.power }}"}
    )
    for power, seen in ((10, 20.0), (10, 20.0), (99, 5.0), (30, 25.0)):
        wire.come("t", {"power": power, "last_seen": f"2024-03-31T07:00:{seen:02.0f}+00:00"})
    assert only().state.value == 30
    assert rejected[only().entity.id] == {"duplicate": 1, "out_of_order": 1}


async def test_a_device_whose_clock_was_set_back_is_believed(wire, only, rejected):
    wire.announce("sensor", {"stat_t": "t", "unit_of_meas": "W", "val_tpl": "{{ value_json.p }}"})
    wire.come("t", {"p": 10, "timestamp": 1711868400})
    wire.come("t", {"p": 20, "timestamp": 12})
    assert only().state.value == 20
    assert not rejected


async def test_a_device_without_a_state_topic_never_reports(wire, only):
    wire.announce("switch", {"cmd_t": "plug/set", "name": "Old plug"})
    assert only().entity.reports is False


async def send(wire, only, actuators, *commands):
    wire.sent.clear()
    for kind, wish in commands:
        entity = only().entity.id
        await actuators.find(entity).send(kind(entity=entity, **wish))
    return [payload for _, payload in wire.sent]


async def test_a_light_of_separate_topics(wire, only, actuators):
    wire.announce("light", BASIC_LIGHT)
    wire.come("lamp/state", "ON")
    wire.come("lamp/bri", "51")
    wire.come("lamp/ct", "250")
    state = only().state
    assert (state.on, state.level, state.kelvin) == (True, 20, 4000)
    assert only().entity.features == ("on", "level", "kelvin")
    assert (only().entity.low, only().entity.high) == (2000, 6536)
    sent = await send(
        wire,
        only,
        actuators,
        (Turn, {"on": False}),
        (SetLevel, {"level": 40}),
        (SetColorTemperature, {"kelvin": 2700}),
    )
    assert sent == ["OFF", "ON", "102", "370"]


async def test_a_light_of_the_json_schema(wire, only, actuators):
    wire.announce("light", JSON_LIGHT)
    wire.come("zigbee2mqtt/lamp", {"state": "ON", "brightness": 127, "color_temp": 370})
    state = only().state
    assert (state.on, state.level, state.kelvin) == (True, 50, 2703)
    sent = await send(
        wire,
        only,
        actuators,
        (Turn, {"on": True}),
        (SetLevel, {"level": 100}),
        (SetLevel, {"level": 0}),
        (SetColorTemperature, {"kelvin": 4000}),
    )
    assert [json.loads(payload) for payload in sent] == [
        {"state": "ON"},
        {"state": "ON", "brightness": 254},
        {"state": "OFF"},
        {"state": "ON", "color_temp": 250},
    ]


async def test_a_climate(wire, only, actuators):
    wire.announce("climate", {**CLIMATE, "temp_unit": "F"})
    wire.come("ac", {"mode": "cool", "target": 68, "current": 77})
    state = only().state
    assert (state.mode, state.target, state.current) == ("cool", 20, 25)
    wishes = (SetTemperature, {"celsius": 25}), (SetMode, {"mode": "heat"}), (Turn, {"on": False})
    assert await send(wire, only, actuators, *wishes) == ["77", "heat", "off"]
    with pytest.raises(CommandRefused):
        await send(wire, only, actuators, (SetMode, {"mode": "boil"}))


async def test_a_lock(wire, only, actuators):
    wire.announce("lock", LOCK)
    wire.come("door", "LOCKED")
    assert only().state.phase == "locked"
    wishes = (SetLock, {"locked": False}), (SetLock, {"locked": True})
    assert await send(wire, only, actuators, *wishes) == ["UNLOCK", "LOCK"]


async def test_a_cover(wire, only, actuators):
    wire.announce("cover", COVER)
    wire.come("blind", {"position": 30, "state": "opening"})
    assert (only().state.phase, only().state.level) == ("opening", 30)
    wishes = (Move, {"to": "open"}), (Move, {"to": "stop"}), (SetLevel, {"level": 45})
    assert await send(wire, only, actuators, *wishes) == ["OPEN", "STOP", '{ "position": 45 }']


async def test_a_fan(wire, only, actuators):
    wire.announce("fan", FAN)
    wire.come("fan/on", "ON")
    wire.come("fan/speed", "2")
    assert (only().state.on, only().state.level) == (True, 50)
    wishes = (SetLevel, {"level": 60}), (SetMode, {"mode": "sleep"}), (SetLevel, {"level": 0})
    assert await send(wire, only, actuators, *wishes) == ["3", "sleep", "OFF"]


async def test_a_media_player(wire, only, actuators):
    wire.announce("media_player", PLAYER)
    wire.come("tv/state", "stopped")
    wire.come("tv/volume", "0.35")
    wire.come("tv/title", "The News")
    state = only().state
    assert (state.phase, state.level, state.title) == ("idle", 35, "The News")
    wishes = (Play, {"playing": True}), (Play, {"playing": False}), (SetLevel, {"level": 20})
    assert await send(wire, only, actuators, *wishes) == ["Play", "pause", "0.2"]


async def test_a_cut_wire_is_a_device_out_of_reach(wire, only, actuators):
    wire.announce("lock", LOCK)
    wire.cut = True
    with pytest.raises(DeviceUnreachable):
        await send(wire, only, actuators, (SetLock, {"locked": True}))


async def test_four_hundred_and_ninety_nine_real_models_come_in(wire, registry, data, caplog):
    wanted = {kind.value for kind in Kind}
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz", "rt") as lines:
        messages = [json.loads(line) for line in lines]
    for number, message in enumerate(messages):
        wire.come(message["topic"], message["payload"])
        if number % 500 == 0:
            await asyncio.sleep(0)
    expected = sum(m["topic"].split("/")[1] in wanted for m in messages)
    assert expected > 1700
    assert len(registry.held) == expected
    assert all("unsupported" in error for error in errors(caplog))
    assert len(errors(caplog)) < 0.06 * expected
