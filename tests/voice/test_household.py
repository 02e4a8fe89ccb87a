"""Which names the house listens to: those people use, each for one thing."""

import gzip
import json
import time

import pytest

from hub.cli.devices.stage import Stage
from hub.core import plugins
from hub.core.commands import Listen, Say
from hub.core.entities import Device, Entity
from hub.core.events import Cause
from hub.core.kinds import Kind
from hub.voice.household import census, household
from hub.voice.understanding import Understanding

PERSON = Cause(who="person")


def thing(registry, name, kind=Kind.LIGHT, *, device="", area="", **about):
    entity = Entity(id="", source=f"{device}/{name}/{kind}", kind=kind, name=name, **about)
    box = Device(id=device, name=device) if device else None
    return registry.describe(entity, box, suggested_area=area)


def names(registry, entity):
    return {name.text for name in household(census(registry)).things if name.id == entity.id}


@pytest.mark.parametrize(
    "about",
    [
        {"kind": Kind.SWITCH, "category": "config"},
        {"kind": Kind.NUMBER, "category": "diagnostic"},
        {"kind": Kind.SELECT, "enabled": False},
        {"kind": Kind.SENSOR},
        {"kind": Kind.UPDATE, "features": ("install",)},
        {"kind": Kind.TEXT, "features": ("text",)},
        {"kind": Kind.VACUUM},  # without a way to be commanded
        {"kind": Kind.CLIMATE},
    ],
)
def test_what_nobody_commands_has_no_name(registry, about):
    thing(registry, "Power on behavior", choices={"option": ("on", "previous")}, **about)
    assert household(census(registry)).things == household(census(registry)).options == ()


def test_a_part_is_also_called_by_its_device(registry):
    left = thing(registry, "Left", Kind.SWITCH, device="Hall switch", area="Hall")
    thing(registry, "Right", Kind.SWITCH, device="Hall switch", area="Hall")
    assert names(registry, left) == {"Left", "Hall Left", "Hall switch Left"}


def test_a_name_two_have_means_neither(registry):
    first = thing(registry, "Left", Kind.SWITCH, device="Hall switch")
    second = thing(registry, "Left", Kind.SWITCH, device="Attic switch")
    assert names(registry, first) == {"Hall switch Left", "Hall switch"}
    assert names(registry, second) == {"Attic switch Left", "Attic switch"}


def test_a_device_is_called_for_its_lamp_not_for_its_timer(registry):
    lamp = thing(registry, "Desk lamp", device="Desk lamp")
    timer = thing(registry, "Countdown", Kind.NUMBER, device="Desk lamp")
    assert names(registry, lamp) == {"Desk lamp"}
    assert names(registry, timer) == {"Countdown", "Desk lamp Countdown"}


def test_a_persons_name_for_a_device_counts(registry):
    lamp = thing(registry, "0x00158d0001", device="0x00158d0001")
    thing(registry, "Effect", Kind.SELECT, device="0x00158d0001")
    known = registry.devices["0x00158d0001"]
    registry.revise(Device(id=known.id, name=known.name, alias="Reading lamp"), PERSON)
    assert "Reading lamp" in names(registry, lamp)


async def test_a_shared_name_is_asked_about(voice, commands, home, done):
    for room in ("Attic", "Cellar"):
        thing(home, "Lamp", device=f"Bulb {room}", area=room)
    answer = await commands.send(Say(text="turn on the lamp"))
    assert (answer.reply.id, done) == ("reply.several", [])
    answer = await commands.send(Say(text="turn on the attic lamp"))
    assert answer.reply.id == "reply.turned_on"


async def test_a_moved_thing_answers_to_its_new_room(voice, commands, home):
    home.move("light.ceiling_lamp", "Attic", PERSON)
    answer = await commands.send(Say(text="turn on the attic ceiling lamp"))
    assert answer.slots == {"name": "light.ceiling_lamp"}
    answer = await commands.send(Say(text="turn off the attic lights"))
    assert answer.slots == {"domain": "light", "area": "attic"}


async def test_a_renamed_thing_is_heard_at_once(voice, commands, home, done, recording):
    await commands.send(Listen(wav=recording("hey jarvis", "turn on the ceiling lamp")))
    home.rename("light.ceiling_lamp", "Moon", PERSON)
    home.move("light.ceiling_lamp", "Attic", PERSON)
    await commands.send(Listen(wav=recording("hey jarvis", "turn off the attic moon")))
    assert [(wish.entity, wish.on) for wish in done] == [
        ("light.ceiling_lamp", True),
        ("light.ceiling_lamp", False),
    ]


@pytest.fixture
async def fifty(data):
    """Fifty real devices."""
    stage, models = Stage(), set()
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz", "rt") as lines:
        for line in map(json.loads, lines):
            models.add(line["model"])
            if len(models) > 50:
                break
            payload = line["payload"]
            text = payload if isinstance(payload, str) else json.dumps(payload)
            stage.come(line["topic"], text, retained=True)
    return stage.registry


@pytest.mark.real_time
async def test_fifty_devices_are_learned_in_a_second_or_two(fifty, engines):
    understanding = Understanding(list(plugins.find("skills", {})), "en")
    house = household(census(fifty))
    assert len({name.id for name in house.things}) < len(fifty.held) / 4
    began = time.process_time()
    vocabulary = understanding.vocabulary(house)
    assert time.process_time() - began < 2  # of processor: 0.2 s on the machine of docs/figures.md
    began = time.perf_counter()
    engines.recogniser.learn(vocabulary)
    assert time.perf_counter() - began < 8  # 0.5 s there; others may be at work
