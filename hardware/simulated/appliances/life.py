"""One machine in its home, lived minute by minute, and the fault that comes to it."""

import copy
import random
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np

from hardware.simulated.appliances.breaks import SENSOR, Break, break_of
from hardware.simulated.appliances.machines import MACHINES, Machine, Made
from hardware.simulated.appliances.meter import Floats
from hardware.simulated.appliances.stretch import DAY, MINUTE, Stretch
from hardware.simulated.appliances.surroundings import Surroundings, surroundings
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind

Severity = Literal["moderate", "severe"]

MINUTES = 1440
ONSET = 5.0  # days over which a slow fault grows, linearly
EPOCH = 1_672_531_200.0  # 2023-01-01, UTC
_SHORT = 200  # days: a shorter life begins in the machine's season


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A fault to come: its class, how bad, from which minute of the life, over how many days."""

    what: Break
    severity: Severity
    begins: int
    onset: float

    def level(self, minute: float) -> float:
        """Return the parameter's value at a minute."""
        full = self.what.level(self.severity)
        if minute < self.begins or not self.onset:
            return full * (minute >= self.begins)
        return full * min(1.0, (minute - self.begins) / (self.onset * MINUTES))


def breaking(
    kind: ApplianceKind,
    fault: FaultKind,
    severity: Severity,
    *,
    begins: int,
    onset: float | None = None,
) -> Broken:
    """Return a fault that comes in minute ``begins``; slow ones grow over five days by themselves.

    ``ValueError`` where a kind has no such fault, or not as bad as that.
    """
    what = break_of(kind, fault)
    what.level(severity)
    grows = onset if onset is not None else (ONSET if what.slow else 0.0)
    return Broken(what=what, severity=severity, begins=begins, onset=grows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What really was, a value a minute; ``None`` where a machine has no such thing."""

    watts: Floats
    celsius: Floats | None
    command: Floats | None


@dataclass(slots=True, kw_only=True)
class Life:
    """A machine that has lived so many minutes of its home's days."""

    made: Made
    home: Surroundings
    machine: Machine
    minute: int = 0

    @classmethod
    def of(
        cls,
        kind: ApplianceKind,
        seed: int,
        days: int,
        *,
        home: Surroundings | None = None,
        frosts: bool = False,
    ) -> Self:
        """Draw a machine (``frosts``: one that defrosts) and, where none is given, a home for it.

        ``ValueError`` for a kind that is not simulated.
        """
        made = MACHINES.get(kind)
        if made is None:
            raise ValueError(f"a {kind} is not simulated; these are: {', '.join(MACHINES)}")
        draw = made.frosts if frosts and made.frosts else made.draw
        return cls(made=made, home=home or _home(made, kind, seed, days), machine=draw(seed))

    def branch(self) -> "Life":
        """Return a second life that goes on from here by itself, in the same home."""
        machine = copy.deepcopy(self.machine)
        return Life(made=self.made, home=self.home, machine=machine, minute=self.minute)

    def until(
        self, last: int, dead: tuple[tuple[int, int], ...] = (), broken: Broken | None = None
    ) -> Truth:
        """Live up to minute ``last``; in ``dead`` minutes it has no mains."""
        watts, celsius, command = list[float](), list[float](), list[float]()
        for first, end in _spans(self.minute, last, broken):
            for stretch in self.home.stretches(first, end, dead):
                if broken is not None:
                    self._break(broken, stretch)
                lived = self.machine.live(stretch)
                watts += lived.watts
                celsius += lived.celsius or ()
                command += lived.command or ()
        self.minute = last
        return Truth(
            watts=np.array(watts),
            celsius=np.array(celsius) if celsius else None,
            command=np.array(command) if command else None,
        )

    def _break(self, broken: Broken, stretch: Stretch) -> None:
        if broken.what.fault in SENSOR:
            return
        middle = (stretch.at + stretch.until) / 2
        level = broken.level((middle - self.home.start) / MINUTE)
        setattr(self.machine, broken.what.fault.value, level)


def _spans(first: int, last: int, broken: Broken | None) -> list[tuple[int, int]]:
    """Cut at the minute in which the fault comes."""
    if broken is None or not first < broken.begins < last:
        return [(first, last)]
    return [(first, broken.begins), (broken.begins, last)]


def _home(made: Made, kind: ApplianceKind, seed: int, days: int) -> Surroundings:
    draw = random.Random(f"where {kind} {seed}")  # noqa: S311 - weather, not secrets
    first = draw.randrange(*made.season) if days < _SHORT else draw.randrange(365)
    place = draw.uniform(*made.place)
    return surroundings(seed, EPOCH + first * DAY, days, place=place)
