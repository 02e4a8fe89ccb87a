"""How often healthy simulated households are interrupted, by what, and what waits for Sunday.

Run: ``python tests/bench/budget.py [homes [days [first seed]]]``. Everything that interrupts a
person counts: faults, disobedience, silence, batteries. The homes have holidays, guests, pulled
plugs and power cuts (then the hub is without mains, too). Meters report what changed, and each
five minutes what did not; thermometers on a battery report what changed and each half an hour.
"""

import argparse
import asyncio
import math
import random
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from hardware.simulated.appliances.homes import home
from hub.control.loads import Loads
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.commands import Commands
from hub.core.entities import Device, Entity
from hub.core.events import FaultRaised, NotificationChanged
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState, SwitchState
from hub.faults.monitor import FaultMonitor
from hub.ingest.silence import Silence
from hub.notify.notifier import Notifier
from hub.notify.outbox import Outbox

MINUTE, DAY, MONTH = 60.0, 86_400.0, 30.0
BEATS = {"power": 5, "temperature": 30, "ambient": 30, "command": 1440}  # minutes
CHUNK = 5  # days lived at once


class Memory:
    """Records that are only held; what they hold stays the same object."""

    def __init__(self):
        self.held = {}

    async def load(self, kind):
        return dict(self.held.get(kind, {}))

    async def keep(self, key, record):
        self.held.setdefault(type(record), {})[key] = record

    async def drop(self, kind, key):
        self.held.get(kind, {}).pop(key, None)


