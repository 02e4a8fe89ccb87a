"""The house says what is wrong with an appliance, and claims to know only what it knows."""

import pytest

from hub.core.entities import Device, Entity
from hub.core.faults import Fault, FaultKind
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.skill import Intent
from hub.core.states import SensorState

ASKED = Intent(name="ApplianceStatus", slots={"kind": "fridge"})
HOUSE = Intent(name="HomeStatus")


@pytest.fixture
def fridge(registry):
    power = Entity(id="", source="w", kind=Kind.SENSOR, name="Power", device_class="power")
    registry.describe(power, Device(id="f", name="Kitchen fridge"))
    return registry


@pytest.fixture
def status(skill, fridge, faults):
    return skill("appliance_status")


def fault(number, severity="warning", phase="open", title="reply.failed"):
    return Fault(
        id=f"fault-{number}", appliance="f", kind=FaultKind.SEAL_LEAK, severity=severity,
        confidence=0.9, title=Message(id=title), why=Message(id=title), advice=(), evidence=(),
        raised_at=number, phase=phase,
    )  # fmt: skip


async def test_a_fault_is_told_by_its_title(status, faults, said):
    faults.append(fault(1))
    sentence = "Kitchen fridge: That did not work. The log says why."
    assert said(await status.answer(ASKED)) == sentence
    assert said(await status.answer(HOUSE)) == sentence


async def test_the_gravest_of_several_comes_first(status, faults, said):
    faults += [fault(1, "alarm", title="reply.not_understood"), fault(2), fault(3, "notice")]
    sentence = said(await status.answer(HOUSE))
    assert sentence.startswith("3 things are wrong. The gravest: Kitchen fridge: I did not")


@pytest.mark.parametrize("phase", ["fixed", "false_alarm", "gone"])
async def test_what_is_settled_is_not_told(status, faults, said, phase):
    faults.append(fault(1, phase=phase))
    assert said(await status.answer(HOUSE)) == "All is well. Appliances watched: 1."


async def test_a_healthy_fridge_is_fine_and_says_what_it_draws(status, fridge, said):
    fridge.report(fridge.appliances["f"].power, SensorState(value=85.0))
    assert said(await status.answer(ASKED)) == "Kitchen fridge is fine. It draws 85\u202fW now."


async def test_an_appliance_that_never_spoke_is_not_called_fine(status, said):
    assert said(await status.answer(ASKED)) == "Kitchen fridge has not reported anything yet."


async def test_an_appliance_out_of_reach_is_not_called_fine(status, fridge, said):
    fridge.report(fridge.appliances["f"].power, SensorState(value=85.0))
    fridge.set_available(fridge.appliances["f"].power, available=False)
    assert said(await status.answer(ASKED)) == "Kitchen fridge is out of reach. Is it powered?"


async def test_an_appliance_can_be_asked_for_by_name(status, said):
    reply = await status.answer(Intent(name="ApplianceStatus", slots={"appliance": "f"}))
    assert said(reply).startswith("Kitchen fridge")


async def test_a_machine_nobody_has_is_named(status, said):
    reply = await status.answer(Intent(name="ApplianceStatus", slots={"kind": "dishwasher"}))
    assert said(reply) == "I know of no dishwasher here."
