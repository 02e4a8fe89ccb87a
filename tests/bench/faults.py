"""What fault detection costs a reading, and how often it is wrong on machines nobody tuned it on.

Run: ``python tests/bench/faults.py [appliances [first seed]]``
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from hardware.simulated.appliances.fridge import Fridge, freezer
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.commands import Commands
from hub.core.events import StateChanged
from hub.core.registry import Registry
from hub.core.states import SensorState
from hub.faults.cold import Cold
from hub.faults.cycles import Programmes
from hub.faults.monitor import FaultMonitor

START, MINUTE, DAY = 1_709_251_200.0, 60.0, 86_400.0
HEALTHY, LEARNED, WATCHED = 35, 5, 3  # days


def cost():
    """Print microseconds a reading."""
    fridge, cold, washing = Fridge(seed=1), Cold(), Programmes()
    watts = []
    for minute in range(10 * 1440):
        fridge.step(MINUTE, START + minute * MINUTE)
        watts.append(fridge.watts)
    began = perf_counter()
    for minute, value in enumerate(watts):
        if cold.take(value, START + minute * MINUTE):
            cold.look()
            cold.learn(faulty=False)
    print(
        f"fridge, everything        {1e6 * (perf_counter() - began) / len(watts):6.2f} µs a reading"
    )
    began = perf_counter()
    for minute, value in enumerate(watts):
        washing.take(value, START + minute * MINUTE)
    print(
        f"washer, everything        {1e6 * (perf_counter() - began) / len(watts):6.2f} µs a reading"
    )
    print(f"entity of no appliance    {passing():6.2f} µs a reading")


def passing():
    """Return what the monitor adds to publishing a reading that does not concern it, in µs."""
    took = []
    for watched in (True, False):
        bus, clock = Bus(), TickClock(START)
        registry = Registry(bus, clock)
        if watched:
            FaultMonitor(bus, clock, registry=registry, commands=Commands(), records=None)
        events = [
            StateChanged(at=START, entity=f"sensor.{i}", state=SensorState(), previous=None)
            for i in range(1000)
        ]
        began = perf_counter()
        for _ in range(100):
            for event in events:
                bus.publish(event)
        took.append(1e6 * (perf_counter() - began) / 1e5)
    return took[0] - took[1]


def live(machine, days, broken_at=None, **fault):
    """Return the findings of so many days, as (days lived, kind); a fault ends with the first."""
    cold, found = Cold(), []
    for minute in range(days * 1440):
        at = START + minute * MINUTE
        if minute == broken_at:
            for name, severity in fault.items():
                setattr(machine, name, severity)
        machine.step(MINUTE, at)
        if not cold.take(machine.watts, at):
            continue
        finding = cold.look()
        if finding is not None:
            found.append((minute / 1440, finding.kind.value))
            if broken_at is not None:
                break
            cold.settle("fixed", finding, at)
        cold.learn(faulty=finding is not None)
    return found


def accuracy(seeds):
    """Print false alarms of healthy machines and how faults are found."""
    kinds = {"fridge": lambda seed: Fridge(seed=seed), "freezer": lambda seed: freezer(seed=seed)}
    years = len(seeds) * len(kinds) * HEALTHY / 365
    false = sum(len(live(make(seed), HEALTHY)) for seed in seeds for make in kinds.values())
    print(f"\nhealthy: {false} false alarms in {years:.1f} appliance-years")
    for name, make in kinds.items():
        for fault, severity in (("seal_leak", 1.0), ("seal_leak", 0.6), ("short_cycling", 1.0)):
            hours = []
            for seed in seeds:
                found = live(make(seed), LEARNED + WATCHED, LEARNED * 1440, **{fault: severity})
                hours += [24 * (day - LEARNED) for day, kind in found if kind == fault]
            slowest = f"slowest after {max(hours):.0f} h" if hours else ""
            print(f"{name:8} {fault} {severity}: {len(hours)} of {len(seeds)} named, {slowest}")


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("appliances", type=int, nargs="?", default=10, help="of each kind")
    words.add_argument("first_seed", type=int, nargs="?", default=1000)
    args = words.parse_args()
    cost()
    accuracy(range(args.first_seed, args.first_seed + args.appliances))


if __name__ == "__main__":
    main()
