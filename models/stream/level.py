"""Levels that leave: an EWMA chart whose limit knows how far each column wanders by itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

_ALPHA = 0.08  # of the EWMA: about the last 25 rows
_FOLLOW = 0.005  # of what was left: how fast usual follows while nothing is strange
_HORIZON = 100  # rows for which a column may wander on from where it was seen
_LAGS = range(20, 201, 10)  # rows: what the wandering is measured over
_LOUDEST = 3  # columns that count
_NOISE = _ALPHA / (2 - _ALPHA)  # the variance that an EWMA of pure noise has
_QUIETEST = 0.05  # of it: less is no measure, but a column that stands still


@dataclass(slots=True, kw_only=True)
class Level:
    """An EWMA (Roberts 1959) of each scaled column, in units of how far it strays by itself.

    The unit is ``sqrt(c + 2·b·H)``: ``c`` is the variance of the EWMA in training and ``b`` the
    slope of its variogram (Matheron 1963), so that a column that wanders is given more room.
    The score is the root mean square of the three loudest columns.
    """

    units: list[float]
    means: list[float]
    usual: list[float]

    @classmethod
    def learned(cls, scaled: Sequence[Sequence[float]]) -> Self:
        """Learn from scaled rows, and stand where they end."""
        width = len(scaled[0])
        level = cls(units=[1.0] * width, means=[0.0] * width, usual=[0.0] * width)
        paths = []
        for row in scaled:
            level.update(0.0, row)
            paths.append(list(level.means))
        level.units = [_unit(path) for path in zip(*paths, strict=True)]
        return level

    def update(self, t: float, x: Sequence[float]) -> float:
        """Take a scaled row in and score it."""
        means = self.means
        for i, value in enumerate(x):
            if not math.isnan(value):
                means[i] += _ALPHA * (value - means[i])
        known = zip(means, self.usual, self.units, strict=True)
        return loudest([(mean - usual) / unit for mean, usual, unit in known], _LOUDEST)

    def follow(self) -> None:
        """Take where the columns stand for a little more usual; asked while all is well."""
        for i, mean in enumerate(self.means):
            self.usual[i] += _FOLLOW * (mean - self.usual[i])


def loudest(scores: list[float], count: int) -> float:
    """Return the root mean square of the ``count`` largest scores."""
    squares = sorted([score * score for score in scores])[-count:]
    return math.sqrt(sum(squares) / len(squares))


def _unit(path: Sequence[float]) -> float:
    import numpy as np

    way = np.asarray(path)
    spread = max(float(way.var()), _QUIETEST * _NOISE)
    lags = [lag for lag in _LAGS if lag < len(way) - 1]
    halves = [float(((way[lag:] - way[:-lag]) ** 2).mean()) / 2 for lag in lags]
    slope = sum(lag * half for lag, half in zip(lags, halves, strict=True))
    slope /= max(sum(lag * lag for lag in lags), 1)
    return math.sqrt(spread + 2 * slope * _HORIZON)
