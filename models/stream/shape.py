"""Shapes that were never seen at this time of day: the distance to the nearest of them."""

import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOWS = (12, 4)  # samples in a shape: the longer one first
_NEAREST = 2
_DAY, _TICKS = 86_400.0, 65_536  # seconds of a day, and parts of it: they wrap as a day does
_NEAR = round(0.03 * _TICKS)  # what counts as the same time of day
_MOST = 1000  # the latest windows looked at, where all of them lie at the same time of day
_SPARE = 512  # samples between two tidyings
_SIZE, _TICK_SIZE = 4, 2  # bytes of a stored number, of a time
_UNKNOWN = (0.0,) * len(WINDOWS)


@dataclass(slots=True, kw_only=True)
class Shape:
    """Windows of one column against those at the same time of day among the last samples.

    The distance is the Euclidean one, in units of the column, to the two nearest windows that do
    not overlap (a relative of KNN-CAD: Burnaev & Ishimtsev, arXiv 1608.04585). Samples are kept
    as 32-bit numbers relative to the first, in bytes that can be stored as they are.
    """

    memory: int = 4500
    first: float = 0.0
    count: int = 0  # samples kept
    kept: bytearray = field(default_factory=bytearray)
    ticks: bytearray = field(default_factory=bytearray)  # their times of day

    def update(self, t: float, x: float) -> tuple[float, ...]:
        """Take a finite number in; return the distance of each window's length, 0 if unknown."""
        import numpy as np

        if not self.kept:
            self.first = x
            self.kept = bytearray(_SIZE * (self.memory + _SPARE))
            self.ticks = bytearray(_TICK_SIZE * (self.memory + _SPARE))
        if self.count == self.memory + _SPARE:
            self._tidy()
        np.frombuffer(self.kept, np.float32)[self.count] = x - self.first
        np.frombuffer(self.ticks, np.uint16)[self.count] = tick = int(t / _DAY % 1.0 * _TICKS)
        self.count += 1
        return self._distances(tick)

    def _tidy(self) -> None:
        self.kept[: _SIZE * self.memory] = self.kept[_SIZE * _SPARE :]
        self.ticks[: _TICK_SIZE * self.memory] = self.ticks[_TICK_SIZE * _SPARE :]
        self.count = self.memory

    def _distances(self, tick: int) -> tuple[float, ...]:
        import numpy as np

        longest = WINDOWS[0]
        apart = self.count - 2 * longest + 1  # windows that do not overlap the newest
        if apart < _NEAREST:
            return _UNKNOWN
        earliest = np.uint16((tick - _NEAR) % _TICKS)
        ticks = np.frombuffer(self.ticks, np.uint16)[longest - 1 : longest - 1 + apart]
        begins = np.flatnonzero(ticks - earliest <= 2 * _NEAR)[-_MOST:]
        if len(begins) < _NEAREST:
            return _UNKNOWN
        # every window as a row, without a copy
        shape = (self.count - longest + 1, longest)
        windows = np.ndarray(shape, np.float32, self.kept, strides=(_SIZE, _SIZE))
        away = windows[begins] - windows[-1]
        away *= away
        squares = np.partition(_lengths() @ away.T, _NEAREST - 1, axis=1)[:, :_NEAREST].tolist()
        return tuple([math.sqrt(sum(nearest) / _NEAREST) for nearest in squares])


@cache
def _lengths() -> "NDArray[np.float32]":
    """Return for each length a row of ones for the samples that belong to it."""
    import numpy as np

    return np.array(
        [[i >= WINDOWS[0] - length for i in range(WINDOWS[0])] for length in WINDOWS], np.float32
    )
