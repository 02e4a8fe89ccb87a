"""What is known of a kind of machine before one is seen: its numbers, and what moves them."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from hub.core.faults import FaultKind
from hub.faults.cycling.acute import Command, Longest, Quiet, Thermometer
from hub.faults.cycling.defrosts import Defrosts
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.phases import Phases, Turn
from hub.faults.watch import Finding

Signature = dict[str, float]  # by how much a fault moves each number (log units, K, W)
Signatures = Callable[[dict[str, float]], dict[FaultKind, Signature]]
_DAY = 86_400.0


class Machine(Protocol):
    """What is asked of a watch."""

    phases: Phases
    inside: Thermometer
    ambient: Thermometer
    command: Command
    features: dict[str, Feature]
    runs: Longest
    rests: Longest
    defrosts: Defrosts
    quiet: Quiet
    rested: Turn | None
    now: float
    even: int

    @property
    def nature(self) -> "Nature":
        """Return what is known of its kind."""

    @property
    def days(self) -> float:
        """Return the known days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """Constants of one kind of machine.

    ``block`` is in minutes. ``signatures`` tells, from what is usual of the machine, how each
    fault would move its numbers (what is not named there stays). ``cycle`` returns the numbers of
    a run that ended, ``now`` what shows at once. ``sudden`` tells which fault it is instead where
    a number moved at once; ``days`` from which day on each can be told.
    """

    block: int
    mild: float
    traits: tuple[Trait, ...]
    signatures: Signatures
    cycle: Callable[[Machine, Turn], dict[str, float]]
    now: Callable[[Machine, float], Finding | None]
    days: dict[FaultKind, float]
    sudden: dict[FaultKind, tuple[str, FaultKind]] = field(default_factory=dict)
    daily: bool = True
    share: float = 0.3
    heats: bool = False
    level: float = 20.0  # W between rest and work until it has shown its own
    odd: float = 6.0  # hours that do not count after one without mains or readings
    haste: float = 42.0  # hours within which what came at once is told
    lead: tuple[str, ...] = ()  # numbers that pictures begin with

    def covariates(self, ambient: float | None, inside: float | None, at: float) -> list[float]:
        """Return what the numbers depend on.

        The ambient less ``mild``, by 10 K; with ``daily`` the hour's sine and cosine, else how
        warm it is inside, less 40 °C, by 10 K.
        """
        warmer = 0.0 if ambient is None else (ambient - self.mild) / 10
        if not self.daily:
            return [warmer, 0.0 if inside is None else (inside - 40) / 10]
        angle = 2 * math.pi * (at % _DAY) / _DAY
        return [warmer, math.sin(angle), math.cos(angle)]

    def endless(self, machine: Machine, minutes: float) -> dict[str, float]:
        """Return the power within a run of at least so many minutes, as in a hard frost."""
        phases = machine.phases
        if self.daily or not phases.on or phases.lasts(machine.now) < minutes:
            return {}
        return {"power": math.log(max(phases.before, 1.0))}

    def trait(self, name: str) -> Trait:
        """Return the trait of that name."""
        return next(trait for trait in self.traits if trait.name == name)
