"""One quantity of a machine over the days: its tens of minutes, scored by their time of day."""

import math
from dataclasses import dataclass, field

from hub.faults.stream.column import Column
from models.stream.extremes import Extremes

TEN = 600.0  # seconds
_KNOWN = 5  # minutes of ten that must be known
_FIRST = 288  # tens of minutes that are learned from at first: two days
_MEMORY = 2016  # tens of minutes: two weeks
_BUDGET = 4000.0  # days to a false alarm
_SHOWN = 144  # tens of minutes in a picture: a day
_USUAL = 0.02  # of what was seen lies beyond either edge of the usual


@dataclass(slots=True, kw_only=True)
class Channel:
    """What is remembered of one quantity; ``score`` is in limits, 0 while there is none."""

    began: float = 0.0  # of the ten minutes under way
    sum: float = 0.0
    count: int = 0
    first: list[tuple[float, float]] = field(default_factory=list)
    column: Column | None = None
    extremes: Extremes = field(default_factory=lambda: Extremes(days=_BUDGET))
    times: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    score: float = 0.0
    limit: float | None = None  # as of the last whole day

    def minute(self, at: float, mean: float) -> bool:
        """Take a known minute in; return whether ten were scored by it."""
        began = at // TEN * TEN
        scored = False
        if began != self.began:
            scored = self.count >= _KNOWN and self._score(self.began, self.sum / self.count)
            self.began, self.sum, self.count = began, 0.0, 0
        self.sum += mean
        self.count += 1
        return scored

    def close(self) -> None:
        """End the day."""
        self.extremes.close()
        self.limit = self.extremes.limit()

    def accept(self) -> None:
        """Take what is strange now for usual."""
        self.extremes.update(self.extremes.today)
        self.score = 0.0

    def usual(self) -> tuple[float, float]:
        """Return between which numbers nearly all lay."""
        seen = sorted(self.values)
        if self.column is not None:
            seen = self.column.seen()
        edge = int(_USUAL * len(seen))
        return (seen[edge], seen[-1 - edge]) if seen else (0.0, 0.0)

    def _score(self, at: float, mean: float) -> bool:
        self.times.append(at)
        self.values.append(mean)
        del self.times[:-_SHOWN], self.values[:-_SHOWN]
        if self.column is None:
            self.first.append((at, mean))
            if len(self.first) >= _FIRST:
                times, values = zip(*self.first, strict=True)
                rows = [[value] for value in values]
                self.column = Column.learned(times, rows, memory=_MEMORY)
                self.first = []
            return False
        loud = self.column.strangeness(at, self.column.scale.of([mean])[0])
        self.score = loud / self.limit if self.limit is not None else 0.0
        if self.score <= 1.0:
            self.extremes.update(loud)
        return not math.isnan(mean)
