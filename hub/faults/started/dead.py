"""Programmes without the power that heats: the element, its fuse or its relay is dead."""

import math
from collections.abc import Sequence
from statistics import median

from hub.faults.started.traits import Run

_BRIEF = 8.0  # minutes: long machines have no such programmes, brief ones no torn ones
_WEAK = 0.5  # of the usual highest power
_LIKE = 0.25  # log of the length: a cold programme that is known
_SAME = 0.2  # log of the length: perhaps one cold programme twice
_MANY = 14  # programmes that all were warm: a cold one is not to be expected
_LEAST = 4  # programmes with heat that were seen before


def heatless(runs: Sequence[Run]) -> int:
    """Return how many of the last programmes, all of them, lacked the heat they should have had.

    0 where fewer than two did; programmes that always were cold count neither way. Three are asked
    for where they might be one new programme, used again.
    """
    warm = [run.peak for run in runs[-40:] if run.peak > 0]
    if len(warm) < _LEAST:
        return 0
    usual = _WEAK * sorted(warm)[int(0.8 * len(warm))]
    shortest = 0.8 * min((run.lasted for run in runs if run.peak >= usual), default=0.0)
    missing: list[Run] = []
    for index in range(len(runs) - 1, -1, -1):
        run = runs[index]
        if run.peak >= usual:
            break
        torn = _BRIEF < run.lasted < shortest
        if not torn and not _known(run, runs[:index], usual):
            missing.append(run)
    if sum(run.peak >= usual for run in runs[-40:]) < _LEAST or len(missing) < 2:
        return 0
    lengths = [math.log(run.lasted) for run in missing]
    cold = any(run.peak < usual for run in runs[: -len(missing)])
    sure = max(lengths) - min(lengths) > _SAME or (len(runs) > _MANY and not cold)
    asked = 2 if sure else 3
    return len(missing) if len(missing) >= asked else 0


def usual_peak(runs: Sequence[Run], dead: int) -> float:
    """Return the highest power that was usual before the last ``dead`` programmes, in W."""
    warm = sorted(run.peak for run in runs[: len(runs) - dead][-40:])
    return median(warm[len(warm) // 2 :]) if warm else 0.0


def _known(run: Run, past: Sequence[Run], usual: float) -> bool:
    """Whether such a cold programme was seen, and one with heat after it."""
    last_warm = max((i for i, old in enumerate(past) if old.peak >= usual), default=-1)
    return any(
        old.peak < usual and abs(math.log(old.lasted / run.lasted)) < _LIKE
        for old in past[:last_warm]
    )
