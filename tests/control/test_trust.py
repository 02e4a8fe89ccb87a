"""A device is believed at once only when it has earned it, and never on old or assumed reports."""

import asyncio

import pytest

from hub.core.commands import Call, Turn
from hub.core.entities import Device, Entity
from hub.core.events import CommandContradicted
from hub.core.kinds import Kind
from hub.core.states import LightState, SwitchState

ON, OFF = SwitchState(on=True), SwitchState(on=False)


@pytest.fixture(autouse=True)
def control(verified, run):
    run(verified)


async def often(commands, plug, times, start=True):
    """Turn it on and off so many times; return the last outcome and how long it took."""
    loop, took, outcome = asyncio.get_running_loop(), 0.0, None
    for time in range(times):
        began = loop.time()
        outcome = await commands.send(Turn(entity=plug, on=(time % 2 == 0) is start))
        took = loop.time() - began
        await asyncio.sleep(20)
    return outcome, took


def obeying(times):
    return [[ON] if time % 2 == 0 else [OFF] for time in range(times)]


async def test_a_new_devices_word_must_hold_for_a_while(add, commands):
    plug, _ = add(Kind.SWITCH, [ON], now=OFF, certain=False)
    outcome, took = await often(commands, plug, 1)
    assert (outcome.result, outcome.ms) == ("confirmed", pytest.approx(200, abs=5))
    assert took == pytest.approx(3.2, abs=0.05)


async def test_a_new_device_that_takes_it_back_is_not_believed(add, commands):
    plug, _ = add(Kind.SWITCH, [ON, OFF], [], now=OFF, certain=False, pause=1)
    outcome, _ = await often(commands, plug, 1)
    assert (outcome.result, outcome.reason.id) == ("no_answer", "control.otherwise")


async def test_after_many_kept_words_it_is_believed_at_once(add, commands):
    plug, _ = add(Kind.SWITCH, *obeying(25), now=OFF, certain=False)
    outcome, took = await often(commands, plug, 25)
    assert (outcome.result, took) == ("confirmed", pytest.approx(0.2, abs=0.01))


async def test_lamps_of_a_model_earn_it_together(registry, actuators, add, commands):
    first, _ = add(Kind.SWITCH, *obeying(24), now=OFF, certain=False, name="A")
    second, _ = add(Kind.SWITCH, [ON], now=OFF, certain=False, name="B")
    for number, one in enumerate((first, second)):
        held = registry.find(one)
        box = Device(id=f"box{number}", name="Box", manufacturer="ACME", model="S1")
        registry.describe(
            Entity(id="", source=held.entity.source, kind=Kind.SWITCH, name=held.entity.name), box
        )
    await often(commands, first, 24)
    _, took = await often(commands, second, 1)
    assert took == pytest.approx(0.2, abs=0.01)


async def test_a_word_taken_back_later_is_told_and_costs_the_trust(add, commands, bus):
    contradicted = bus.open(CommandContradicted)
    plays = [*obeying(24), [ON, OFF], [], [], [], [ON]]
    plug, gadget = add(Kind.SWITCH, *plays, now=OFF, certain=False)
    outcome, _ = await often(commands, plug, 25)
    assert outcome.result == "confirmed"
    (event,) = contradicted.drain()
    assert (event.entity, event.command, event.seen) == (plug, "Turn", {"on": False})
    gadget._plays = [[ON]]
    _, took = await often(commands, plug, 1)
    assert took == pytest.approx(3.2, abs=0.05)


@pytest.mark.parametrize("report", [("kept", ON)])
async def test_what_the_broker_kept_confirms_nothing(add, commands, report):
    plug, gadget = add(Kind.SWITCH, [report], [report], now=OFF)
    outcome = await commands.send(Turn(entity=plug, on=True))
    assert outcome.result == "sent"
    assert len(gadget.commands) == 2


async def test_what_is_only_remembered_is_asked_for_again(add, commands):
    plug, gadget = add(Kind.SWITCH, [ON], now=("kept", ON))
    outcome = await commands.send(Turn(entity=plug, on=True))
    assert (outcome.result, len(gadget.commands)) == ("confirmed", 1)


async def test_after_no_answer_nothing_is_already_so(add, commands):
    plug, gadget = add(Kind.SWITCH, [], [], [OFF], now=OFF)
    assert (await commands.send(Turn(entity=plug, on=True))).result == "no_answer"
    gadget.tell(OFF)
    assert (await commands.send(Turn(entity=plug, on=False))).result == "confirmed"
    assert len(gadget.commands) == 3


async def test_a_late_answer_to_an_older_wish_is_waited_out(add, commands):
    plug, gadget = add(Kind.SWITCH, [], [], [OFF], now=OFF, certain=False)
    await commands.send(Turn(entity=plug, on=True))
    asyncio.get_running_loop().call_later(5, gadget.tell, ON)
    outcome = await commands.send(Turn(entity=plug, on=False))
    assert outcome.result == "no_answer", "the late answer took it back"


async def test_checks_alone_put_a_command_on_its_way(add, verified):
    lamp, gadget = add(Kind.LIGHT, now=LightState(on=True))
    begun = await verified.begin(Call(entity=lamp, service="turn_on"))
    assert (begun.result, len(gadget.commands)) == ("sent", 1)
