"""What one programme of a machine was like: the few numbers in which faults show."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

MINUTE = 60.0
_HEATS = 1000.0  # W: no drum or pump draws as much in an unknown machine
_PUMPS = (15.0, 37.0)  # W of a drain pump (20–35 W by makers' data sheets)
_WORKS = 45.0  # W and more: the drum turns, or water circulates
_LOOSENS = (0.12, 0.30)  # of a fast spin: a drum that tries to spread its load
_BRIEF = 8  # minutes: so short a use may be at full power for less than two
_STEADY = 0.08  # two minutes nearer than this share are the same work
_SPINS, _LEAPS = 0.63, 1.5  # of a fast spin, of the work before: the first spin after the wash


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A programme as it is remembered; 0 where it had no such thing.

    ``at`` is its end (UTC seconds); ``energy`` and ``heat`` (drawn while heating) are in Wh,
    ``peak``, ``spin`` and ``hold`` in W; the rest are minutes: ``lasted`` in all, ``turned`` at
    work without heat, ``even`` of them steadily, ``drained``, ``loosened`` before spins. ``first``
    is the energy of the first heating, ``hold`` the mean power after it. ``washed`` are the
    minutes between the last heating and the first spin, that nothing but the programme sets.
    """

    at: float
    lasted: float
    energy: float
    peak: float
    heat: float = 0.0
    turned: float = 0.0
    even: float = 0.0
    drained: float = 0.0
    loosened: float = 0.0
    spin: float = 0.0
    first: float = 0.0
    hold: float = 0.0
    washed: float = 0.0


def run_of(
    at: float, energy: float, minutes: Sequence[float], past: Sequence[Run], *, holds: bool = False
) -> Run:
    """Describe a programme by its mean powers minute by minute, in the light of former ones.

    ``holds`` tells that it keeps a heat by switching its element on and off: its first heating is
    at full power, that of other machines goes on while anything is heated at all.
    """
    watts = [max(value, 0.0) for value in minutes]
    peak = steady_peak(watts) if len(watts) > _BRIEF else max(watts, default=0.0)
    highest = max([peak, *(run.peak for run in past[-20:])])
    splits = max(0.6 * highest, min(_HEATS, 0.9 * highest))
    cold = [value for value in watts if value < splits]
    spin = _spin(watts, splits)
    fast = median([run.spin for run in past if run.spin > 0] or [spin])
    first, hold = _first_heating(watts, 0.75 * peak if holds else 0.12 * highest)
    return Run(
        at=at,
        lasted=float(len(watts)),
        energy=round(energy, 1),
        peak=round(peak, 1),
        heat=round(_heated(watts, splits), 1),
        turned=float(sum(value >= _WORKS for value in cold)),
        even=float(_even(watts, splits)),
        drained=float(sum(_PUMPS[0] <= value <= _PUMPS[1] for value in cold)),
        loosened=float(_uneven(watts, _LOOSENS[0] * fast, _LOOSENS[1] * fast)),
        spin=round(spin, 1),
        first=round(first, 1),
        hold=round(hold, 1),
        washed=_washed(watts, splits, fast),
    )


def steady_peak(watts: Sequence[float]) -> float:
    """Return the highest power that held for two minutes, else the highest."""
    return max((min(pair) for pair in pairwise(watts)), default=max(watts, default=0.0))


def _heated(watts: Sequence[float], splits: float) -> float:
    """Return the Wh drawn while heating; of the minutes in which it began or ended, the excess."""
    joules = 0.0
    for i, value in enumerate(watts):
        if value >= splits:
            joules += value
            continue
        if i + 1 < len(watts) and watts[i + 1] >= splits:
            joules += max(0.0, value - (watts[i - 1] if i else 0.0))
        elif i and watts[i - 1] >= splits:
            joules += max(0.0, value - median(watts[i + 1 : i + 6] or [value]))
    return joules / MINUTE


def _washed(watts: Sequence[float], splits: float, fast: float) -> float:
    """Return the minutes from the last heating to the first spin (0: no such thing)."""
    last = max((i for i, value in enumerate(watts) if value >= splits), default=len(watts))
    work: list[float] = []
    for value in watts[last + 2 :]:
        if value >= _SPINS * fast or (len(work) > _BRIEF and value >= _LEAPS * median(work)):
            return float(len(work) + 1)
        work.append(value)
    return 0.0


def _spin(watts: Sequence[float], splits: float) -> float:
    """Return the highest mean of three minutes in a row without heat."""
    triples = zip(watts, watts[1:], watts[2:], strict=False)
    return max((sum(three) / 3 for three in triples if max(three) < splits), default=0.0)


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= _STEADY * max(a, b)


def _even(watts: Sequence[float], splits: float) -> int:
    """Count minutes of steady work without heat."""
    return sum(_alike(a, b) and _WORKS <= a < splits for a, b in pairwise(watts))


def _uneven(watts: Sequence[float], low: float, high: float) -> int:
    """Count minutes in a band of power that are like neither of their neighbours."""
    around = zip(watts, watts[1:], watts[2:], strict=False)
    return sum(
        low <= here <= high and not _alike(before, here) and not _alike(here, after)
        for before, here, after in around
    )


def _first_heating(watts: Sequence[float], level: float) -> tuple[float, float]:
    """Return the Wh of the first unbroken heating and the mean power after it (W)."""
    start = next((i for i, value in enumerate(watts) if value >= level), len(watts))
    end = next((i for i in range(start, len(watts)) if watts[i] < level), len(watts))
    edges = (watts[start - 1] if start else 0.0) + (watts[end] if end < len(watts) else 0.0)
    after = watts[end + 1 : -1]
    hold = sum(after) / len(after) if after else 0.0
    return (sum(watts[start:end]) + edges) / MINUTE, hold
