"""Tells a lasting shift of a number from its noise: a two-sided CUSUM with a false-alarm budget."""

import math
from dataclasses import dataclass, field

_CLIP = 3.0  # standard deviations: one wild value alone never makes a shift
_LARGEST = 1.0  # allowance beyond which the normal tail is not trusted: the noise counts as more
_OVERSHOOT = 1.166  # Siegmund, *Sequential Analysis*, 1985: 2·0.583
_DOUBTS = 2.0  # doubts about the usual value that a shift must clear by itself
_GUESSED = 12.0  # values that the first guess of the persistence counts for
_PERSISTS = 0.25  # lag-one correlation thought likely: life goes on from one value to the next
_MOST = 0.85
_TAME = 1.5  # standard deviations counted for the persistence, so that a shift is none of it
_TAME_SQUARE = 0.78  # the mean square of a normal value clipped there
_PLACID = 0.15  # of the limit: beyond that nothing is learned of the persistence
_MEMORY = 400.0  # values
_SUSPICIOUS = 0.35  # of the limit


@dataclass(slots=True, kw_only=True)
class Side:
    """The evidence for a shift to one side: its sum, and the values since it began."""

    sum: float = 0.0
    count: int = 0
    total: float = 0.0
    since: float = 0.0

    def take(self, step: float, off: float, at: float) -> None:
        """Add a step; at zero the count begins anew."""
        if self.sum <= 0.0:
            self.count, self.total, self.since = 0, 0.0, at
        self.sum = max(0.0, self.sum + step)
        self.count += 1
        self.total += off


@dataclass(slots=True, kw_only=True)
class Drift:
    """CUSUM of residuals (Page, Biometrika 41, 1954), each with its own noise and doubt.

    ::

        z± = clip(±r/σ − 2·doubt/σ, ±3);  S± = max(0, S± + z± − k);  k = worth/2σ

    σ is the noise times √((1 + ρ)/(1 − ρ)), ρ the residuals' own lag-one correlation, and at least
    half of ``worth``, the smallest shift worth a message. The limit h gives one false alarm in
    ``budget`` values (Siegmund): exp(2k(h + 1.166)) ≈ 2k²·budget.
    """

    worth: float
    budget: float
    up: Side = field(default_factory=Side)
    down: Side = field(default_factory=Side)
    product: float = _PERSISTS
    last: float = 0.0
    count: int = 0
    limit: float = 8.0

    def take(self, off: float, noise: float, doubt: float, at: float) -> None:
        """Take a residual in, with the noise and the doubt of what was expected."""
        rho = min(max(self.product, 0.0), _MOST)
        sigma = max(noise * math.sqrt((1 + rho) / (1 - rho)), self.worth / 2 / _LARGEST)
        least = max(self.worth / 2 / sigma, 0.2)
        unsure = _DOUBTS * doubt / sigma
        self.limit = limit(least, self.budget)
        self.up.take(_clipped(off / sigma - unsure) - least, off, at)
        self.down.take(_clipped(-off / sigma - unsure) - least, off, at)
        if max(self.up.sum, self.down.sum) < _PLACID * self.limit:
            self._persist(max(-_TAME, min(_TAME, off / noise)))

    @property
    def calm(self) -> bool:
        """Whether nothing speaks for a shift, so that it is safe to learn."""
        return max(self.up.sum, self.down.sum) < _SUSPICIOUS * self.limit

    def shift(self) -> float:
        """Return the mean residual since the stronger side began; 0 while there is none."""
        side = self.strong
        return side.total / side.count if side.sum > 0 else 0.0

    @property
    def strong(self) -> Side:
        """The side for which more speaks."""
        return self.up if self.up.sum >= self.down.sum else self.down

    def strength(self) -> float:
        """Return how much of the limit is reached; from 1 on there is a shift."""
        return self.strong.sum / self.limit

    def shifted(self) -> bool:
        """Whether there is a shift, and it is worth a message."""
        return self.strong.sum > self.limit and abs(self.shift()) >= self.worth

    def forget(self) -> None:
        """Begin anew, as after a repair."""
        self.up, self.down = Side(), Side()

    def _persist(self, z: float) -> None:
        self.count += 1
        gain = 1 / (min(self.count, _MEMORY) + _GUESSED)
        self.product += gain * (z * self.last / _TAME_SQUARE - self.product)
        self.last = z


def _clipped(z: float) -> float:
    return max(-_CLIP, min(_CLIP, z))


def limit(slack: float, budget: float) -> float:
    """Return the limit of a CUSUM with this allowance for one false alarm in ``budget`` values."""
    high = 5.0
    for _ in range(2):
        high = math.log(1 + 2 * slack * slack * budget + 2 * slack * high) / (2 * slack)
    return high - _OVERSHOOT
