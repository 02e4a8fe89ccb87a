"""What cannot be used is said with key and cure, and costs nothing else."""

import json
import logging

import pytest

from hub.core.commands import Move, SetLevel
from hub.core.errors import CommandRefused
from tests.ingest.samples import CLIMATE, COVER, JSON_LIGHT, SWITCH

pytestmark = pytest.mark.usefixtures("announced")
BOMB = "{{ 'a' * 10**9 }}"


def errors(caplog):
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("component", "payload", "problem"),
    [
        ("switch", "{not json", "malformed"),
        ("switch", "[1]", "object"),
        ("switch", '{"cmd_t": ["a"]}', "command_topic must be a text"),
        ("switch", '{"cmd_t": null}', "command_topic must be a text"),
        ("switch", '{"cmd_t": ""}', "command_topic"),
        ("switch", '{"cmd_t": "a/#"}', "command_topic must be a topic without wildcards"),
        ("switch", '{"cmd_t": "a", "stat_t": "b#"}', "state_topic: a wildcard"),
        ("switch", '{"name": "x"}', "command_topic is missing"),
        ("switch", '{"cmd_t": "a", "qos": 3}', "qos must be 0, 1 or 2"),
        ("switch", '{"cmd_t": "a", "ret": "maybe"}', "retain must be true or false"),
        ("switch", '{"cmd_t": "a", "en": "perhaps"}', "enabled_by_default"),
        ("switch", '{"cmd_t": "a", "ent_cat": "system"}', "entity_category must be one of"),
        ("switch", '{"cmd_t": "a", "dev_cla": "toaster"}', "device_class"),
        ("switch", '{"cmd_t": "a", "ic": "lamp"}', "icon must be a name such as"),
        ("switch", '{"cmd_t": "a", "dev": {"name": "x"}}', "identifiers or connections"),
        ("switch", '{"cmd_t": "a", "dev": 5}', "device must be an object"),
        ("switch", '{"cmd_t": "a", "dev": {"cns": [["mac"]]}}', "connections"),
        ("switch", '{"cmd_t": "a", "dev": {"ids": "x", "cu": "no address"}}', "configuration_url"),
        ("switch", '{"cmd_t": "a", "o": {}}', "origin.name is missing"),
        ("switch", '{"cmd_t": "a", "avty": ["b"]}', "availability must be a list"),
        ("switch", '{"cmd_t": "a", "avty": [{}]}', "availability.topic is missing"),
        ("switch", '{"cmd_t": "a", "avty_t": "b", "avty": [{"t": "c"}]}', "cannot both"),
        ("switch", '{"cmd_t": "a", "avty_mode": "most"}', "availability_mode must be one of"),
        ("light", '{"cmd_t": "a", "bri_scl": "bright"}', "brightness_scale must be a whole"),
        ("light", '{"cmd_t": "a", "bri_scl": 0}', "brightness_scale must be a whole number of 1"),
        ("light", '{"cmd_t": "a", "schema": "yaml"}', "schema"),
        ("light", '{"cmd_t": "a", "schema": "template"}', "command_on_template is missing"),
        ("sensor", '{"name": "x"}', "state_topic is missing"),
        ("sensor", '{"stat_t": "a", "exp_aft": -1}', "expire_after must be a whole number of 0"),
        ("sensor", '{"stat_t": "a", "ent_cat": "config"}', "entity_category"),
        ("sensor", b"\xff\xfe", "UTF-8|utf-8|malformed|invalid"),
        ("sensor", "[" * 60000, "deep|malformed|truncated|Expected"),
        ("fan", '{"cmd_t": "a", "spd_rng_max": 0}', "speed_range_max"),
        ("climate", '{"min_hum": 60, "max_hum": 40}', "max_humidity"),
        ("text", '{"cmd_t": "a", "ptrn": "["}', "pattern"),
        ("cover", json.dumps({"x": "y" * 70000}), "at most 65536"),
    ],
)
async def test_a_bad_announcement_is_one_clear_error(
    wire, registry, caplog, announced, component, payload, problem
):
    wire.announce(component, payload)
    assert not registry.held
    (error,) = errors(caplog)
    assert f"homeassistant/{component}/thing/config" in error
    assert any(part in error for part in problem.split("|")), error
    (refused,) = announced.refusals.take_news()
    assert refused.topic == f"homeassistant/{component}/thing/config"
    wire.announce("switch", SWITCH, key="sound")
    assert len(registry.held) == 1


