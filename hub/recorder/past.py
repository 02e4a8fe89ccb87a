"""What entities measured in the past, as charts want it."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hub.core.clock import Clock
from hub.core.ports import Sample
from hub.recorder.compact import number
from hub.recorder.steps import HOUR_MS, Span, Step, samples, spans
from hub.recorder.store import Store

_NEVER = 1 << 40
_MOST = 10_000  # samples in one answer
Sum = tuple[int, float, float, float, float | None]  # hour, low, mean, high, last


class Past:
    """The ``History`` port: hourly sums for what is old or drawn coarsely, else every change."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def between(self, entity: str, start: float, end: float, points: int) -> Sequence[Sample]:
        """Return at most ``points`` samples from ``start`` to ``end`` (UTC seconds).

        The first carries on the value that held at ``start``; nothing is said of the future.
        """
        first, last = int(start * 1000), int(min(end, self._clock.time()) * 1000)
        if last <= first or points < 1:
            return []
        return await self._store.read(
            lambda db: _look_up(db, entity, first, last, min(points, _MOST))
        )


def _look_up(
    db: sqlite3.Connection, entity: str, start: int, end: int, points: int
) -> list[Sample]:
    row = db.execute("select id from entities where name = ?", (entity,)).fetchone()
    if row is None:
        return []
    coarse = (end - start) / points >= HOUR_MS
    return samples(_found(db, row[0], start, end, coarse=coarse), start, end, points)


def _found(
    db: sqlite3.Connection, entity: int, start: int, end: int, *, coarse: bool
) -> Iterator[Span]:
    hour = start // HOUR_MS
    switch = max(hour, _first_exact_hour(db, coarse=coarse))
    sums = _sums(db, entity, hour, switch)
    for this, following in pairwise([*sums, None]):
        if this is not None:
            yield from _spans_of(this, following)
    known = (sums[-1][0] + 1) * HOUR_MS if sums else 0
    steps: list[Step] = [(known, sums[-1][4])] if sums else []
    steps += [step for step in _changes(db, entity, switch, end) if step[0] >= known]
    yield from spans(steps, end)


def _first_exact_hour(db: sqlite3.Connection, *, coarse: bool) -> int:
    """Return the hour from which single changes are to be used."""
    (settled,) = db.execute("select min(hour) from settled").fetchone()
    if settled is not None and not coarse:
        return int(settled)
    oldest = db.execute("select at from states order by rowid limit 1").fetchone()
    if oldest is not None:
        return int(oldest[0]) // HOUR_MS
    (summed,) = db.execute("select max(hour) from settled").fetchone()
    return _NEVER if summed is None else int(summed) + 1


def _sums(db: sqlite3.Connection, entity: int, hour: int, switch: int) -> list[Sum]:
    """Return the sums of the hours asked for, and the last one before them."""
    columns = "select hour, low, mean, high, last from hours where entity = ?"
    before = f"{columns} and hour < ? order by hour desc limit 1"
    return [
        *db.execute(before, (entity, hour)),
        *db.execute(f"{columns} and hour >= ? and hour < ? order by hour", (entity, hour, switch)),
    ]


def _spans_of(this: Sum, following: Sum | None) -> Iterator[Span]:
    """Yield a summed hour, and what held after it until the next one."""
    hour, low, mean, high, last = this
    end = (hour + 1) * HOUR_MS
    yield Span(hour * HOUR_MS, end, low, mean, high)
    if following is not None:
        yield from spans([(end, last)], following[0] * HOUR_MS)


def _changes(db: sqlite3.Connection, entity: int, hour: int, end: int) -> list[Step]:
    """Return the changes from ``hour`` on, and all that is not settled yet."""
    rows = db.execute("select at, value from states where entity = ? and at < ?", (entity, end))
    found = [(at, number(value)) for at, value in rows]
    in_hour = "select at, value from settled where hour = ? and entity = ?"
    for this in range(hour, end // HOUR_MS + 1):
        rows = db.execute(in_hour, (this, entity))
        found += [(this * HOUR_MS + at, number(value)) for at, value in rows]
    return sorted((step for step in found if step[0] < end), key=lambda step: step[0])
