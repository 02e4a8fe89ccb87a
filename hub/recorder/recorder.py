"""Writes every change of state to the history, a second's worth at a time."""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Sequence

from hub.core.bus import Bus
from hub.core.errors import StoreError
from hub.core.events import StateChanged
from hub.recorder.compact import Kept, kept
from hub.recorder.store import Store

_log = logging.getLogger(__name__)
_ROOM = 65_536  # changes waiting in memory while the disk takes none
_LAST_FLUSH = 5.0  # seconds for it when the hub stops
_LONGEST = 60.0  # seconds between two tries on a full disk

Row = tuple[int, int, Kept]


class Recorder:
    """Loses at most the last ``pause`` seconds of telemetry when the hub is killed."""

    def __init__(self, bus: Bus, store: Store, *, pause: float = 1.0) -> None:
        self._store, self._pause = store, pause
        self._changes = bus.open(StateChanged, limit=_ROOM)
        self._book = Book()
        self._failing = False

    async def run(self) -> None:
        """Write until cancelled, then what is left."""
        with self._changes:
            try:
                async for batch in self._changes.batches(self._pause):
                    await self._write(batch)
            finally:
                await self._write_the_rest()

    async def _write_the_rest(self) -> None:
        rest = self._changes.drain()
        try:
            async with asyncio.timeout(_LAST_FLUSH):
                await self._is_written(rest)
        except TimeoutError:
            _log.error("the last %d readings could not be written in time", len(rest))

    async def _write(self, batch: Sequence[StateChanged]) -> None:
        pause = self._pause
        while not await self._is_written(batch):
            await asyncio.sleep(pause)
            batch, pause = (), min(2 * pause, _LONGEST)  # the book still has them

    async def _is_written(self, batch: Sequence[StateChanged]) -> bool:
        try:
            await self._store.history(
                lambda db: self._book.write(db, batch), then=self._book.forget_written
            )
        except StoreError as error:
            if not self._failing:
                _log.warning("history waits in memory until the disk takes it: %s", error)
            self._failing = True
            return False
        if self._failing:
            _log.warning("history is written again")
        self._failing = False
        return True


class Book:
    """Rows on their way to the disk; used by the writer's thread alone."""

    def __init__(self) -> None:
        self._waiting: deque[StateChanged] = deque(maxlen=_ROOM)
        self._ids: dict[str, int] = {}
        self._known_of: sqlite3.Connection | None = None  # whose ids are known
        self._written_to: sqlite3.Connection | None = None

    def write(self, db: sqlite3.Connection, changes: Sequence[StateChanged]) -> None:
        """Write these changes and those that an earlier error left behind."""
        known_of, self._known_of = (
            self._known_of,
            None,
        )  # until committed: new ids may be rolled back
        if known_of is not db:
            self._ids = dict(db.execute("select name, id from entities"))
        self._waiting.extend(changes)
        rows = self._rows(db)
        db.executemany("insert into states (entity, at, value) values (?, ?, ?)", rows)
        self._written_to = db

    def _rows(self, db: sqlite3.Connection) -> list[Row]:
        ids = self._ids
        for name in {change.entity for change in self._waiting} - ids.keys():
            new = db.execute("insert into entities (name) values (?)", (name,)).lastrowid
            ids[name] = new or 0
        return [(ids[c.entity], int(c.at * 1000), kept(c.state)) for c in self._waiting]

    def forget_written(self) -> None:
        """Let go of what is now on the disk."""
        self._waiting.clear()
        self._known_of = self._written_to
