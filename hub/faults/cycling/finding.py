"""Makes a finding of what a machine's numbers, and its present run or rest, show."""

import math
from typing import Protocol

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Severity
from hub.faults.cycling.acute import Longest, Thermometer
from hub.faults.cycling.defrosts import Defrosts
from hub.faults.cycling.diagnosis import diagnose, strays
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.nature import Nature
from hub.faults.cycling.onset import came_at_once
from hub.faults.cycling.phases import Phases
from hub.faults.cycling.picture import Moment, momentary, picture
from hub.faults.watch import Finding

_SHOWN = 4  # pictures of a finding at most
_ALL_DAY, _HALF_DAY = 1800.0, 900.0  # minutes of one run
_LOADED = frozenset({FaultKind.SEAL_LEAK, FaultKind.DOOR_AJAR, FaultKind.DIRTY_CONDENSER})
_LONG = 300.0  # minutes of one run that is warm all the same
_SLACK = 600.0  # seconds before a shift that are looked at with it


class Machine(Protocol):
    """What is asked of a watch."""

    kind: ApplianceKind
    phases: Phases
    inside: Thermometer
    features: dict[str, Feature]
    runs: Longest
    rests: Longest
    defrosts: Defrosts

    @property
    def days(self) -> float:
        """Known days."""


def found_slowly(
    traits: dict[str, Trait], features: dict[str, Feature], nature: Nature, at: float
) -> tuple[Finding, list[str]] | None:
    """Return what has shifted, and the numbers that did; ``None`` while nothing has."""
    moved = [name for name, trait in traits.items() if _shifted(trait, features.get(name))]
    if not moved:
        return None
    first = max(moved, key=lambda name: features[name].drift.strength())
    since = features[first].drift.strong.since - _SLACK
    usual = {name: feature.mean for name, feature in features.items()}
    quick = _quickly(first, features)
    every = {trait.name: trait for trait in nature.traits}
    if quick is not None:
        kind, sure = quick, 0.8
    else:
        if traits[first].quick:  # let the slower numbers say what it is
            since = min(since, at - 6 * 3600)
        seen = strays(every, features, since)
        kind, sure = diagnose(seen, nature.signatures(usual))
        kind = _suddenly(kind, features)
    names = [first, *(name for name in moved if name != first)]
    pictures = [
        picture(every[name], features[name], since, at) for name in _order(kind, names, features)
    ]
    if kind is FaultKind.UNKNOWN_ANOMALY and features[first].drift.shift() < 0:
        severity: Severity = "notice"
    else:
        severity = "warning"
    watts = features.get("watts")
    extra = None
    if watts is not None and watts.known:
        off, count = watts.recent(since)
        extra = max(0.0, math.exp(watts.mean) * math.expm1(off)) if count else None
    finding = Finding(
        kind=kind,
        severity=severity,
        confidence=round(0.5 + 0.4 * sure, 2),
        evidence=tuple(p for p in pictures if p is not None)[:_SHOWN],
        extra_watts=extra,
    )
    return finding, names


def _shifted(trait: Trait, feature: Feature | None) -> bool:
    if feature is None or not feature.drift.shifted():
        return False
    return trait.high if feature.drift.shift() > 0 else trait.low


def _order(kind: FaultKind, names: list[str], features: dict[str, Feature]) -> list[str]:
    more = ["duty", "run", "rest", "power"]
    shown = [n for n in names if n not in {"pace", "load"}]
    if kind is FaultKind.SHORT_CYCLING:
        shown = ["starts", "run", "rest", *shown]
    elif kind in _LOADED:
        shown = ["duty", *shown]
    ordered = [*shown[:1], "temperature", *shown, *more]
    return list(dict.fromkeys(n for n in ordered if n in features))


def _suddenly(kind: FaultKind, features: dict[str, Feature]) -> FaultKind:
    """Tell a door that was left open from a seal that wears out: it came at once."""
    load = features.get("load")
    if kind is FaultKind.SEAL_LEAK and load is not None and came_at_once(load.times, load.offs):
        return FaultKind.DOOR_AJAR
    return kind


def _quickly(first: str, features: dict[str, Feature]) -> FaultKind | None:
    """Name what came at once and shows in the cycles themselves."""
    pace, load = features.get("pace"), features.get("load")
    if pace is None or load is None or first not in {"pace", "load"}:
        return None
    since = features[first].drift.strong.since
    quicker, loaded = pace.recent(since)[0], load.recent(since)[0]
    if first == "pace" and abs(loaded) < 0.6 * abs(quicker):
        return FaultKind.SHORT_CYCLING
    return None


