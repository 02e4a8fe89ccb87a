"""Silent sensors are told once a spell, and never for the hub's or the broker's own silence."""

import asyncio
import time

import pytest

from hub.core.clock import TickClock
from hub.core.codec import decode, encode
from hub.core.entities import Device, Entity
from hub.core.events import BrokerChanged, SensorBack, SensorSilent
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import BinarySensorState, SensorState
from hub.ingest.rhythm import Pauses
from hub.ingest.silence import Silence

MINUTE, HOUR, DAY = 60, 3600, 86_400


class Drawer:
    """Records in memory, as JSON."""

    def __init__(self):
        self.kept, self.writes = {}, 0

    async def load(self, kind):
        return {key: decode(value, kind) for key, value in self.kept.items()}

    async def keep(self, key, record):
        self.kept[key] = encode(record)
        self.writes += 1

    async def drop(self, kind, key):
        self.kept.pop(key, None)


class House:
    """A hub's ear for silence, and devices that speak when the test says so."""

    def __init__(self, bus, clock, registry, records):
        self.bus, self.clock, self.registry, self.records = bus, clock, registry, records
        self.told = bus.open(SensorSilent)
        self.back = bus.open(SensorBack)
        self.celsius = 20.0

    def add(self, name, *classes, kind=Kind.SENSOR):
        device = Device(id=name, name=name.title())
        for part in classes:
            entity = Entity(
                id=f"{name}.{part}", source=f"{name}/{part}", kind=kind, name=part,
                device_class=part,
            )  # fmt: skip
            self.registry.describe(entity, device)

    def broker(self, *, connected):
        self.bus.publish(BrokerChanged(at=0, connected=connected, address="here"))

    def speak(self, name, part="temperature", **more):
        self.celsius += 0.1
        self.registry.report(f"{name}.{part}", SensorState(value=self.celsius), **more)

    async def hours(self, hours, *names, every=10 * MINUTE):
        for _ in range(int(hours * HOUR / every)):
            for name in names:
                self.speak(name)
            await asyncio.sleep(every)


@pytest.fixture
def records():
    return Drawer()


@pytest.fixture
async def house(bus, clock, registry, records, run):
    house = House(bus, clock, registry, records)
    run(Silence(bus, clock, registry=registry, records=records))
    house.add("cellar", "temperature", "battery")
    house.add("attic", "temperature")
    house.broker(connected=True)
    await asyncio.sleep(5 * MINUTE)
    return house


async def test_a_silent_sensor_is_told_once_and_its_return(house):
    await house.hours(96, "cellar", "attic")
    assert not house.told.drain()
    await house.hours(24, "attic")
    (event,) = house.told.drain()
    assert (event.device, event.name, event.asleep) == ("cellar", "Cellar", True)
    assert event.entities == ("cellar.temperature", "cellar.battery")
    assert event.usual == pytest.approx(10 * MINUTE, rel=0.15)
    assert 40 * MINUTE <= event.at - event.since <= 65 * MINUTE
    assert house.registry.find("cellar.battery").silent_since == event.since
    house.speak("cellar")
    await asyncio.sleep(2 * MINUTE)
    assert [back.since for back in house.back.drain()] == [event.since]
    assert house.registry.find("cellar.battery").silent_since is None


async def test_who_came_back_by_itself_is_given_twice_the_time(house):
    await house.hours(96, "attic")
    waits = []
    for _ in range(3):
        await asyncio.sleep(12 * HOUR)
        waits += [event.at - event.since for event in house.told.drain()]
        await house.hours(2, "attic")
    assert [round(wait / waits[0]) for wait in waits] == [1, 2, 4]


async def test_a_device_is_as_silent_as_the_last_of_its_parts(house):
    await house.hours(96, "cellar")
    for _ in range(24):
        house.speak("cellar", "battery")
        await asyncio.sleep(10 * MINUTE)
    assert not house.told.drain()


async def test_nothing_is_told_of_a_device_that_is_marked_away(house):
    await house.hours(96, "attic")
    house.registry.set_available("attic.temperature", False)
    await asyncio.sleep(DAY)
    house.registry.set_available("attic.temperature", True)
    await asyncio.sleep(20 * MINUTE)
    assert not house.told.drain()
    await asyncio.sleep(HOUR)
    assert len(house.told.drain()) == 1


async def test_while_the_broker_is_away_nobody_is_silent(house):
    await house.hours(96, "attic", "cellar")
    house.broker(connected=False)
    await asyncio.sleep(DAY)
    house.broker(connected=True)
    await asyncio.sleep(30 * MINUTE)
    assert not house.told.drain()
    await house.hours(2, "attic")
    assert [event.device for event in house.told.drain()] == ["cellar"]


