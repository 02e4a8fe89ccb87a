"""A household of simulated machines, lived through minute by minute on a hand-driven clock."""

import asyncio
from copy import deepcopy
from itertools import count

import pytest

from hardware.simulated.appliances.fridge import Fridge, freezer
from hardware.simulated.appliances.washer import Washer
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.codec import decode, encode
from hub.core.commands import Commands, ListFaults, SettleFault
from hub.core.entities import Device, Entity
from hub.core.events import CycleEnded, Event, FaultChanged, FaultRaised
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState
from hub.core.upkeep import NoteCare
from hub.faults.monitor import FaultMonitor
from tests.faults.simple import Limit, simple

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
START = 1_709_251_200.0  # 2024-03-01, midnight in UTC


class Notebook:
    """Records in memory, as JSON: what is not plain does not survive here either."""

    def __init__(self):
        self.pages = {}

    async def load(self, kind):
        pages = self.pages.get(kind, {})
        return {key: decode(page, kind) for key, page in pages.items()}

    async def keep(self, key, record):
        self.pages.setdefault(type(record), {})[key] = encode(record)

    async def drop(self, kind, key):
        self.pages.get(kind, {}).pop(key, None)


class Ear:
    """Hears events of one class as they come; ``drain`` takes what was heard so far."""

    def __init__(self, bus, kind, group):
        self._inbox, self._heard = bus.open(kind), []
        self.task = group.create_task(self._listen())

    async def _listen(self):
        async for event in self._inbox:
            self._heard.append(event)

    def drain(self):
        heard, self._heard = self._heard, []
        return heard


class House:
    """Machines by device id, each behind a plug, watched by the real fault monitor."""

    def __init__(self, group, records=None, start=START, **more):
        self.bus, self.clock, self.commands = Bus(), TickClock(start), Commands()
        self.registry = Registry(self.bus, self.clock)
        self.records = records or Notebook()
        self.raised = Ear(self.bus, FaultRaised, group)
        self.changed = Ear(self.bus, FaultChanged, group)
        self.cycles = Ear(self.bus, CycleEnded, group)
        self.machines, self.silent, self._ears = {}, set(), ()
        self._minute = count(1)
        self._group, self._more = group, more
        self.monitor = group.create_task(self._monitor().run())

    @property
    def tasks(self):
        return (self.monitor, self.raised.task, self.changed.task, self.cycles.task, *self._ears)

    def hear_all(self, group):
        """Hear what is told of upkeep, too."""
        self.heard = Ear(self.bus, Event, group)
        self._ears = (self.heard.task,)

    def drain(self, kind):
        """Take the events of a kind heard so far."""
        return [event for event in self.heard.drain() if isinstance(event, kind)]

    def _monitor(self):
        return FaultMonitor(
            self.bus,
            self.clock,
            registry=self.registry,
            commands=self.commands,
            records=self.records,
            **self._more,
        )

    async def restart(self):
        """Kill the monitor and build a new one on the same records."""
        self.monitor.cancel()
        await asyncio.gather(self.monitor, return_exceptions=True)
        self.monitor = self._group.create_task(self._monitor().run())
        await self.bus.quiet()

    def plug_in(self, device, name, machine, unit="W"):
        self.machines[device] = machine
        box = Device(id=device, name=name)
        for measured, of in (("power", unit), ("temperature", "°C")):
            if measured == "power" or isinstance(machine, Fridge):
                self.registry.describe(
                    Entity(
                        id=f"sensor.{device}_{measured}",
                        source=f"{device}/{measured}",
                        kind=Kind.SENSOR,
                        name=measured,
                        device_class=measured,
                        unit=of,
                    ),
                    box,
                )
        return machine

    def add(self, device, name, *more, area=""):
        """Put a plug up: its power, and entities of these kinds and classes besides."""
        box = Device(id=device, name=name, area=area)
        for kind, measured, unit in ((Kind.SENSOR, "power", "W"), *more):
            self.registry.describe(
                Entity(
                    id=f"{kind}.{device}_{measured}", source=f"{device}/{measured}", kind=kind,
                    name=measured, device_class=measured, unit=unit, area=area,
                ),
                box,
            )  # fmt: skip

    async def draw(self, device, watts, minutes=1):
        """Let a plug report so many watts for so many minutes."""
        for _ in range(minutes):
            self.clock.tick(self.clock.time() + MINUTE)
            self.report(device, "power", watts)
            await self.bus.quiet()

    async def find(self, device, finding):
        """Let a simple watch find something at its next reading."""
        await self.commands.send(NoteCare(appliance=device, what="noted"))  # this keeps the watch
        kept = (await self.records.load(Limit))[device]
        kept.found = finding
        await self.records.keep(device, kept)
        await self.restart()
        await self.draw(device, 200)

    def fridge(self, device="fridge", *, seed=1, **kw):
        return self.plug_in(device, "Kitchen fridge", Fridge(seed=seed, **kw))

    def freezer(self, device="freezer", *, seed=1):
        return self.plug_in(device, "Cellar freezer", freezer(seed=seed))

    def washer(self, device="washer", *, seed=1):
        return self.plug_in(device, "Washing machine", Washer(seed=seed))

    async def live(self, seconds):
        """Let time pass in steps of a minute; silent machines run on, unheard."""
        for _ in range(round(seconds / MINUTE)):
            self.clock.tick(self.clock.time() + MINUTE)
            minute = next(self._minute)
            for device, machine in self.machines.items():
                machine.step(MINUTE, self.clock.time())
                if device not in self.silent:
                    self._report(device, machine, minute)
            await self.bus.quiet()

    def _report(self, device, machine, minute):
        self.report(device, "power", machine.watts)
        if isinstance(machine, Fridge) and minute % 5 == 0:
            self.report(device, "temperature", round(machine.temperature, 1))

    def report(self, device, measured, value):
        self.registry.report(f"sensor.{device}_{measured}", SensorState(value=value))

    def say_unavailable(self, device):
        self.registry.set_available(f"sensor.{device}_power", False)

    async def faults(self):
        return await self.commands.send(ListFaults())

    async def settle(self, fault, verdict):
        return await self.commands.send(SettleFault(fault=fault.id, verdict=verdict))

    @property
    def now(self):
        return self.clock.time()