def found_now(machine: Machine, at: float) -> Finding | None:
    """Return what the run or rest under way shows, or the thermometer."""
    phases, days = machine.phases, machine.days
    if phases.on is None:
        return None
    lasts = phases.lasts(at - 60)
    return (
        _stood(machine, at)
        or _iced(machine, at)
        or (_running(machine, lasts, days, at) if phases.on else _resting(machine, lasts, days, at))
    )


def _running(machine: Machine, lasts: float, days: float, at: float) -> Finding | None:
    limit = machine.runs.limit(days, times=1.3, plus=20, usual=2.5)
    inside, seen = machine.inside.fresh(at), machine.inside.range
    if inside is not None and seen.count >= 8:
        margin = max(0.7, 0.25 * seen.span)
        if inside < seen.low - margin and lasts > math.exp(machine.runs.mean):
            return _told(machine, FaultKind.STUCK_ON, "run", lasts, at)
        if lasts > max(limit, _LONG) and inside > seen.high + margin:
            return _told(machine, _warm(machine), "run", lasts, at)
        limit = max(limit, _ALL_DAY)
    if lasts > max(limit, _HALF_DAY):
        kind = FaultKind.STUCK_ON if inside is None else FaultKind.UNKNOWN_ANOMALY
        return _told(machine, kind, "run", lasts, at)
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


def _resting(machine: Machine, lasts: float, days: float, at: float) -> Finding | None:
    limit = machine.rests.limit(days, times=1.3, plus=20, usual=2.5)
    inside, seen = machine.inside.fresh(at), machine.inside.range
    if inside is not None and seen.count >= 8:
        margin = max(0.7, 0.25 * seen.span)
        if inside > seen.high + margin and lasts > 1.2 * machine.rests.most + 15:
            return _told(machine, FaultKind.NO_POWER, "rest", lasts, at)
        limit *= 1.6
    if lasts > limit + 30:
        return _told(machine, FaultKind.NO_POWER, "rest", lasts, at)
    return None


def _stood(machine: Machine, at: float) -> Finding | None:
    """Tell a thermometer that shows the same while the machine turns on and off."""
    inside = machine.inside
    if inside.value is None or inside.turns < max(8, 3 * inside.most_turns):
        return None
    if at - inside.stood < 7200 or at - inside.at > 900:
        return None
    moment = Moment(now=inside.value, usual=inside.value, limit=inside.value, at=at)
    warm = machine.features.get("temperature")
    picture_ = momentary(_trait(machine, "temperature"), warm, moment)
    return Finding(
        kind=FaultKind.SENSOR_STUCK, severity="warning", confidence=0.85, evidence=(picture_,)
    )


def _iced(machine: Machine, at: float) -> Finding | None:
    """Tell a machine that used to defrost after so much running, and did not."""
    feature = machine.features.get("heat")
    if feature is None or not machine.defrosts.missing():
        return None
    usual = 60 * math.exp(feature.mean)
    moment = Moment(now=0.0, usual=usual, limit=usual / 2, at=at)
    shown = momentary(_trait(machine, "heat"), feature, moment)
    return Finding(
        kind=FaultKind.DEFROST_FAILED, severity="warning", confidence=0.8, evidence=(shown,)
    )


def _told(machine: Machine, kind: FaultKind, name: str, lasts: float, at: float) -> Finding:
    longest = machine.runs if name == "run" else machine.rests
    trait = _trait(machine, name)
    usual, most = 60 * math.exp(longest.mean), 60 * longest.most
    moment = Moment(now=60 * lasts, usual=usual, limit=most, at=at)
    shown = [momentary(trait, machine.features.get(name), moment)]
    inside, warm = machine.inside.fresh(at), machine.features.get("temperature")
    if inside is not None and warm is not None and warm.known:
        limit = machine.inside.range.high if inside > warm.mean else machine.inside.range.low
        moment = Moment(now=inside, usual=warm.mean, limit=limit, at=at)
        shown.append(momentary(_trait(machine, "temperature"), warm, moment))
    return Finding(kind=kind, severity="alarm", confidence=0.85, evidence=tuple(shown))


def _trait(machine: Machine, name: str) -> Trait:
    from hub.faults.cycling.natures import NATURES

    return next(trait for trait in NATURES[machine.kind].traits if trait.name == name)
