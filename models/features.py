"""From cleaned readings to what is learned from: a one-minute grid, its cycles, its windows."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MINUTE = 60.0
UNKNOWN_AFTER = 15  # minutes without a report, from then on a signal is unknown
POINTS = 32  # of a cycle's shape
WIDTH = POINTS + 4
_RUNNING = 5.0  # W
_PAUSE = 12  # minutes: a shorter one belongs to the cycle
_SHORTEST = 5  # minutes
_LEAST = 15.0  # Wh
_KNOWN = 0.75  # share of a span that must be known
_NAN = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Signals of one machine side by side, a row a minute from ``start`` (UTC s) on; NaN: a gap."""

    start: float
    names: tuple[str, ...]
    rows: list[list[float]]

    def column(self, name: str) -> list[float]:
        """Return one signal; raise ``ValueError`` where there is none of that name."""
        at = self.names.index(name)
        return [row[at] for row in self.rows]


def minutes(readings: Iterable[tuple[float, float]], start: float, count: int) -> list[float]:
    """Return the mean of each minute from ``start`` on: a value holds until the next one.

    ``readings`` are (UTC s, value) in order; one earlier than the one before is left out, and NaN
    says that the value is unknown from then on, as it is 15 minutes after any reading.
    """
    sums, seconds = [0.0] * count, [0.0] * count
    held, since = _NAN, -math.inf
    for at, value in [*readings, (math.inf, _NAN)]:
        if at < since:
            continue
        until = min(at, since + UNKNOWN_AFTER * MINUTE, start + count * MINUTE)
        if not math.isnan(held):
            _spread(sums, seconds, held, max(since, start) - start, until - start)
        held, since = value, at
    return [
        total / known if known > 0 else _NAN for total, known in zip(sums, seconds, strict=True)
    ]


def _spread(sums: list[float], seconds: list[float], value: float, at: float, end: float) -> None:
    while at < end:
        minute = int(at // MINUTE)
        part = min(end, (minute + 1) * MINUTE) - at
        sums[minute] += value * part
        seconds[minute] += part
        at = (minute + 1) * MINUTE


def cycles(power: Sequence[float]) -> list[tuple[int, int]]:
    """Return (first, last + 1) minute of each cycle; one with a gap in it is left out."""
    found: list[tuple[int, int]] = []
    first = last = -1
    for minute, watts in enumerate([*power, *[0.0] * (_PAUSE + 1)]):
        if watts > _RUNNING:
            first, last = (minute if first < 0 else first), minute
        elif first >= 0 and minute - last > _PAUSE:
            if is_cycle(power[first : last + 1]):
                found.append((first, last + 1))
            first = -1
    return found


def is_cycle(power: Sequence[float]) -> bool:
    """Whether these minutes are a cycle worth learning from: long enough, and no gap in it."""
    energy = sum(power) / 60
    return len(power) >= _SHORTEST and not math.isnan(energy) and energy >= _LEAST


def shape(power: Sequence[float], points: int = POINTS) -> list[float]:
    """Return a cycle drawn out to a fixed length (means of equal parts), 1 at its peak."""
    peak = max(*power, 1e-9)
    step = len(power) / points
    edges = [0.0]
    for watts in power:
        edges.append(edges[-1] + watts / peak)
    return [(_until(edges, (i + 1) * step) - _until(edges, i * step)) / step for i in range(points)]


def _until(sums: Sequence[float], at: float) -> float:
    whole = min(int(at), len(sums) - 2)
    return sums[whole] + (at - whole) * (sums[whole + 1] - sums[whole])


def cycle_window(power: Sequence[float]) -> list[float]:
    """Return a cycle's shape, then log minutes, log Wh, log peak W, and its share of full load."""
    peak = max(power)
    full = sum(watts > peak / 2 for watts in power) / len(power)
    energy = sum(power) / 60
    return [*shape(power), math.log(len(power)), math.log(energy), math.log(peak), full]


def spans(grid: Grid, length: int = 360, parts: int = 6) -> list[tuple[int, list[float]]]:
    """Return windows over several signals at once: (first minute, values).

    A window is ``length`` minutes in ``parts``; each part gives every column's mean and, of power,
    the share of minutes in which it runs. One of which less than 75 % is known is left out.
    """
    found = []
    for first in range(0, len(grid.rows) - length + 1, length // 2):
        rows = grid.rows[first : first + length]
        values = [v for part in range(parts) for v in _part(grid, rows, part, length // parts)]
        if not any(math.isnan(value) for value in values):
            found.append((first, values))
    return found


def _part(grid: Grid, rows: list[list[float]], part: int, length: int) -> list[float]:
    rows = rows[part * length : (part + 1) * length]
    values = []
    for name, column in zip(grid.names, zip(*rows, strict=True), strict=True):
        known = [value for value in column if not math.isnan(value)]
        enough = len(known) >= _KNOWN * length
        values.append(sum(known) / len(known) if enough else _NAN)
        if name == "power":
            running = sum(value > _RUNNING for value in known)
            values.append(running / len(known) if enough else _NAN)
    return values