async def test_what_a_broker_kept_is_no_sign_of_life(house):
    await house.hours(96, "attic")
    await asyncio.sleep(3 * HOUR)
    house.broker(connected=False)
    await asyncio.sleep(2 * MINUTE)
    house.broker(connected=True)
    await asyncio.sleep(MINUTE)
    house.speak("attic")
    await asyncio.sleep(5 * MINUTE)
    assert house.told.drain()
    assert not house.back.drain()
    house.speak("attic")
    await asyncio.sleep(2 * MINUTE)
    assert house.back.drain()


async def test_a_kept_message_long_after_the_broker_came_is_none_either(house):
    await house.hours(96, "attic")
    await asyncio.sleep(30 * MINUTE)
    house.speak("attic", fresh=False)
    await asyncio.sleep(30 * MINUTE)
    (spell,) = house.told.drain()
    house.speak("attic", fresh=False)
    await asyncio.sleep(5 * MINUTE)
    assert not house.back.drain()
    assert spell.at - spell.since < HOUR


async def test_who_died_while_the_hub_was_away_is_missed_from_then_on(house, bus, clock, records):
    await house.hours(104, "attic")
    registry = Registry(bus, clock)
    again = House(bus, clock, registry, records)
    again.add("attic", "temperature")
    async with asyncio.TaskGroup() as group:
        silence = Silence(bus, clock, registry=registry, records=records)
        task = group.create_task(silence.run())
        again.broker(connected=True)
        again.speak("attic", fresh=False)
        await asyncio.sleep(30 * MINUTE)
        assert registry.find("attic.temperature").silent_since is None
        await asyncio.sleep(HOUR)
        assert registry.find("attic.temperature").silent_since is not None
        task.cancel()


async def test_a_door_nobody_opens_is_not_silent(house):
    house.add("door", "door", kind=Kind.BINARY_SENSOR)
    for day in range(14):
        for hours in (7.5, 1, 0.2, 8.3 + day % 3, 3):
            await asyncio.sleep(hours * HOUR)
            state = house.registry.find("door.door").state
            house.registry.report("door.door", BinarySensorState(on=not state.on))
    await asyncio.sleep(30 * DAY)
    assert not house.told.drain()


async def test_what_was_learned_and_the_spell_outlive_the_hub(house, bus, clock, records):
    await house.hours(96, "attic")
    await asyncio.sleep(3 * HOUR)
    (spell,) = house.told.drain()
    kept = decode(records.kept["attic"], Pauses)
    assert kept.silent_since == spell.since

    registry = Registry(bus, clock)
    again = House(bus, clock, registry, records)
    again.add("attic", "temperature")
    async with asyncio.TaskGroup() as group:
        silence = Silence(bus, clock, registry=registry, records=records)
        task = group.create_task(silence.run())
        again.broker(connected=True)
        await asyncio.sleep(3 * HOUR)
        assert not again.told.drain(), "told twice"
        assert registry.find("attic.temperature").silent_since == spell.since
        again.speak("attic")
        await asyncio.sleep(2 * MINUTE)
        assert [back.since for back in again.back.drain()] == [spell.since]
        await asyncio.sleep(3 * HOUR)
        assert len(again.told.drain()) == 1, "what is usual was forgotten"
        task.cancel()


async def test_learning_is_worth_little_disk(house, records):
    await house.hours(96, "attic", "cellar")
    assert 2 <= records.writes <= 2 * 96 / 6


async def test_a_clock_that_jumps_silences_nobody(bus, records):
    clock = TickClock(1_700_000_000)
    house = House(bus, clock, Registry(bus, clock), records)
    house.add("attic", "temperature")
    silence = Silence(bus, clock, registry=house.registry, records=records)
    house.broker(connected=True)
    for minute in range(4 * 24 * 60):
        clock.tick(clock.time() + 60)
        if minute % 5 == 0:
            house.speak("attic")
        await silence._look()
    clock.tick(clock.time() + 30 * DAY)
    await silence._look()
    house.speak("attic")
    await silence._look()
    assert not house.told.drain()
    for _ in range(30):
        clock.tick(clock.time() + 60)
        await silence._look()
    assert len(house.told.drain()) == 1


async def test_a_look_at_a_large_house_holds_nobody_up(bus, records):
    clock = TickClock(1_700_000_000)
    house = House(bus, clock, Registry(bus, clock), records)
    for number in range(500):
        house.add(f"d{number}", *(f"c{part}" for part in range(8)))
    silence = Silence(bus, clock, registry=house.registry, records=records)
    house.broker(connected=True)
    best = 1.0
    for _ in range(10):
        clock.tick(clock.time() + 60)
        for number in range(500):
            house.speak(f"d{number}", "c1")
        began = time.perf_counter()
        await silence._look()
        best = min(best, time.perf_counter() - began)
    assert best < 0.02
