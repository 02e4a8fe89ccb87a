"""How loud a day may be: a limit for its loudest score that keeps a budget of false alarms."""

import math
from dataclasses import dataclass, field

_EULER = 0.5772156649015329
_KEPT = 120  # days
_FEWEST = 8  # days: fewer say nothing
_NARROWEST = 0.12  # log units: the least scale that is believed
_DOUBT = 2.0  # limits are wider by so much / √days


@dataclass(slots=True, kw_only=True)
class Extremes:
    """The loudest score of each day, as logarithms, and the Gumbel distribution that fits them.

    Moments: scale = deviation · √6/π, location = mean − γ · scale (Gumbel, *Statistics of
    Extremes*, 1958). The limit is passed on one day in ``days``; it narrows as days are seen.
    """

    days: float
    loudest: list[float] = field(default_factory=list)
    today: float = 0.0

    def update(self, score: float) -> None:
        """Take a score of today in."""
        self.today = max(self.today, score)

    def close(self) -> None:
        """End the day."""
        if self.today > 0:
            self.loudest = [*self.loudest[1 - _KEPT :], math.log(self.today)]
        self.today = 0.0

    def limit(self) -> float | None:
        """Return the score that is seldom enough; ``None`` while too few days were seen."""
        seen = len(self.loudest)
        if seen < _FEWEST:
            return None
        mean = math.fsum(self.loudest) / seen
        deviation = math.sqrt(math.fsum((day - mean) ** 2 for day in self.loudest) / (seen - 1))
        scale = max(deviation * math.sqrt(6) / math.pi, _NARROWEST)
        wider = scale * (1 + _DOUBT / math.sqrt(seen))
        return math.exp(mean - _EULER * scale + wider * math.log(self.days))
