"""The signature of a programme: for how long it draws more than each of many powers.

A load-duration curve does not mind in which order things happen, and each fault has a place in it:
scale lengthens the top, a worn bearing lifts the middle, a blocked drain fills the bottom.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.floating]

LEVELS = tuple(2.0 * 1.16**i for i in range(52))  # W: 2 to 3,900
SEEN = 32  # levels below the machine's peak that are looked at
EXTRAS = 3
WIDTH = 4 * SEEN + EXTRAS
LATEST = 6  # cycles that a window is made of
_LEAST = 10  # cycles known before anything is said
_MOST = 40
_PATIENCE = 15  # cycles that wait before they become usual
_NEAREST = 3
_DAY = 86_400.0


def signature(power: Sequence[float]) -> list[float]:
    """Return log(1 + minutes above each level) of one cycle (W, one a minute)."""
    ordered = sorted(power)
    count, at, found = len(ordered), 0, []
    for level in LEVELS:
        while at < count and ordered[at] <= level:
            at += 1
        found.append(round(math.log1p(count - at), 3))
    return found


@dataclass(slots=True, kw_only=True)
class Signatures:
    """What one machine's programmes usually are, and how the latest ones differ.

    A cycle is compared with the three most alike among up to forty usual ones, so that it does not
    matter which programme people choose; it becomes usual itself once fifteen more have come, and
    only where it was not strange.
    """

    usual: list[list[float]] = field(default_factory=list)
    waiting: list[list[float]] = field(default_factory=list)
    latest: list[list[float]] = field(default_factory=list)
    spread: list[float] = field(default_factory=list)
    began: list[float] = field(default_factory=list)  # when each usual one was, UTC s
    waited: list[float] = field(default_factory=list)
    fresh: int = 0

    def take(self, power: Sequence[float], at: float, *, strange: bool = False) -> list[float]:
        """Take a cycle that began at ``at`` in; return its window, empty while too little is known.

        ``strange`` is what was said of the cycle before: then nothing new becomes usual.
        """
        found = signature(power)
        if len(self.usual) < _LEAST:
            self._learn(found, at)
            return []
        self.waiting.append(found)
        self.waited.append(at)
        if len(self.waiting) > _PATIENCE:
            older, when = self.waiting.pop(0), self.waited.pop(0)
            if not strange:
                self._learn(older, when)
        self.latest = [*self.latest, self._off(found)][-LATEST:]
        return self._window(at) if len(self.latest) == LATEST else []

    def forget(self) -> None:
        """Learn anew, as after a repair or for another machine."""
        self.usual, self.waiting, self.latest, self.spread = [], [], [], []
        self.began, self.waited, self.fresh = [], [], 0

    def accept(self) -> None:
        """Let what is strange now be usual: a person said that nothing is wrong."""
        kept = self.waiting[-_PATIENCE:]
        for found, when in zip(kept, self.waited[-_PATIENCE:], strict=True):
            self._learn(found, when)
        self.waiting, self.waited, self.latest = [], [], []

    def _learn(self, found: list[float], at: float) -> None:
        self.usual = [*self.usual, found][-_MOST:]
        self.began = [*self.began, at][-_MOST:]
        self.fresh += 1
        if len(self.usual) == _LEAST or (len(self.usual) > _LEAST and self.fresh % 5 == 0):
            self.spread = _spread(self.usual)

    def _off(self, found: list[float]) -> list[float]:
        """Return how a cycle differs from the usual ones most like it."""
        import numpy as np

        usual = np.asarray(self.usual)
        here = np.asarray(found)
        near = np.argsort(np.abs(usual - here).sum(axis=1), kind="stable")[:_NEAREST]
        off: list[float] = np.round(here - usual[near].mean(axis=0), 3).tolist()
        return off

    def _window(self, at: float) -> list[float]:
        import numpy as np

        usual, latest = np.asarray(self.usual), np.asarray(self.latest)
        top = _top(usual)
        age = sorted(self.began)[len(self.began) // 2]
        known = math.log1p(len(self.usual))
        days = math.log1p(max(at - age, 0.0) / _DAY)
        pace = math.log1p(len(self.began) * _DAY / max(at - min(self.began), _DAY))
        middle = np.median(latest, axis=0)
        parts = (latest.mean(axis=0), middle, np.asarray(self.spread), usual.mean(axis=0))
        seen: list[float] = np.concatenate([part[top - SEEN : top] for part in parts]).tolist()
        return [*seen, known, days, pace]


def _top(usual: "Floats") -> int:
    """Return the level just above the peak of the usual cycles, so that machines are alike."""
    peaks = sorted(int(count) for count in (usual > 0).sum(axis=1))
    return min(max(peaks[-max(len(peaks) // 3, 1)] + 2, SEEN), len(LEVELS))


def _spread(usual: Sequence[Sequence[float]]) -> list[float]:
    """Return how far each usual cycle is from those most like it, as a deviation a level."""
    import numpy as np

    rows = np.asarray(usual)
    apart = np.abs(rows[:, None, :] - rows[None, :, :]).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    near = np.argsort(apart, axis=1, kind="stable")[:, :_NEAREST]
    off = rows - rows[near].mean(axis=1)
    spread: list[float] = np.round(off.std(axis=0), 3).tolist()
    return spread
