"""Exact 95 % intervals of counts and shares."""

import math
from statistics import median


def poisson(count, exposure):
    """Return the exact (Garwood) interval of a rate: ``count`` events in so many years."""
    low = (
        0.0 if count == 0 else _solve(lambda mean: 1 - _poisson_cdf(count - 1, mean), 0.025, count)
    )
    high = _solve(lambda mean: _poisson_cdf(count, mean), 0.025, 10 + 3 * count, falls=True)
    return low / exposure, high / exposure


def share(hits, of):
    """Return the exact (Clopper-Pearson) interval of a share."""
    if not of:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _binomial_cdf(hits - 1, of, p), 0.025, 1.0)
    high = (
        1.0 if hits == of else _solve(lambda p: _binomial_cdf(hits, of, p), 0.025, 1.0, falls=True)
    )
    return low, high


def middle(values):
    """Return the median, ``None`` of nothing."""
    return median(values) if values else None


def _solve(chance, wanted, top, *, falls=False):
    """Return where a monotonous chance is as wanted, between 0 and ``top``."""
    low, high = 0.0, float(top)
    for _ in range(80):
        middle = (low + high) / 2
        if (chance(middle) > wanted) == falls:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _poisson_cdf(count, mean):
    if mean <= 0:
        return 1.0
    return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


def _binomial_cdf(hits, of, p):
    if p in {0.0, 1.0}:
        return float(p == 0.0 or hits >= of)
    return sum(math.comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(hits + 1))
