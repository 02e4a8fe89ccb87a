"""What a machine did in a stretch of time, counted from its power."""

from collections.abc import Iterable
from dataclasses import dataclass

HOUR = 3600.0
GAP = 900.0  # seconds without a report after which nothing is known; never "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Counts of a stretch that began at ``start`` (UTC seconds).

    ``known`` and ``on`` are seconds, ``joules`` what was drawn in the known ones; ``warmth`` is
    °C × seconds over the ``felt`` seconds in which the temperature was known.
    """

    start: float
    known: float = 0.0
    on: float = 0.0
    joules: float = 0.0
    starts: int = 0
    warmth: float = 0.0
    felt: float = 0.0

    @property
    def duty(self) -> float:
        """The share of the known time in which it ran."""
        return self.on / self.known if self.known else 0.0

    @property
    def watts(self) -> float:
        """Mean power."""
        return self.joules / self.known if self.known else 0.0

    @property
    def starts_per_hour(self) -> float:
        """How often it started."""
        return self.starts * HOUR / self.known if self.known else 0.0

    @property
    def run(self) -> float:
        """Mean seconds of a run."""
        return self.on / max(self.starts, 1)

    @property
    def rest(self) -> float:
        """Mean seconds between two runs."""
        return (self.known - self.on) / max(self.starts, 1)

    @property
    def celsius(self) -> float | None:
        """Mean temperature, if it was measured."""
        return self.warmth / self.felt if self.felt else None


def total(spans: Iterable[Span]) -> Span:
    """Return several spans as one that begins with the first."""
    spans = list(spans)
    return Span(
        start=spans[0].start if spans else 0.0,
        known=sum(s.known for s in spans),
        on=sum(s.on for s in spans),
        joules=sum(s.joules for s in spans),
        starts=sum(s.starts for s in spans),
        warmth=sum(s.warmth for s in spans),
        felt=sum(s.felt for s in spans),
    )
