"""One column alone: its shapes by the time of day, how it moves, and when that is news."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from hub.faults.stream.columns import Said
from models.stream.alarm import Once
from models.stream.movement import Movement
from models.stream.record import Records, Rest, agreed
from models.stream.scale import Scale
from models.stream.shape import WINDOWS, Shape
from models.stream.shift import Shift

_EDGE = 1.05  # records, as the mean of the two loudest
_REST = 100  # samples
_SUDDEN, _SUDDEN_REST = 3.0, 30
_RATIOS = (0.1, 0.5, 1.0)  # least records of spread, step and stray
_SHAPES = tuple(math.sqrt(length) for length in WINDOWS)  # the same of shapes, in small movements


@dataclass(slots=True, kw_only=True)
class Column:
    """All that is remembered of one column of numbers; those of the last hours count most."""

    shape: Shape
    movement: Movement
    records: Records
    rest: Rest = field(default_factory=lambda: Rest(rows=_REST))
    scale: Scale
    shift: Shift
    once: Once = field(default_factory=lambda: Once(limit=_SUDDEN, rest=_SUDDEN_REST))

    @classmethod
    def learned(cls, times: Sequence[float], rows: Sequence[Sequence[float]]) -> Self:
        """Learn from healthy rows of one number each, NaN where it is unknown."""
        movement = Movement.of([row[0] for row in rows if math.isfinite(row[0])])
        scale = Scale.learned(rows)
        column = cls(
            shape=Shape(),
            movement=movement,
            records=Records.above([movement.small * least for least in _SHAPES] + list(_RATIOS)),
            scale=scale,
            shift=Shift.learned([scale.of(row) for row in rows]),
        )
        for t, row in zip(times, rows, strict=True):
            column.strangeness(t, row[0])
        return column

    def update(self, t: float, x: Sequence[float]) -> Said:
        """Score one row, then learn from it."""
        score = self.rest.update(self.strangeness(t, x[0]) / _EDGE)
        shift = self.shift.update(t, self.scale.of(x))
        return Said(score=score, is_strange=score > 1.0, is_change=self.once.update(shift))

    def strangeness(self, t: float, x: float) -> float:
        """Return how loud the two loudest are, in records; an unknown number is no news."""
        if math.isnan(x):
            return 0.0
        shares = self.records.update((*self.shape.update(t, x), *self.movement.update(x)))
        return agreed((max(shares[: len(WINDOWS)]), *shares[len(WINDOWS) :]))
