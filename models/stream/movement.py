"""How one column moves: livelier or quieter, in steps, and far from where it mostly is."""

import math
from dataclasses import dataclass, field

_LATELY, _MOSTLY = 60, 2000  # samples: mean step between neighbours, now against mostly
_STEP = 15  # samples on either side of a step
_LEVEL = 6400  # samples: where it mostly is
SMALL = 0.02  # movement that counts as none, in the column's own standard deviations
_FARTHEST = 100.0  # standard deviations


@dataclass(slots=True, kw_only=True)
class Movement:
    """Three ratios of a scaled column to its own past, each about 0 while nothing changes.

    * spread: ``|ln(mean |Δx| of 60 samples / of 2,000)|``
    * step: ``ln(|mean of 15 samples − mean of the 15 before| / its mean over 2,000)``, at least 0
    * stray: ``|x − mean| / standard deviation``, both over 6,400 samples

    All means are exponential, and plain ones until they have seen so many samples.
    """

    count: int = 0
    last: float = 0.0
    lately: float = 0.0
    mostly: float = 0.0
    stepped: float = 0.0
    mean: float = 0.0
    variance: float = 0.0
    past: list[float] = field(default_factory=list)

    def update(self, x: float) -> tuple[float, float, float]:
        """Take a finite number in; return spread, step and stray."""
        self.count += 1
        if self.count == 1:
            self.last = self.mean = x
            self.past.append(x)
            return 0.0, 0.0, 0.0
        return self._spread(x), self._step(x), self._stray(x)

    def _spread(self, x: float) -> float:
        step, self.last = abs(x - self.last), x
        seen = self.count - 1
        self.lately += (step - self.lately) / min(seen, _LATELY)
        self.mostly += (step - self.mostly) / min(seen, _MOSTLY)
        return abs(math.log((self.lately + SMALL) / (self.mostly + SMALL)))

    def _step(self, x: float) -> float:
        past = self.past
        past.append(x)
        if len(past) < 2 * _STEP:
            return 0.0
        step = abs(sum(past[_STEP:]) - sum(past[:_STEP])) / _STEP
        del past[0]
        seen = self.count - 2 * _STEP
        usual = self.stepped if seen > 0 else step
        self.stepped = step if seen <= 0 else usual + (step - usual) / min(seen + 1, _MOSTLY)
        return max(0.0, math.log((step + SMALL) / (usual + SMALL)))

    def _stray(self, x: float) -> float:
        away = x - self.mean
        far = abs(away) / math.sqrt(self.variance + SMALL**2)
        share = 1 / min(self.count, _LEVEL)
        self.mean += share * away
        self.variance += share * (away * away - self.variance)
        return min(far, _FARTHEST)
