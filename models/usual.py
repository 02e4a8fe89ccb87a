"""What is usual of a number beside what it depends on: learned value by value, wary of the wild."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

_NORMAL = 1.4826  # median absolute deviation → standard deviation of a normal distribution
_FIRST = 7  # values held back, so that the start is their median: three wild ones do no harm
_CLIP = 1.5  # widths: what lies farther pulls no harder (Huber, Ann. Math. Stat. 35, 1964)
_SCALE_CLIP = 1.2  # widths counted for the scale; Huber's proposal 2 with these two …
_SCALE_MEAN = 0.635  # … where E min(z², 1.2²) of a normal z holds up to four wild values in ten
_GUESSED = 4.0  # values that the guessed noise counts for
_TAIL = 4.25  # (z² + 1) / 4 at z = 4: Student's quantile beside the normal one (Cornish-Fisher)
_SELDOM = 16  # values between two steps of forgetting
_DRAWN = 10.0  # guessed slopes: the level is known no better than within this (log units)


@dataclass(slots=True, kw_only=True)
class Usual:
    """Bayesian linear regression of ``y`` on a constant and ``len(slopes)`` covariates.

    ``y`` is best the logarithm of a positive number. ``slopes`` and ``doubts`` are what is thought
    of the coefficients before anything was seen (mean and standard deviation, in units of ``y`` a
    unit of the covariate); ``guess`` is the noise (standard deviation) thought likely and ``floor``
    the smallest that is believed. Covariates should be near 0 where most is seen.

    Per value (Kalman's form of recursive least squares, e.g. Young, *Recursive Estimation*, 2011)::

        v = s² + xᵀPx;  r = (y − xᵀw)/√v;  k = Px/v;  w += k·√v·clip(r, ±1.5);  P −= k·(Px)ᵀ
        s² *= 1 + (min(r², 1.44)/0.635 − 1)/(n + 4)

    Forgetting pulls the precision back to the first one with a memory of ``memory`` values, so
    that doubt grows where nothing was seen for long, but never beyond the first (Kulhavý & Zarrop,
    Int. J. Control 58, 1993).
    """

    guess: float
    floor: float = 0.01
    slopes: list[float] = field(default_factory=list)
    doubts: list[float] = field(default_factory=list)
    memory: float = 1000.0
    count: int = 0
    noise: float = 0.0  # s
    weights: list[float] = field(default_factory=list)  # the constant, then the slopes
    spread: list[list[float]] = field(default_factory=list)  # P
    first: list[list[float]] = field(default_factory=list)  # y, then its covariates

    def __len__(self) -> int:
        return self.count

    def learn(self, x: Sequence[float], y: float) -> None:
        """Take a value in; ``x`` are its covariates. What is no number is not learned from."""
        if not math.isfinite(y) or not all(map(math.isfinite, x)):
            return
        self.count += 1
        if self.spread:
            self._update([1.0, *x], y)
            return
        self.first.append([y, *x])
        if len(self.first) >= _FIRST:
            self._begin()
            for y_, *x_ in self.first:
                self._update([1.0, *x_], y_)
            self.first = []

    def expect(self, x: Sequence[float]) -> tuple[float, float]:
        """Return the value that is usual here and its width: like one standard deviation.

        The width grows with the distance to what was seen, and is large while little was seen;
        infinite before the first value.
        """
        mean, noise, doubt = self.split(x)
        return mean, math.hypot(noise, doubt)

    def split(self, x: Sequence[float]) -> tuple[float, float, float]:
        """Return the usual value, its noise, and the doubt about the usual value itself.

        A mean of many values strays by less than the noise, but not by less than the doubt.
        """
        wary = 1.0 + _TAIL / (self.count + _GUESSED)
        if not self.spread:
            return self._early(x, wary)
        row = [1.0, *x]
        mean = sum(w * value for w, value in zip(self.weights, row, strict=True))
        leverage = sum(
            value * sum(p * other for p, other in zip(line, row, strict=True))
            for value, line in zip(row, self.spread, strict=True)
        )
        return mean, wary * self.noise, wary * math.sqrt(max(leverage, 0.0))

    def _early(self, x: Sequence[float], wary: float) -> tuple[float, float, float]:
        """Answer from the few values held back: their median, moved along the guessed slopes."""
        if not self.first:
            return 0.0, math.inf, math.inf
        here = sum(slope * value for slope, value in zip(self.slopes, x, strict=True))
        flat = self._flat()
        level = median(flat)
        noise = max(_NORMAL * median(abs(y - level) for y in flat), self.guess)
        seen = self.first
        strange = sum(
            (doubt * (value - sum(row[i + 1] for row in seen) / len(seen))) ** 2
            for i, (doubt, value) in enumerate(zip(self.doubts, x, strict=True))
        )
        return level + here, wary * noise, wary * math.sqrt(noise**2 / len(seen) + strange)

    def _flat(self) -> list[float]:
        """Return the values held back as they would be where all covariates are 0."""
        return [
            y - sum(slope * value for slope, value in zip(self.slopes, x, strict=True))
            for y, *x in self.first
        ]

    def _begin(self) -> None:
        flat = self._flat()
        level = median(flat)
        seen = _NORMAL * median(abs(y - level) for y in flat)
        half = _GUESSED / (_GUESSED + _FIRST)
        self.noise = max(self.floor, half * self.guess + (1 - half) * seen)
        self.weights = [level, *self.slopes]
        first = [self.noise, *self.doubts]
        self.spread = [
            [sd * sd if i == j else 0.0 for j in range(len(first))] for i, sd in enumerate(first)
        ]

    def _update(self, row: list[float], y: float) -> None:
        moved = [sum(p * value for p, value in zip(line, row, strict=True)) for line in self.spread]
        total = self.noise**2 + sum(m * value for m, value in zip(moved, row, strict=True))
        width = math.sqrt(total)
        off = (y - sum(w * value for w, value in zip(self.weights, row, strict=True))) / width
        pull = max(-_CLIP, min(_CLIP, off)) / width
        for i, m in enumerate(moved):
            self.weights[i] += m * pull
            line = self.spread[i]
            for j, other in enumerate(moved):
                line[j] -= m * other / total
        gain = 1.0 / (min(float(self.count), self.memory) + _GUESSED)
        self.noise *= math.sqrt(1 + gain * (min(off * off, _SCALE_CLIP**2) / _SCALE_MEAN - 1))
        self.noise = max(self.noise, self.floor)
        if self.count % _SELDOM == 0:
            self._forget()

    def _forget(self) -> None:
        """Take one step of dP = P − P·P₀⁻¹·P for every value since the last one."""
        share = min(0.5, _SELDOM / self.memory)
        first = [_DRAWN * self.noise, *self.doubts]
        spread = self.spread
        size = range(len(spread))
        self.spread = [
            [
                spread[i][j] * (1 + share)
                - share * sum(spread[i][k] * spread[k][j] / first[k] ** 2 for k in size)
                for j in size
            ]
            for i in size
        ]
