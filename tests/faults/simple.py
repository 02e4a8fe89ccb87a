"""A household without physics: powers are said by the test, the watch knows one limit only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.core.entities import ApplianceKind
from hub.core.faults import Evidence, FaultKind, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.watch import Cycle, Finding, Found, Gone, Happening, Learned, Quantity

KIND = FaultKind.HEATER_SCALED
LIMIT = 1000.0  # W


def finding(now=1500.0, usual=200.0, at=0.0, **more):
    """What the simple watch finds."""
    picture = Evidence(
        signal="power", unit="W", times=(at - 60, at), values=(usual, now), low=0.0, high=LIMIT,
        since=at - 60, now=now, usual=usual, over=60.0,
    )  # fmt: skip
    told = {"kind": KIND, "severity": "warning", "confidence": 0.8, "evidence": (picture,)}
    return Finding(**{**told, "extra_watts": 100.0, **more})


@dataclass(slots=True, kw_only=True)
class Limit:
    """Finds scale above a limit; a programme is whatever lies above 50 W; falls at 13 W."""

    kind: ApplianceKind
    limit: float = LIMIT
    over: bool = False
    began: float | None = None
    began_at_all: float = 0.0
    found: Finding | None = None  # what it finds at its next reading
    heard: list[tuple[str, float | None]] = field(default_factory=list)

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        self.heard = [*self.heard, (quantity, value)][-20:]
        if quantity != "power" or value is None:
            return ()
        if value == 13:
            raise ZeroDivisionError("a slip of the watch")
        self.began_at_all = self.began_at_all or at
        if self.found is not None:
            found, self.found = self.found, None
            return (Found(finding=found),)
        if value > self.limit and not self.over:
            self.over = True
            return (Found(finding=finding(now=value, at=at)),)
        return (*self._calm(value), *self._run(value, at))

    def _calm(self, watts: float) -> Sequence[Happening]:
        if not self.over or watts > self.limit:
            return ()
        self.over = False
        return (Gone(kind=KIND),)

    def _run(self, watts: float, at: float) -> Sequence[Happening]:
        if watts > 50:
            self.began = self.began or at
        elif self.began is not None:
            began, self.began = self.began, None
            return (Cycle(began=began, ended=at, energy=800.0, peak=2000.0, programme=2),)
        return ()

    def look(self, at: float) -> Sequence[Happening]:
        """Tell nothing."""
        return ()

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way."""
        if self.began is None:
            return None
        return PresentRun(began=self.began, energy_wh=1.0, ends=self.began + 3600)

    def score(self) -> float | None:
        """Return how strange it is."""
        return 0.75 if self.over else 0.25

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        if verdict == "false_alarm":
            self.limit = 1e6
        if verdict != "confirmed":
            self.over = False

    def learned(self, at: float) -> Learned:
        """Return how far it is known."""
        days = (at - self.began_at_all) / 86_400 if self.began_at_all else 0.0
        return Learned(days=days, cycles=3, tells=(KIND,), from_day={FaultKind.LEAK: 7.0})


def simple(kind: ApplianceKind) -> Limit | None:
    """Watch every kind in the same simple way; a television only counts."""
    return None if kind is ApplianceKind.TV else Limit(kind=kind)
