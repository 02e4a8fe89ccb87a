"""What the time of day tells: shapes never seen at it, hours unlike what they mostly are."""

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
_HOURS = 48  # samples in the mean of the last hours
_SPARE = 512  # samples between two tidyings
_SIZE, _TICK_SIZE = 4, 2  # bytes of a stored number, of a time
_UNKNOWN = (0.0,) * (len(WINDOWS) + 1)


@dataclass(slots=True, kw_only=True)
class Shape:
    """Windows of a scaled column against those at the same time of day among the last samples.

    Two distances are Euclidean ones to the two nearest windows that do not overlap (a relative of
    KNN-CAD: Burnaev & Ishimtsev, arXiv 1608.04585). The third is how far the mean of the last
    hours (at most 48 samples) lies from what it mostly was at this time. Samples are kept as 32-bit
    numbers, in bytes that can be stored as they are.
    """

    memory: int = 4500
    count: int = 0  # samples kept
    kept: bytearray = field(default_factory=bytearray)
    means: bytearray = field(default_factory=bytearray)  # of the hours up to each
    ticks: bytearray = field(default_factory=bytearray)  # their times of day
    sum: float = 0.0  # of the last hours

    def update(self, t: float, x: float) -> tuple[float, ...]:
        """Take a finite number in; return each window's distance and that of the last hours.

        They are 0 while there is nothing to compare with.
        """
        import numpy as np

        if not self.kept:
            for stored, size in self._stores():
                stored.extend(bytes(size * (self.memory + _SPARE)))
        if self.count == self.memory + _SPARE:
            self._tidy()
        values, now = np.frombuffer(self.kept, np.float32), self.count
        values[now] = x
        self.sum += x - (float(values[now - _HOURS]) if now >= _HOURS else 0.0)
        np.frombuffer(self.means, np.float32)[now] = self.sum / min(now + 1, _HOURS)
        np.frombuffer(self.ticks, np.uint16)[now] = tick = int(t / _DAY % 1.0 * _TICKS)
        self.count += 1
        return self._distances(tick)

    def seen(self) -> list[float]:
        """Return the samples that are kept."""
        import numpy as np

        return [float(value) for value in np.frombuffer(self.kept, np.float32)[: self.count]]

    def _stores(self) -> tuple[tuple[bytearray, int], ...]:
        return (self.kept, _SIZE), (self.means, _SIZE), (self.ticks, _TICK_SIZE)

    def _tidy(self) -> None:
        for stored, size in self._stores():
            stored[: size * self.memory] = stored[size * _SPARE :]
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
        means = np.frombuffer(self.means, np.float32)
        off = abs(float(means[self.count - 1]) - float(means[begins + (longest - 1)].mean()))
        return (*(math.sqrt(sum(nearest) / _NEAREST) for nearest in squares), off)


@cache
def _lengths() -> "NDArray[np.float32]":
    """Return for each length a row of ones for the samples that belong to it."""
    import numpy as np

    return np.array(
        [[i >= WINDOWS[0] - length for i in range(WINDOWS[0])] for length in WINDOWS], np.float32
    )
