"""Covers and valves: positions between any two ends, and words nobody knows."""

import pytest

from hub.core.errors import CommandRefused
from hub.core.states import CoverState, ValveState
from tests.ingest.components.examples_moving import BLIND

DOOR = {"state_topic": "door", "command_topic": "door/set"}
MIXER = {"state_topic": "mixer", "command_topic": "mixer/set", "reports_position": True}


@pytest.mark.parametrize(
    ("ends", "told", "percent"),
    [
        ((0, 100), "30", 30),
        ((0, 255), "128", 50),
        ((100, 0), "30", 70),
        ((200, 40), "200", 0),
        ((0, 100), "130", 100),
        ((0, 100), "-5", 0),
    ],
)
async def test_a_position_lies_between_any_two_ends(desk, ends, told, percent):
    closed, opened = ends
    places = {"position_closed": closed, "position_open": opened, "position_topic": "p"}
    assert desk.announce("cover", **places, set_position_topic="set") == ""
    desk.hear("p", told)
    phase = "open" if percent else "closed"
    assert desk.it.house() == CoverState(phase=phase, level=percent)
    ((_, back),) = await desk.ask("set_cover_position", position=percent)
    assert abs(float(back) - min(max(float(told), min(ends)), max(ends))) <= 1


async def test_a_cover_between_two_equal_ends_has_no_position(desk):
    both = {"position_closed": 5, "position_open": 5, "position_topic": "p"}
    assert desk.announce("cover", **both, command_topic="c") == ""
    desk.hear("p", "5")
    assert desk.it.house().level is None


async def test_one_message_tells_position_and_tilt(desk):
    assert desk.announce("cover", **BLIND) == ""
    desk.hear("blind/position", {"position": 255, "tilt_position": 45})
    assert (desk.it.house().level, desk.it.house().tilt) == (100, 25)
    desk.hear("blind/position", {"tilt_position": 90})
    assert desk.it.house().tilt == 25, "without a position it is not read at all"


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("blind/position", ""),
        ("blind/position", "half"),
        ("blind/position", "nan"),
        ("blind/position", "inf"),
        ("blind/state", ""),
        ("blind/state", "ajar"),
        ("blind/tilt", "200"),
        ("blind/tilt", "-1"),
        ("blind/tilt", "flat"),
    ],
)
async def test_what_a_cover_cannot_mean_changes_nothing(desk, topic, payload):
    assert desk.announce("cover", **BLIND) == ""
    for name, told in (("state", "open"), ("position", "51"), ("tilt", "90")):
        desk.hear(f"blind/{name}", told)
    before = desk.it.house()
    desk.hear(topic, payload)
    assert desk.it.house() == before == CoverState(phase="open", level=20, tilt=50)


async def test_where_it_stopped_says_whether_it_is_closed(desk):
    assert desk.announce("cover", **BLIND) == ""
    for place, phase in (("0", "closed"), ("80", "open")):
        desk.hear("blind/state", "closing")
        desk.hear("blind/position", place)
        assert desk.it.state == "closing"
        desk.hear("blind/state", "stopped")
        assert desk.it.state == phase


async def test_a_toggle_stops_what_moves_and_turns_what_rests(desk):
    assert desk.announce("cover", **DOOR) == ""
    for told, word in (("closed", "OPEN"), ("opening", "STOP"), ("open", "CLOSE")):
        desk.hear("door", told)
        assert await desk.ask("toggle") == [("door/set", word)]


async def test_a_word_that_is_null_cannot_be_said(desk):
    assert desk.announce("cover", **DOOR, payload_stop=None) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("stop_cover")
    assert "stop" not in desk.it.features()
    assert desk.wire.sent == []


@pytest.mark.parametrize("position", [-1, 101, "half", None])
async def test_a_position_that_cannot_be_is_refused(desk, position):
    assert desk.announce("cover", **BLIND) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("set_cover_position", position=position)
    with pytest.raises(CommandRefused):
        await desk.ask("set_cover_tilt_position", tilt_position=position)
    assert desk.wire.sent == []


async def test_a_cover_that_never_tells_is_where_it_was_sent(desk):
    assert desk.announce("cover", command_topic="set", tilt_command_topic="tilt") == ""
    assert await desk.ask("close_cover") == [("set", "CLOSE")]
    assert (desk.it.state, desk.it.reports()) == ("closed", False)
    await desk.ask("set_cover_tilt_position", tilt_position=30)
    assert desk.it.house().tilt == 30


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ({"command_topic": "a", "set_position_topic": "b"}, ""),
        ({**DOOR, "set_position_topic": "b", "position_topic": None}, "position_topic"),
        ({"command_topic": "a", "value_template": "{{ value }}"}, "state_topic"),
        ({"command_topic": "a", "position_template": "{{ value }}"}, "position_topic"),
        ({"command_topic": "a", "tilt_status_template": "{{ value }}"}, "tilt_status_topic"),
        ({**DOOR, "position_open": "wide"}, "position_open"),
        ({**DOOR, "tilt_min": 5, "tilt_max": 5}, "tilt_max"),
        ({**DOOR, "device_class": "submarine"}, "device_class"),
    ],
)
async def test_an_announcement_no_cover_can_have_is_refused(desk, config, problem):
    why = desk.announce("cover", **config)
    assert problem in why
    assert bool(list(desk.announcements.things)) is (why == "")


@pytest.mark.parametrize("payload", ["", "half", "nan", "{}", {"state": "opening"}, "[]"])
async def test_what_a_valve_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("valve", **MIXER) == ""
    desk.hear("mixer", "50")
    desk.hear("mixer", payload)
    assert desk.it.house() == ValveState(phase="open", level=50)


async def test_a_valve_by_position_is_opened_and_closed_by_it(desk):
    assert desk.announce("valve", **MIXER, position_open=90) == ""
    assert await desk.ask("open_valve") == [("mixer/set", "90")]
    assert await desk.ask("close_valve") == [("mixer/set", "0")]


async def test_a_valve_has_either_words_or_positions(desk):
    assert "reports_position" in desk.announce("valve", **MIXER, payload_open="let")
    assert list(desk.announcements.things) == []
