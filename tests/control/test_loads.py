"""Who disobeys again and again is found out, also when only the meter knows."""

import asyncio

import pytest

from hub.control.loads import Loads
from hub.core.commands import ListFaults, Turn
from hub.core.events import CommandHeeded, CommandIgnored, FaultChanged, FaultRaised
from hub.core.kinds import Kind
from hub.core.states import SensorState, SwitchState
from hub.faults.monitor import FaultMonitor

ON, OFF = SwitchState(on=True), SwitchState(on=False)


@pytest.fixture(autouse=True)
def watching(bus, clock, commands, registry, shelves, verified, run):
    monitor = FaultMonitor(bus, clock, registry=registry, commands=commands, records=shelves)
    run(Loads(bus, clock, registry), monitor)


@pytest.fixture
def metered(add, registry, commands):
    """A plug with a meter; ``use`` turns it on for a minute while it draws so many watts."""

    class Plug:
        def __init__(self, name):
            self.id, self.gadget = add(Kind.SWITCH, now=OFF, name=name, device="box")
            self.meter, _ = add(
                Kind.SENSOR, name="Power", device="box", device_class="power", unit="W"
            )
            registry.report(self.meter, SensorState(value=0.0))

        async def use(self, watts, seconds=60):
            self.gadget._plays = [[ON], [OFF]]
            await commands.send(Turn(entity=self.id, on=True))
            await asyncio.sleep(1)
            registry.report(self.meter, SensorState(value=watts))
            await asyncio.sleep(seconds)
            await commands.send(Turn(entity=self.id, on=False))
            registry.report(self.meter, SensorState(value=0.0))
            await asyncio.sleep(30)

    return Plug


async def test_a_load_that_says_on_and_draws_nothing_ignores_commands(metered, bus, commands):
    ignored, raised = bus.open(CommandIgnored), bus.open(FaultRaised)
    plug = metered("Socket")
    await plug.use(42)
    for _ in range(3):
        assert not raised.drain()
        await plug.use(0)
    (event,) = ignored.drain()
    assert (event.entity, event.count, event.watts, event.usual) == (plug.id, 3, 0, 42)
    (told,) = raised.drain()
    assert (told.fault.kind, told.fault.appliance) == ("command_ignored", "box")
    assert told.fault.why.id == "fault.command_ignored.dark"
    assert [fault.id for fault in await commands.send(ListFaults())] == [told.fault.id]


async def test_it_is_told_once_and_over_when_it_draws_again(metered, bus):
    raised, changed = bus.open(FaultRaised), bus.open(FaultChanged)
    plug = metered("Socket")
    for watts in (42, 0, 0, 0, 0, 0):
        await plug.use(watts)
    assert len(raised.drain()) == 1
    await plug.use(41)
    assert [event.fault.phase for event in changed.drain()] == ["gone"]


@pytest.mark.parametrize("name", ["Washer", "Coffee machine"])
async def test_a_machine_that_rests_by_itself_is_not_accused(metered, bus, name):
    ignored = bus.open(CommandIgnored)
    plug = metered(name)
    await plug.use(90)
    for _ in range(6):
        await plug.use(0)
    assert not ignored.drain()


async def test_an_empty_plug_is_not_accused(metered, bus):
    ignored = bus.open(CommandIgnored)
    plug = metered("Socket")
    for _ in range(5):
        await plug.use(0)
    assert not ignored.drain()


async def test_a_load_that_often_rests_is_not_accused(metered, bus):
    ignored = bus.open(CommandIgnored)
    plug = metered("Socket")
    for watts in (0, 40, 0, 0, 40, 0, 0, 0):
        await plug.use(watts)
    assert not ignored.drain()


async def test_a_lamp_needs_no_learning(metered, bus):
    ignored = bus.open(CommandIgnored)
    plug = metered("Desk lamp")
    for _ in range(3):
        await plug.use(0)
    assert len(ignored.drain()) == 1


async def test_three_commands_without_an_answer_are_a_fault(add, commands, bus):
    raised, heeded = bus.open(FaultRaised), bus.open(CommandHeeded)
    plug, gadget = add(Kind.SWITCH, now=OFF, name="Socket")
    for _ in range(4):
        await commands.send(Turn(entity=plug, on=True))
        await asyncio.sleep(10)
    (told,) = raised.drain()
    assert (told.fault.kind, told.fault.appliance) == ("command_ignored", plug)
    assert told.fault.why.values == {"name": "Socket", "count": 3}
    gadget._plays = [[ON]]
    await commands.send(Turn(entity=plug, on=True))
    await asyncio.sleep(10)
    assert [event.entity for event in heeded.drain()] == [plug]


async def test_who_cannot_be_reached_does_not_disobey(add, commands, registry, bus):
    ignored = bus.open(CommandIgnored)
    plug, _ = add(Kind.SWITCH, now=OFF)
    registry.set_available(plug, available=False)
    for _ in range(4):
        await commands.send(Turn(entity=plug, on=True))
        await asyncio.sleep(10)
    assert not ignored.drain()
