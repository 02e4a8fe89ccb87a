"""By voice the house can be made safer, never less safe."""

import pytest

from hub.core.kinds import Kind
from hub.core.skill import Intent


@pytest.fixture
def securing(skill, ends):
    return skill("securing")


async def test_a_door_is_locked(securing, thing, ends, said):
    door = thing("Front door", Kind.LOCK)
    reply = await securing.answer(Intent(name="Lock", slots={"name": door}))
    assert said(reply) == "Front door is locked."
    assert [(wish.entity, wish.locked) for wish in ends.wishes] == [(door, True)]


@pytest.mark.parametrize(("slots", "how"), [({}, "away"), ({"how": "night"}, "night")])
async def test_an_alarm_is_armed(securing, thing, ends, said, slots, how):
    alarm = thing("Alarm", Kind.ALARM_CONTROL_PANEL)
    reply = await securing.answer(Intent(name="Arm", slots={"name": alarm, **slots}))
    assert said(reply) == "Alarm is armed."
    assert ends.wishes[0].service == f"alarm_arm_{how}"


@pytest.mark.parametrize(
    ("intent", "kind", "sentence"),
    [
        ("Unlock", Kind.LOCK, "To unlock Thing, tap it on the page."),
        ("Disarm", Kind.ALARM_CONTROL_PANEL, "To disarm Thing, tap it on the page."),
    ],
)
async def test_what_makes_it_less_safe_asks_for_a_tap(
    securing, thing, ends, said, intent, kind, sentence
):
    entity = thing("Thing", kind)
    reply = await securing.answer(Intent(name=intent, slots={"name": entity}))
    assert said(reply) == sentence
    assert (ends.wishes, reply.outcome) == ([], None)
