"""Makes a finding of what a machine's numbers, and its present run or rest, show."""

import math

from hub.core.faults import FaultKind, Severity
from hub.faults.cycling.diagnosis import Stray, diagnose, strays
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.nature import Nature
from hub.faults.cycling.onset import came_at_once
from hub.faults.cycling.picture import picture
from hub.faults.watch import Finding

_MUCH, _SAME = 0.3, 0.05  # ln of share of time and of run by rest; ln of power
_SHOWN = 4  # pictures of a finding at most
_SLACK = 600.0  # seconds before a shift that are looked at with it


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
        kind = _overloaded(seen) if kind is FaultKind.UNKNOWN_ANOMALY else kind
        if at - features[first].drift.strong.since <= 3600 * nature.haste:
            kind = _suddenly(kind, nature, features)
    names = [first, *(name for name in moved if name != first)]
    pictures = [
        picture(every[name], features[name], since, at)
        for name in _order(kind, names, nature, features)
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


def _order(
    kind: FaultKind, names: list[str], nature: Nature, features: dict[str, Feature]
) -> list[str]:
    more = ["duty", "run", "rest", "power", "pace"]
    shown = [n for n in names if n not in {"pace", "load"}]
    if kind is FaultKind.SHORT_CYCLING:
        shown = ["run", "rest", *shown]
    elif kind is not FaultKind.UNKNOWN_ANOMALY and nature.lead and nature.lead[0] in names:
        shown = [*nature.lead, *shown]
    ordered = [*shown[:1], "temperature", *shown, *more]
    return list(dict.fromkeys(n for n in ordered if n in features))


def _overloaded(seen: dict[str, Stray]) -> FaultKind:
    """Tell so much warmth that the lengths of runs and rests follow no rule any more."""
    power, duty, load = (seen.get(name) for name in ("power", "duty", "load"))
    if power is None or duty is None or load is None or abs(power.off) > _SAME:
        return FaultKind.UNKNOWN_ANOMALY
    much = duty.off > _MUCH and load.off > _MUCH
    return FaultKind.SEAL_LEAK if much else FaultKind.UNKNOWN_ANOMALY


def _suddenly(kind: FaultKind, nature: Nature, features: dict[str, Feature]) -> FaultKind:
    """Tell what came at once from what grew, where both look alike."""
    name, instead = nature.sudden.get(kind, ("", kind))
    feature = features.get(name)
    if feature is not None and came_at_once(feature.times, feature.offs):
        return instead
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
