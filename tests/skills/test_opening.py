"""Blinds and valves move by voice; the ways into the house do not open."""

import pytest

from hub.core.commands import Outcome
from hub.core.entities import Device, Entity
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.skill import Intent


@pytest.fixture
def opening(skill, ends):
    return skill("opening")


def ask(intent, entity, **slots):
    return Intent(name=intent, slots={"name": entity, **slots})


@pytest.mark.parametrize(
    ("intent", "to", "sentence"),
    [
        ("Open", "open", "Blind is open."),
        ("Close", "closed", "Blind is closed."),
        ("StopMoving", "stop", "Blind has stopped."),
    ],
)
@pytest.mark.parametrize("kind", [Kind.COVER, Kind.VALVE])
async def test_it_moves(opening, thing, ends, said, kind, intent, to, sentence):
    blind = thing("Blind", kind)
    assert said(await opening.answer(ask(intent, blind))) == sentence
    assert [(wish.entity, wish.to) for wish in ends.wishes] == [(blind, to)]


async def test_a_position_is_percent(opening, thing, ends, said):
    blind = thing("Blind", Kind.COVER)
    reply = await opening.answer(ask("SetPosition", blind, level="30"))
    assert said(reply) == "Blind is at 30\u202f%."
    assert ends.wishes[0].level == 30


async def test_slats_tilt(opening, thing, ends, said):
    blind = thing("Blind", Kind.COVER)
    assert said(await opening.answer(ask("CloseSlats", blind))) == "The slats of Blind are closed."
    assert ends.wishes[0].service == "close_cover_tilt"


@pytest.mark.parametrize(
    ("name", "kind", "device_class"),
    [
        ("Garage", Kind.COVER, "garage"),
        ("Gate", Kind.COVER, "gate"),
        ("Back", Kind.COVER, "door"),
        ("Garage door", Kind.COVER, ""),
        ("车库门", Kind.COVER, ""),
        ("Kitchen gas", Kind.VALVE, "gas"),
        ("Front door", Kind.LOCK, ""),
    ],
)
async def test_a_way_in_asks_for_a_tap(opening, thing, ends, said, name, kind, device_class):
    way_in = thing(name, kind, device_class=device_class)
    reply = await opening.answer(ask("Open", way_in))
    assert said(reply) == f"{name} is a way into the house. To open it, tap it on the page."
    assert said(await opening.answer(ask("SetPosition", way_in, level="5"))) == said(reply)
    assert ends.wishes == []


async def test_a_renamed_garage_door_stays_one(opening, registry, ends):
    entity = Entity(id="", source="g", kind=Kind.COVER, name="Cover", alias="Big one")
    entity = registry.describe(entity, Device(id="g", name="Garage opener"))
    reply = await opening.answer(ask("Open", entity.id))
    assert (reply.message.id, ends.wishes) == ("reply.tap_to_open", [])


async def test_a_garage_door_may_be_closed_and_stopped(opening, thing, ends):
    door = thing("Garage door", Kind.COVER, device_class="garage")
    for intent in ("Close", "StopMoving"):
        await opening.answer(ask(intent, door))
    assert [wish.to for wish in ends.wishes] == ["closed", "stop"]


async def test_a_blind_that_refuses_says_why(opening, thing, ends, said):
    blind = thing("Blind", Kind.COVER)
    reason = Message(id="control.cannot", values={"name": "Blind"})
    ends[blind] = Outcome(result="refused", reason=reason)
    reply = await opening.answer(ask("StopMoving", blind))
    assert said(reply) == "Blind did not do it. Blind cannot do that."
    assert reply.outcome == ends[blind]


async def test_a_thing_that_has_just_gone_is_not_commanded(opening, ends):
    reply = await opening.answer(ask("Open", "cover.gone"))
    assert (reply.message.id, ends.wishes) == ("reply.none_here", [])