async def test_a_bad_announcement_is_told_once_and_forgotten_when_it_is_good(
    wire, only, caplog, announced
):
    for _ in range(3):
        wire.announce("switch", {**SWITCH, "qos": 7})
    assert len(errors(caplog)) == 1
    wire.announce("switch", SWITCH)
    assert only().entity.name == "Kitchen plug"
    assert announced.refusals.held == {}


async def test_a_good_thing_announced_badly_stays_as_it_was(wire, only, announced):
    wire.announce("switch", {**SWITCH, "avty_t": "~/lwt"})
    wire.come("plug/1/lwt", "online")
    wire.come("plug/1/state", "ON")
    wire.announce("switch", {**SWITCH, "qos": 7, "name": "Worse"})
    assert (only().entity.name, only().available, only().state.on) == ("Kitchen plug", True, True)
    wire.come("plug/1/state", "OFF")
    assert only().state.on is False


async def test_a_template_we_do_not_run_costs_only_what_it_reads(wire, only, caplog, announced):
    wire.announce("climate", {**CLIMATE, "act_t": "ac", "act_tpl": BOMB})
    (error,) = errors(caplog)
    assert "action_template" in error
    (noted,) = announced.refusals.held.values()
    assert (noted.key, announced.refusals.take_news()) == ("action_template", [])
    wire.come("ac", {"mode": "cool", "current": 25.5})
    assert (only().state.mode, only().state.current, only().state.action) == ("cool", 25.5, None)


async def test_a_command_template_we_do_not_run_costs_only_that_command(
    wire, only, announced, actuators
):
    wire.announce("cover", {**COVER, "set_pos_tpl": "{{ states('sun.sun') }}"})
    (noted,) = announced.refusals.held.values()
    assert noted.key == "set_position_template"
    blind = only().entity.id
    with pytest.raises(CommandRefused):
        await actuators.find(blind).send(SetLevel(entity=blind, level=40))
    assert wire.sent == []
    await actuators.find(blind).send(Move(entity=blind, to="open"))
    assert wire.sent == [("blind/set", "OPEN")]


async def test_an_availability_template_we_do_not_run_is_noted_too(wire, only, announced):
    places = [{"t": "a", "val_tpl": BOMB}, {"t": "b"}]
    wire.announce("switch", {**SWITCH, "avty": places, "avty_mode": "any"})
    assert len(announced.refusals.held) == 1
    wire.come("a", "online")
    assert only().available is False
    wire.come("b", "online")
    assert only().available is True


async def test_a_template_made_good_is_complained_of_no_more(wire, announced):
    wire.announce("light", {**JSON_LIGHT, "json_attr_t": "a", "json_attr_tpl": BOMB})
    assert len(announced.refusals.held) == 1
    wire.announce("light", {**JSON_LIGHT, "json_attr_t": "a", "json_attr_tpl": "{{ value }}"})
    assert announced.refusals.held == {}


async def test_what_was_withdrawn_is_complained_of_no_more(wire, announced):
    wire.announce("light", {**JSON_LIGHT, "json_attr_t": "a", "json_attr_tpl": BOMB})
    wire.announce("light", "")
    assert announced.refusals.held == {}
    wire.announce("switch", {**SWITCH, "qos": 7})
    wire.announce("switch", "")
    assert announced.refusals.held == {}


async def test_a_message_that_can_be_read_again_is_complained_of_no_more(wire, announced):
    parts = {"p": {"p": "switch", "uniq_id": "a", "cmd_t": "b"}}
    message = {"dev": SWITCH["dev"], "o": {"name": "acme"}, "cmps": parts}
    wire.announce("device", {**message, "cmps": []})
    assert len(announced.refusals.held) == 1
    wire.announce("device", message)
    assert announced.refusals.held == {}


async def test_it_is_said_which_part_of_a_device_is_not_used(wire, announced):
    part = {"p": "switch", "cmd_t": "b", "stat_t": "c", "val_tpl": BOMB}
    parts = {"left": {**part, "uniq_id": "l"}, "right": {**part, "uniq_id": "r"}}
    wire.announce("device", {"dev": SWITCH["dev"], "o": {"name": "acme"}, "cmps": parts})
    assert [key for _, key in announced.refusals.held] == [
        "left.value_template",
        "right.value_template",
    ]
    wire.announce("device", "")
    assert announced.refusals.held == {}
