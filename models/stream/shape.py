"""What the time of day tells: shapes never seen at it, hours unlike what they mostly are."""

import math
from dataclasses import dataclass, field
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOWS = (12, 4)  # samples in a shape: the longer one first
_NEAREST = 2
_DAY, _TICKS = 86_400.0, 65_536  # seconds of a day, and parts of it: they wrap as a day does
_NEAR = round(0.03 * _TICKS)  # what counts as the same time of day
_MOST = 200  # the latest windows that are looked at
_ENOUGH = 3600  # the latest samples, among which they mostly are
_HOURS = 48  # samples in the mean of the last hours
_SPARE = 512  # samples between two tidyings
_SIZE, _TICK_SIZE = 4, 2  # bytes of a stored number, of a time
_NUMBER, _TICK = Struct("=f"), Struct("=H")
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
        now, self.count = self.count, self.count + 1
        gone = 0.0
        if now >= _HOURS:
            (gone,) = _NUMBER.unpack_from(self.kept, _SIZE * (now - _HOURS))
        self.sum += x - gone
        late = self.sum / (now + 1 if now < _HOURS else _HOURS)
        tick = int(t / _DAY % 1.0 * _TICKS)
        _NUMBER.pack_into(self.kept, _SIZE * now, x)
        _NUMBER.pack_into(self.means, _SIZE * now, late)
        _TICK.pack_into(self.ticks, _TICK_SIZE * now, tick)
        alike = self._alike(tick)
        count = len(alike)
        if count < _NEAREST:
            return _UNKNOWN
        means = np.frombuffer(self.means, np.float32, -1, _SIZE * (WINDOWS[0] - 1))
        mostly = float(np.add.reduce(means.take(alike, mode="wrap"))) / count
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
        ends = max(self.count - 2 * WINDOWS[0] + 1, 0)
        first = max(ends - _ENOUGH, 0)
        alike = self._alike_from(first, ends, tick)
        if first and len(alike) < _MOST:
            alike = self._alike_from(0, ends, tick)
        return alike[-_MOST:]

    def _alike_from(self, first: int, ends: int, tick: int) -> "NDArray[np.intp]":
        import numpy as np

        start = _TICK_SIZE * (first + WINDOWS[0] - 1)
        ticks = np.frombuffer(self.ticks, np.uint16, ends - first, start)
        since = ticks - np.uint16((tick - _NEAR) % _TICKS)
        places = (since <= 2 * _NEAR).nonzero()[0]
        places += first
        return places

    def _distances(self, alike: "NDArray[np.intp]") -> list[float]:
        import numpy as np

        values = np.frombuffer(self.kept, np.float32, self.count)
        away = values.take(alike + _steps(), mode="wrap")  # every window as a column
        away -= values[-WINDOWS[0] :, None]
        away *= away
        squares = _lengths().dot(away)
        squares.partition(_NEAREST - 1)
        return [math.sqrt(sum(nearest) / _NEAREST) for nearest in squares[:, :_NEAREST].tolist()]


@cache
def _lengths() -> "NDArray[np.float32]":
    """Return for each length a row of ones for the samples that belong to it."""
    import numpy as np

    longest = WINDOWS[0]
    belongs = [[i >= longest - length for i in range(longest)] for length in WINDOWS]
    return np.array(belongs, np.float32)


@cache
def _steps() -> "NDArray[np.intp]":
    """Return the places of a window's samples after its first, as a column."""
    import numpy as np

    return np.arange(WINDOWS[0])[:, None]
