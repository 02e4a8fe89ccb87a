"""A fan that needs more power than ever: its bearing is worn, or its air is held back."""

from dataclasses import dataclass, field
from statistics import median

from hub.core.faults import Evidence, FaultKind, Verdict
from hub.faults.watch import Finding, Found, Gone, Happening

_SHORTEST = 180.0  # seconds at work that tell what it draws
_HIGHER = 1.1  # times the highest power it ever had
_LEARNED = 12  # uses before anything is told
_AMONG = 12  # uses, of which …
_TIMES = 3  # … so many must be higher
_BACK = 8  # uses without a higher one end it
_KEPT = 60


@dataclass(slots=True, kw_only=True)
class Bearing:
    """The mean power of every use; its speeds are the powers it is known to have.

    Against the air a speed needs the same power always (the fan laws: with the cube of the speed);
    friction adds to it. Only what lies above the fastest speed is sure to be none of them.
    """

    joules: float = 0.0
    seconds: float = 0.0
    uses: list[tuple[float, float]] = field(default_factory=list)  # (end, W)
    top: float = 0.0  # W: of the fastest speed, while it was well
    spell: bool = False
    since: float = 0.0

    def add(self, watts: float, seconds: float) -> None:
        """Count some time at work."""
        self.joules += watts * seconds
        self.seconds += seconds

    def close(self, at: float) -> Happening | None:
        """End a use; return what it shows."""
        joules, seconds = self.joules, self.seconds
        self.joules = self.seconds = 0.0
        if seconds < _SHORTEST:
            return None
        self.uses = [*self.uses, (at, round(joules / seconds, 2))][-_KEPT:]
        if not self.ready:
            return None
        return self._judge(at)

    @property
    def ready(self) -> bool:
        """Whether its speeds are known."""
        return len(self.uses) > _LEARNED

    def score(self) -> float:
        """Return how near it is to being told: 0.5 is the edge."""
        return min(0.5, 0.5 * len(self._higher()) / _TIMES) if self.top else 0.0

    def settle(self, verdict: Verdict) -> None:
        """Take a person's word: after a false alarm the higher power is usual."""
        if verdict != "confirmed" and self.spell:
            if verdict == "fixed":
                self.uses = [use for use in self.uses if use[0] < self.since]
            self.spell, self.top = False, 0.0

    def _judge(self, at: float) -> Happening | None:
        if not self.spell:
            known = [watts for _, watts in self.uses[:-_AMONG]] or [self.uses[0][1]]
            fresh = sorted(watts for _, watts in self.uses[:_LEARNED])
            self.top = max([*sorted(known)[: max(len(known) - 1, 1)], fresh[-2]])
        higher = self._higher()
        if self.spell:
            if not [use for use in self.uses[-_BACK:] if use[1] > _HIGHER * self.top]:
                self.spell = False
                return Gone(kind=FaultKind.BEARING_WORN)
            return None
        if len(higher) < _TIMES:
            return None
        self.spell, self.since = True, higher[0][0]
        return Found(finding=self._finding(higher, at))

    def _higher(self) -> list[tuple[float, float]]:
        return [use for use in self.uses[-_AMONG:] if use[1] > _HIGHER * self.top]

    def _finding(self, higher: list[tuple[float, float]], at: float) -> Finding:
        now = median(watts for _, watts in higher)
        picture = Evidence(
            signal="watts",
            unit="W",
            times=tuple(end for end, _ in self.uses),
            values=tuple(watts for _, watts in self.uses),
            low=0.0,
            high=round(_HIGHER * self.top, 1),
            since=self.since,
            now=now,
            usual=self.top,
            over=at - self.since,
        )
        return Finding(
            kind=FaultKind.BEARING_WORN,
            severity="notice" if now < 1.4 * self.top else "warning",
            confidence=0.75,
            evidence=(picture,),
        )
