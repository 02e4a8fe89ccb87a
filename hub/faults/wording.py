"""Puts a finding into the words and pictures a person is shown; every number is its evidence's."""

from dataclasses import dataclass, replace

from hub.core.entities import Appliance, ApplianceKind
from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.message import Message, Value
from hub.faults.price import Tariff
from hub.faults.watch import Finding

_A_MONTH = 730.5  # hours
_A_DAY, _DAYS = 86_400.0, 1.5 * 86_400.0  # seconds; from so long on, days are counted
_HOURS = 6 * 3600.0  # seconds: from so long on, minutes do not matter
_BRIEF = 600.0  # seconds: told in seconds, not in minutes
_WORTH = 1.0  # kWh a month: less is not worth a word
_ENERGY, _COST = "extra_energy", "extra_cost"  # a month, as evidence
_STEPS = 3  # of advice, unless told here
_FEWER = {
    FaultKind.UNKNOWN_ANOMALY: 2,
    FaultKind.COMMAND_IGNORED: 2,
    FaultKind.SENSOR_STUCK: 2,
    FaultKind.SENSOR_DRIFTING: 2,
    FaultKind.STANDBY_CREEP: 2,
    FaultKind.STUCK_RELAY: 2,
}
_MEASURED = {  # signal and unit -> the sentence that tells it; others are told plainly
    ("duty", "%"): "duty",
    ("starts", "1/h"): "starts",
    ("temperature", "°C"): "temperature",
    ("power", "W"): "power",
    ("energy", "Wh"): "energy",
    ("standby", "W"): "standby",
    ("run", "s"): "run",
    ("rest", "s"): "rest",
    ("length", "s"): "length",
    ("peak", "W"): "peak",
    ("watts", "W"): "watts",
    ("cycles", "1/h"): "cycles",
    ("cooling", "%/h"): "cooling",
}
_SPECIAL = {  # where the same fault is cured otherwise
    (FaultKind.CLOGGED_FILTER, ApplianceKind.DRYER): "lint",
    (FaultKind.LEAK, ApplianceKind.PUMP): "pipe",
    (FaultKind.DOOR_AJAR, ApplianceKind.FREEZER): "freezer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What there is to tell: the appliance, what was found, when; costs only by a tariff."""

    appliance: Appliance
    finding: Finding
    at: float
    tariff: Tariff | None = None


def fault_of(case: Case) -> Fault:
    """Return the fault as it is stored, shown and said."""
    finding, at, name = case.finding, case.at, case.appliance.name
    kind = finding.kind
    about = f"fault.{kind.value}"
    evidence = _evidence(finding, at)
    special = _SPECIAL.get((kind, case.appliance.kind))
    advice = f"{about}.{special}" if special else about
    fault = Fault(
        id=f"{case.appliance.id}-{kind.value}-{at:.0f}",
        appliance=case.appliance.id,
        kind=kind,
        severity=finding.severity,
        confidence=round(finding.confidence, 2),
        title=Message(id=f"{about}.title", values={"name": name}),
        why=_why(about, name, evidence),
        advice=tuple(
            Message(id=f"{advice}.advice.{step + 1}") for step in range(_FEWER.get(kind, _STEPS))
        ),
        evidence=evidence,
        raised_at=at,
        kwh_per_month=next((e.now for e in evidence if e.signal == _ENERGY), None),
        confirm=Message(id=f"{about}.confirm"),
    )
    return fault if case.tariff is None else priced(fault, case.tariff)


def priced(fault: Fault, tariff: Tariff) -> Fault:
    """Return a fault at the present price of energy; what is said of it is evidence, too."""
    evidence = tuple(e for e in fault.evidence if e.signal != _COST)
    cost = tariff.cost(fault.kwh_per_month)
    if cost is None:
        return replace(fault, evidence=evidence, cost_per_month=None, currency="")
    said = _number(_COST, tariff.currency, fault.raised_at, cost)
    return replace(fault, evidence=(*evidence, said), cost_per_month=cost, currency=tariff.currency)


def _evidence(finding: Finding, at: float) -> tuple[Evidence, ...]:
    """Return the finding's pictures in round numbers, and what it draws beyond the usual."""
    pictures = tuple(_rounded(picture, at) for picture in finding.evidence)
    kwh = (finding.extra_watts or 0.0) * _A_MONTH / 1000
    if kwh < _WORTH:
        return pictures
    return (*pictures, _number(_ENERGY, "kWh", pictures[0].since if pictures else at, _short(kwh)))


def _number(signal: str, unit: str, since: float, now: float) -> Evidence:
    """Return a number of a month that is said, without a picture."""
    return Evidence(
        signal=signal,
        unit=unit,
        times=(),
        values=(),
        low=0.0,
        high=0.0,
        since=since,
        now=now,
        over=_A_MONTH * 3600,
    )


def _rounded(picture: Evidence, at: float) -> Evidence:
    over = picture.over or max(at - picture.since, 60.0)
    return replace(
        picture,
        values=tuple(_short(value) for value in picture.values),
        low=_short(picture.low),
        high=_short(picture.high),
        now=_short(picture.now),
        usual=_short(picture.usual),
        over=_round_time(over),
    )


def _round_time(seconds: float) -> float:
    """Return whole days of a long time, whole hours of one below, whole minutes of a short one."""
    unit = _A_DAY if seconds >= _DAYS else 3600.0 if seconds >= _HOURS else 60.0
    return round(seconds / unit) * unit


def _short(value: float) -> float:
    """Return three digits of a number."""
    return float(f"{value:.3g}")


def _why(about: str, name: str, evidence: tuple[Evidence, ...]) -> Message:
    """Say what was measured, from the first evidence, and what it means."""
    values: dict[str, Value] = {"name": name, "meaning": f"@{about}.meaning"}
    if not evidence:
        return Message(id="fault.why.bare", values=values)
    first = evidence[0]
    how = _MEASURED.get((first.signal, first.unit), "other")
    if first.unit == "s" and max(first.now, first.usual) < _BRIEF:
        how = "seconds"
    values |= {
        "measured": f"@fault.measured.{how}",
        "signal": f"@fault.signal.{first.signal}",
        "unit": first.unit,
        "now": first.now,
        "usual": first.usual,
        "when": "@fault.over.days" if first.over >= _DAYS else "@fault.over.hours",
        "over": first.over,
        "days": first.over / _A_DAY,
    }
    warmth = next((e for e in evidence[1:] if (e.signal, e.unit) == ("temperature", "°C")), None)
    if warmth is None:
        return Message(id="fault.why.one", values=values)
    values |= {"warmth": warmth.now, "usual_warmth": warmth.usual}
    return Message(id="fault.why.warmth", values=values)
