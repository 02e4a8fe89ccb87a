"""What a typed sentence means in this house."""

import pytest

from hub.core.commands import Say
from hub.core.entities import Device, Entity
from hub.core.events import Cause
from hub.core.kinds import Kind

PERSON = Cause(who="person")


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("turn off the living room light", "TurnOff", {"name": "light.living_room_light"}),
        ("Please turn on the Kitchen Light.", "TurnOn", {"name": "light.kitchen_light"}),
        ("could you switch the desk fan on, please?", "TurnOn", {"name": "fan.desk_fan"}),
        ("hey jarvis, turn on the kitchen light!", "TurnOn", {"name": "light.kitchen_light"}),
        (
            "turn off all the lights in the kitchen",
            "TurnOff",
            {"domain": "light", "area": "kitchen"},
        ),
        ("turn off the kitchen lights", "TurnOff", {"domain": "light", "area": "kitchen"}),
        ("turn off all lights", "TurnOff", {"domain": "light"}),
        ("set the desk fan to 30%", "SetBrightness", {"name": "fan.desk_fan", "level": "30"}),
        (
            "set the desk fan to thirty percent",
            "SetBrightness",
            {"name": "fan.desk_fan", "level": "30"},
        ),
        (
            "make the kitchen light brighter",
            "ChangeBrightness",
            {"name": "light.kitchen_light", "change": "up"},
        ),
        ("is anything wrong with the fridge?", "ApplianceStatus", {"kind": "fridge"}),
        ("how is the kitchen fridge", "ApplianceStatus", {"appliance": "f"}),
        ("is everything ok", "HomeStatus", {}),
    ],
)
async def test_a_plain_sentence_is_understood(voice, commands, text, intent, slots):
    answer = await commands.send(Say(text=text))
    assert (answer.intent, answer.slots) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("请打开Kitchen light。", "TurnOn", {"name": "light.kitchen_light"}),
        ("把Kitchen的灯关掉", "TurnOff", {"area": "kitchen", "domain": "light"}),
        ("关闭所有灯", "TurnOff", {"domain": "light"}),
        (
            "把Desk fan调到百分之三十",
            "SetBrightness",
            {"name": "fan.desk_fan", "level": "30"},
        ),
        ("冰箱有没有问题？", "ApplianceStatus", {"kind": "fridge"}),
        ("家里怎么样", "HomeStatus", {}),
    ],
)
async def test_chinese_is_understood(voice, commands, text, intent, slots):
    answer = await commands.send(Say(text=text, language="zh-CN"))
    assert (answer.intent, answer.slots) == (intent, slots)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!", "who is radiohead", "the kitchen light is nice", "turn", "light " * 500],
)
async def test_what_is_no_command_is_not_acted_on(voice, commands, done, text):
    answer = await commands.send(Say(text=text))
    assert (answer.reply.id, answer.intent, done) == ("reply.not_understood", "", [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("turn on the garage light", "I know nothing called “garage light” here."),
        ("turn off the lights in the attic", "I know no room called “attic”."),
        ("how is the dishwasher", "I know of no dishwasher here."),
    ],
)
async def test_a_missing_thing_is_named(voice, commands, done, text, said):
    assert (await commands.send(Say(text=text))).said == said
    assert done == []


async def test_a_new_name_is_understood_at_once(voice, commands, home):
    home.rename("light.ceiling_lamp", "Moon", PERSON)
    answer = await commands.send(Say(text="turn on the moon"))
    assert answer.slots == {"name": "light.ceiling_lamp"}


async def test_numbers_in_names_may_be_words(voice, commands, home):
    lamp = Entity(id="", source="n", kind=Kind.LIGHT, name="Lamp 2")
    home.describe(lamp, Device(id="n", name="Lamp 2"))
    answer = await commands.send(Say(text="turn on lamp two"))
    assert answer.slots == {"name": "light.lamp_2"}


async def test_a_room_tells_two_lamps_of_one_name_apart(voice, commands, home):
    for room in ("Attic", "Cellar"):
        lamp = Entity(id="", source=room, kind=Kind.LIGHT, name="Lamp")
        home.describe(lamp, Device(id=room, name="Bulb"), suggested_area=room)
    first = await commands.send(Say(text="turn on the attic lamp"))
    second = await commands.send(Say(text="turn on the cellar lamp"))
    assert first.slots != second.slots


async def test_the_deed_knows_whose_wish_it_was(voice, commands, done):
    await commands.send(Say(text="turn on the kitchen light", cause=PERSON))
    assert done[0].cause == PERSON


async def test_a_name_written_like_a_template_is_only_a_name(voice, commands, home):
    lamp = Entity(id="", source="t", kind=Kind.LIGHT, name="Lamp [(old|{x}")
    home.describe(lamp, Device(id="t", name="Bulb"))
    answer = await commands.send(Say(text="turn on the kitchen light"))
    assert answer.intent == "TurnOn"
