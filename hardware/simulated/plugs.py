"""Metering plugs and the machines plugged into them."""

import random
from typing import Protocol

from hardware.simulated.appliances.fridge import Fridge
from hardware.simulated.appliances.programme import Phase, Programme
from hardware.simulated.appliances.washer import Washer
from hardware.simulated.device import Bundle, Device, Part
from hardware.simulated.parts import Gauge, Switch


class Machine(Protocol):
    """What hangs on a plug; ``powered`` is whether the plug lets it have any."""

    powered: bool

    @property
    def watts(self) -> float: ...

    def step(self, seconds: float, at: float) -> None: ...


class ColdStore:
    """A fridge or freezer that warms up while it is unplugged."""

    def __init__(self, fridge: Fridge) -> None:
        self.fridge, self.powered = fridge, True
        self._cooling = fridge.cooling
        self._leak_per_second = 0.0

    @property
    def watts(self) -> float:
        """What the plug would measure."""
        return self.fridge.watts

    def step(self, seconds: float, at: float) -> None:
        """Live on."""
        leak = self.fridge.seal_leak + self._leak_per_second * seconds
        self.fridge.seal_leak = min(1.0, leak)
        self.fridge.cooling = self._cooling if self.powered else 0.0
        self.fridge.step(seconds, at)

    def wear(self, hours: float) -> None:
        """Let the door seal give way within so many hours."""
        self._leak_per_second = 1 / (3600 * hours)

    def mend(self) -> None:
        """Fit a new seal."""
        self.fridge.seal_leak = self._leak_per_second = 0.0


class WashingMachine:
    """A washer that stands still while it is unplugged."""

    def __init__(self, washer: Washer) -> None:
        self.washer, self.powered = washer, True

    @property
    def watts(self) -> float:
        """What the plug would measure."""
        return self.washer.watts

    def step(self, seconds: float, at: float) -> None:
        """Work on."""
        if self.powered:
            self.washer.step(seconds, at)


class Programmed:
    """A machine that works through phases: a dishwasher, a coffee machine."""

    def __init__(self, phases: list[Phase], *, standby: float, draw: random.Random) -> None:
        self.powered, self.watts = True, standby
        self._phases, self._draw = phases, draw
        self._programme = Programme(standby=standby)

    def start(self) -> None:
        """Begin, unless it is at work."""
        if not self._programme.running:
            stretch = self._draw.uniform(0.93, 1.07)
            self._programme.start(
                Phase(watts=p.watts * self._draw.gauss(1, 0.01), seconds=p.seconds * stretch)
                for p in self._phases
            )

    def step(self, seconds: float, at: float) -> None:
        """Work on."""
        if self.powered:
            self.watts = self._programme.step(seconds) * self._draw.gauss(1, 0.005)


class Steady:
    """A machine that draws the same whenever it has power: a television."""

    def __init__(self, watts: float, *, draw: random.Random) -> None:
        self.powered, self.watts = True, watts
        self._mean, self._draw = watts, draw

    def step(self, seconds: float, at: float) -> None:
        """Show the next picture."""
        self.watts = self._draw.gauss(self._mean, 0.6)


DISHES = [
    *(Phase(watts=40, seconds=300), Phase(watts=1850, seconds=840), Phase(watts=65, seconds=1500)),
    *(Phase(watts=45, seconds=600), Phase(watts=1850, seconds=660), Phase(watts=6, seconds=1200)),
]
COFFEE = [Phase(watts=1350, seconds=150), Phase(watts=60, seconds=60), Phase(watts=70, seconds=900)]


class _Meter:
    """A relay with a meter behind it and a machine behind that."""

    def __init__(self, machine: Machine, *, on: bool, thermometer: bool) -> None:
        self.machine, self.switch = machine, Switch(on=on)
        self.power = Gauge("power", "W", step=5, share=0.05, beats=True)
        self.energy = Gauge("energy", "kWh", step=0.01, total=True)
        self.temperature = Gauge("temperature", "°C", step=0.5) if thermometer else None
        machine.powered = on
        self.parts: list[Part] = [self.switch, self.power, self.energy]
        if self.temperature is not None:
            self.parts.append(self.temperature)

    def live(self, seconds: float, at: float) -> bool:
        """Step the machine and read the meter; with no seconds only the relay's doing shows."""
        news = self.machine.powered != self.switch.on
        self.machine.powered = self.switch.on
        if seconds > 0:
            self.machine.step(seconds, at)
        watts = max(0.0, self.machine.watts) if self.switch.on else 0.0
        news |= self.power.take(watts)
        news |= self.energy.take(self.energy.value + watts * seconds / 3_600_000)
        if self.temperature is not None and isinstance(self.machine, ColdStore):
            news |= self.temperature.take(self.machine.fridge.temperature)
        return news


def bundled(name: str, area: str, machine: Machine) -> Device:
    """Return a plug that describes itself in one message and reports in one, with thermometer."""
    meter = _Meter(machine, on=True, thermometer=True)
    return Bundle(name, area, meter.parts, model="Plug T", lives=meter.live)


def plug(name: str, area: str, machine: Machine, *, on: bool = True, terse: bool = False) -> Device:
    """Return a plug whose relay, power and energy are entities of their own."""
    meter = _Meter(machine, on=on, thermometer=False)
    return Device(name, area, meter.parts, model="Plug P", lives=meter.live, terse=terse)
