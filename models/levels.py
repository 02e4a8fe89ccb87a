"""Where a machine's power stands when it rests, and where its work begins."""

import math
from dataclasses import dataclass, field

_PER_DECADE = 12
_LOWEST = 0.1  # W: everything below counts as this
_BINS = 5 * _PER_DECADE  # up to 10 kW
_LONGEST = 14 * 86_400.0  # seconds remembered; older time fades


def _blank() -> list[float]:
    return [0.0] * _BINS


@dataclass(slots=True, kw_only=True)
class Levels:
    """Time spent at each power, in bins of 21 %, fading over about two weeks."""

    seconds: list[float] = field(default_factory=_blank)

    @property
    def known(self) -> float:
        """Return how many seconds are remembered."""
        return sum(self.seconds)

    def learn(self, watts: float, seconds: float) -> None:
        """Note that so many watts were drawn for so long."""
        steps = math.log10(max(watts, _LOWEST) / _LOWEST) * _PER_DECADE
        self.seconds[min(int(steps + 0.5), _BINS - 1)] += seconds

    def fade(self) -> None:
        """Let old time fade; to be called now and then."""
        known = self.known
        if known > _LONGEST:
            self.seconds = [held * _LONGEST / known for held in self.seconds]

    def standing(self) -> float:
        """Return the watts at or below which a tenth of the time is spent, at least 1."""
        return max(_reaches(self.seconds, 0.1), 1.0)

    def working(self) -> float:
        """Return the watts at or below which half of the energy is drawn."""
        return _reaches([held * _watts(i) for i, held in enumerate(self.seconds)], 0.5)

    def threshold(self) -> float | None:
        """Return the watts between resting and working; ``None`` where there are not two levels.

        The geometric mean of the standing level and the level that opens the energy distribution
        (10 % of the energy is drawn at or below it; what a high standby draws all day is no work
        and does not count).
        """
        standing = self.standing()
        worked = [held * max(0.0, _watts(i) - 2 * standing) for i, held in enumerate(self.seconds)]
        working = _reaches(worked, 0.1)
        return math.sqrt(standing * working) if working > 4 * standing else None


def _watts(index: int) -> float:
    return float(_LOWEST * 10 ** (index / _PER_DECADE))


def _reaches(amounts: list[float], share: float) -> float:
    """Return the watts of the bin at which ``share`` of the sum is reached."""
    left = share * sum(amounts)
    for index, amount in enumerate(amounts):
        left -= amount
        if left <= 0 and amount > 0:
            return _watts(index)
    return _LOWEST
