"""What shows at once of a fridge or freezer."""

import math

from hub.core.faults import FaultKind
from hub.faults.cycling.moments import stood, told
from hub.faults.cycling.nature import Machine
from hub.faults.cycling.phases import Turn
from hub.faults.cycling.picture import Moment, momentary
from hub.faults.watch import Finding

_ALL_DAY, _HALF_DAY = 1800.0, 900.0  # minutes of one run
_LONG = 300.0  # minutes of one run that is warm all the same


def cold_cycle(machine: Machine, turn: Turn) -> dict[str, float]:
    """Return how fast it goes on and off (both), and how loaded it is (one against the other)."""
    if machine.rested is None:
        return {}
    run, rest = math.log(max(turn.minutes, 0.5)), math.log(max(machine.rested.minutes, 0.5))
    return {"pace": run + rest, "load": run - rest}


def cold_now(machine: Machine, at: float) -> Finding | None:
    """Return what the run or rest under way shows, or the thermometer."""
    phases = machine.phases
    if phases.on is None:
        return None
    lasts = phases.lasts(at - 60)
    return (
        stood(machine, at, turns=8)
        or _iced(machine, at)
        or (_running(machine, lasts, at) if phases.on else _resting(machine, lasts, at))
    )


def _running(machine: Machine, lasts: float, at: float) -> Finding | None:
    limit = machine.runs.limit(machine.days, times=1.3, plus=20, usual=2.5)
    inside, seen = machine.inside.fresh(at), machine.inside.range
    if inside is not None and seen.count >= 8:
        margin = max(0.7, 0.25 * seen.span)
        if inside < seen.low - margin and lasts > math.exp(machine.runs.mean):
            return told(machine, FaultKind.STUCK_ON, "run", at)
        if lasts > max(limit, _LONG) and inside > seen.high + margin:
            return told(machine, _warm(machine), "run", at)
        limit = max(limit, _ALL_DAY)
    if lasts > max(limit, _HALF_DAY):
        kind = FaultKind.STUCK_ON if inside is None else FaultKind.UNKNOWN_ANOMALY
        return told(machine, kind, "run", at)
    return None


def _warm(machine: Machine) -> FaultKind:
    """Name why it runs and runs and yet is warm."""
    power = machine.features.get("power")
    if power is None or not power.known:
        return FaultKind.DOOR_AJAR
    off = math.log(max(machine.phases.mean(), 0.1)) - power.mean
    if off < -0.1:
        return FaultKind.REFRIGERANT_LOSS
    return FaultKind.DIRTY_CONDENSER if off > 0.1 else FaultKind.DOOR_AJAR


def _resting(machine: Machine, lasts: float, at: float) -> Finding | None:
    limit = machine.rests.limit(machine.days, times=1.3, plus=20, usual=2.5)
    inside, seen = machine.inside.fresh(at), machine.inside.range
    if inside is not None and seen.count >= 8:
        margin = max(0.7, 0.25 * seen.span)
        if inside > seen.high + margin and lasts > 1.2 * machine.rests.most + 15:
            return told(machine, FaultKind.NO_POWER, "rest", at)
        limit *= 1.6
    if lasts > limit + 30:
        return told(machine, FaultKind.NO_POWER, "rest", at)
    return None


def _iced(machine: Machine, at: float) -> Finding | None:
    """Tell a machine that used to defrost after so much running, and did not."""
    feature = machine.features.get("heat")
    if feature is None or not machine.defrosts.missing():
        return None
    usual = 60 * math.exp(feature.mean)
    moment = Moment(now=0.0, usual=usual, limit=usual / 2, at=at)
    shown = momentary(machine.nature.trait("heat"), feature, moment)
    return Finding(
        kind=FaultKind.DEFROST_FAILED, severity="warning", confidence=0.8, evidence=(shown,)
    )
