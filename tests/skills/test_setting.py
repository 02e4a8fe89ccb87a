"""Temperatures, modes, numbers and colours are set as the thing itself words them."""

import pytest

from hub.core.commands import Call, SetColorTemperature, SetMode
from hub.core.kinds import Kind
from hub.core.skill import Home, Intent


@pytest.fixture
def setting(skill, ends):
    return skill("setting")


def ask(intent, entity, **slots):
    return Intent(name=intent, slots={"name": entity, **slots})


@pytest.mark.parametrize("kind", [Kind.CLIMATE, Kind.WATER_HEATER])
async def test_a_temperature_is_celsius(setting, thing, ends, said, kind):
    boiler = thing("Boiler", kind)
    reply = await setting.answer(ask("SetTemperature", boiler, degrees="55"))
    assert ends.wishes[0].celsius == 55
    assert said(reply) == "Boiler is set to 55.0\u202f°C."


async def test_fahrenheit_is_understood_where_it_is_said_or_usual(
    setting, thing, ends, bus, clock, commands, registry, skill
):
    boiler = thing("Boiler", Kind.WATER_HEATER)
    said = ask("SetTemperature", boiler, degrees="122", scale="fahrenheit")
    await setting.answer(said)
    there = Home(bus=bus, clock=clock, commands=commands, registry=registry, units="imperial")
    usual = type(setting)(there)
    await usual.answer(ask("SetTemperature", boiler, degrees="122"))
    await usual.answer(ask("SetTemperature", boiler, degrees="50", scale="celsius"))
    assert [wish.celsius for wish in ends.wishes] == [50, 50, 50]


@pytest.mark.parametrize(
    ("kind", "about", "option", "service", "data"),
    [
        (Kind.SELECT, {"choices": {"option": ("quick_wash",)}}, "quick wash",
         "select_option", {"option": "quick_wash"}),
        (Kind.SELECT, {"modes": ("Eco",), "choices": {"option": ("Eco",)}}, "eco",
         "select_option", {"option": "Eco"}),
        (Kind.LIGHT, {"choices": {"effect": ("first_light",)}}, "first light",
         "turn_on", {"effect": "first_light"}),
        (Kind.CLIMATE, {"modes": ("heat",), "choices": {"preset_mode": ("Away",)}}, "away",
         "set_preset_mode", {"preset_mode": "Away"}),
        (Kind.CLIMATE, {"choices": {"fan_mode": ("low",)}}, "low",
         "set_fan_mode", {"fan_mode": "low"}),
        (Kind.VACUUM, {"choices": {"fan_speed": ("max",)}}, "max",
         "set_fan_speed", {"fan_speed": "max"}),
    ],
)  # fmt: skip
async def test_an_option_is_sent_as_the_device_writes_it(
    setting, thing, ends, said, kind, about, option, service, data
):
    entity = thing("Thing", kind, **about)
    reply = await setting.answer(ask("SetOption", entity, option=option))
    assert isinstance(ends.wishes[0], Call)
    assert (ends.wishes[0].service, ends.wishes[0].data) == (service, data)
    assert said(reply) == f"Thing is set to {option}."


@pytest.mark.parametrize("kind", [Kind.FAN, Kind.HUMIDIFIER, Kind.CLIMATE, Kind.WATER_HEATER])
async def test_a_mode_is_a_mode(setting, thing, ends, kind):
    entity = thing("Thing", kind, modes=("off", "high_demand"))
    await setting.answer(ask("SetOption", entity, option="high demand"))
    assert isinstance(ends.wishes[0], SetMode)
    assert ends.wishes[0].mode == "high_demand"


async def test_another_things_option_is_refused_by_name(setting, thing, ends, said):
    lamp = thing("Lamp", Kind.LIGHT, choices={"effect": ("candle",)})
    reply = await setting.answer(ask("SetOption", lamp, option="quick wash"))
    assert said(reply) == "Lamp has no mode called quick wash."
    assert ends.wishes == []


async def test_a_number_is_set(setting, thing, ends, said):
    timer = thing("Egg timer", Kind.NUMBER)
    reply = await setting.answer(ask("SetNumber", timer, amount="20.5"))
    assert (ends.wishes[0].service, ends.wishes[0].data) == ("set_value", {"value": 20.5})
    assert said(reply) == "Egg timer is set to 20.5."


@pytest.mark.parametrize(
    ("features", "colour", "rgb"),
    [(("colour",), "red", [255, 0, 0]), (("colour",), "white", [255, 255, 255])],
)
async def test_a_colour_is_set(setting, thing, ends, said, features, colour, rgb):
    lamp = thing("Lamp", Kind.LIGHT, features=features)
    reply = await setting.answer(ask("SetColour", lamp, colour=colour))
    assert (ends.wishes[0].service, ends.wishes[0].data) == ("turn_on", {"rgb_color": rgb})
    assert said(reply) == f"Lamp shines {colour}."


@pytest.mark.parametrize(("colour", "kelvin"), [("white", 4000), ("warm_white", 2700)])
async def test_a_white_is_a_colour_temperature(setting, thing, ends, colour, kelvin):
    lamp = thing("Lamp", Kind.LIGHT, features=("colour", "kelvin"))
    await setting.answer(ask("SetColour", lamp, colour=colour))
    assert isinstance(ends.wishes[0], SetColorTemperature)
    assert ends.wishes[0].kelvin == kelvin


@pytest.mark.parametrize(
    ("swing", "sentence"), [("on", "Fan swings."), ("off", "Fan no longer swings.")]
)
async def test_a_fan_swings(setting, thing, ends, said, swing, sentence):
    fan = thing("Fan", Kind.FAN)
    assert said(await setting.answer(ask("Swing", fan, swing=swing))) == sentence
    assert ends.wishes[0].data == {"oscillating": swing == "on"}
