"""Lights are switched by name and by room, and the answer says how it really went."""

import pytest

from hub.core.commands import Outcome
from hub.core.entities import Device, Entity
from hub.core.events import Cause
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.skill import Intent
from hub.core.states import LightState

REASON = Message(id="reply.out_of_reach", values={"name": "The broker"})


@pytest.fixture
def switching(skill, lamps, ends):
    return skill("switching")


def named(intent, **slots):
    return Intent(name=intent, slots={"name": "light.hall_lamp", **slots})


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(result="confirmed"), "Hall lamp is off."),
        (Outcome(result="already"), "Hall lamp is already off."),
        (Outcome(result="sent"), "Sent to Hall lamp. It does not report back."),
        (Outcome(result="refused"), "Hall lamp cannot do that."),
        (
            Outcome(result="refused", reason=Message(id="reply.failed")),
            "Hall lamp did not do it. That did not work. The log says why.",
        ),
        (Outcome(result="no_answer"), "Hall lamp does not answer. Is it powered?"),
    ],
)
async def test_the_answer_is_how_it_ended(switching, ends, said, outcome, sentence):
    ends["light.hall_lamp"] = outcome
    reply = await switching.answer(named("TurnOff"))
    assert said(reply) == sentence
    assert (reply.outcome, reply.entity) == (outcome, "light.hall_lamp")


async def test_all_lights_of_a_room_and_no_other(switching, ends, said):
    reply = await switching.answer(
        Intent(name="TurnOff", slots={"domain": "light", "area": "kitchen"})
    )
    assert {wish.entity for wish in ends.wishes} == {"light.ceiling", "light.counter"}
    assert said(reply) == "2 lights are off."


async def test_all_lights_of_the_house(switching, ends, said):
    reply = await switching.answer(Intent(name="TurnOn", slots={"domain": "light"}))
    assert said(reply) == "3 lights are on."


async def test_the_one_that_failed_is_named(switching, ends, said):
    ends["light.counter"] = Outcome(result="no_answer")
    reply = await switching.answer(Intent(name="TurnOff", slots={"domain": "light"}))
    assert said(reply) == "2 done. These did not: Counter."
    assert reply.outcome.result == "no_answer"


@pytest.mark.parametrize(("result", "start"), [("already", "All 3"), ("sent", "Sent to 3")])
async def test_many_that_ended_alike(switching, ends, said, result, start):
    for entity in ("light.ceiling", "light.counter", "light.hall_lamp"):
        ends[entity] = Outcome(result=result)
    reply = await switching.answer(Intent(name="TurnOff", slots={"domain": "light"}))
    assert said(reply).startswith(start)


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ({"domain": "fan"}, "There are no fans in this house."),
        ({"domain": "fan", "area": "kitchen"}, "There are no fans in Kitchen."),
        ({"name": "light.gone"}, "There are no such things in this house."),
    ],
)
async def test_where_there_is_nothing_it_says_so(switching, ends, said, slots, sentence):
    assert said(await switching.answer(Intent(name="TurnOn", slots=slots))) == sentence
    assert ends.wishes == []


async def test_everything_off_says_what_is_kept_on(switching, lamps, ends, said):
    for name in ("Fridge", "Kettle"):
        plug = Entity(id="", source=name, kind=Kind.SWITCH, name=name)
        lamps.describe(plug, Device(id=name, name=name), suggested_area="Kitchen")
    reply = await switching.answer(Intent(name="TurnOff", slots={"domain": "everything"}))
    assert "switch.fridge" not in {wish.entity for wish in ends.wishes}
    assert {"switch.kettle", "light.hall_lamp"} < {wish.entity for wish in ends.wishes}
    assert said(reply) == "4 devices are off. Kept on: Fridge."


async def test_where_only_the_fridge_is_nothing_is_switched(switching, registry, ends, said):
    fridge = Entity(id="", source="f", kind=Kind.SWITCH, name="Fridge")
    registry.describe(fridge, suggested_area="Cellar")
    slots = {"domain": "everything", "area": "cellar"}
    reply = await switching.answer(Intent(name="TurnOff", slots=slots))
    assert ends.wishes == []
    assert said(reply).endswith("Kept on: Fridge.")


async def test_a_plug_kept_on_is_asked_for_again(switching, lamps, ends, said):
    values = {"name": "Hall lamp", "kind": "@reply.kind.router"}
    ends["light.hall_lamp"] = Outcome(
        result="refused", reason=Message(id="control.keeps_on", values=values)
    )
    reply = await switching.answer(named("TurnOff"))
    assert said(reply).startswith("Hall lamp feeds the router and is kept on. To switch it off")
    await switching.answer(named("TurnOff", sure="yes"))
    assert [wish.sure for wish in ends.wishes] == [False, True]


async def test_brightness_is_set_in_percent(switching, ends, said):
    reply = await switching.answer(named("SetBrightness", level="40"))
    assert ends.wishes[0].level == 40
    assert said(reply) == "Hall lamp is at 40\u202f%."


@pytest.mark.parametrize(("change", "level"), [("up", 70), ("down", 30)])
async def test_brighter_starts_from_what_it_is(switching, lamps, ends, change, level):
    lamps.report("light.hall_lamp", LightState(on=True, level=50))
    await switching.answer(named("ChangeBrightness", change=change))
    assert ends.wishes[0].level == level


async def test_brighter_than_full_is_full(switching, lamps, ends):
    lamps.report("light.hall_lamp", LightState(on=True, level=95))
    await switching.answer(named("ChangeBrightness", change="up"))
    assert ends.wishes[0].level == 100


async def test_the_wish_carries_its_cause(switching, ends):
    cause = Cause(who="person", name="Ada")
    await switching.answer(Intent(name="TurnOn", slots={"domain": "light"}, cause=cause))
    assert {wish.cause for wish in ends.wishes} == {cause}


@pytest.mark.parametrize("kind", [Kind.HUMIDIFIER, Kind.SIREN, Kind.WATER_HEATER])
async def test_other_kinds_are_switched_too(switching, thing, ends, said, kind):
    entity = thing("Thing", kind)
    reply = await switching.answer(Intent(name="TurnOff", slots={"name": entity}))
    assert said(reply) == "Thing is off."
    assert [(wish.entity, wish.on) for wish in ends.wishes] == [(entity, False)]
