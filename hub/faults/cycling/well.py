"""Well pumps that fill a pressure vessel: their numbers, and the faults that move them."""

import math

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Trait
from hub.faults.cycling.moments import told
from hub.faults.cycling.nature import Machine, Nature, Signature
from hub.faults.cycling.phases import Turn
from hub.faults.watch import Finding

_HOURS = (0.0, 0.0)
_ALONE = 3.0  # minutes of a run at most that is one filling of the vessel
_APART = 4.0  # minutes of rest before it
_LOCKED = 12  # short rests in a row that are alike: a motor that tries to start

_TRAITS = (
    Trait(
        name="energy", signal="energy", unit="Wh", worth=0.11, guess=0.15, floor=0.05,
        quick=True, slopes=(0.0, *_HOURS), doubts=(0.01, 0.05, 0.05), memory=500.0, budget=1e8,
    ),
    Trait(
        name="night", signal="rest", unit="s", scale=60.0, worth=0.3, guess=0.25, floor=0.1,
        slopes=(0.0, *_HOURS), doubts=(0.01, 0.01, 0.01), memory=150.0, budget=1e5, high=False,
    ),
    Trait(
        name="standby", signal="standby", unit="W", worth=2.5, guess=0.3, floor=0.15, plain=True,
        low=False, slopes=(0.0, *_HOURS), doubts=(0.01, 0.1, 0.1),
    ),
    Trait(
        name="watts", signal="power", unit="W", worth=0.3, guess=0.3, low=False, high=False,
        slopes=(0.0, *_HOURS), doubts=(0.01, 0.1, 0.1),
    ),
)  # fmt: skip


def _signatures(usual: dict[str, float]) -> dict[FaultKind, Signature]:
    """Return how each fault moves the numbers.

    A filling takes P·V/flow: a worn bearing raises P; a blocked impeller or air in the water lower
    the flow (affinity laws; Beebe, *Predictive Maintenance of Pumps*, 2004), which minute means of
    runs of half a minute cannot tell apart but by how fast it came; a vessel without air lowers V.
    Water that is lost at rest ends the long pauses.
    """
    return {
        FaultKind.BEARING_WORN: {"energy": 0.2},
        FaultKind.SHORT_CYCLING: {"energy": -0.3},
        FaultKind.LEAK: {"night": -0.5},
        FaultKind.STANDBY_CREEP: {"standby": 5.0},
    }


def _cycle(machine: Machine, turn: Turn) -> dict[str, float]:
    """Return the energy of one filling."""
    rest = machine.rested
    if rest is None or rest.minutes < _APART or turn.minutes > _ALONE:
        return {}
    return {"energy": math.log(max(turn.joules / 3600, 0.01))}


def _now(machine: Machine, at: float) -> Finding | None:
    phases = machine.phases
    if machine.even >= _LOCKED:
        return told(machine, FaultKind.BLOCKED, "rest", at)
    if not phases.on:
        return None
    limit = machine.runs.limit(machine.days, times=1.5, plus=20, usual=10)
    return told(machine, FaultKind.DRY_RUN, "run", at) if phases.lasts(at - 60) > limit else None


WELL = Nature(
    block=1440,
    mild=15.0,
    traits=_TRAITS,
    signatures=_signatures,
    cycle=_cycle,
    now=_now,
    days={
        FaultKind.DRY_RUN: 3.0,
        FaultKind.BLOCKED: 4.0,
        FaultKind.LEAK: 7.0,
        FaultKind.BEARING_WORN: 5.0,
        FaultKind.SHORT_CYCLING: 4.0,
        FaultKind.STANDBY_CREEP: 5.0,
        FaultKind.UNKNOWN_ANOMALY: 14.0,
    },
    sudden={FaultKind.BEARING_WORN: ("energy", FaultKind.BLOCKED)},
    level=30.0,
    share=0.05,
)
