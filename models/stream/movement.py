"""How one column moves: livelier or quieter, in steps, and far from where it mostly is."""

import math
from dataclasses import dataclass, field

_LATELY, _MOSTLY = 60, 2000  # samples: mean step between neighbours, now against mostly
_STEP = 15  # samples on either side of a step
_LEVEL = 6400  # samples: where it mostly is
_SMALL = 0.02  # of its standard deviation: movement that counts as none
_STILL = 1e-3  # of its size: the same of a column that never moved
_FARTHEST = 100.0  # standard deviations


@dataclass(slots=True, kw_only=True)
class Movement:
    """Three ratios of a column to its own past, each about 0 while nothing changes.

    * spread: ``|ln(mean |Δx| of 60 samples / of 2,000)|``
    * step: ``ln(|mean of 15 samples − mean of the 15 before| / its mean over 2,000)``, at least 0
    * stray: ``|x − mean| / standard deviation``, both over 6,400 samples

    All means are exponential, and plain ones until they have seen so many samples.
    """

    small: float
    count: int = 0
    last: float = 0.0
    lately: float = 0.0
    mostly: float = 0.0
    stepped: float = 0.0
    mean: float = 0.0
    variance: float = 0.0
    past: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, values: list[float]) -> "Movement":
        """Return one that knows which movement is none; it has seen no sample yet."""
        mean = math.fsum(values) / max(len(values), 1)
        variance = math.fsum((value - mean) ** 2 for value in values) / max(len(values), 1)
        still = max(_STILL * abs(mean), 1e-9)
        deviation = math.sqrt(variance)
        return cls(small=_SMALL * deviation if deviation > 1e-6 * still else still)

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
        return abs(math.log((self.lately + self.small) / (self.mostly + self.small)))

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
        return max(0.0, math.log((step + self.small) / (usual + self.small)))

    def _stray(self, x: float) -> float:
        away = x - self.mean
        far = abs(away) / math.sqrt(self.variance + self.small**2)
        share = 1 / min(self.count, _LEVEL)
        self.mean += share * away
        self.variance += share * (away * away - self.variance)
        return min(far, _FARTHEST)
