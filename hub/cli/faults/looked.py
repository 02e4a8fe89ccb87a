"""What was found in one sensor's history, in words and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.cli.console import paint
from hub.cli.faults.hass_power import Sensor
from hub.core.clock import local_timezone
from hub.core.entities import Appliance, ApplianceKind
from hub.core.faults import Fault
from hub.faults.history import Drawn, Lived, Told
from hub.faults.seeds import bare
from hub.faults.watch import Cycle, Learned, Watch
from hub.faults.wording import Case, fault_of
from hub.texts import word
from models.kinds import Guess, suggestion

_MONTH = 30 * 24  # hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One sensor: what its history shows and what a watch made of it.

    ``thermometer`` measures inside the same machine. ``by_name`` and ``by_trace`` are the machine
    that its name, its power speak for; ``hours`` the hourly means that are kept for good.
    """

    sensor: Sensor
    thermometer: Sensor | None
    drawn: Drawn
    guesses: Sequence[Guess]
    by_name: ApplianceKind | None
    by_trace: ApplianceKind | None
    watch: Watch | None
    lived: Lived | None
    hours: Sequence[tuple[float, float]]

    @property
    def kind(self) -> ApplianceKind | None:
        """What it was watched as."""
        return self.by_name or self.by_trace

    @property
    def appliance(self) -> Appliance:
        """The appliance it would be in this house; raise ``ValueError`` for no known machine."""
        entity, kind = self.sensor.entity, self.kind
        if kind is None:
            raise ValueError(f"nobody knows which machine {entity} measures")
        return Appliance(id=entity, kind=kind, name=bare(self.sensor.name), power=entity)

    @property
    def days(self) -> float:
        """How long the history is."""
        return (self.drawn.ended - self.drawn.began) / 86_400

    @property
    def learned(self) -> Learned | None:
        """How far the appliance is known now."""
        return self.watch.learned(self.drawn.ended) if self.watch is not None else None


def as_json(one: Looked, language: str) -> dict[str, object]:
    """Return everything as plain values; moments in UTC seconds."""
    drawn, lived = one.drawn, one.lived
    return {
        "entity": one.sensor.entity,
        "name": one.sensor.name,
        "temperature": one.thermometer.entity if one.thermometer else None,
        "kind": one.kind,
        "by_name": one.by_name,
        "by_trace": one.by_trace,
        "guesses": {guess.kind: guess.probability for guess in one.guesses[:5]},
        "from": drawn.began,
        "to": drawn.ended,
        "known": round(drawn.known, 3),
        "kwh": round(drawn.kwh, 3),
        "duty": None if drawn.duty is None else round(drawn.duty, 3),
        "cycles": [_cycle(cycle) for cycle in lived.cycles] if lived else [],
        "told": [_told(one, told, language) for told in lived.told] if lived else [],
        "hourly": {"from": one.hours[0][0], "hours": len(one.hours)} if one.hours else None,
    }


def in_words(one: Looked, language: str) -> str:
    """Return a few lines for people."""
    head = f"{paint(one.sensor.name, 'bold')} ({one.sensor.entity})"
    return "\n".join([head, *(f"  {line}" for line in _lines(one, language))])


def _lines(one: Looked, language: str) -> Iterator[str]:
    if one.days:
        yield _extent(one)
        yield _what_it_is(one, language)
        if one.thermometer is not None:
            yield f"with the temperature in it ({one.thermometer.entity})"
    if one.lived is not None:
        yield from _said(one, one.lived, language)
    elif one.days and not one.sensor.states:
        yield "five-minute means alone: no cycles and no faults can be told from them"
    elif one.days and one.kind is not None:
        yield "its power is counted; such a machine is not watched for faults"
    if one.hours:
        yield from _by_hours(one)
    if not one.days and not one.hours:
        yield "nothing was recorded of it yet"


