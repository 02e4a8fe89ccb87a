"""Readings of less than a minute become means of a minute."""

import math
from dataclasses import dataclass

_MINUTE = 60.0


@dataclass(slots=True, kw_only=True)
class Minute:
    """The minute under way: what was read in it so far."""

    began: float = -1.0  # UTC seconds; negative: none is
    sum: float = 0.0
    count: int = 0

    def update(self, t: float, value: float) -> tuple[float, float] | None:
        """Take a reading in; return the minute that is over by it and its mean, NaN if unknown."""
        began = t // _MINUTE * _MINUTE
        ended = None
        if began != self.began:
            if self.began >= 0:
                ended = self.began, self.sum / self.count if self.count else math.nan
            self.began, self.sum, self.count = began, 0.0, 0
        if not math.isnan(value):
            self.sum += value
            self.count += 1
        return ended
