"""Where a machine's power parts into work and rest, and whether a column is such a power at all."""

import math
from collections.abc import Sequence

_REST = 0.05  # the quantile that is surely rest
_OPENS = 0.1  # of the energy: what has come together by the level that opens work
_NEEDED = 20  # minutes of work, before it is one
_STEADY = 0.8  # of the minutes at rest that lie together
_TOGETHER = 1.5, 0.03  # W, or of the power at work
_LOW = 0.35  # of the power at work: what rest may draw


def work_level(watts: Sequence[float]) -> float | None:
    """Return the power (W) above which a machine works; ``None`` where no two states show.

    It is the geometric mean of the standing level and of the level that opens the energy
    distribution (10 % of the energy above the standing level lies below it). A column is a
    machine's power if it is never negative, and its rest is low and steady.
    """
    known = sorted(value for value in watts if math.isfinite(value))
    if not known or known[0] < 0:
        return None
    base = known[int(_REST * (len(known) - 1))]
    work = [value for value in known if value > base + 3 + 0.3 * base]
    if len(work) <= _NEEDED:
        return None
    level = max(math.sqrt((base + 1) * (_opening(work) + 1)), base + 1.5)
    return level if _parted(known, level) else None


def _opening(work: Sequence[float]) -> float:
    total, so_far = math.fsum(work), 0.0
    for value in work:
        so_far += value
        if so_far >= _OPENS * total:
            return value
    return work[-1]


def _parted(known: Sequence[float], level: float) -> bool:
    rest = [value for value in known if value <= level]
    work = known[len(rest) :]
    if len(rest) <= _NEEDED or not work:
        return False
    middle, at_work = rest[len(rest) // 2], work[len(work) // 2]
    apart = max(_TOGETHER[0], _TOGETHER[1] * at_work)
    together = sum(abs(value - middle) <= apart for value in rest)
    return middle <= _LOW * at_work and together >= _STEADY * len(rest)
