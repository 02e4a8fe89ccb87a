"""Whether a number that comes now and then has left its usual place for good."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

_NORMAL = 1.4826  # median absolute deviation → standard deviation of a normal distribution
_NARROWEST = 0.02  # log units
_DOUBT = 8.0  # values whose spread is guessed: limits narrow as more are seen
_DAYS = 0.35  # of a day's values are the memory …
_FEWEST = 3.0  # … but at least so many
_LIMIT = 6.0  # standard deviations of the mean
_SEEN = 1.5  # of the farthest seen in training
_CLIP = 3.0  # standard deviations, or smallest changes: one wild value is not for good
_LEAST = 5  # values: fewer teach nothing


@dataclass(slots=True, kw_only=True)
class Lasting:
    """EWMA chart (Roberts 1959) of logarithms with a smallest change that is ``worth`` a word.

    The limit is six standard deviations of the EWMA, at least ``worth`` and half as much again as
    the EWMA's farthest in training. The deviation is the median absolute one, times √(1 + 8/n).
    """

    middle: float
    clip: float
    gain: float
    limit: float
    mean: float = 0.0

    @classmethod
    def learned(cls, values: Sequence[float], worth: float, days: float) -> Self | None:
        """Learn from the logarithms of some days; ``None`` if they are fewer than five."""
        if len(values) < _LEAST:
            return None
        middle = median(values)
        deviation = max(_NORMAL * median([abs(value - middle) for value in values]), _NARROWEST)
        deviation *= math.sqrt(1 + _DOUBT / len(values))
        gain = 1 / max(_FEWEST, _DAYS * len(values) / days)
        limit = max(_LIMIT * deviation * math.sqrt(gain / (2 - gain)), worth)
        one = cls(middle=middle, clip=_CLIP * max(deviation, worth), gain=gain, limit=limit)
        farthest = max(one.update(value) for value in values) * limit
        one.limit = max(limit, _SEEN * farthest)
        return one

    def update(self, value: float) -> float:
        """Take the next logarithm in; return how much of the limit is reached."""
        off = max(-self.clip, min(self.clip, value - self.middle))
        self.mean += self.gain * (off - self.mean)
        return abs(self.mean) / self.limit
