"""What watching one appliance means: readings go in, what a person should know comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from hub.core.faults import Evidence, FaultKind, Severity, Verdict

Quantity = Literal["power", "temperature", "ambient", "command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A condition that is recognised, and what shows it.

    ``evidence`` begins with the signal that tells most; every number that is said comes from it.
    ``extra_watts`` is what the condition draws beyond the usual, as a mean over the time since.
    """

    kind: FaultKind
    severity: Severity
    confidence: float
    evidence: tuple[Evidence, ...]
    extra_watts: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A programme from its first to its last work (UTC seconds); energy in Wh, peak in W.

    ``programme`` numbers the programmes that the machine itself shows; -1 where it is a new one.
    """

    began: float
    ended: float
    energy: float
    peak: float
    programme: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A spell began: there is one of each kind at most, until it is settled or gone."""

    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A spell is over by itself."""

    kind: FaultKind


Happening = Cycle | Found | Gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """How far an appliance is known: days and cycles seen, what can be told of it already.

    ``from_day`` tells for each other kind after how many days of watching it can be told.
    """

    days: float
    cycles: int
    tells: tuple[FaultKind, ...]
    from_day: dict[FaultKind, float]


class Watch(Protocol):
    """All that is remembered of one appliance; plain fields only, so that it can be stored.

    Every reading is scored before it is learned from; nothing looks ahead. A missing reading is
    never "off".
    """

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a cleaned reading in: W, °C, or 1.0/0.0 for a command; ``None``: unknown now on."""

    def look(self, at: float) -> Sequence[Happening]:
        """Tell what the mere passing of time shows, up to ``at``; asked about once a minute."""

    def score(self) -> float | None:
        """Return how strange it runs: 0 as usual, 0.5 the edge of it; ``None``: too early."""

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word: *fixed* learns afresh, *false_alarm* makes it usual."""

    def learned(self, at: float) -> Learned:
        """Return how far the appliance is known."""