_lived = {}  # name -> what a house has written down, its machines, and when that was


@pytest.fixture
async def house():
    async with asyncio.TaskGroup() as group:
        yield (house := House(group))
        for task in house.tasks:
            task.cancel()


@pytest.fixture
async def plain():
    """A house whose appliances are watched by one limit only, with a boiler in it."""
    async with asyncio.TaskGroup() as group:
        house = House(group, watch_of=simple)
        house.hear_all(group)
        house.add("boiler", "Boiler")
        await house.bus.quiet()
        yield house
        for task in house.tasks:
            task.cancel()


@pytest.fixture
def relive(house):
    """Live through something once a test run; later bring what it left behind into the house."""

    async def relive(name, live):
        if name not in _lived:
            await live()
            _lived[name] = deepcopy((house.records.pages, house.machines, house.now))
            return
        pages, machines, now = deepcopy(_lived[name])
        house.records.pages.update(pages)
        house.clock.tick(now)
        house.fridge(), house.freezer()
        house.machines.update(machines)
        await house.restart()

    return relive


@pytest.fixture
def learned(house, relive):
    """Give the house a fridge and a freezer of five days."""

    async def learned(*, seed=1):
        async def live():
            house.fridge(seed=seed), house.freezer(seed=seed)
            await house.live(5 * DAY)
            assert house.raised.drain() == []

        await relive(("learned", seed), live)
        return house.machines["fridge"], house.machines["freezer"]

    return learned


@pytest.fixture
def leaking(house, learned, relive):
    """Let the fridge's seal tear and live until that is told."""

    async def leaking(*, seed=1):
        async def live():
            fridge, _ = await learned(seed=seed)
            fridge.seal_leak = 1.0
            for _ in range(12):
                await house.live(6 * HOUR)
                if house.raised.drain():
                    return

        await relive(("leaking", seed), live)
        [fault] = await house.faults()
        return house.machines["fridge"], fault

    return leaking
