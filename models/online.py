"""Streaming statistics of one number with a daily rhythm: score first, then learn."""

from dataclasses import dataclass, field
from statistics import median

_NORMAL = 1.4826  # median absolute deviation → standard deviation of a normal distribution
_DOUBT = 2.0  # values after which a slot's own median counts as much as everybody's


@dataclass(slots=True, kw_only=True)
class Seasonal:
    """The last ``size`` values of a positive number, each seen in one of ``slots`` parts of a day.

    Median and median absolute deviation: one wild value in three moves neither far. Plain fields,
    so that a codec can store it.
    """

    slots: int = 4
    size: int = 112
    seen: list[tuple[int, float]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seen)

    def learn(self, slot: int, value: float) -> None:
        """Take a value in; the oldest goes when there are too many."""
        self.seen.append((slot, value))
        del self.seen[: -self.size]

    def usual(self) -> list[float]:
        """Return what is usual in each slot; a slot seen seldom leans on the whole day."""
        if not self.seen:
            return [0.0] * self.slots
        overall = median(value for _, value in self.seen)
        return [self._leaning(slot, overall) for slot in range(self.slots)]

    def width(self) -> float:
        """Return how far values stray from what is usual, as a share of it (like one sigma)."""
        usual = self.usual()
        strays = [abs(value / usual[slot] - 1) for slot, value in self.seen if usual[slot] > 0]
        return _NORMAL * median(strays) if strays else 0.0

    def score(self, slot: int, value: float, *, floor: float = 0.02) -> float:
        """Return how many widths (at least ``floor`` each) a value lies above what is usual."""
        usual = self.usual()[slot]
        return (value / usual - 1) / max(self.width(), floor) if usual > 0 else 0.0

    def _leaning(self, slot: int, overall: float) -> float:
        own = [value for at, value in self.seen if at == slot]
        if not own:
            return overall
        trust = len(own) / (len(own) + _DOUBT)
        return overall + trust * (median(own) - overall)
