"""Lights of all three schemas live through a broker, and take odd words without harm."""

import json

import pytest

from hub.core.errors import CommandRefused
from tests.ingest.components.examples import Example

JSON = {
    "schema": "json",
    "name": "Desk lamp",
    "state_topic": "desk/light",
    "command_topic": "desk/light/set",
}
BASIC = {"name": "Shelf", "state_topic": "shelf/light", "command_topic": "shelf/light/set"}
TEMPLATE = {
    "schema": "template",
    "name": "Hall",
    "state_topic": "hall/light",
    "command_topic": "hall/light/set",
    "command_on_template": "on,{{ brightness|d }},{{ red|d }}-{{ green|d }}-{{ blue|d }}",
    "command_off_template": "off",
    "state_template": "{{ value.split(',')[0] }}",
    "brightness_template": "{{ value.split(',')[1] }}",
    "red_template": "{{ value.split(',')[2].split('-')[0] }}",
    "green_template": "{{ value.split(',')[2].split('-')[1] }}",
    "blue_template": "{{ value.split(',')[2].split('-')[2] }}",
}

EXAMPLES = [
    Example(
        name="json with brightness and rgb",
        component="light",
        config={**JSON, "brightness": True, "supported_color_modes": ["rgb"]},
        told=(("desk/light", {"state": "OFF"}),),
        state="off",
        shown={"brightness": None},
        service="turn_on",
        data={"rgb_color": [255, 180, 10], "brightness": 120},
        sends=(
            (
                "desk/light/set",
                {"state": "ON", "brightness": 120, "color": {"r": 255, "g": 180, "b": 10}},
            ),
        ),
        answers=(
            (
                "desk/light",
                {
                    "state": "ON",
                    "brightness": 120,
                    "color_mode": "rgb",
                    "color": {"r": 255, "g": 180, "b": 10},
                },
            ),
        ),
        then="on",
        then_shown={"brightness": 120, "color_mode": "rgb", "rgb_color": [255, 180, 10]},
    ),
    Example(
        name="json with a brightness of its own scale",
        component="light",
        config={**JSON, "brightness": True, "brightness_scale": 4095},
        told=(("desk/light", {"state": "ON", "brightness": 2048}),),
        state="on",
        shown={"brightness": 128, "supported_color_modes": ["brightness"]},
        service="turn_on",
        data={"brightness_pct": 100, "transition": 2},
        sends=(("desk/light/set", {"state": "ON", "brightness": 4095, "transition": 2}),),
        answers=(("desk/light", {"state": "ON", "brightness": 4095}),),
        then_shown={"brightness": 255},
    ),
    Example(
        name="basic with brightness, rgb and effects",
        component="light",
        config={
            **BASIC,
            "brightness_state_topic": "shelf/brightness",
            "brightness_command_topic": "shelf/brightness/set",
            "brightness_scale": 100,
            "rgb_state_topic": "shelf/rgb",
            "rgb_command_topic": "shelf/rgb/set",
            "effect_state_topic": "shelf/effect",
            "effect_command_topic": "shelf/effect/set",
            "effect_list": ["calm", "party"],
        },
        told=(("shelf/light", "OFF"), ("shelf/effect", "calm"), ("shelf/brightness", "100")),
        state="off",
        shown={"effect_list": ["calm", "party"], "effect": None},
        service="turn_on",
        data={"brightness": 51},
        sends=(("shelf/brightness/set", "20"), ("shelf/light/set", "ON")),
        answers=(("shelf/light", "ON"), ("shelf/brightness", "20")),
        then="on",
        then_shown={"brightness": 51, "effect": "calm"},
    ),
    Example(
        name="basic that is only on or off",
        component="light",
        config={**BASIC, "payload_on": "1", "payload_off": "0", "qos": 1, "retain": True},
        told=(("shelf/light", "1"),),
        state="on",
        shown={"supported_color_modes": ["onoff"], "color_mode": "onoff"},
        service="toggle",
        sends=(("shelf/light/set", "0"),),
        answers=(("shelf/light", "0"),),
        then="off",
    ),
    Example(
        name="template with a message of its own form",
        component="light",
        config=TEMPLATE,
        told=(("hall/light", "on,64,255-0-0"),),
        state="on",
        shown={"brightness": 64, "hs_color": [0.0, 100.0], "color_mode": "hs"},
        service="turn_on",
        data={"hs_color": [120, 100], "brightness": 200},
        sends=(("hall/light/set", "on,200,0-255-0"),),
        answers=(("hall/light", "on,200,0-255-0"),),
        then_shown={"brightness": 200, "hs_color": [120.0, 100.0]},
    ),
]


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
async def test_a_light_lives_through_a_broker(home, example):
    await home.play(example)


async def asked(desk, **data):
    """What one message of a json light says when it is turned on."""
    ((_, payload),) = await desk.ask("turn_on", **data)
    return json.loads(payload)


def bulb(desk, *modes, **more):
    assert desk.announce("light", **JSON, supported_color_modes=list(modes), **more) == ""


