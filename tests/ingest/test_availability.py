"""A device is within reach when it says so, and what it said is good for a while."""

import asyncio

import pytest

from hub.core.events import AvailabilityChanged, StateChanged, StateReported
from tests.ingest.samples import SWITCH

pytestmark = pytest.mark.usefixtures("announced")

DOOR = {"stat_t": "door", "name": "Door", "uniq_id": "door"}


@pytest.mark.parametrize(
    ("mode", "words", "available"),
    [
        ("all", ["online", None], False),
        ("all", ["online", "online"], True),
        ("any", ["offline", None], False),
        ("any", ["online", "offline"], True),
        ("latest", ["online", "offline"], False),
        ("latest", ["offline", "online"], True),
        (None, ["online", "offline"], False),
    ],
)
async def test_a_device_is_within_reach_when_its_topics_say_so(wire, only, mode, words, available):
    places = [{"t": "bridge", "val_tpl": "{{ value_json.state }}"}, {"t": "plug/1/lwt"}]
    how = {"avty_mode": mode} if mode else {}
    wire.announce("switch", {**SWITCH, "avty": places, **how})
    assert only().available is False, "until it is told otherwise"
    wire.come("bridge", {"state": words[0]})
    if words[1]:
        wire.come("plug/1/lwt", words[1])
    assert only().available is available


async def test_what_tells_nothing_of_it_is_always_within_reach(wire, only):
    wire.announce("switch", SWITCH)
    assert only().available is True


async def test_a_device_may_have_its_own_words_for_it(wire, only):
    words = {"pl_avail": "here", "pl_not_avail": "gone", "avty_tpl": "{{ value_json.now | lower }}"}
    wire.announce("switch", {**SWITCH, "avty_t": "~/lwt", **words})
    wire.come("plug/1/lwt", {"now": "HERE"})
    assert only().available is True
    for word in ("online", "offline", "away", ""):
        wire.come("plug/1/lwt", {"now": word})
    assert only().available is True, "other words mean nothing"
    wire.come("plug/1/lwt", "gone")
    assert only().available is False, "a payload the template cannot read is taken as it is"


async def test_each_topic_may_have_its_own_words(wire, only):
    places = [{"t": "a", "pl_avail": "1", "pl_not_avail": "0"}, {"t": "b"}]
    wire.announce("switch", {**SWITCH, "avty": places, "avty_mode": "all"})
    wire.come("a", "1")
    wire.come("b", "online")
    assert only().available is True
    wire.come("b", "0")
    assert only().available is True
    wire.come("a", "0")
    assert only().available is False


async def test_a_word_kept_by_the_broker_counts(wire, only):
    wire.announce("switch", {**SWITCH, "avty_t": "~/lwt"})
    wire.come("plug/1/lwt", "online", retained=True)
    assert only().available is True


async def test_a_topic_that_is_asked_no_more_has_no_say(wire, only):
    wire.announce("switch", {**SWITCH, "avty_t": "~/lwt"})
    wire.announce("switch", {**SWITCH, "avty_t": "~/other"})
    wire.come("plug/1/lwt", "online")
    assert only().available is False
    wire.come("plug/1/other", "online")
    assert only().available is True
    wire.announce("switch", SWITCH)
    assert only().available is True


async def test_leaving_and_coming_back_is_told_once_each(wire, bus):
    changes = bus.open(AvailabilityChanged)
    wire.announce("switch", {**SWITCH, "avty_t": "~/lwt"})
    for word in ("online", "online", "offline", "offline", "online"):
        wire.come("plug/1/lwt", word)
    assert [change.available for change in changes.drain()][-3:] == [True, False, True]


@pytest.mark.parametrize("component", ["sensor", "binary_sensor"])
async def test_a_reading_is_good_for_as_long_as_it_says(wire, only, component):
    wire.announce(component, {**DOOR, "exp_aft": 30})
    assert only().available is False, "nothing was heard yet"
    wire.come("door", "ON")
    await asyncio.sleep(29)
    assert only().available is True
    wire.come("door", "ON")
    await asyncio.sleep(29)
    assert only().available is True, "each message begins it anew"
    await asyncio.sleep(2)
    assert only().available is False
    wire.come("door", "OFF")
    assert only().available is True


async def test_a_reading_out_of_date_comes_back_only_where_the_device_is_there(wire, only):
    wire.announce("sensor", {**DOOR, "exp_aft": 30, "avty_t": "lwt"})
    wire.come("lwt", "online")
    wire.come("door", "ON")
    assert only().available is True
    wire.come("lwt", "offline")
    assert only().available is False
    await asyncio.sleep(31)
    wire.come("lwt", "online")
    assert only().available is False


async def test_what_was_withdrawn_does_not_run_out_any_more(wire, registry, bus):
    wire.announce("sensor", {**DOOR, "exp_aft": 30})
    wire.come("door", "ON")
    wire.announce("sensor", "")
    changes = bus.open(StateReported), bus.open(AvailabilityChanged)
    await asyncio.sleep(60)
    assert [inbox.drain() for inbox in changes] == [[], []]
    assert not registry.held


async def test_motion_that_nobody_takes_back_ends_by_itself(wire, only):
    wire.announce("binary_sensor", {**DOOR, "off_dly": 5})
    wire.come("door", "ON")
    await asyncio.sleep(4)
    wire.come("door", "ON")
    await asyncio.sleep(4)
    assert only().state.on is True, "each word begins it anew"
    await asyncio.sleep(2)
    assert only().state.on is False


async def test_motion_that_was_taken_back_is_not_ended_twice(wire, only, bus):
    wire.announce("binary_sensor", {**DOOR, "off_dly": 5})
    wire.come("door", "ON")
    wire.come("door", "OFF")
    changes = bus.open(StateChanged)
    await asyncio.sleep(10)
    assert changes.drain() == []