def _extent(one: Looked) -> str:
    drawn = one.drawn
    told = [f"{_day(drawn.began)} to {_day(drawn.ended)}, {_long(one.days)}"]
    if drawn.known < 0.995:
        told[0] += f" ({1 - drawn.known:.0%} of them unknown)"
    told.append(f"{drawn.kwh:.1f} kWh")
    if drawn.duty is not None:
        told.append(f"works {drawn.duty:.0%} of the time")
    if one.lived is not None and one.lived.cycles:
        told.append(f"{len(one.lived.cycles)} programmes")
    elif drawn.portrait.watched >= 1:
        told.append(f"{len(drawn.portrait.runs) / drawn.portrait.watched:.1f} runs a day")
    return " · ".join(told)


def _what_it_is(one: Looked, language: str) -> str:
    if one.by_name is not None:
        name = _kind(one.by_name, language)
        if one.by_trace is None:
            return f"{name}, by its name"
        agrees = one.by_trace is one.by_name
        return f"{name}, by its name; " + (
            "its power agrees"
            if agrees
            else f"its power looks like: {_kind(one.by_trace, language)}"
        )
    if one.by_trace is not None:
        first = suggestion(one.guesses)
        sure = f" ({first.probability:.0%} sure)" if first else ""
        return f"looks like: {_kind(one.by_trace, language)}{sure}; its name does not tell"
    if not one.guesses:
        return "too little work was seen to tell what it is: give it a name that says so"
    return "it looks like no machine known here: give it a name that says what it is"


def _said(one: Looked, lived: Lived, language: str) -> Iterator[str]:
    learned = one.learned
    if learned is not None and learned.tells:
        count = len(learned.tells)
        yield f"known after {_long(learned.days)}: {count} kinds of fault can be told"
    elif learned is not None and min(learned.from_day.values(), default=0.0) > one.days:
        yield f"{_long(one.days)}: too little to judge by yet"
    for told in lived.told:
        yield from _told_in_words(fault_told(one, told), told, language)
    if not lived.told:
        yield f"nothing to say in {_long(one.days)}"


def _told_in_words(fault: Fault, told: Told, language: str) -> Iterator[str]:
    title, why = (word(said.id, said.values, language) for said in (fault.title, fault.why))
    yield paint(f"{_moment(told.at)}  {title} ({fault.confidence:.0%} sure)", "amber")
    yield f"    {why}"
    if told.gone is not None:
        yield f"    over by itself {_moment(told.gone)}"


def fault_told(one: Looked, told: Told) -> Fault:
    """Return the fault that would have been raised."""
    return fault_of(Case(appliance=one.appliance, finding=told.found.finding, at=told.at))


def _by_hours(one: Looked) -> Iterator[str]:
    hours = one.hours
    whole = sum(watts for _, watts in hours) / 1000
    last, before = hours[-_MONTH:], hours[:-_MONTH]
    text = f"hourly means since {_day(hours[0][0])}: {whole:.0f} kWh"
    if len(before) >= _MONTH:
        text += f", {_a_day(last):.2f} a day in the last 30 days, {_a_day(before):.2f} before"
    yield text + " (they show no cycles, so no faults and no kind of machine)"


def _a_day(hours: Sequence[tuple[float, float]]) -> float:
    return 24 * sum(watts for _, watts in hours) / len(hours) / 1000


def _cycle(cycle: Cycle) -> dict[str, object]:
    return {
        "began": cycle.began,
        "ended": cycle.ended,
        "energy_wh": round(cycle.energy, 1),
        "peak_watts": round(cycle.peak, 1),
        "programme": cycle.programme,
    }


def _told(one: Looked, told: Told, language: str) -> dict[str, object]:
    fault = fault_told(one, told)
    return {
        "at": told.at,
        "gone": told.gone,
        "kind": fault.kind,
        "severity": fault.severity,
        "confidence": fault.confidence,
        "title": word(fault.title.id, fault.title.values, language),
        "why": word(fault.why.id, fault.why.values, language),
        "evidence": [
            {"signal": e.signal, "unit": e.unit, "now": e.now, "usual": e.usual, "since": e.since}
            for e in fault.evidence
        ],
    }


def _kind(kind: ApplianceKind, language: str) -> str:
    return word(f"ui.feeds.{kind}", {}, language)


def _long(days: float) -> str:
    return "less than a day" if days < 0.95 else f"{days:.0f} day{'s' if days >= 1.5 else ''}"


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at, local_timezone()):%Y-%m-%d}"


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, local_timezone()):%Y-%m-%d %H:%M}"
