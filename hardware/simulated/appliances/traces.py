"""Days of a machine as its sensors report them, one reading a minute, healthy or broken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from hardware.simulated.appliances.life import MINUTES, Broken, Life, Severity, Truth, breaking
from hardware.simulated.appliances.meter import Floats, Plug, hushed, plug, thermometer
from hardware.simulated.appliances.stretch import MINUTE
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind

LEAD = 28  # days that are healthy before a fault comes, by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What arrives of one machine: columns of one length, a reading a minute, NaN for none.

    ``t`` is UTC seconds; ``power`` W; ``temperature`` °C inside (of the room that an air
    conditioner cools, of the water that a heat pump warms); ``ambient`` °C around it (outdoors for
    those two); ``command`` 1 or 0. A signal that such a machine has not is NaN all over.
    ``fault_from`` is the row in which ``fault`` begins.
    """

    kind: ApplianceKind
    seed: int
    t: Floats
    power: Floats
    temperature: Floats
    ambient: Floats
    command: Floats
    fault: FaultKind | None = None
    severity: Severity | None = None
    fault_from: int | None = None


def trace(
    kind: ApplianceKind,
    seed: int,
    days: int,
    fault: FaultKind | None = None,
    severity: Severity = "severe",
    *,
    begins: float | None = None,
    onset: float | None = None,
) -> Trace:
    """Return the life of one machine of a kind, drawn from ``seed``, for so many days.

    A fault begins after ``begins`` days (28, or half of fewer than 42) and grows over ``onset``
    days (5 for a slow one, 0 for a sudden one). ``ValueError`` for a kind or fault that is not
    simulated.
    """
    frosts = fault is FaultKind.DEFROST_FAILED
    witness = Witness.of(kind, seed, Life.of(kind, seed, days, frosts=frosts))
    if fault is None:
        return witness.until(days)
    after = begins if begins is not None else (LEAD if days >= 1.5 * LEAD else days / 2)
    broken = breaking(kind, fault, severity, begins=round(after * MINUTES), onset=onset)
    return witness.until(days, broken)


def branches(
    kind: ApplianceKind, seed: int, lead: int, days: int, breaks: Iterable[Broken]
) -> Iterator[Trace]:
    """Yield the healthy first ``lead`` days, then for each fault the ``days`` that follow them.

    Their minutes count from the first of the lead-in, which is lived once only; only the noise of
    the sensors differs from what ``trace`` gives. With a failed defrost among the faults, the
    machine is one that defrosts.
    """
    breaks = list(breaks)
    frosts = any(broken.what.fault is FaultKind.DEFROST_FAILED for broken in breaks)
    witness = Witness.of(kind, seed, Life.of(kind, seed, lead + days, frosts=frosts))
    yield witness.until(lead)
    for broken in breaks:
        yield witness.branch().until(lead + days, broken)


@dataclass(slots=True, kw_only=True)
class Witness:
    """The sensors of one machine, beside its life."""

    kind: ApplianceKind
    seed: int
    life: Life
    plug: Plug

    @classmethod
    def of(cls, kind: ApplianceKind, seed: int, life: Life) -> "Witness":
        """Draw the sensors of a machine."""
        always = life.made.always
        meter = plug(f"{kind} {seed}", life.home.days, fine=not always, brief=always)
        return cls(kind=kind, seed=seed, life=life, plug=meter)

    def branch(self) -> "Witness":
        """Return a second one that goes on from here by itself."""
        life = self.life.branch()
        return Witness(kind=self.kind, seed=self.seed, life=life, plug=self.plug)

    def until(self, day: int, broken: Broken | None = None) -> Trace:
        """Live up to a day and return what arrived since the last call."""
        first, last = self.life.minute, day * MINUTES
        truth = self.life.until(last, self.plug.pulled, broken)
        dice = np.random.default_rng([self.seed, first, sum(self.kind.encode())])
        columns = self._columns(truth, first, dice)
        if broken is not None:
            columns["temperature"] = _misread(columns["temperature"], first, broken)
        return Trace(
            kind=self.kind,
            seed=self.seed,
            t=self.life.home.start + MINUTE * np.arange(first, last, dtype=np.float64),
            fault=broken.what.fault if broken else None,
            severity=broken.severity if broken else None,
            fault_from=max(0, broken.begins - first) if broken else None,
            **columns,
        )

    def _columns(self, truth: Truth, first: int, dice: np.random.Generator) -> dict[str, Floats]:
        made, home, name = self.life.made, self.life.home, f"{self.kind} {self.seed}"
        count = len(truth.watts)
        unknown = np.full(count, np.nan)
        columns = {"power": self.plug.read(truth.watts, first, dice)}
        columns["temperature"] = columns["ambient"] = columns["command"] = unknown
        if truth.celsius is not None and made.inertia is not None:
            inside = thermometer(name, home.days, inertia=made.inertia)
            columns["temperature"] = inside.read(truth.celsius, first, dice)
        if made.ambient:
            around = home.outdoor if made.ambient == "outdoor" else home.room
            felt = thermometer(f"around {name}", home.days, inertia=5.0)
            columns["ambient"] = felt.read(np.array(around[first : first + count]), first, dice)
        if truth.command is not None:
            columns["command"] = truth.command
        return {key: hushed(one.copy(), home.outages, first) for key, one in columns.items()}


def _misread(celsius: Floats, first: int, broken: Broken) -> Floats:
    """Return what a stuck or drifting thermometer says."""
    begins = max(0, broken.begins - first)
    if broken.what.fault is FaultKind.SENSOR_STUCK:
        seen = celsius[: begins + 1]
        seen = seen[~np.isnan(seen)]
        celsius[begins:][~np.isnan(celsius[begins:])] = seen[-1] if len(seen) else 0.0
    elif broken.what.fault is FaultKind.SENSOR_DRIFTING:
        minutes = np.arange(begins, len(celsius)) + first - broken.begins
        share = minutes / (broken.onset * MINUTES) if broken.onset else np.ones(len(minutes))
        celsius[begins:] += broken.what.level(broken.severity) * np.minimum(share, 1.0)
    return celsius
