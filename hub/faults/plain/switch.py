"""Whether a load follows its switch: told on and dark, told off and still at work."""

from dataclasses import dataclass, field
from statistics import median

from hub.core.faults import Evidence, FaultKind, Verdict
from hub.faults.watch import Finding, Found, Gone, Happening

_HOUR = 3600.0
_SHOWS = 300.0  # seconds after a command in which nothing is expected yet
_DARK = 600.0  # seconds on and dark that count as once
_TIMES = 2  # times in a row
_STUCK = 1500.0  # seconds told off and at work
_SURE = 6  # times it followed before anything is told
_PULLED = 0.15  # of the usual standby: less is a plug that was taken out
_SELDOM = 5e-5  # of the way a minute: a standby that is gone for weeks was given up
_STANDBY = 0.25  # W from which on that can be told


@dataclass(slots=True, kw_only=True)
class Switch:
    """What a load was told and what it did; ``followed`` counts how often it came on when told.

    A load that people also switch at itself is not judged: ``strayed`` counts the times it was
    dark though on, or at work though off, before one of both was a fault.
    """

    told: bool | None = None
    told_at: float = 0.0
    heard: bool = False
    dark: float = 0.0  # seconds
    counted: bool = False  # this time of being on is counted
    astray: float = 0.0  # seconds at work though told off
    followed: int = 0
    obeyed_off: int = 0
    missed: list[float] = field(default_factory=list)  # when it stayed dark, in a row
    usual: list[float] = field(default_factory=list)  # W at work, of the last times
    standing: float = 0.0  # W at rest
    spell: FaultKind | None = None

    def tell(self, value: float | None, at: float) -> None:
        """Take a command in."""
        on = None if value is None else value > 0.5
        self.heard = self.heard or on is not None
        if on is not self.told:
            self.told, self.told_at = on, at
            self.dark = self.astray = 0.0
            self.counted = False

    @property
    def ready(self) -> bool:
        """Whether it is known to follow."""
        return self.followed >= _SURE

    def score(self) -> float:
        """Return how near it is to being told: 0.5 is the edge."""
        return min(0.5, 0.25 * len(self.missed) + 0.5 * self.astray / _STUCK)

    def see(self, watts: float, *, works: bool, seconds: float, at: float) -> Happening | None:
        """Take in what it draws, ``seconds`` after the report before."""
        if self.told is None or at - self.told_at < _SHOWS:
            return None
        if self.told:
            return self._lit(watts, at) if works else self._stay_dark(watts, seconds, at)
        if works:
            return self._stay_on(watts, seconds, at)
        pulled = self.standing >= _STANDBY and watts < _PULLED * self.standing
        self.standing += (_SELDOM if pulled else 0.01) * (watts - self.standing)
        if self.astray or not self.counted:
            self.counted, self.astray = True, 0.0
            self.obeyed_off += 1
            return self._gone(FaultKind.STUCK_RELAY)
        return None

    def settle(self, verdict: Verdict) -> None:
        """Take a person's word; after a false alarm it has to show anew that it follows."""
        if verdict != "confirmed":
            self.spell, self.missed = None, []
            if verdict == "false_alarm":
                self.followed = self.obeyed_off = 0

    def _lit(self, watts: float, at: float) -> Happening | None:
        self.dark = 0.0
        if self.counted:
            return None
        self.counted = True
        self.followed += 1
        self.missed = []
        self.usual = [*self.usual, round(watts, 1)][-9:]
        return self._gone(FaultKind.COMMAND_IGNORED)

    def _stay_dark(self, watts: float, seconds: float, at: float) -> Happening | None:
        if self.standing >= _STANDBY and watts < _PULLED * self.standing:
            return None
        self.dark += seconds
        if self.counted or self.dark < _DARK:
            return None
        self.counted = True
        self.missed = [*self.missed, at][-5:]
        if len(self.missed) < _TIMES or not self.ready or self.spell is not None:
            return None
        self.spell = FaultKind.COMMAND_IGNORED
        return Found(finding=self._finding(self.spell, watts, self.missed[0], at))

    def _stay_on(self, watts: float, seconds: float, at: float) -> Happening | None:
        self.astray += seconds
        if self.astray < _STUCK or self.obeyed_off < _SURE or self.spell is not None:
            return None
        self.spell = FaultKind.STUCK_RELAY
        return Found(finding=self._finding(self.spell, watts, self.told_at, at))

    def _gone(self, kind: FaultKind) -> Happening | None:
        if self.spell is not kind:
            return None
        self.spell = None
        return Gone(kind=kind)

    def _finding(self, kind: FaultKind, watts: float, since: float, at: float) -> Finding:
        stuck = kind is FaultKind.STUCK_RELAY
        usual = self.standing if stuck else median(self.usual)
        picture = Evidence(
            signal="power",
            unit="W",
            times=(since, at),
            values=(round(watts, 1), round(watts, 1)),
            low=0.7 * usual,
            high=1.3 * usual,
            since=since,
            now=watts,
            usual=usual,
            over=max(at - since, 60.0),
        )
        return Finding(
            kind=kind,
            severity="warning",
            confidence=0.85,
            evidence=(picture,),
            extra_watts=watts - usual if stuck else None,
        )
