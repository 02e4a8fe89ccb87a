"""Climates and water heaters take odd words without harm and are told only what they have."""

import pytest

from hub.core.errors import CommandRefused
from hub.core.states import ClimateState, WaterHeaterState
from tests.ingest.components.examples_warming import AIR, air

RANGE = {
    "temperature_low_command_topic": "low",
    "temperature_high_command_topic": "high",
    "mode_command_topic": "mode",
    "modes": ["off", "heat_cool"],
}


async def studied(desk, **more):
    assert desk.announce("climate", **{**AIR, **more}) == ""
    for topic, payload in air():
        desk.hear(topic, payload)


@pytest.mark.parametrize(
    "payload",
    ["", "warm", "[]", {}, {"mode": "boil"}, {"target": "warm"}, {"action": "dancing"}, {"fan": 3}],
)
async def test_what_a_climate_cannot_mean_changes_nothing(desk, payload):
    await studied(desk)
    before = desk.it.house()
    desk.hear("study/hvac", payload)
    assert desk.it.house() == before
    assert before == ClimateState(
        mode="cool",
        action="cooling",
        target=22,
        current=26.5,
        fan_mode="low",
        preset="none",
    )


async def test_one_bad_part_of_a_message_costs_only_itself(desk):
    await studied(desk)
    desk.hear("study/hvac", {"mode": "boil", "target": 24, "now": 25})
    assert (desk.it.state, desk.it.house().target, desk.it.house().current) == ("cool", 24, 25)


async def test_the_house_keeps_the_last_number_that_can_be(desk, counted):
    humid = {"current_humidity_topic": "study/damp"}
    await studied(desk, **humid)
    for damp in (45, 160):
        desk.hear("study/damp", damp)
    desk.hear("study/hvac", {"target": 24, "now": -3276.8})
    now = desk.it.house()
    assert (now.target, now.current, now.current_humidity) == (24, 26.5, 45)
    shown = desk.it.extra()
    assert (shown["current_temperature"], shown["current_humidity"]) == (-3276.8, 160)
    assert counted() == {"out_of_range": 2}
    desk.hear("study/hvac", {"target": 1e9, "now": 27})
    assert (desk.it.house().target, desk.it.house().current) == (24, 27)


async def test_a_climate_is_not_believed_a_spike_but_may_be_set_as_far_as_one_likes(desk, counted):
    await studied(desk, max_temp=90)
    desk.hear("study/hvac", {"target": 16, "now": 20})
    desk.hear("study/hvac", {"target": 80, "now": 60})
    assert (desk.it.house().target, desk.it.house().current) == (80, 20)
    assert counted() == {"spike": 1}
    desk.hear("study/hvac", {"target": 80, "now": 60})
    assert desk.it.house().current == 60


async def test_a_boiler_without_a_sensor_keeps_its_last_temperature(desk, counted):
    config = {"current_temperature_topic": "boiler/now", "temperature_state_topic": "boiler/set"}
    assert desk.announce("water_heater", **config) == ""
    for topic, told in (("now", 55), ("set", 60), ("now", -127), ("set", "nan")):
        desk.hear(f"boiler/{topic}", told)
    assert desk.it.house() == WaterHeaterState(current=55, target=60, mode="off")
    assert counted() == {"out_of_range": 1, "not_finite": 1}


async def test_none_takes_a_value_back(desk):
    await studied(desk)
    desk.hear("study/hvac", {"target": None, "action": None, "preset": None})
    now = desk.it.house()
    assert (now.target, now.action, now.preset, now.mode) == (None, None, "none", "cool")


@pytest.mark.parametrize(
    ("service", "data"),
    [
        ("set_temperature", {"temperature": 15.5}),
        ("set_temperature", {"temperature": 31}),
        ("set_temperature", {"temperature": "warm"}),
        ("set_temperature", {"target_temp_low": 18, "target_temp_high": 22}),
        ("set_temperature", {}),
        ("set_hvac_mode", {"hvac_mode": "boil"}),
        ("set_hvac_mode", {}),
        ("set_preset_mode", {"preset_mode": "party"}),
        ("set_fan_mode", {"fan_mode": "storm"}),
        ("set_swing_mode", {"swing_mode": "on"}),
        ("set_humidity", {"humidity": 50}),
    ],
)
async def test_a_wish_it_cannot_have_is_refused(desk, service, data):
    await studied(desk)
    with pytest.raises(CommandRefused):
        await desk.ask(service, **data)
    assert desk.wire.sent == []


async def test_a_range_has_its_lower_end_below_its_upper(desk):
    assert desk.announce("climate", **RANGE) == ""
    with pytest.raises(CommandRefused, match="above"):
        await desk.ask("set_temperature", target_temp_low=25, target_temp_high=20)
    asked = {"target_temp_low": 19, "target_temp_high": 23, "hvac_mode": "heat_cool"}
    assert await desk.ask("set_temperature", **asked) == [
        ("mode", "heat_cool"),
        ("low", "19.0"),
        ("high", "23.0"),
    ]
    assert (desk.it.state, desk.it.house().low, desk.it.house().high) == ("heat_cool", 19, 23)


async def test_on_is_a_switch_where_it_has_one_and_a_mode_where_not(desk):
    await studied(desk)
    assert await desk.ask("turn_on") == [("study/hvac/mode", "cool")]
    await studied(desk, power_command_topic="study/power", payload_on="1", payload_off="0")
    assert await desk.ask("turn_on") == [("study/power", "1")]
    assert await desk.ask("turn_off") == [("study/power", "0")]


async def test_a_device_that_counts_in_fahrenheit_is_shown_and_asked_in_celsius(desk):
    await studied(desk, temperature_unit="F", min_temp=60, max_temp=86, precision=0.1)
    desk.hear("study/hvac", {"target": 68, "now": 77})
    assert desk.it.extra()["current_temperature"] == 25
    assert (desk.it.house().target, desk.it.limits()[1]) == (20, 30)
    assert await desk.ask("set_temperature", temperature=25) == [
        ("study/hvac/target", '{"target": 77.0}')
    ]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"precision": 0.3}, "precision"),
        ({"temperature_unit": "K"}, "temperature_unit"),
        ({"preset_modes": ["none", "eco"]}, "preset_modes"),
        ({"preset_mode_command_topic": None}, "preset_mode_command_topic"),
        ({"min_humidity": 70, "max_humidity": 30}, "max_humidity"),
        ({"target_humidity_state_topic": "h"}, "target_humidity_command_topic"),
        ({"temp_step": "big"}, "temp_step"),
        ({"optimistic": "often"}, "optimistic"),
    ],
)
async def test_an_announcement_no_climate_can_have_is_refused(desk, change, key):
    assert key in desk.announce("climate", **{**AIR, **change})
    assert list(desk.announcements.things) == []


async def test_a_water_heater_keeps_to_its_modes_and_limits(desk):
    boiler = {"modes": ["off", "eco"], "mode_command_topic": "m", "temperature_command_topic": "t"}
    assert desk.announce("water_heater", **boiler, min_temp=35, max_temp=65) == ""
    for service, data in (
        ("set_operation_mode", {"operation_mode": "gas"}),
        ("set_temperature", {"temperature": "hot"}),
        ("turn_on", {}),
    ):
        with pytest.raises(CommandRefused):
            await desk.ask(service, **data)
    assert desk.wire.sent == []
    assert await desk.ask("set_temperature", temperature=50) == [("t", "50.0")]
    assert desk.it.house().target == 50
