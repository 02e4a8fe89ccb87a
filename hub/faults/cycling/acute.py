"""What shows at once: a run or a rest that does not end, a thermometer that stands."""

import math
from dataclasses import dataclass, field

_NONE = 1e6  # beyond any temperature
_FADE = 0.002  # share of the span that is forgotten with each block
_EARLY = 3.0  # days at which limits are half as wide again as later


@dataclass(slots=True, kw_only=True)
class Range:
    """The lowest and highest value seen, which fade towards each other by a share a block."""

    low: float = 0.0
    high: float = 0.0
    count: int = 0

    def learn(self, low: float, high: float) -> None:
        """Take the extremes of a healthy block in."""
        if not self.count:
            self.low, self.high = low, high
        fade = _FADE * self.span
        self.low, self.high = min(self.low + fade, low), max(self.high - fade, high)
        self.count += 1

    @property
    def span(self) -> float:
        """How far apart they are."""
        return max(self.high - self.low, 0.0)


@dataclass(slots=True, kw_only=True)
class Longest:
    """The longest of many durations (minutes), and what is usual of them."""

    most: float = 0.0
    mean: float = 0.0  # of ln minutes
    count: int = 0

    def learn(self, minutes: float) -> None:
        """Take the duration of a healthy phase in."""
        self.count += 1
        log = math.log(max(minutes, 0.5))
        gain = max(0.01, 1 / self.count)
        self.mean += gain * (
            max(-1.0, min(1.0, log - self.mean)) if self.count > 5 else log - self.mean
        )
        self.most = max(minutes, self.most * 0.9995)

    def limit(self, days: float, *, times: float, plus: float, usual: float) -> float:
        """Return the duration beyond which it is overdue; wider while little was seen."""
        if self.count < 8:
            return math.inf
        early = 1 + _EARLY / (days + _EARLY)
        return max(times * early * self.most + plus, usual * early * math.exp(self.mean))


@dataclass(slots=True, kw_only=True)
class Thermometer:
    """The temperature at the machine: last value, extremes of a block, how long it stood."""

    value: float | None = None
    at: float = 0.0
    low: float = _NONE
    high: float = -_NONE
    total: float = 0.0
    count: int = 0
    stood: float = 0.0  # since when it is the same
    turns: int = 0  # whole phases since then
    most_turns: int = 0  # most phases through which it ever stood
    range: Range = field(default_factory=Range)

    def take(self, value: float | None, at: float) -> None:
        """Take a reading in."""
        if value != self.value:
            self.stood, self.turns = at, 0
        self.value, self.at = value, at
        if value is None:
            return
        self.total += value
        self.count += 1
        self.low = min(self.low, value)
        self.high = max(self.high, value)

    def fresh(self, at: float) -> float | None:
        """Return the temperature, if it is known now."""
        return self.value if at - self.at <= 900 else None

    def close(self) -> tuple[float, int]:
        """End a block; return the sum and the number of its readings."""
        out = self.total, self.count
        self.total, self.count = 0.0, 0
        self.low, self.high = _NONE, -_NONE
        return out