class Household:
    """A simulated home, its devices in the registry of a hub that watches them."""

    def __init__(self, seed, days):
        self.home, self.days = home(seed, days), days
        self.bus, self.clock = Bus(), TickClock(self.home.around.start)
        self.registry, commands = Registry(self.bus, self.clock), Commands()
        records = Memory()
        bus, clock, registry = self.bus, self.clock, self.registry
        self.services = [
            FaultMonitor(bus, clock, registry=registry, commands=commands, records=records),
            Silence(bus, clock, registry=registry, records=records),
            Loads(bus, clock, registry),
            Notifier(
                bus, commands, clock, registry=registry, outbox=Outbox(records), records=records
            ),
        ]
        self.told, self.raised = bus.open(NotificationChanged), bus.open(FaultRaised)
        self.interrupted, self.waited, self.found = Counter(), Counter(), Counter()
        self.readings = 0
        self._batteries = random.Random(f"batteries {seed}")
        self._full = {}

    async def live(self):
        """Live through all days."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(service.run()) for service in self.services]
            await self.bus.quiet()
            for day in range(CHUNK, self.days + CHUNK, CHUNK):
                await self._chunk(self.home.until(min(day, self.days)))
            for task in tasks:
                task.cancel()

    async def _chunk(self, traces):
        columns = [one for name, trace in traces.items() for one in self._columns(name, trace)]
        times = next(iter(traces.values())).t.tolist()
        outages = self.home.around.outages
        held = [(math.nan, 0)] * len(columns)
        for row, at in enumerate(times):
            minute = round((at - self.home.around.start) / MINUTE)
            if any(first <= minute < last for first, last in outages):
                continue
            self.clock.tick(at)
            for i, (entity, beat, values, make) in enumerate(columns):
                value, (last, said) = values[row], held[i]
                if value == value and (value != last or minute - said >= beat):
                    held[i] = value, minute
                    self.registry.report(entity, make(value))
                    self.readings += 1
            if minute % 1440 == 720:
                self._report_batteries()
            await self.bus.quiet()
            self._count()

    def _columns(self, name, trace):
        """Yield the entities of an appliance, described, with what they report."""
        shown = name.replace("_", " ")
        for quantity in ("power", "temperature", "ambient", "command"):
            values = getattr(trace, quantity).tolist()
            if any(value == value for value in values):
                entity = self._describe(name, shown, quantity, trace.kind)
                yield entity, BEATS[quantity], values, _maker(quantity)

    def _describe(self, name, shown, quantity, kind):
        switch, around = quantity == "command", quantity == "ambient"
        device = Device(id=name, name=shown)
        if around:
            number = name.rsplit("_", 1)[-1]  # it is in the room, not in the machine
            device = Device(id=f"air_{number}", name=f"Thermometer {number}")
        outdoors = around and ("pump" in name or "conditioner" in name)
        area = "outside" if outdoors else name
        id_ = f"{'switch' if switch else 'sensor'}.{name}_{quantity}"
        if id_ not in self.registry.held:
            entity = Entity(
                id=id_, source=id_, area=area,
                kind=Kind.SWITCH if switch else Kind.SENSOR,
                name="Outdoor temperature" if outdoors else quantity,
                device_class="" if switch else "power" if quantity == "power" else "temperature",
                unit="" if switch else "W" if quantity == "power" else "°C",
                feeds=kind if quantity == "power" else None,
            )  # fmt: skip
            self.registry.describe(entity, device)
            if around:
                self._add_battery(device)
        return id_

    def _add_battery(self, device):
        """A battery of the thermometer: it lasts about a year and is changed below 5 %."""
        id_ = f"sensor.{device.id}_battery"
        entity = Entity(
            id=id_, source=id_, kind=Kind.SENSOR, name=f"{device.name} battery",
            device_class="battery", unit="%",
        )  # fmt: skip
        self.registry.describe(entity, device)
        self._full[id_] = self._batteries.uniform(5, 100)

    def _report_batteries(self):
        for id_, level in self._full.items():
            fallen = level - self._batteries.uniform(0.1, 0.5)
            self._full[id_] = fallen if fallen > 5 else 100.0
            self.registry.report(id_, SensorState(value=round(self._full[id_])))

    def _count(self):
        for event in self.raised.drain():
            self.found[f"{event.fault.appliance.rsplit('_', 1)[0]} {event.fault.kind}"] += 1
        for event in self.told.drain():
            notification = event.notification
            if notification.seen_at is not None or notification.sent_at is not None:
                continue
            if notification.severity != "notice":
                about = notification.subject.rsplit("_", 1)[0]
                self.interrupted[f"{notification.message.id} ({about})"] += 1
            if notification.message.id == "notify.week.title":
                self.waited.update(line.id for line in notification.lines)


def _maker(quantity):
    if quantity == "command":
        return lambda value: SwitchState(on=value > 0.5)
    return lambda value: SensorState(value=value)


def interval(count, months):
    """Return the exact 95 % interval of a Poisson rate (Garwood, 1936), by bisection."""

    def tail(mean, upto):
        return sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(upto))

    def solve(share, upto):
        low, high = 1e-9, 10.0 * (count + 5)
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle, upto) > share else (low, middle)
        return low

    low = solve(0.975, count) if count else 0.0
    return low / months, solve(0.025, count + 1) / months


def tell(counts):
    """Print counts, the most frequent first."""
    for what, times in counts.most_common():
        print(f"   {times:4d}  {what}")


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("homes", nargs="?", type=int, default=4)
    ask.add_argument("days", nargs="?", type=int, default=60)
    ask.add_argument("first", nargs="?", type=int, default=9000)
    args = ask.parse_args()
    interrupted, waited, found = Counter(), Counter(), Counter()
    machines = readings = 0
    wall, cpu = perf_counter(), process_time()
    for seed in range(args.first, args.first + args.homes):
        house = Household(seed, args.days)
        asyncio.run(house.live())
        machines += len(house.home.appliances)
        readings += house.readings
        for total, one in zip(
            (interrupted, waited, found),
            (house.interrupted, house.waited, house.found),
            strict=True,
        ):
            total.update(one)
        print(
            f"home {seed}: {len(house.home.appliances)} machines, interruptions:",
            dict(house.interrupted) or "none",
            flush=True,
        )
    months, count = args.homes * args.days / MONTH, sum(interrupted.values())
    low, high = interval(count, months)
    years, wrong = machines * args.days / 365.25, sum(found.values())
    each = 1e6 * (process_time() - cpu) / max(readings, 1)
    print(
        f"\n{args.homes} homes, {args.days} days each: {machines} machines, {readings:,} readings"
    )
    print(
        f"interruptions {count} in {months:.1f} home-months: {count / months:.2f} a home-month "
        f"(95 %: {low:.2f} to {high:.2f}); the budget is 1"
    )
    tell(interrupted)
    print(f"found wrongly {wrong} in {years:.1f} machine-years: {wrong / years:.2f} a machine-year")
    tell(found)
    print(f"waited for Sunday {sum(waited.values())}")
    tell(waited)
    print(f"took {perf_counter() - wall:.0f} s, {each:.0f} µs a reading with all that is around it")


if __name__ == "__main__":
    main()
