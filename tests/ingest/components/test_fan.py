"""Fans live through a broker: speeds, presets, swinging, direction."""

import pytest

from hub.core.errors import CommandRefused
from tests.ingest.components.examples import Example

FAN = {
    "name": "Attic fan",
    "state_topic": "attic/fan",
    "command_topic": "attic/fan/set",
    "percentage_state_topic": "attic/speed",
    "percentage_command_topic": "attic/speed/set",
    "speed_range_min": 1,
    "speed_range_max": 4,
    "preset_mode_state_topic": "attic/preset",
    "preset_mode_command_topic": "attic/preset/set",
    "preset_modes": ["auto", "breeze"],
    "oscillation_state_topic": "attic/swing",
    "oscillation_command_topic": "attic/swing/set",
    "direction_state_topic": "attic/direction",
    "direction_command_topic": "attic/direction/set",
}
TOLD = (("attic/fan", "ON"), ("attic/speed", "2"), ("attic/preset", "auto"))


def asking(name, service, data, sends, answers, shown):
    """A fan at half speed in its "auto" preset, asked for something."""
    return Example(
        name=name,
        component="fan",
        config=FAN,
        told=TOLD,
        state="on",
        shown={"percentage": 50, "percentage_step": 25.0, "preset_mode": "auto"},
        service=service,
        data=data,
        sends=sends,
        answers=answers,
        then_shown=shown,
    )


EXAMPLES = [
    asking(
        "speed",
        "set_percentage",
        {"percentage": 75},
        (("attic/speed/set", "3"),),
        (("attic/speed", "3"),),
        {"percentage": 75},
    ),
    asking(
        "preset",
        "set_preset_mode",
        {"preset_mode": "breeze"},
        (("attic/preset/set", "breeze"),),
        (("attic/preset", "breeze"),),
        {"preset_mode": "breeze"},
    ),
    asking(
        "swinging",
        "oscillate",
        {"oscillating": True},
        (("attic/swing/set", "oscillate_on"),),
        (("attic/swing", "oscillate_on"),),
        {"oscillating": True},
    ),
    asking(
        "direction",
        "set_direction",
        {"direction": "reverse"},
        (("attic/direction/set", "reverse"),),
        (("attic/direction", "reverse"),),
        {"direction": "reverse"},
    ),
]


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
async def test_a_fan_lives_through_a_broker(home, example):
    await home.play(example)


async def test_a_fan_goes_up_and_down_by_its_own_speeds(desk):
    assert desk.announce("fan", **FAN) == ""
    desk.hear("attic/speed", "2")
    assert await desk.ask("increase_speed") == [("attic/speed/set", "3")]
    assert await desk.ask("decrease_speed") == [("attic/speed/set", "1")]
    assert await desk.ask("increase_speed", percentage_step=50) == [("attic/speed/set", "4")]
    assert await desk.ask("decrease_speed", percentage_step=100) == [("attic/speed/set", "0")]


async def test_a_fan_comes_on_at_a_speed(desk):
    assert desk.announce("fan", **FAN) == ""
    assert await desk.ask("turn_on", percentage=100, preset_mode="auto") == [
        ("attic/fan/set", "ON"),
        ("attic/speed/set", "4"),
        ("attic/preset/set", "auto"),
    ]


async def test_a_fan_that_tells_nothing_is_as_it_was_told_to_be(desk):
    silent = {key: value for key, value in FAN.items() if "state" not in key}
    assert desk.announce("fan", **silent) == ""
    await desk.ask("turn_on", percentage=30)
    assert (desk.it.state, desk.it.percentage) == ("on", 30)
    assert not desk.it.reports()


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("attic/speed", "5"),
        ("attic/speed", "-9"),
        ("attic/speed", "2.5"),
        ("attic/speed", ""),
        ("attic/preset", "storm"),
        ("attic/swing", "perhaps"),
        ("attic/direction", ""),
        ("attic/fan", "HALF"),
    ],
)
async def test_what_a_fan_cannot_mean_changes_nothing(desk, topic, payload):
    assert desk.announce("fan", **FAN) == ""
    for each in (*TOLD, ("attic/swing", "oscillate_on"), ("attic/direction", "forward")):
        desk.hear(*each)
    before = desk.it.house()
    desk.hear(topic, payload)
    assert desk.it.house() == before


@pytest.mark.parametrize(
    ("service", "data"),
    [
        ("set_percentage", {}),
        ("set_percentage", {"percentage": 101}),
        ("set_preset_mode", {"preset_mode": "storm"}),
        ("turn_on", {"preset_mode": "storm"}),
        ("oscillate", {"oscillating": "perhaps"}),
        ("set_direction", {}),
        ("brew", {}),
    ],
)
async def test_a_wish_no_fan_can_have_is_refused(desk, service, data):
    assert desk.announce("fan", **FAN) == ""
    with pytest.raises(CommandRefused):
        await desk.ask(service, **data)
    assert desk.wire.sent == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed_range_min": 0},
        {"speed_range_min": 4},
        {"speed_range_max": "fast"},
        {"preset_modes": ["auto", "None"]},
        {"oscillation_state_topic": ""},
        {"payload_on": None},
    ],
)
async def test_an_announcement_no_fan_can_have_is_refused(desk, wrong):
    assert next(iter(wrong)).split("_")[0] in desk.announce("fan", **{**FAN, **wrong})


async def test_presets_need_a_topic(desk):
    without = {key: value for key, value in FAN.items() if key != "preset_mode_command_topic"}
    assert "preset_modes" in desk.announce("fan", **without)
