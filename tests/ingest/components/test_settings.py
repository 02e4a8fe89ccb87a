"""Numbers, choices and texts keep within their bounds, in both directions."""

import pytest

from hub.core.errors import CommandRefused

LEVEL = {"state_topic": "n", "command_topic": "n/set", "min": -10, "max": 10, "step": 0.5}
CHOICE = {"state_topic": "s", "command_topic": "s/set", "options": ["a", "b", "c"]}
LINE = {"state_topic": "t", "command_topic": "t/set", "min": 2, "max": 5, "pattern": "[a-z]+"}


@pytest.mark.parametrize("payload", ["", "ten", "11", "-10.5", "inf", "[]", "1,5", b"\xff"])
async def test_what_a_number_cannot_be_changes_nothing(desk, payload):
    assert desk.announce("number", **LEVEL) == ""
    desk.hear("n", "-2.5")
    desk.hear("n", payload)
    assert desk.it.house().value == -2.5


async def test_the_house_keeps_a_number_that_is_one(desk, counted):
    assert desk.announce("number", **LEVEL) == ""
    desk.hear(LEVEL["state_topic"], 5)
    before = desk.it.house()
    desk.hear(LEVEL["state_topic"], "nan")
    desk.hear(LEVEL["state_topic"], "NaN")
    assert (before.value, desk.it.house(), desk.it.state) == (5, before, "nan")
    assert counted() == {"not_finite": 2}


async def test_a_number_that_is_none_is_not_known(desk):
    assert desk.announce("number", **LEVEL) == ""
    desk.hear("n", "-2.5")
    desk.hear("n", "None")
    assert desk.it.house().value is None


@pytest.mark.parametrize("value", [10.1, -11, "much", None])
async def test_a_number_out_of_its_bounds_is_not_sent(desk, value):
    assert desk.announce("number", **LEVEL) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("set_value", value=value)
    assert desk.wire.sent == []


async def test_a_number_is_written_as_people_write_it(desk):
    assert desk.announce("number", **LEVEL) == ""
    assert await desk.ask("set_value", value=3.0) == [("n/set", "3")]
    assert await desk.ask("set_value", value="-2.5") == [("n/set", "-2.5")]


async def test_a_number_in_fahrenheit_is_shown_and_set_in_celsius(desk):
    oven = {**LEVEL, "min": 32, "max": 212, "device_class": "temperature"}
    assert desk.announce("number", **oven, unit_of_measurement="°F") == ""
    desk.hear("n", "50")
    assert (desk.it.house().value, desk.it.house_unit()) == (10, "°C")
    assert desk.it.limits()[:2] == (0, 100)
    assert await desk.ask("set_value", value=100) == [("n/set", "212")]


@pytest.mark.parametrize("payload", ["", "d", "A", "a,b", "[]", b"\xff"])
async def test_what_is_no_option_changes_nothing(desk, payload):
    assert desk.announce("select", **CHOICE) == ""
    desk.hear("s", "b")
    desk.hear("s", payload)
    assert desk.it.house().option == "b"


async def test_a_choice_goes_round_unless_it_shall_not(desk):
    assert desk.announce("select", **CHOICE) == ""
    desk.hear("s", "c")
    assert await desk.ask("select_next") == [("s/set", "a")]
    assert await desk.ask("select_next", cycle=False) == [("s/set", "c")]
    assert await desk.ask("select_first") == [("s/set", "a")]
    assert await desk.ask("select_previous") == [("s/set", "b")]
    with pytest.raises(CommandRefused):
        await desk.ask("select_option", option="d")


@pytest.mark.parametrize("text", ["a", "toolong", "A1", "", "42"])
async def test_a_text_keeps_its_length_and_form_both_ways(desk, text):
    assert desk.announce("text", **LINE) == ""
    desk.hear("t", "good")
    desk.hear("t", text)
    assert desk.it.house().text == "good"
    with pytest.raises(CommandRefused):
        await desk.ask("set_value", value=text)
    assert desk.wire.sent == []


@pytest.mark.parametrize(
    ("component", "config", "key"),
    [
        ("number", {**LEVEL, "min": 20}, "max"),
        ("number", {**LEVEL, "step": 0}, "step"),
        ("number", {**LEVEL, "mode": "wheel"}, "mode"),
        ("number", {**LEVEL, "device_class": "beauty"}, "device_class"),
        ("select", {"command_topic": "s"}, "options"),
        ("text", {**LINE, "min": 9}, "max"),
        ("text", {**LINE, "max": 256}, "max"),
        ("text", {**LINE, "mode": "secret"}, "mode"),
        ("text", {**LINE, "pattern": "("}, "pattern"),
    ],
)
async def test_bounds_that_cannot_be_are_refused(desk, component, config, key):
    assert key in desk.announce(component, **config)
    assert list(desk.announcements.things) == []
