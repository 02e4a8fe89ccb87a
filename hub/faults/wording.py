"""Puts a finding into the words and pictures a person is shown."""

from dataclasses import dataclass, replace

from hub.core.entities import Appliance
from hub.core.faults import Evidence, Fault, FaultKind, Severity
from hub.core.message import Message, Value
from hub.faults.baseline import WINDOW, Usual
from hub.faults.cold import Cold
from hub.faults.diagnosis import Finding
from hub.faults.spans import HOUR, Span, total

_A_MONTH = 730.5  # hours
_WARMER = 3.0  # K above usual: food is in danger
_WORTH = 0.15  # of the usual power: less is chance
_SOME = 0.25  # of a window must be known to be drawn
_ADVICE = {FaultKind.SEAL_LEAK: 3, FaultKind.SHORT_CYCLING: 3, FaultKind.UNKNOWN_ANOMALY: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What there is to tell: the appliance, what was found, how it runs now and usually does."""

    appliance: Appliance
    finding: Finding
    cold: Cold
    now: Span
    usual: Usual
    at: float
    tariff: float  # € per kWh


def fault_of(case: Case) -> Fault:
    """Return the fault as it is stored, shown and said."""
    kind = case.finding.kind
    values: dict[str, Value] = {
        "name": case.appliance.name,
        "duty": round(case.now.duty, 3),
        "usual": round(case.usual.duty, 3),
        "hours": case.now.known,
        "run": round(case.now.run),
        "usual_run": round(case.usual.run),
        "starts": round(case.now.starts_per_hour, 1),
        "usual_starts": round(case.usual.starts_per_hour, 1),
        "excess": round(_excess(case), 3),
    }
    return Fault(
        id=f"{case.appliance.id}-{kind.value}-{case.at:.0f}",
        appliance=case.appliance.id,
        kind=kind,
        severity=_severity(case),
        confidence=case.finding.confidence,
        title=Message(id=f"fault.{kind.value}.title", values={"name": case.appliance.name}),
        why=Message(id=f"fault.{kind.value}.why", values=values),
        advice=tuple(
            Message(id=f"fault.{kind.value}.advice.{i + 1}") for i in range(_ADVICE[kind])
        ),
        evidence=_evidence(case),
        raised_at=case.at,
        cost_per_month=_cost(case),
    )


def finding_of(fault: Fault) -> Finding:
    """Return what a stored fault was about."""
    excess = fault.why.values.get("excess", 0.0)
    return Finding(
        kind=fault.kind,
        excess=0.0 if isinstance(excess, str) else float(excess),
        confidence=fault.confidence,
    )


def _excess(case: Case) -> float:
    if case.finding.kind is FaultKind.SHORT_CYCLING:
        return case.now.starts_per_hour / max(case.usual.starts_per_hour, 0.05) - 1
    return case.now.duty / case.usual.duty - 1


def _severity(case: Case) -> Severity:
    if _warmer(case):
        return "alarm"
    idle = case.finding.excess < 0  # nothing is cooled
    return "notice" if case.finding.kind is FaultKind.UNKNOWN_ANOMALY and not idle else "warning"


def _warmer(case: Case) -> bool:
    seen, now = case.cold.baseline.celsius, case.now.celsius
    return now is not None and len(seen) > 0 and now > max(seen.usual()) + _WARMER


def _cost(case: Case) -> float | None:
    extra = case.now.watts - case.usual.watts
    if extra < _WORTH * case.usual.watts:
        return None
    return round(extra * _A_MONTH / 1000 * case.tariff, 2)


def _evidence(case: Case) -> tuple[Evidence, ...]:
    signals = [_starts if case.finding.kind is FaultKind.SHORT_CYCLING else _duty, _temperature]
    since = case.cold.strange_since()
    drawn = [signal(case) for signal in signals]
    return tuple(replace(picture, since=since) for picture in drawn if picture is not None)


def _windows(cold: Cold) -> list[Span]:
    """Return the last ten days in windows, the one under way with what it has."""
    windows = cold.windows
    if cold.window:
        under_way = total(cold.window)
        if under_way.known >= _SOME * WINDOW:
            windows = [*windows, under_way]
    return windows


def _duty(case: Case) -> Evidence:
    windows = _windows(case.cold)
    slots = case.cold.baseline.slots
    return Evidence(
        signal="duty",
        unit="%",
        times=tuple(window.start for window in windows),
        values=tuple(round(100 * window.duty, 1) for window in windows),
        low=round(100 * min(usual.low for usual in slots), 1),
        high=round(100 * max(usual.high for usual in slots), 1),
        since=case.at,
    )


def _starts(case: Case) -> Evidence:
    windows = _windows(case.cold)
    usual = [usual.starts_per_hour for usual in case.cold.baseline.slots]
    return Evidence(
        signal="starts",
        unit="1/h",
        times=tuple(window.start for window in windows),
        values=tuple(round(window.starts_per_hour, 2) for window in windows),
        low=round(0.5 * min(usual), 2),
        high=round(1.7 * max(usual), 2),
        since=case.at,
    )


def _temperature(case: Case) -> Evidence | None:
    windows = [window for window in _windows(case.cold) if window.felt > 0.5 * HOUR]
    seen = case.cold.baseline.celsius
    if not windows or not len(seen):
        return None
    values = [value for _, value in seen.seen]
    return Evidence(
        signal="temperature",
        unit="°C",
        times=tuple(window.start for window in windows),
        values=tuple(round(window.warmth / window.felt, 2) for window in windows),
        low=round(min(values) - 0.5, 1),
        high=round(max(values) + 0.5, 1),
        since=case.at,
    )
