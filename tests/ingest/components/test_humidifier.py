"""Humidifiers live through a broker: a target, modes, what they do."""

import pytest

from hub.core.errors import CommandRefused
from hub.core.states import HumidifierState
from tests.ingest.components.examples import Example

DRYER = {
    "name": "Cellar dryer",
    "device_class": "dehumidifier",
    "state_topic": "cellar/dryer",
    "command_topic": "cellar/dryer/set",
    "action_topic": "cellar/action",
    "current_humidity_topic": "cellar/humidity",
    "target_humidity_state_topic": "cellar/target",
    "target_humidity_command_topic": "cellar/target/set",
    "mode_state_topic": "cellar/mode",
    "mode_command_topic": "cellar/mode/set",
    "modes": ["eco", "boost"],
    "min_humidity": 30,
    "max_humidity": 80,
}
TOLD = (
    ("cellar/dryer", "ON"),
    ("cellar/action", "drying"),
    ("cellar/humidity", "64.4"),
    ("cellar/target", "55"),
    ("cellar/mode", "eco"),
)


def asking(name, service, data, send, answer, shown):
    """A dryer at work, asked for something."""
    return Example(
        name=name,
        component="humidifier",
        config=DRYER,
        told=TOLD,
        state="on",
        shown={"humidity": 55, "current_humidity": 64, "action": "drying", "mode": "eco"},
        service=service,
        data=data,
        sends=(send,),
        answers=(answer,),
        then_shown=shown,
    )


EXAMPLES = [
    asking(
        "target",
        "set_humidity",
        {"humidity": 45},
        ("cellar/target/set", "45"),
        ("cellar/target", "45"),
        {"humidity": 45},
    ),
    asking(
        "mode",
        "set_mode",
        {"mode": "boost"},
        ("cellar/mode/set", "boost"),
        ("cellar/mode", "boost"),
        {"mode": "boost"},
    ),
]


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
async def test_a_humidifier_lives_through_a_broker(home, example):
    await home.play(example)


async def test_a_humidifier_that_is_off_does_nothing(desk):
    assert desk.announce("humidifier", **DRYER) == ""
    for each in TOLD:
        desk.hear(*each)
    desk.hear("cellar/dryer", "OFF")
    assert desk.it.extra()["action"] == "off"


async def test_a_humidifier_forgets_what_it_is_told_to_forget(desk):
    assert desk.announce("humidifier", **DRYER) == ""
    for each in TOLD:
        desk.hear(*each)
    for topic in ("cellar/dryer", "cellar/humidity", "cellar/target", "cellar/mode"):
        desk.hear(topic, "None")
    assert desk.it.house() == HumidifierState(action="drying")


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("cellar/target", "29"),
        ("cellar/target", "81"),
        ("cellar/target", "wet"),
        ("cellar/humidity", "101"),
        ("cellar/humidity", "inf"),
        ("cellar/mode", "turbo"),
        ("cellar/action", "sleeping"),
        ("cellar/dryer", ""),
    ],
)
async def test_what_a_humidifier_cannot_mean_changes_nothing(desk, topic, payload):
    assert desk.announce("humidifier", **DRYER) == ""
    for each in TOLD:
        desk.hear(*each)
    before = desk.it.house()
    desk.hear(topic, payload)
    assert desk.it.house() == before


@pytest.mark.parametrize(
    ("service", "data"),
    [
        ("set_humidity", {}),
        ("set_humidity", {"humidity": 29}),
        ("set_humidity", {"humidity": "wet"}),
        ("set_mode", {"mode": "turbo"}),
    ],
)
async def test_a_wish_no_humidifier_can_have_is_refused(desk, service, data):
    assert desk.announce("humidifier", **DRYER) == ""
    with pytest.raises(CommandRefused):
        await desk.ask(service, **data)
    assert desk.wire.sent == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_humidity": 101},
        {"min_humidity": 80},
        {"min_humidity": -1},
        {"modes": ["None"]},
        {"device_class": "fan"},
        {"target_humidity_command_topic": None},
    ],
)
async def test_an_announcement_no_humidifier_can_have_is_refused(desk, wrong):
    assert desk.announce("humidifier", **{**DRYER, **wrong}) != ""
    assert list(desk.announcements.things) == []
