"""What the time of day tells: shapes never seen at it, hours unlike what they mostly are."""

import math
from collections.abc import Iterator
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
_MOST = 200  # the latest windows that are looked at
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
        means = np.frombuffer(self.means, np.float32)
        means[now] = late = self.sum / min(now + 1, _HOURS)
        np.frombuffer(self.ticks, np.uint16)[now] = tick = int(t / _DAY % 1.0 * _TICKS)
        self.count += 1
        alike = self._alike(tick)
        if len(alike) < _NEAREST:
            return _UNKNOWN
        mostly = float(means.take(alike + (WINDOWS[0] - 1)).sum()) / len(alike)
        return (*self._distances(alike), abs(late - mostly))

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

    def _alike(self, tick: int) -> "NDArray[np.intp]":
        """Return where windows begin that end at this time of day and do not overlap the newest."""
        import numpy as np

        ends = slice(WINDOWS[0] - 1, max(self.count - WINDOWS[0], 0))
        earliest = np.uint16((tick - _NEAR) % _TICKS)
        ticks = np.frombuffer(self.ticks, np.uint16)[ends]
        return (ticks - earliest <= 2 * _NEAR).nonzero()[0][-_MOST:]

    def _distances(self, alike: "NDArray[np.intp]") -> Iterator[float]:
        import numpy as np

        # every window as a row, without a copy
        shape = (self.count - WINDOWS[0] + 1, WINDOWS[0])
        windows = np.ndarray(shape, np.float32, self.kept, strides=(_SIZE, _SIZE))
        away = windows[alike] - windows[-1]
        away *= away
        squares = np.partition((away @ _lengths()).T, _NEAREST - 1, axis=1)[:, :_NEAREST]
        for nearest in squares.tolist():
            yield math.sqrt(sum(nearest) / _NEAREST)


@cache
def _lengths() -> "NDArray[np.float32]":
    """Return for each length a column of ones for the samples that belong to it."""
    import numpy as np

    longest = WINDOWS[0]
    belongs = [[i >= longest - length for length in WINDOWS] for i in range(longest)]
    return np.array(belongs, np.float32)
