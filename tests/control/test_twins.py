"""What is wanted and what was told outlive the hub, and are there before any network."""

import asyncio
import logging

import pytest

from hub.control.habits import Habits
from hub.control.household import Household, restore
from hub.control.twins import Shelf, Twin, Twins
from hub.control.verified import Verified
from hub.core.commands import SetLevel, Turn
from hub.core.entities import Entity
from hub.core.events import Cause, DesireChanged
from hub.core.facets import met
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import LightState, SensorState, SwitchState

ANN = Cause(who="person", name="Ann")
ON, OFF = SwitchState(on=True), SwitchState(on=False)


@pytest.fixture
def shelf(registry, shelves):
    return Shelf(registry, shelves, Habits())


@pytest.fixture(autouse=True)
async def house(bus, clock, commands, registry, actuators, shelf, shelves, run):
    run(Twins(bus, registry, shelf), Household(bus, commands, registry, shelves))
    return Verified(bus, clock, commands, registry, actuators, shelf=shelf)


async def restarted(bus, clock, shelves):
    registry, habits = Registry(bus, clock), Habits()
    await restore(registry, shelves)
    await Shelf(registry, shelves, habits).restore()
    return registry, habits


async def test_the_last_state_is_back_and_marked_as_old(add, bus, clock, shelves, registry):
    lamp, _ = add(Kind.LIGHT, now=LightState(on=True, level=40))
    told = registry.find(lamp).last_updated
    await asyncio.sleep(20)
    again, _ = await restarted(bus, clock, shelves)
    held = again.find(lamp)
    assert held.state == LightState(on=True, level=40)
    assert (held.is_fresh, held.last_updated) == (False, told)
    again.report(lamp, LightState(on=True, level=40))
    assert held.is_fresh


async def test_a_wish_is_on_disk_when_it_is_answered(add, commands, bus, clock, shelves):
    lamp, _ = add(Kind.LIGHT, features=("level",), now=LightState(on=False))
    await asyncio.sleep(20)
    outcome = await commands.send(SetLevel(entity=lamp, level=40, cause=ANN))
    again, _ = await restarted(bus, clock, shelves)
    held = again.find(lamp)
    assert outcome.result == "no_answer"
    assert (held.desire.wants, held.desire.by, held.desire.met) == (
        {"on": True, "level": 40},
        ANN,
        False,
    )
    assert not met(held.desire.wants, held.state, held.entity), "the disagreement can be seen"


async def test_somebody_at_the_switch_ends_a_wish_that_was_met(add, commands, registry, bus):
    plug, gadget = add(Kind.SWITCH, [ON], now=OFF)
    await commands.send(Turn(entity=plug, on=True))
    assert registry.find(plug).desire.met
    changed = bus.open(DesireChanged)
    await asyncio.sleep(20)
    gadget.tell(OFF)
    await asyncio.sleep(20)
    assert registry.find(plug).desire is None
    assert [event.desired for event in changed.drain()] == [{}]


async def test_a_device_that_comes_back_different_is_not_switched(add, commands, registry, clock):
    plug, gadget = add(Kind.SWITCH, now=OFF)
    await commands.send(Turn(entity=plug, on=True))
    count = len(gadget.commands)
    registry.set_available(plug, available=False)
    registry.set_available(plug, available=True)
    gadget.tell(OFF)
    await asyncio.sleep(60)
    held = registry.find(plug)
    assert len(gadget.commands) == count
    assert held.desire.wants == {"on": True}, "but what was wanted is still known"


async def test_chatter_is_written_seldom_and_sensors_never(registry, add, shelves):
    lamp, gadget = add(Kind.LIGHT)
    sensor = registry.describe(Entity(id="", source="s", kind=Kind.SENSOR, name="Sensor"))
    for second in range(100):
        gadget.tell(LightState(on=True, level=second))
        registry.report(sensor.id, SensorState(value=second))
        await asyncio.sleep(1)
    await asyncio.sleep(10)
    assert 15 <= shelves.writes[Twin] <= 21
    assert set(shelves.kept[Twin]) == {lamp}
    assert shelves.kept[Twin][lamp].reported["level"] == 99


async def test_a_full_disk_keeps_nobody_from_switching(add, commands, shelves, caplog):
    plug, _ = add(Kind.SWITCH, [ON], [OFF], now=OFF)
    shelves.full = True
    with caplog.at_level(logging.ERROR):
        assert (await commands.send(Turn(entity=plug, on=True))).result == "confirmed"
        assert (await commands.send(Turn(entity=plug, on=False))).result == "confirmed"
        await asyncio.sleep(20)
    assert len([r for r in caplog.records if "twins" in r.message]) == 1


async def test_what_was_earned_is_not_lost_by_a_restart(add, commands, bus, clock, shelves):
    plays = [[ON] if time % 2 == 0 else [OFF] for time in range(24)]
    plug, _ = add(Kind.SWITCH, *plays, now=OFF, certain=False)
    for time in range(24):
        await commands.send(Turn(entity=plug, on=time % 2 == 0))
    await asyncio.sleep(20)
    registry, habits = await restarted(bus, clock, shelves)
    assert habits.watch(registry.find(plug).entity, None) == 0


async def test_what_is_gone_leaves_no_twin(add, registry, shelves):
    lamp, _ = add(Kind.LIGHT, now=LightState(on=True))
    await asyncio.sleep(20)
    assert lamp in shelves.kept[Twin]
    registry.remove(registry.find(lamp).entity.source)
    await asyncio.sleep(20)
    assert lamp not in shelves.kept[Twin]
