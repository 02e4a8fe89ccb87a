"""Durable records: what is acknowledged is on the disk."""

import asyncio
import logging
import sqlite3
from typing import TypeVar

from hub.core.codec import decode, encode
from hub.core.errors import BadPayload, StoreError
from hub.recorder.store import Store

_log = logging.getLogger(__name__)
RecordT = TypeVar("RecordT")

_KEEP = """insert into records (collection, key, value) values (?, ?, ?)
on conflict (collection, key) do update set value = excluded.value"""
_DROP = "delete from records where collection = ? and key = ?"
_LOAD = "select key, value from records where collection = ? order by id"

Change = tuple[str, tuple[str, ...]]  # SQL, its values


class Durable:
    """The ``Records`` port on ``core.db``; changes that wait together share one flush."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Change, asyncio.Future[None]]] = []
        self._busy = False

    async def load(self, kind: type[RecordT]) -> dict[str, RecordT]:
        """Return all of this class, by key, oldest first; unreadable ones are logged, left out."""
        rows = await self._store.core(lambda db: db.execute(_LOAD, (kind.__name__,)).fetchall())
        found: dict[str, RecordT] = {}
        for key, value in rows:
            try:
                found[key] = decode(value, kind)
            except BadPayload as error:
                _log.error("%s %r cannot be read and is left out: %s", kind.__name__, key, error)
        return found

    async def keep(self, key: str, record: object) -> None:
        """Store a record under ``key`` in its class; return once it is on disk."""
        await self._change((_KEEP, (type(record).__name__, key, encode(record).decode())))

    async def drop(self, kind: type[object], key: str) -> None:
        """Forget a record; return once that is on disk."""
        await self._change((_DROP, (kind.__name__, key)))

    async def _change(self, change: Change) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, done))
        self._begin()
        await done

    def _begin(self) -> None:
        if self._busy or not self._waiting:
            return
        batch, self._waiting, self._busy = self._waiting, [], True
        job = self._store.core(lambda db: _apply(db, [change for change, _ in batch]))
        job.add_done_callback(lambda job: self._ended([done for _, done in batch], job))

    def _ended(self, waiters: list[asyncio.Future[None]], job: asyncio.Future[None]) -> None:
        self._busy = False
        error = job.exception()
        for done in waiters:
            if done.done():  # its task was cancelled meanwhile
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(StoreError(str(error)))
        self._begin()


def _apply(db: sqlite3.Connection, changes: list[Change]) -> None:
    for sql, values in changes:
        db.execute(sql, values)
