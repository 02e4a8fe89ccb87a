"""Columns in units of their own everyday spread."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

_FAR = 50.0  # spreads: what lies farther counts as this, so that one cell decides nothing
_SHARE = 0.01  # of its size: what a column that never changed may change …
_ANY = 1e-3  # … and what may change where all was 0


@dataclass(slots=True, kw_only=True)
class Scale:
    """Median and standard deviation of each column in training."""

    middles: list[float]
    widths: list[float]
    far: float = _FAR

    @classmethod
    def learned(cls, rows: Sequence[Sequence[float]], far: float = _FAR) -> Self:
        """Learn from rows of one length; what is not finite does not count."""
        columns = [[v for v in column if math.isfinite(v)] for column in zip(*rows, strict=True)]
        middles = [_median(column) for column in columns]
        pairs = zip(columns, middles, strict=True)
        widths = [_width(column, middle) for column, middle in pairs]
        return cls(middles=middles, widths=widths, far=far)

    def of(self, x: Sequence[float]) -> list[float]:
        """Return a row in spreads from the middle; NaN where a number is unknown."""
        scaled = []
        for value, middle, width in zip(x, self.middles, self.widths, strict=True):
            z = (value - middle) / width
            scaled.append(z if math.isnan(z) else max(-self.far, min(self.far, z)))
        return scaled


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return 0.0
    return ordered[half] if len(ordered) % 2 else ordered[half - 1] / 2 + ordered[half] / 2


def _width(values: list[float], middle: float) -> float:
    """Return the standard deviation; of a column that stands still a share of its size."""
    if not values:
        return 1.0
    mean = math.fsum(values) / len(values)
    width = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    size = abs(middle)
    return width if width > 1e-6 * size else _SHARE * size or _ANY
