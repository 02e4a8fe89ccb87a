"""Tells a change that came at once from one that grew."""

from collections.abc import Sequence

_FEW = 6  # values
_BACK = 12  # half days before the first value at which a slow change may have begun
_CLEARLY = 0.97  # of the squares that the line leaves
_HALF_DAY = 43_200.0


def came_at_once(times: Sequence[float], offs: Sequence[float]) -> bool:
    """Return whether a step fits the strays better than a line that rises from its beginning.

    Least squares over every beginning; a tie, or few values, is no step.
    """
    if len(offs) < _FEW:
        return False
    grew = min(_rest_of_ramp(times, offs, begin) for begin in _beginnings(times))
    return min(_rest_of_step(times, offs, begin) for begin in times[:-2]) < _CLEARLY * grew


def _beginnings(times: Sequence[float]) -> list[float]:
    return [times[0] - i * _HALF_DAY for i in range(1, _BACK)] + list(times[:-2])


def _rest_of_step(times: Sequence[float], offs: Sequence[float], begin: float) -> float:
    after = [off for at, off in zip(times, offs, strict=True) if at >= begin]
    return sum(off * off for off in offs) - sum(after) ** 2 / len(after)


def _rest_of_ramp(times: Sequence[float], offs: Sequence[float], begin: float) -> float:
    along = [max(0.0, at - begin) for at in times]
    long = sum(x * x for x in along) or 1.0
    return (
        sum(off * off for off in offs)
        - sum(x * off for x, off in zip(along, offs, strict=True)) ** 2 / long
    )
