"""Sudden changes: the mean of the last rows against the mean of those before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from models.stream.level import loudest

_ROWS = 25  # in each of the two windows
_LOUDEST = 2  # columns that count
_LEAST = 1 / math.sqrt(_ROWS / 2)  # the deviation that the difference of pure noise has


@dataclass(slots=True, kw_only=True)
class Shift:
    """Two neighbouring windows of scaled rows, in units of how they differ by themselves.

    The score is the root mean square of the two loudest columns; 0 until both windows are full.
    """

    units: list[float]
    past: list[list[float]] = field(default_factory=list)
    early: list[float]
    late: list[float]

    @classmethod
    def learned(cls, scaled: Sequence[Sequence[float]]) -> Self:
        """Learn from scaled rows, and stand where they end."""
        width = len(scaled[0])
        shift = cls(units=[1.0] * width, early=[0.0] * width, late=[0.0] * width)
        ways: list[list[float]] = []
        for row in scaled:
            shift.update(0.0, row)
            if len(shift.past) == 2 * _ROWS:
                ways.append(shift.differences())
        if ways:
            shift.units = [max(_spread(way), _LEAST) for way in zip(*ways, strict=True)]
        return shift

    def update(self, t: float, x: Sequence[float]) -> float:
        """Take a scaled row in and score it; an unknown number counts as the one before."""
        past, early, late = self.past, self.early, self.late
        before = past[-1] if past else [0.0] * len(x)
        row = [held if math.isnan(value) else value for value, held in zip(x, before, strict=True)]
        past.append(row)
        full = len(past) > 2 * _ROWS
        gone = past.pop(0) if full else None
        middle = past[-1 - _ROWS] if len(past) > _ROWS else None
        for i, value in enumerate(row):
            late[i] += value
            if middle is not None:
                late[i] -= middle[i]
                early[i] += middle[i]
            if gone is not None:
                early[i] -= gone[i]
        if len(past) < 2 * _ROWS:
            return 0.0
        return loudest(
            [d / unit for d, unit in zip(self.differences(), self.units, strict=True)], _LOUDEST
        )

    def differences(self) -> list[float]:
        """Return the late mean less the early one, a column each."""
        return [(late - early) / _ROWS for late, early in zip(self.late, self.early, strict=True)]


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
