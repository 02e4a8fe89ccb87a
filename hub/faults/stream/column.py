"""One column alone: its shapes by the time of day, how it moves, and when that is news."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from hub.faults.stream.columns import Said
from models.stream.alarm import Once
from models.stream.movement import SMALL, Movement
from models.stream.record import Records, Rest, agreed
from models.stream.scale import Scale
from models.stream.shape import WINDOWS, Shape
from models.stream.shift import Shift

_EDGE = 1.05  # records, as the mean of the two loudest
_REST = 100  # samples
_SUDDEN, _SUDDEN_REST = 3.0, 30
_FAR = 1e12  # standard deviations: beyond, numbers are all alike
# least records of shapes, of the last hours, of spread, step and stray
_LEAST = (*(SMALL * math.sqrt(length) for length in WINDOWS), SMALL, 0.1, 0.5, 1.0)


@dataclass(slots=True, kw_only=True)
class Column:
    """All that is remembered of one column of numbers; those of the last hours count most."""

    scale: Scale
    shift: Shift
    shape: Shape = field(default_factory=Shape)
    movement: Movement = field(default_factory=Movement)
    records: Records = field(default_factory=lambda: Records.above(_LEAST))
    rest: Rest = field(default_factory=lambda: Rest(rows=_REST))
    once: Once = field(default_factory=lambda: Once(limit=_SUDDEN, rest=_SUDDEN_REST))

    @classmethod
    def learned(
        cls, times: Sequence[float], rows: Sequence[Sequence[float]], *, memory: int = 4500
    ) -> Self:
        """Learn from healthy rows of one number each, NaN where it is unknown.

        ``memory`` is how many of the last rows a new one is compared with.
        """
        scale = Scale.learned(rows, _FAR)
        shift = Shift.learned([scale.of(row) for row in rows])
        column = cls(scale=scale, shift=shift, shape=Shape(memory=memory))
        for t, row in zip(times, rows, strict=True):
            column.strangeness(t, scale.of(row)[0])
        return column

    def update(self, t: float, x: Sequence[float]) -> Said:
        """Score one row, then learn from it."""
        scaled = self.scale.of(x)
        score = self.rest.update(self.strangeness(t, scaled[0]) / _EDGE)
        shift = self.shift.update(t, scaled)
        return Said(score=score, is_strange=score > 1.0, is_change=self.once.update(shift))

    def strangeness(self, t: float, x: float) -> float:
        """Return how loud the two loudest are, in records; an unknown number is no news."""
        if math.isnan(x):
            return 0.0
        shares = self.records.update((*self.shape.update(t, x), *self.movement.update(x)))
        return agreed((max(shares[: len(WINDOWS)]), *shares[len(WINDOWS) :]))

    def seen(self) -> list[float]:
        """Return the numbers it is compared with, in their order of size."""
        middle, width = self.scale.middles[0], self.scale.widths[0]
        return sorted(middle + width * value for value in self.shape.seen())