@pytest.mark.parametrize(
    ("modes", "data", "said"),
    [
        (["xy"], {"hs_color": [0, 100]}, {"color": {"x": 0.701, "y": 0.299}}),
        (["xy"], {"rgb_color": [0, 0, 255]}, {"color": {"x": 0.136, "y": 0.04}}),
        (["hs"], {"xy_color": [0.17, 0.7]}, {"color": {"h": 135.529, "s": 100.0}}),
        (["rgbw"], {"rgb_color": [255, 255, 0]}, {"color": {"r": 255, "g": 255, "b": 0, "w": 0}}),
        (["rgb"], {"rgbw_color": [0, 0, 0, 255]}, {"color": {"r": 255, "g": 255, "b": 255}}),
        (
            ["rgbww"],
            {"color_temp_kelvin": 2000, "brightness": 100},
            {"color": {"r": 0, "g": 0, "b": 0, "c": 0, "w": 39}},
        ),
        (["color_temp"], {"xy_color": [0.4599, 0.4106]}, {"color_temp": 370}),
        (["hs"], {"color_temp_kelvin": 2700}, {"color": {"h": 28.395, "s": 65.723}}),
        (["color_temp"], {"color_temp_kelvin": 4000}, {"color_temp": 250}),
        (["hs"], {"color_name": "Dark Orange"}, {"color": {"h": 32.941, "s": 100.0}}),
    ],
)
async def test_a_colour_is_said_in_a_mode_the_light_has(desk, modes, data, said):
    bulb(desk, *modes)
    message = await asked(desk, **data)
    assert {key: message[key] for key in said} == said


async def test_a_light_without_colours_is_told_none(desk):
    bulb(desk, "brightness")
    assert await asked(desk, rgb_color=[1, 2, 3]) == {"state": "ON"}


async def test_the_faintest_light_is_never_none(desk):
    bulb(desk, "brightness", brightness_scale=10)
    assert await asked(desk, brightness=1) == {"state": "ON", "brightness": 1}


async def test_a_brightness_of_nothing_turns_it_off(desk):
    bulb(desk, "brightness")
    assert await asked(desk, brightness_pct=0, transition=3) == {"state": "OFF", "transition": 3}


async def test_a_step_goes_on_from_the_brightness_it_has(desk):
    bulb(desk, "brightness")
    desk.hear("desk/light", {"state": "ON", "brightness": 200})
    assert (await asked(desk, brightness_step_pct=-10))["brightness"] == 174
    assert (await asked(desk, brightness_step=100))["brightness"] == 255
    desk.hear("desk/light", {"state": "OFF"})
    assert (await asked(desk, brightness_step=5))["brightness"] == 5


async def test_white_takes_the_place_of_a_colour(desk):
    bulb(desk, "rgb", "white", white_scale=100)
    assert await asked(desk, white=51) == {"state": "ON", "white": 20}
    assert await asked(desk, white=True, brightness=255) == {"state": "ON", "white": 100}


@pytest.mark.parametrize(
    "data",
    [
        {"brightness": "bright"},
        {"brightness_pct": 101},
        {"brightness": 5, "brightness_pct": 5},
        {"rgb_color": [1, 2]},
        {"rgb_color": [1, 2, 256]},
        {"hs_color": [361, 0]},
        {"xy_color": "red"},
        {"rgb_color": [1, 2, 3], "hs_color": [1, 2]},
        {"color_temp_kelvin": 0},
        {"color_name": "sky with diamonds"},
        {"flash": "twice"},
        {"transition": "slow"},
        {"tilt": 3},
    ],
)
async def test_a_wish_no_light_can_have_is_refused(desk, data):
    bulb(desk, "rgb")
    with pytest.raises(CommandRefused):
        await desk.ask("turn_on", **data)
    assert desk.wire.sent == []


@pytest.mark.parametrize(
    "payload",
    [
        "on",
        "[]",
        {"brightness": 3},
        {"state": "MAYBE", "brightness": 0},
        {"state": 7, "color_mode": "rainbow"},
        {"state": [], "color_mode": "color_temp", "color_temp": "warm"},
        {"state": "ON", "color_mode": "color_temp", "color_temp": 0},
        {"state": "ON", "color_mode": "hs", "color": {"h": 3}},
        {"state": "ON", "color_mode": "hs", "color": {"h": "NaN", "s": 1}},
        {"state": "ON", "brightness": "much"},
    ],
)
async def test_what_a_light_cannot_mean_changes_nothing(desk, payload):
    bulb(desk, "color_temp", "hs")
    told = {"state": "ON", "brightness": 9, "color_mode": "hs", "color": {"h": 5, "s": 6}}
    desk.hear("desk/light", told)
    before = desk.it.house()
    desk.hear("desk/light", payload)
    assert desk.it.house() == before


@pytest.mark.parametrize(
    "config",
    [
        {**JSON, "schema": "yaml"},
        {**JSON, "supported_color_modes": ["onoff", "rgb"]},
        {**JSON, "supported_color_modes": ["white"]},
        {**JSON, "supported_color_modes": ["rgb", "rgb"]},
        {**JSON, "supported_color_modes": None},
        {**JSON, "brightness_scale": 0},
        {**JSON, "flash_time_long": "long"},
        {**JSON, "command_topic": "all/+"},
        {**BASIC, "on_command_type": "middle"},
        {**BASIC, "white_command_topic": "shelf/white"},
        {**BASIC, "max_mireds": -1},
        {key: value for key, value in TEMPLATE.items() if key != "command_off_template"},
    ],
)
async def test_an_announcement_no_light_can_have_is_refused(desk, config):
    assert desk.announce("light", **config) != ""
    assert list(desk.announcements.things) == []
