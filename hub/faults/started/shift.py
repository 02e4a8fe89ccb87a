"""Whether the last programmes differ from those before in one number, like compared with like."""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from hub.faults.started.traits import Run

DAY = 86_400.0
_WINDOWS = (2, 3, 4, 6, 9, 13, 18, 24)  # programmes
_GATE = 3  # the last so many must lean to the side at all
_LEAST = 5  # programmes before the window
_SEEN = 0.7  # programmes like one that must have been before it
_INFORMED = 0.6  # of a window
_CLIP = 4.0  # widths: one wild programme alone shows nothing
_GUESSED = 5.0  # programmes that the guessed width counts for
_LEAP = 0.35  # so large a shift could be another habit, the choice of another programme …
_NOVEL, _NOVEL_SHARE = 0.08, 0.35  # … unless so many of its values were never seen as near
_WARY = 2.0  # widths are doubted by this many over the programmes known

Number = Callable[[Run], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A number of a programme (best a logarithm), and by what programmes are told apart.

    ``context`` are numbers that a fault of this trait leaves alone, each with the distance that is
    one step. ``guess`` and ``floor`` are the width thought likely and the smallest believed;
    ``worth`` the smallest shift worth a message; ``limit`` the standard errors that a shift takes;
    ``fades`` (days) halves what old programmes count, of which ``most`` are compared with.
    """

    number: Number
    context: tuple[tuple[Number, float], ...] = ()
    guess: float = 0.12
    floor: float = 0.02
    worth: float = 0.12
    limit: float = 4.3
    fades: float = 90.0
    most: int = 60
    windows: tuple[int, ...] = _WINDOWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """By how much a trait lies off since when; from a ``strength`` of 1 on it is worth telling."""

    amount: float = 0.0
    strength: float = 0.0
    since: float = 0.0


@dataclass(slots=True)
class _Row:
    """A programme as a trait sees it."""

    at: float
    value: float | None
    place: list[float]  # its context in steps


@dataclass(slots=True)
class _Off:
    """How far a programme lies off, its width, and what each former one counted for."""

    amount: float
    width: float
    shares: list[float]
    novel: bool  # nothing like it came as near


def shift_of(trait: Trait, runs: Sequence[Run], *, up: bool) -> Shift:
    """Return the strongest shift of the last programmes to one side.

    For every window the mean of what its programmes lie off the like of them before it, in its
    standard errors, of which the doubt about those before is a part (a generalised likelihood
    ratio over windows: Lai, J. R. Stat. Soc. B 57 (1995) 613).
    """
    sign, best = (1.0 if up else -1.0), Shift()
    rows = _rows(trait, runs[-trait.most - trait.windows[-1] :])
    if len(rows) < _GATE + _LEAST:
        return best
    leaning = _offs(trait, rows[-_GATE:], rows[:-_GATE])
    if sum(sign * off.amount for off in leaning) <= 0.3 * trait.worth * len(leaning):
        return best
    for size in trait.windows:
        if len(rows) < size + _LEAST:
            break
        past = rows[max(0, len(rows) - size - trait.most) : -size]
        found = _weigh(trait, _offs(trait, rows[-size:], past), size, len(past), sign)
        if found is not None and found[1] > best.strength:
            best = Shift(amount=found[0], strength=found[1], since=rows[-size].at)
    return best


def offs_of(trait: Trait, runs: Sequence[Run], past: Sequence[Run]) -> list[float]:
    """Return how far programmes lie from the like of them in the past, where there are such."""
    rows = _rows(trait, past[-trait.most :])
    return [off.amount for off in _offs(trait, _rows(trait, runs), rows)]


def _rows(trait: Trait, runs: Sequence[Run]) -> list[_Row]:
    rows = []
    for run in runs:
        place = [number(run) for number, _ in trait.context]
        steps = [step for _, step in trait.context]
        whole = [
            value / step for value, step in zip(place, steps, strict=True) if value is not None
        ]
        value = trait.number(run) if len(whole) == len(steps) else None
        rows.append(_Row(run.at, value, whole))
    return rows


def _weigh(
    trait: Trait, known: Sequence[_Off], size: int, past: int, sign: float
) -> tuple[float, float] | None:
    """Return a window's shift and its strength; ``None`` where there is nothing to tell."""
    count = len(known)
    if count < 2 or count < _INFORMED * size:
        return None
    width = math.sqrt(sum(off.width**2 for off in known) / count)
    clipped = [max(-_CLIP * width, min(_CLIP * width, sign * off.amount)) for off in known]
    mean = sum(clipped) / count
    middle = median(sign * off.amount for off in known)
    if mean < trait.worth or middle < 0.7 * trait.worth:
        return sign * middle, min(0.9, 0.5 * max(mean, 0.0) / trait.worth)
    if middle > _LEAP and sum(off.novel for off in known) < _NOVEL_SHARE * count:
        return sign * middle, 0.9
    columns = zip(*(off.shares for off in known), strict=True)
    shared = sum(sum(column) ** 2 for column in columns) / count**2
    error = width * math.sqrt(1 / count + shared) * (1 + _WARY / (past + count))
    return sign * middle, mean / error / trait.limit


def _offs(trait: Trait, rows: Sequence[_Row], past: Sequence[_Row]) -> list[_Off]:
    if not trait.context:
        return _plain_offs(trait, rows, past)
    return [off for off in (_off(trait, row, past) for row in rows) if off is not None]


def _plain_offs(trait: Trait, rows: Sequence[_Row], past: Sequence[_Row]) -> list[_Off]:
    """Return how far programmes lie from all former ones, where none is told from another."""
    model = next((off for off in (_off(trait, row, past) for row in rows[-1:]) if off), None)
    if model is None:
        return []
    mean = (rows[-1].value or 0.0) - model.amount
    known = sorted(old.value for old in past if old.value is not None)
    values = [row.value for row in rows if row.value is not None]
    return [
        _Off(value - mean, model.width, model.shares, _is_novel(value, known)) for value in values
    ]


def _is_novel(value: float, known: list[float]) -> bool:
    """Whether nothing of the sorted ``known`` is near."""
    first = bisect_left(known, value - _NOVEL)
    return first >= len(known) or known[first] > value + _NOVEL


def _off(trait: Trait, row: _Row, past: Sequence[_Row]) -> _Off | None:
    """Return how far a programme lies from the like of it; ``None`` where there is none."""
    if row.value is None:
        return None
    likes = [_like(row, old, trait.fades) for old in past]
    seen = sum(likes)
    if seen < _SEEN:
        return None
    shares = [like / seen for like in likes]
    others = [(share, old.value) for share, old in zip(shares, past, strict=True) if share]
    mean = sum(share * other for share, other in others if other is not None)
    spread = sum(share * (other - mean) ** 2 for share, other in others if other is not None)
    spread *= seen / max(seen - 1, 0.5)
    width = math.sqrt((_GUESSED * trait.guess**2 + seen * spread) / (_GUESSED + seen))
    near = min(abs(row.value - other) for _, other in others if other is not None)
    return _Off(row.value - mean, max(width, trait.floor), shares, near > _NOVEL)


def _like(row: _Row, old: _Row, fades: float) -> float:
    """Return how much a former programme tells of this one, 0 to 1."""
    if old.value is None:
        return 0.0
    apart = 0.0
    for here, there in zip(row.place, old.place, strict=True):
        apart += (here - there) ** 2
    if apart > 9.0:
        return 0.0
    return math.exp(-apart / 2 - 0.693 * (row.at - old.at) / DAY / fades)
