"""Watches one fridge or freezer: counts, compares, says what is wrong, learns what is not."""

from dataclasses import dataclass, field

from hub.core.faults import Verdict
from hub.faults.baseline import WINDOW, Baseline, Usual
from hub.faults.cycles import Runs
from hub.faults.diagnosis import Finding, diagnose
from hub.faults.spans import HOUR, Span, total

_JUDGED = 24  # hours that are judged together: a whole day has no time of day
_QUICK = 6  # hours in which short cycling and a machine that stands still show
_KNOWN = 0.7  # share of those hours that must be known
_KEPT = 36  # hours
_CHART = 40  # windows: ten days
_RECOVERED = 24  # hours as usual after which a spell is over by itself
_NEW_LIFE = 12  # windows: after three days what is strange but no fault is how it is now
_BLOCK = 3  # hours looked at together to find when it began
_OFTEN = 0.7  # extra share of starts


@dataclass(slots=True, kw_only=True)
class Cold:
    """All that is remembered of one appliance; plain fields, so that it can be stored."""

    runs: Runs = field(default_factory=Runs)
    baseline: Baseline = field(default_factory=Baseline)
    hours: list[Span] = field(default_factory=list)
    windows: list[Span] = field(default_factory=list)
    window: list[Span] = field(default_factory=list)  # hours of the window under way
    closed: list[Span] = field(default_factory=list)  # windows nobody has looked at yet
    doubtful: list[Span] = field(default_factory=list)  # windows not learned from yet
    excused: str = ""  # the kind of fault a person called false; until all is usual again
    judged_from: float = 0.0  # hours before this belong to a spell that is known

    def take(self, watts: float | None, at: float) -> bool:
        """Take a report in; return whether an hour came to its end, so that it is time to look."""
        hour = self.runs.take(watts, at)
        if hour is None:
            return False
        self.hours = [*self.hours, hour][-_KEPT:]
        if self.window and hour.start // WINDOW != self.window[0].start // WINDOW:
            self._close_window()
        self.window.append(hour)
        return True

    def look(self) -> Finding | None:
        """Return what the hours up to now tell."""
        quick = self._find(_QUICK)
        return quick if quick is not None and quick.shows_at_once else self._find(_JUDGED)

    def recovered(self) -> bool:
        """Whether it has run as usual for a whole day."""
        compared = self.compare(_RECOVERED)
        return compared is not None and not self._strange(*compared, strictness=0.5)

    def learn(self, *, faulty: bool) -> bool:
        """Learn from the windows that have closed; return whether there were any new ones.

        Strange ones wait: when things are normal again without a fault, or stay strange for days
        without one, they were ordinary life. With a fault at hand nothing is learned.
        """
        if not self.closed:
            return False
        self.doubtful, self.closed = [*self.doubtful, *self.closed][-_CHART:], []
        if faulty:
            return True
        last = self.doubtful[-1]
        strange = self.baseline.ready and self._strange(last, self.baseline.usual([last]))
        if not strange or len(self.doubtful) >= _NEW_LIFE:
            self._absorb()
        return True

    def settle(self, verdict: Verdict, finding: Finding, at: float) -> None:
        """Take a person's word: *fixed* forgets the spell, *false_alarm* makes it normal."""
        if verdict == "confirmed":
            return
        if verdict == "false_alarm":
            self.baseline.excuse(finding.kind, finding.excess)
            self.excused = finding.kind
            self._absorb()
        self.doubtful, self.window, self.closed = [], [], []
        self.judged_from = at

    def score(self, *, faulty: bool) -> float | None:
        """Return how strange the last day was: 0 as usual, 0.5 the edge of it, 1 is never reached.

        ``None`` where too little is known. Many starts show in the last hours already. ``faulty``:
        in a spell that is known, its own hours count, too.
        """
        since = 0.0 if faulty else self.judged_from
        day, quick = self._beside(_JUDGED, since), self._beside(_QUICK, since)
        if day is None:
            return None
        now, usual = day
        strays = [abs(now.duty - usual.duty) / max(usual.limit * usual.duty, 1e-6)]
        for now, usual in filter(None, (day, quick)):
            often = now.starts_per_hour / max(usual.starts_per_hour, 0.05)
            strays.append((often - 1) / _OFTEN)
        most = max(0.0, *strays)
        return round(most / (1 + most), 3)

    def forget(self) -> None:
        """Forget a spell that is over by itself."""
        self.doubtful, self.excused = [], ""

    def compare(self, hours: int) -> tuple[Span, Usual] | None:
        """Return the last hours as one and what is usual for them, if enough of them is known."""
        return self._beside(hours, self.judged_from)

    def _beside(self, hours: int, since: float) -> tuple[Span, Usual] | None:
        if not self.hours or not self.baseline.ready:
            return None
        first = max(since, self.hours[-1].start - (hours - 1) * HOUR)
        spans = [hour for hour in self.hours if hour.start >= first]
        now = total(spans)
        if now.known < _KNOWN * hours * HOUR:
            return None
        return now, self.baseline.usual(spans)

    def examine(self, finding: Finding) -> tuple[Finding, Span, Usual]:
        """Return the finding made sharper, the strange hours behind it as one, and the usual.

        A finding is made over hours of which the first were often healthy still.
        """
        since = self.strange_since()
        hours = [hour for hour in self.hours if hour.start >= since]
        now, usual = total(hours), self.baseline.usual(hours)
        sharper = self._diagnose(now, usual)
        if sharper is None or sharper.kind is not finding.kind:
            sharper = finding
        return sharper, now, usual

    def strange_since(self) -> float:
        """Return when the strange time began that lasts until now (UTC seconds)."""
        since = self.hours[-_BLOCK:][0].start
        for end in range(len(self.hours), 0, -_BLOCK):
            block = self.hours[max(0, end - _BLOCK) : end]
            if not self._strange(total(block), self.baseline.usual(block)):
                break
            since = block[0].start
        return since

    def _find(self, hours: int) -> Finding | None:
        compared = self.compare(hours)
        finding = self._diagnose(*compared) if compared else None
        return None if finding is None or finding.kind == self.excused else finding

    def _diagnose(self, now: Span, usual: Usual) -> Finding | None:
        tolerance = self.baseline.starts_tolerance
        return diagnose(now, usual, days=self.baseline.days, starts_tolerance=tolerance)

    def _strange(self, now: Span, usual: Usual, *, strictness: float = 1.0) -> bool:
        often = now.starts_per_hour > (1 + _OFTEN * strictness) * usual.starts_per_hour
        return often or abs(now.duty - usual.duty) > strictness * usual.limit * usual.duty

    def _close_window(self) -> None:
        window = total(self.window)
        self.window = []
        if window.known >= _KNOWN * WINDOW:
            self.closed.append(window)
            self.windows = [*self.windows, window][-_CHART:]

    def _absorb(self) -> None:
        for window in self.doubtful:
            self.baseline.learn(window)
        self.doubtful = []
