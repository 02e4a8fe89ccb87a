"""What every detector is: a row goes in, how strange it is comes out."""

from collections.abc import Sequence
from typing import Protocol


class Detector(Protocol):
    """Scores a stream row by row and never looks ahead: 0 as usual, 1 the edge of it."""

    def update(self, t: float, x: Sequence[float]) -> float:
        """Score one row, then learn from it.

        ``t`` is in UTC seconds, ``x`` holds one number a column; NaN is a number nobody knows,
        and changes nothing.
        """
