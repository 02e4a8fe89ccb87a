"""How long the house remembers: every change for days, hourly sums for years.

Once a household hour the finished hours move from ``states`` into ``settled`` and are summed up in
``hours``; once a household day what is too old goes. All of it in small bites on the writer's
thread, between which telemetry and durable records have their turn.
"""

import logging
import sqlite3
from functools import partial
from typing import NamedTuple

from hub.core.clock import Clock
from hub.core.errors import StoreError
from hub.recorder.compact import number
from hub.recorder.steps import HOUR_MS, Step, samples, spans
from hub.recorder.store import Store

_log = logging.getLogger(__name__)
_HOUR = 3600.0
_LATE = 10.0  # seconds after the full hour: its last readings are written by then
_BITE = 20_000  # rows moved or deleted in one transaction
_PAGES = 250  # given back to the disk in one transaction


class _Finished(NamedTuple):
    """Rows of ``states`` from ``first`` to ``last`` that are older than ``before`` (ms)."""

    first: int
    last: int
    before: int
    bites: list[tuple[int, int]]  # ranges of entities with few enough rows


class Retention:
    """Settles finished hours; lets changes go after ``days``, hourly sums after ``years``."""

    def __init__(self, store: Store, clock: Clock, *, days: float = 14, years: float = 5) -> None:
        self._store, self._clock = store, clock
        self._days, self._years = days, years

    async def run(self) -> None:
        """Tidy at once and then every household hour, until cancelled."""
        tidied = None
        while True:
            today = self._clock.now().date()
            try:
                await self.settle()
                if today != tidied:
                    await self.let_go()
                    tidied = today
            except StoreError as error:
                _log.warning("history is not tidied now, but in an hour: %s", error)
            await self._clock.sleep(_HOUR - self._clock.time() % _HOUR + _LATE)

    async def settle(self) -> None:
        """Move every finished hour to its place and sum it up."""
        before = int(self._clock.time() * 1000) // HOUR_MS * HOUR_MS
        finished = await self._store.history(partial(_finished, before))
        for entities in finished.bites:
            await self._store.history(partial(_settle, finished, entities))
        for row in range(finished.first, finished.last + 1, _BITE):
            await self._store.history(partial(_clear, finished, row))

    async def let_go(self) -> None:
        """Delete what is too old, and give the room back to the disk where it is much."""
        hour = int(self._clock.time() * 1000) // HOUR_MS
        while await self._store.history(partial(_drop_an_hour, hour - int(24 * self._days))):
            pass
        await self._store.history(partial(_drop_sums, hour - int(24 * 365 * self._years)))
        while await self._store.history(_give_back):
            pass


def _finished(before: int, db: sqlite3.Connection) -> _Finished:
    first, last = db.execute("select min(rowid), max(rowid) from states").fetchone()
    if first is None:
        return _Finished(0, -1, before, [])
    counts = db.execute(
        "select entity, count(*) from states where rowid <= ? and at < ? group by entity",
        (last, before),
    )
    bites: list[tuple[int, int]] = []
    rows = _BITE
    for entity, count in sorted(counts):
        if rows + count > _BITE:
            bites.append((entity, entity))
            rows = 0
        bites[-1], rows = (bites[-1][0], entity), rows + count
    return _Finished(first, last, before, bites)


_HIS = "from states where rowid <= ? and at < ? and entity between ? and ?"
_MOVE = f"""insert or replace into settled (hour, entity, at, value)
select at / {HOUR_MS}, entity, at % {HOUR_MS}, value {_HIS} order by 1, 2, 3, rowid"""
_TOUCHED = f"select distinct entity, at / {HOUR_MS} {_HIS} order by 1, 2"


def _settle(finished: _Finished, entities: tuple[int, int], db: sqlite3.Connection) -> None:
    values = (finished.last, finished.before, *entities)
    db.execute(_MOVE, values)
    for entity, hour in db.execute(_TOUCHED, values).fetchall():
        _sum_up(db, entity, hour)


def _sum_up(db: sqlite3.Connection, entity: int, hour: int) -> None:
    begin = hour * HOUR_MS
    carried = db.execute(
        "select last from hours where entity = ? and hour < ? order by hour desc limit 1",
        (entity, hour),
    ).fetchone()
    steps: list[Step] = [(begin, carried[0] if carried else None)]
    rows = db.execute(
        "select at, value from settled where hour = ? and entity = ? order by at", (hour, entity)
    )
    steps += [(begin + at, number(value)) for at, value in rows]
    for sample in samples(spans(steps, begin + HOUR_MS), begin, begin + HOUR_MS, 1):
        db.execute(
            "insert or replace into hours (entity, hour, low, mean, high, last)"
            " values (?, ?, ?, ?, ?, ?)",
            (entity, hour, sample.low, sample.mean, sample.high, steps[-1][1]),
        )


def _clear(finished: _Finished, row: int, db: sqlite3.Connection) -> None:
    db.execute(
        "delete from states where rowid between ? and ? and at < ?",
        (row, min(row + _BITE - 1, finished.last), finished.before),
    )


def _drop_an_hour(oldest: int, db: sqlite3.Connection) -> bool:
    (hour,) = db.execute("select min(hour) from settled").fetchone()
    if hour is None or hour >= oldest:
        return False
    db.execute("delete from settled where hour = ?", (hour,))
    return True


def _drop_sums(oldest: int, db: sqlite3.Connection) -> None:
    for (entity,) in db.execute("select id from entities").fetchall():
        db.execute("delete from hours where entity = ? and hour < ?", (entity, oldest))


def _give_back(db: sqlite3.Connection) -> bool:
    """Shrink the file by a bite when more than a quarter is empty; say whether it was."""
    (empty,) = db.execute("pragma freelist_count").fetchone()
    (pages,) = db.execute("pragma page_count").fetchone()
    if 4 * empty <= pages or pages < _PAGES:
        return False
    db.execute(f"pragma incremental_vacuum({_PAGES})").fetchall()
    (left,) = db.execute("pragma freelist_count").fetchone()
    return bool(left < empty)
