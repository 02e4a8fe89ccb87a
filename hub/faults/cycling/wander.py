"""How far a number wanders from day to day beyond its noise: weather that nobody measures."""

import math
from dataclasses import dataclass

_DAY = 86_400.0
_FEW = 3  # values that make a day's mean
_GUESSED = 4.0  # days that the first guess counts for
_MEMORY = 60.0  # days
_CLIP = 2.5  # standard deviations: a day that is further away counts as this


@dataclass(slots=True, kw_only=True)
class Wander:
    """The spread of daily means less what the noise alone would give them (units of the number).

    ::

        τ² += (min(m², 6.25·v) − v)/(n + 4);   v = τ² + noise²/count,  m the mean of a day
    """

    square: float  # τ²
    days: int = 0
    day: int = 0
    total: float = 0.0
    count: int = 0

    @property
    def width(self) -> float:
        """Return τ."""
        return math.sqrt(self.square)

    def take(self, off: float, noise: float, at: float) -> None:
        """Take a healthy value's distance from the usual in."""
        day = int(at // _DAY)
        if day != self.day:
            if self.count >= _FEW:
                self._close(noise)
            self.day, self.total, self.count = day, 0.0, 0
        self.total += off
        self.count += 1

    def _close(self, noise: float) -> None:
        self.days += 1
        spread = self.square + noise**2 / self.count
        mean = min((self.total / self.count) ** 2, _CLIP**2 * spread)
        gain = 1 / (min(self.days, _MEMORY) + _GUESSED)
        self.square = max(0.0, self.square + gain * (mean - spread))
