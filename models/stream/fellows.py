"""What a column shows beyond its fellows: the rest after a cautious regression on the others."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Self

_CAUTION = 3.0  # ridge, in training rows: shared movement is explained only in part
_MOST = 64  # columns: more are left as they are


@dataclass(slots=True, kw_only=True)
class Fellows:
    """Ridge regression (Hoerl & Kennard 1970) of each scaled column on all others.

    Its coefficients are rows of the inverse ``P`` of ``X'X + 3nI``: ``−P[j, i] / P[j, j]``.
    """

    weights: list[list[float]]
    held: list[float]  # the last known number of each column

    @classmethod
    def learned(cls, scaled: Sequence[Sequence[float]]) -> Self:
        """Learn from scaled rows; a number that is unknown counts as the middle."""
        import numpy as np

        width = len(scaled[0])
        if width > _MOST:
            return cls(weights=[], held=[0.0] * width)
        rows = np.nan_to_num(np.asarray(scaled, float))
        inverse = np.linalg.inv(rows.T @ rows + _CAUTION * len(rows) * np.eye(width))
        weights = -inverse / inverse.diagonal()[:, None]
        np.fill_diagonal(weights, 0.0)
        return cls(weights=weights.tolist(), held=[0.0] * width)

    def of(self, x: Sequence[float]) -> list[float]:
        """Return what each column shows beyond the others; NaN where its number is unknown."""
        if not self.weights:
            return list(x)
        known = zip(x, self.held, strict=True)
        self.held = held = [last if math.isnan(value) else value for value, last in known]
        rows = zip(x, self.weights, strict=True)
        return [value - sum(map(mul, weights, held)) for value, weights in rows]
