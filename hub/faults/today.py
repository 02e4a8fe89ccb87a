"""The first watches behind the contract, until each kind of machine has its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hub.core.faults import Evidence, FaultKind, Severity, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.baseline import Usual
from hub.faults.cold import Cold
from hub.faults.cycles import Cycle as Programme
from hub.faults.cycles import Programmes
from hub.faults.diagnosis import Finding as Sign
from hub.faults.spans import HOUR, Span, total
from hub.faults.watch import Cycle, Finding, Found, Gone, Happening, Learned, Quantity

_TELLS = (FaultKind.SEAL_LEAK, FaultKind.SHORT_CYCLING, FaultKind.UNKNOWN_ANOMALY)
_WARMER = 3.0  # K above usual: food is in danger


@dataclass(slots=True, kw_only=True)
class ColdWatch:
    """A fridge or freezer by its duty and its starts."""

    cold: Cold = field(default_factory=Cold)
    spell: FaultKind | None = None
    excess: float = 0.0

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        if quantity == "temperature":
            self.cold.runs.celsius = value
        if quantity != "power" or not self.cold.take(value, at):
            return ()
        out: list[Happening] = []
        sign = None if self.spell else self.cold.look()
        if sign is not None:
            out.append(Found(finding=self._finding(sign, at)))
        elif (self.spell or self.cold.excused) and self.cold.recovered():
            self.cold.forget()
            out += [Gone(kind=self.spell)] if self.spell else []
            self.spell = None
        self.cold.learn(faulty=self.spell is not None)
        return out

    def look(self, at: float) -> Sequence[Happening]:
        """Tell nothing: everything shows in readings."""
        return ()

    def score(self) -> float | None:
        """Return how strange the last day was."""
        return self.cold.score(faulty=self.spell is not None)

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        self.cold.settle(verdict, Sign(kind=kind, excess=self.excess, confidence=0.5), at)
        if verdict != "confirmed":
            self.spell = None

    def learned(self, at: float) -> Learned:
        """Return how far it is known."""
        ready = self.cold.baseline.ready
        return Learned(
            days=self.cold.baseline.days,
            cycles=0,
            tells=_TELLS if ready else (),
            from_day={} if ready else dict.fromkeys(_TELLS, 3.0),
        )

    def _finding(self, sign: Sign, at: float) -> Finding:
        sign, now, usual = self.cold.examine(sign)
        often = sign.kind is FaultKind.SHORT_CYCLING
        more = now.starts_per_hour / max(usual.starts_per_hour, 0.05)
        self.excess = (more if often else now.duty / usual.duty) - 1
        self.spell, self.cold.judged_from = sign.kind, at
        seen = self.cold.baseline.celsius
        warm = now.celsius is not None and bool(len(seen))
        warm = warm and (now.celsius or 0.0) > max(seen.usual()) + _WARMER
        severity: Severity = "alarm" if warm else "warning"
        if sign.kind is FaultKind.UNKNOWN_ANOMALY and sign.excess >= 0 and not warm:
            severity = "notice"
        return Finding(
            kind=sign.kind,
            severity=severity,
            confidence=sign.confidence,
            evidence=tuple(self._pictures(now, usual, often=often)),
            extra_watts=max(0.0, now.watts - usual.watts),
        )

    def _pictures(self, now: Span, usual: Usual, *, often: bool) -> Sequence[Evidence]:
        slots, seen = self.cold.baseline.slots, self.cold.baseline.celsius
        window = self.cold.window
        windows = [*self.cold.windows, *([total(window)] if window else [])]
        since = self.cold.strange_since()
        if often:
            first = replace(
                _picture("starts", "1/h", windows, lambda span: span.starts_per_hour),
                low=0.5 * min(slot.starts_per_hour for slot in slots),
                high=1.7 * max(slot.starts_per_hour for slot in slots),
                now=now.starts_per_hour,
                usual=usual.starts_per_hour,
            )
        else:
            first = replace(
                _picture("duty", "%", windows, lambda span: 100 * span.duty),
                low=100 * min(slot.low for slot in slots),
                high=100 * max(slot.high for slot in slots),
                now=100 * now.duty,
                usual=100 * usual.duty,
            )
        pictures = [replace(first, since=since, over=now.known)]
        felt = [span for span in windows if span.felt > 0]
        if felt and len(seen) and now.celsius is not None:
            values = [value for _, value in seen.seen]
            warmth = replace(
                _picture("temperature", "°C", felt, lambda span: span.celsius or 0.0),
                low=min(values) - 0.5,
                high=max(values) + 0.5,
                now=now.celsius,
                usual=sum(values) / len(values),
            )
            pictures.append(replace(warmth, since=since, over=now.known))
        return pictures


def _picture(
    signal: str, unit: str, spans: Sequence[Span], of: Callable[[Span], float]
) -> Evidence:
    return Evidence(
        signal=signal,
        unit=unit,
        times=tuple(span.start for span in spans),
        values=tuple(round(of(span), 2) for span in spans),
        low=0.0,
        high=0.0,
        since=0.0,
    )


@dataclass(slots=True, kw_only=True)
class ProgrammeWatch:
    """A washer, dryer or dishwasher: programmes and their ends."""

    programmes: Programmes = field(default_factory=Programmes)
    count: int = 0

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        return self._tell(self.programmes.take(value, at)) if quantity == "power" else ()

    def look(self, at: float) -> Sequence[Happening]:
        """Tell of a programme that is over by now."""
        return self._tell(self.programmes.look(at))

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way."""
        began = self.programmes.began
        if began is None:
            return None
        return PresentRun(began=began, energy_wh=round(self.programmes.joules / HOUR, 1))

    def score(self) -> float | None:
        """Return nothing: it is not judged."""
        return None

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word: there is nothing to learn from it."""

    def learned(self, at: float) -> Learned:
        """Return how many programmes were seen."""
        return Learned(days=0.0, cycles=self.count, tells=(), from_day={})

    def _tell(self, programme: Programme | None) -> Sequence[Happening]:
        if programme is None:
            return ()
        self.count += 1
        return (
            Cycle(
                began=programme.began,
                ended=programme.ended,
                energy=programme.energy,
                peak=programme.peak,
            ),
        )
