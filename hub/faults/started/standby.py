"""What a machine draws at rest, day by day, and whether that creeps up."""

from dataclasses import dataclass, field, replace
from statistics import median

from hub.core.faults import Evidence, FaultKind, Verdict
from hub.faults.watch import Finding, Found, Gone, Happening

_DAY = 86_400.0
_KNOWN = 360  # reports at rest that make a day; by the minute that is six hours
_HIGHEST = 30.0  # W: more is no rest
_LEARNED = 7  # days before anything is told
_LASTS = 3  # days that it must stay high
_KEPT = 60
_LEAST, _SHARE = 0.6, 0.4  # W, and of what is usual: less is not worth a message


@dataclass(slots=True, kw_only=True)
class Standby:
    """The median power at rest of every day; a day with little rest is left out.

    The median is of reports a minute apart at least: a change of plug or pace does not move it.
    """

    day: float = -1.0
    last: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)  # tenths of a watt -> reports
    known: int = 0
    days: list[tuple[float, float]] = field(default_factory=list)  # (its beginning, W)
    since: float | None = None

    def take(self, watts: float, at: float) -> Happening | None:
        """Take a report at rest in; return what the day that it ends shows."""
        if at - self.last < 55.0:
            return None
        self.last = at
        day = at // _DAY
        said = None
        if day != self.day:
            said = self._close()
            self.day, self.counts, self.known = day, {}, 0
        if watts < _HIGHEST:
            key = str(round(10 * watts))
            self.counts[key] = self.counts.get(key, 0) + 1
            self.known += 1
        return said

    def settle(self, verdict: Verdict) -> None:
        """Take a person's word: after *fixed* the high days are forgotten, else they are usual."""
        if verdict != "confirmed" and self.since is not None:
            high = verdict == "false_alarm"
            self.days = [one for one in self.days if (one[0] >= self.since) is high]
            self.since = None

    @property
    def ready(self) -> bool:
        """Whether a creeping standby can be told."""
        return len(self.days) >= _LEARNED + _LASTS

    def _close(self) -> Happening | None:
        """End a day."""
        if self.known < _KNOWN:
            return None
        self.days = [*self.days, (self.day * _DAY, self._median())][-_KEPT:]
        usual = [w for start, w in self.days[:-_LASTS] if self.since is None or start < self.since]
        if len(usual) < _LEARNED:
            return None
        stands = sorted(usual)[len(usual) * 3 // 4]
        last = [watts for _, watts in self.days[-_LASTS:]]
        limit = stands + max(_LEAST, _SHARE * stands)
        if self.since is None and min(last) > limit:
            self.since = self.days[-_LASTS][0]
            return Found(finding=self._finding(median(usual), limit))
        if self.since is not None and max(last) <= limit:
            self.since = None
            return Gone(kind=FaultKind.STANDBY_CREEP)
        return None

    def _median(self) -> float:
        left = self.known / 2
        for key in sorted(self.counts, key=int):
            left -= self.counts[key]
            if left <= 0:
                return int(key) / 10
        return 0.0

    def _finding(self, usual: float, limit: float) -> Finding:
        days = self.days[-40:]
        now = median(watts for _, watts in days[-_LASTS:])
        picture = Evidence(
            signal="standby",
            unit="W",
            times=tuple(start for start, _ in days),
            values=tuple(watts for _, watts in days),
            low=0.0,
            high=limit,
            since=days[-_LASTS][0],
        )
        return Finding(
            kind=FaultKind.STANDBY_CREEP,
            severity="notice",
            confidence=0.8,
            evidence=(replace(picture, now=now, usual=usual, over=_LASTS * _DAY),),
            extra_watts=now - usual,
        )
