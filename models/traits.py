"""Traits of an appliance that can be compared with physics: sizes, lengths, habits of its power."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean, median, pstdev

from models.levels import Levels
from models.portrait import Portrait, Run, Use, uses, watts_of

_RUNS = 3  # fewer tell nothing
_LEAST = 1.0  # day


def traits(portrait: Portrait) -> dict[str, float] | None:
    """Return the traits by name; ``None`` where too little was seen or it never rests.

    Powers (W), times (minutes), energies (Wh) and counts a day are decadic logarithms; the others
    are shares or, ``*_spread``, standard deviations of natural logarithms.
    """
    runs = portrait.runs
    if not portrait.rests or len(runs) < _RUNS or portrait.watched < _LEAST:
        return None
    return _of_power(portrait) | _of_runs(portrait) | _of_uses(portrait) | _of_hours(portrait.hours)


def _of_power(portrait: Portrait) -> dict[str, float]:
    levels, limit = portrait.levels, portrait.limit
    working = [(w, s) for w, s in _histogram(levels) if w > limit]
    seconds = sum(s for _, s in working) or 1.0
    energy = sum(w * s for w, s in working) or 1.0
    top = _quantile([(w, w * s) for w, s in working], 0.97)
    return {
        "watts": _log(_quantile([(w, w * s) for w, s in working], 0.5)),
        "usual_watts": _log(_quantile(working, 0.5)),
        "top": _log(top),
        "standby": _log(_quantile([(w, s) for w, s in _histogram(levels) if w <= limit], 0.5)),
        "full": sum(w * s for w, s in working if w >= 0.65 * top) / energy,
        "middle": sum(s for w, s in working if 0.04 * top < w < 0.3 * top) / seconds,
    }


def _of_runs(portrait: Portrait) -> dict[str, float]:
    runs = portrait.runs
    lengths = [(run.ended - run.began) / 60 for run in runs]
    rests = _rests(runs)
    worked = sum(lengths) / 1440
    return {
        "duty": _log(min(1.0, worked / portrait.watched) + 1e-3),
        "run": _log(median(lengths)),
        "run_spread": _spread(lengths),
        "rest": _log(median(rests)) if rests else _log(1440.0),
        "rest_spread": _spread(rests),
        "swing": _weighted(runs, lambda run: run.swing / max(run.energy * 60, 1e-6)),
    }


def _of_uses(portrait: Portrait) -> dict[str, float]:
    found = uses(portrait.runs)
    lengths = [max(use.ended - use.began, 60.0) for use in found]
    loads = [_load(use, length) for use, length in zip(found, lengths, strict=True)]
    return {
        "often": _log(len(found) / portrait.watched),
        "length": _log(median(lengths) / 60),
        "length_spread": _spread([length / 60 for length in lengths]),
        "energy": _log(median(use.energy for use in found)),
        "energy_spread": _spread([use.energy for use in found]),
        "load": median(loads),
        "centre": median(_centre(u, length) for u, length in zip(found, lengths, strict=True)),
        "bursts": _log(fmean(use.runs for use in found)),
        "idle_days": _idle_days(found, portrait.watched),
    }


def _of_hours(hours: Sequence[float]) -> dict[str, float]:
    total = sum(hours) or 1.0
    shares = [hour / total for hour in hours]
    return {
        "night": sum(shares[0:6]),
        "morning": sum(shares[6:11]),
        "noon": sum(shares[11:17]),
        "evening": sum(shares[17:24]),
    }


def _load(use: Use, seconds: float) -> float:
    """Return the mean power of a use as a share of its peak."""
    return min(1.0, use.energy * 3600 / seconds / max(use.peak, 1e-6))


def _centre(use: Use, seconds: float) -> float:
    """Return where in a use its energy was drawn: 0 at its beginning, 1 at its end."""
    return use.lever / max(use.energy, 1e-6) / seconds


def _idle_days(found: list[Use], days: float) -> float:
    """Return the share of days without a use."""
    return max(0.0, 1 - len({int(use.began // 86_400) for use in found}) / max(days, 1.0))


def _rests(runs: Sequence[Run]) -> list[float]:
    pairs = pairwise(runs)
    return [(b.began - a.ended) / 60 for a, b in pairs if b.rested and b.began > a.ended]


def _weighted(runs: Sequence[Run], number: Callable[[Run], float]) -> float:
    energy = sum(run.energy for run in runs) or 1.0
    return sum(number(run) * run.energy for run in runs) / energy


def _spread(values: Sequence[float]) -> float:
    logs = [math.log(max(value, 0.5)) for value in values]
    return min(pstdev(logs), 3.0) if len(logs) > 1 else 0.0


def _histogram(levels: Levels) -> list[tuple[float, float]]:
    return [(watts_of(i), held) for i, held in enumerate(levels.seconds) if held]


def _quantile(weighted: Sequence[tuple[float, float]], share: float) -> float:
    left = share * sum(weight for _, weight in weighted)
    for value, weight in weighted:
        left -= weight
        if left <= 0:
            return value
    return 0.1


def _log(value: float) -> float:
    return math.log10(max(value, 1e-3))
