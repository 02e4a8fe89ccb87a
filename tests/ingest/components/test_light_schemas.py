"""What is particular to basic and template lights, and to one announced anew."""

import pytest

from hub.core.states import LightState
from tests.ingest.components.test_light import BASIC, JSON, TEMPLATE

RGB = {**BASIC, "rgb_state_topic": "shelf/rgb", "rgb_command_topic": "shelf/rgb/set"}
TINTED = {
    **BASIC,
    "color_temp_state_topic": "shelf/tint",
    "color_temp_command_topic": "shelf/tint/set",
    "min_mireds": 154,
    "max_mireds": 500,
}


async def test_a_light_without_brightness_is_dimmed_by_its_colour(desk):
    assert desk.announce("light", **RGB) == ""
    desk.hear("shelf/light", "ON")
    desk.hear("shelf/rgb", "10,20,30")
    assert desk.it.extra()["brightness"] == 30
    assert desk.it.extra()["rgb_color"] == [85, 170, 255]
    sent = await desk.ask("turn_on", brightness=128)
    assert sent == [("shelf/rgb/set", "42,85,128"), ("shelf/light/set", "ON")]


async def test_a_light_can_want_to_be_on_before_all_else(desk):
    dims = {"brightness_command_topic": "shelf/dim", "on_command_type": "first"}
    assert desk.announce("light", **BASIC, **dims) == ""
    sent = await desk.ask("turn_on", brightness=1)
    assert sent == [("shelf/light/set", "ON"), ("shelf/dim", "1")]


async def test_a_light_can_come_on_by_its_brightness_alone(desk):
    dims = {"brightness_command_topic": "shelf/dim", "on_command_type": "brightness"}
    assert desk.announce("light", **BASIC, **dims) == ""
    assert await desk.ask("turn_on") == [("shelf/dim", "255")]
    await desk.ask("turn_on", brightness=40)
    assert await desk.ask("turn_on") == [("shelf/dim", "40")]


async def test_a_template_writes_a_colour_its_own_way(desk):
    hexed = {"rgb_command_template": "#{{ '%02x%02x%02x' | format(red, green, blue) }}"}
    assert desk.announce("light", **RGB, **hexed) == ""
    assert ("shelf/rgb/set", "#ff0000") in await desk.ask("turn_on", hs_color=[0, 100])


async def test_a_white_is_told_in_mired_or_in_kelvin(desk):
    assert desk.announce("light", **TINTED) == ""
    assert desk.it.limits()[:2] == (2000, 6493)
    assert ("shelf/tint/set", "370") in await desk.ask("turn_on", color_temp_kelvin=2700)
    desk.hear("shelf/tint", "250")
    assert desk.it.house() == LightState(kelvin=4000)
    assert desk.announce("light", **TINTED, color_temp_kelvin=True) == ""
    assert ("shelf/tint/set", "2700") in await desk.ask("turn_on", color_temp_kelvin=2700)


async def test_an_effect_it_does_not_have_is_left_out(desk):
    effects = {"effect_command_topic": "shelf/effect", "effect_list": ["calm"]}
    assert desk.announce("light", **BASIC, **effects) == ""
    assert desk.it.choices() == {"effect": ("calm",)}
    assert await desk.ask("turn_on", effect="storm") == [("shelf/light/set", "ON")]
    assert ("shelf/effect", "calm") in await desk.ask("turn_on", effect="calm")


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("shelf/rgb", "1,2"),
        ("shelf/rgb", "red"),
        ("shelf/rgb", ""),
        ("shelf/light", "HALF"),
        ("shelf/light", ""),
    ],
)
async def test_what_a_basic_light_cannot_mean_changes_nothing(desk, topic, payload):
    assert desk.announce("light", **RGB) == ""
    desk.hear("shelf/light", "ON")
    desk.hear("shelf/rgb", "10,20,30")
    before = desk.it.house()
    desk.hear(topic, payload)
    assert desk.it.house() == before


async def test_a_template_light_that_tells_half_is_believed_that_half(desk):
    assert desk.announce("light", **TEMPLATE) == ""
    desk.hear("hall/light", "on,64,255-0-0")
    desk.hear("hall/light", "off")
    assert desk.it.state == "off"
    desk.hear("hall/light", "on")
    assert desk.it.extra()["brightness"] == 64
    assert desk.it.extra()["hs_color"] == [0.0, 100.0]


async def test_a_light_announced_anew_keeps_what_it_told(desk):
    dims = {"supported_color_modes": ["brightness"]}
    assert desk.announce("light", **JSON, **dims) == ""
    desk.hear("desk/light", {"state": "ON", "brightness": 51})
    assert desk.announce("light", **JSON, **dims, brightness_scale=100) == ""
    assert desk.it.house() == LightState(on=True, level=20)


async def test_a_light_announced_in_another_schema_begins_anew(desk):
    assert desk.announce("light", **JSON) == ""
    desk.hear("desk/light", {"state": "ON"})
    assert desk.announce("light", **{**JSON, "schema": "basic"}) == ""
    assert desk.it.state is None
    desk.hear("desk/light", "ON")
    assert desk.it.state == "on"
    assert await desk.ask("turn_off") == [("desk/light/set", "OFF")]
