"""Sensors: units of the house, words, dates, and what cannot be measured."""

import pytest

from hub.core.states import PlaceState

POWER = {"state_topic": "s", "device_class": "power", "unit_of_measurement": "kW"}


async def test_a_sensor_is_shown_as_it_is_there_and_kept_in_the_houses_unit(desk):
    assert desk.announce("sensor", **POWER) == ""
    desk.hear("s", "0.085")
    assert (desk.it.state, desk.it.unit) == ("0.085", "kW")
    assert (desk.it.house().value, desk.it.house_unit()) == (85, "W")


@pytest.mark.parametrize("payload", ["", "nan", "-inf", "1e999", "much", "[1]", b"\xff", "{}"])
async def test_what_cannot_be_measured_changes_nothing(desk, payload):
    assert desk.announce("sensor", **POWER) == ""
    desk.hear("s", "1.5")
    desk.hear("s", payload)
    assert (desk.it.state, desk.it.house().value) == ("1.5", 1500)


async def test_unknown_is_said_by_none(desk):
    assert desk.announce("sensor", **POWER) == ""
    desk.hear("s", "1.5")
    desk.hear("s", "None")
    assert (desk.it.state, desk.it.house().value) == (None, None)


@pytest.mark.parametrize(
    ("device_class", "payload", "state"),
    [
        ("timestamp", "2024-03-31T09:00:00+02:00", "2024-03-31T07:00:00+00:00"),
        ("timestamp", "2024-03-31T07:00:00Z", "2024-03-31T07:00:00+00:00"),
        ("timestamp", "2024-03-31T07:00:00", None),
        ("timestamp", "tomorrow", None),
        ("date", "2024-03-31", "2024-03-31"),
        ("date", "31.3.2024", None),
    ],
)
async def test_dates_and_times_are_read_by_the_standard(desk, device_class, payload, state):
    assert desk.announce("sensor", state_topic="s", device_class=device_class) == ""
    desk.hear("s", payload)
    assert (desk.it.state, desk.it.house().value) == (state, state)


async def test_a_word_is_one_of_its_options(desk):
    words = {"state_topic": "s", "device_class": "enum", "options": ["wash", "spin"]}
    assert desk.announce("sensor", **words) == ""
    desk.hear("s", "spin")
    desk.hear("s", "dance")
    assert desk.it.house().value == "spin"
    assert desk.it.choices() == {"option": ("wash", "spin")}


async def test_a_word_has_an_end(desk):
    assert desk.announce("sensor", state_topic="s") == ""
    desk.hear("s", "x" * 255)
    desk.hear("s", "y" * 256)
    assert desk.it.house().value == "x" * 255


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"device_class": "beauty"}, "device_class"),
        ({"state_class": "measured"}, "state_class"),
        ({"options": ["a"]}, "options"),
        ({"device_class": "enum", "options": []}, "options"),
        ({"device_class": "enum", "options": ["a"], "unit_of_measurement": "W"}, "options"),
        ({"last_reset_value_template": "{{ value }}"}, "last_reset_value_template"),
        ({"suggested_display_precision": -1}, "suggested_display_precision"),
        ({"force_update": "sometimes"}, "force_update"),
    ],
)
async def test_an_announcement_no_sensor_can_have_is_refused(desk, more, key):
    assert key in desk.announce("sensor", state_topic="s", **more)
    assert list(desk.announcements.things) == []


@pytest.mark.parametrize("told", [{}, {"latitude": "48"}, {"latitude": 48.1}, {"longitude": 11}])
async def test_half_a_place_is_none(desk, told):
    assert desk.announce("device_tracker", json_attributes_topic="p", name="Phone") == ""
    desk.hear("p", told)
    assert desk.it.house() == PlaceState()
    desk.hear("p", {"latitude": 48.1, "longitude": 11.6})
    assert desk.it.house() == PlaceState(place="not_home", latitude=48.1, longitude=11.6)


async def test_a_place_by_its_own_name_is_told_as_it_came(desk):
    assert desk.announce("device_tracker", state_topic="p", name="Phone") == ""
    for payload, place in (("home", "home"), ("Office", "Office"), ("not_home", "not_home")):
        desk.hear("p", payload)
        assert desk.it.state == place
    desk.hear("p", "None")
    assert desk.it.state is None
    assert desk.announce("device_tracker", name="Nobody") != ""
