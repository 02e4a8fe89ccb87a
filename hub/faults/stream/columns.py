"""Several columns of one machine: a condition that lasts, and the moments at which it changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from models.stream.alarm import Alarm, Once
from models.stream.fellows import Fellows
from models.stream.level import Level
from models.stream.scale import Scale
from models.stream.shift import Shift

_STRANGE, _OVER = 2.9, 2.03  # units of the level's own straying
_SUDDEN = 3.0  # units of the shift's own
_REST = 30  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one row came to: 1 is the edge of a score, and whether a change began just now."""

    score: float
    is_strange: bool
    is_change: bool


@dataclass(slots=True, kw_only=True)
class Columns:
    """All that is remembered of a machine with several columns."""

    scale: Scale
    fellows: Fellows
    level: Level
    shift: Shift
    alarm: Alarm = field(default_factory=lambda: Alarm(on=_STRANGE, off=_OVER))
    once: Once = field(default_factory=lambda: Once(limit=_SUDDEN, rest=_REST))

    @classmethod
    def learned(cls, rows: Sequence[Sequence[float]]) -> Self:
        """Learn from healthy rows of one length, NaN where a number is unknown."""
        scale = Scale.learned(rows)
        scaled = [scale.of(row) for row in rows]
        fellows = Fellows.learned(scaled)
        level = Level.learned([fellows.of(row) for row in scaled])
        return cls(scale=scale, fellows=fellows, level=level, shift=Shift.learned(scaled))

    def update(self, t: float, x: Sequence[float]) -> Said:
        """Score one row, then learn from it."""
        scaled = self.scale.of(x)
        level = self.level.update(t, self.fellows.of(scaled))
        shift = self.shift.update(t, scaled)
        is_strange = self.alarm.update(level)
        if not is_strange:
            self.level.follow()
        return Said(
            score=level / _STRANGE, is_strange=is_strange, is_change=self.once.update(shift)
        )
