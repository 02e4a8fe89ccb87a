"""The hub's two database files, the one thread that writes them and the one that reads history."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from hub.core.clock import Clock
from hub.core.errors import StoreError
from hub.core.message import Message
from hub.recorder.file import File, Work, connect, is_damaged

T = TypeVar("T")


class Store:
    """``core.db`` (durable: on the disk before it is acknowledged) and ``history.db`` (telemetry).

    Use it as ``async with Store(folder, clock) as store``. Whatever it is asked, it does in the
    order asked; ``lost`` tells of damaged files that were kept aside.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._writer = ThreadPoolExecutor(1, "recorder")
        self._reader = ThreadPoolExecutor(1, "history")
        self._core = File(folder, "core", durable=True, now=clock.now)
        self._history = File(folder, "history", durable=False, now=clock.now)
        self._closed = False
        self._reading: tuple[int, sqlite3.Connection] | None = None  # damages before it, connection

    @property
    def lost(self) -> Sequence[Message]:
        """What was lost to damaged files since the hub started."""
        return (*self._core.lost, *self._history.lost)

    async def open(self) -> Self:
        """Open both files; raise ``StoreError`` where that is impossible."""
        try:
            await self._on(self._writer, self._core.open)
            await self._on(self._writer, self._history.open)
        except StoreError:
            await self.close()
            raise
        return self

    def core(self, work: Work[T]) -> asyncio.Future[T]:
        """Begin ``work`` on the durable file, in a transaction of its own."""
        return self._on(self._writer, lambda: self._core.transact(work))

    async def history(self, work: Work[T], *, then: Callable[[], None] | None = None) -> T:
        """Do ``work`` on the telemetry, in a transaction; once begun it ends, cancelled or not.

        ``then`` runs in the writer's thread once the transaction is committed.
        """

        def whole() -> T:
            result = self._history.transact(work)
            if then is not None:
                then()
            return result

        return await asyncio.shield(self._on(self._writer, whole))

    async def vacuum(self, pages: int) -> int:
        """Give up to so many empty pages of history back to the disk; return how many are left."""

        def work() -> int:
            db = self._history.open()
            db.execute(f"pragma incremental_vacuum({pages})").fetchall()
            (left,) = db.execute("pragma freelist_count").fetchone()
            return int(left)

        return await asyncio.shield(self._on(self._writer, work))

    async def read(self, work: Work[T]) -> T:
        """Look something up in the telemetry beside the writer."""
        try:
            return await self._on(self._reader, lambda: work(self._connection()))
        except sqlite3.Error as error:
            if is_damaged(error):
                await self._begin_anew(error)
            raise StoreError(f"{self._history.path}: {error}") from error

    async def _begin_anew(self, error: sqlite3.Error) -> None:
        damages = self._reading[0] if self._reading else 0
        await self._on(self._reader, self._end_reading)
        await self._on(self._writer, lambda: self._history.begin_anew(error, damages=damages))

    def _connection(self) -> sqlite3.Connection:
        age = len(self._history.lost)
        if self._reading is None or self._reading[0] != age:
            self._end_reading()
            db = connect(self._history.path)
            db.execute("pragma query_only=1")
            self._reading = (age, db)
        return self._reading[1]

    def _end_reading(self) -> None:
        if self._reading is not None:
            self._reading[1].close()
            self._reading = None

    async def close(self) -> None:
        """End what was begun and close both files."""
        if self._closed:
            return
        await self._on(self._reader, self._end_reading)
        await self._on(self._writer, self._history.close)
        await self._on(self._writer, self._core.close)
        self._closed = True
        self._reader.shutdown()
        self._writer.shutdown()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _on(
        self, thread: ThreadPoolExecutor, work: Callable[..., T], *what: object
    ) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        if not self._closed:
            return loop.run_in_executor(thread, work, *what)
        refused: asyncio.Future[T] = loop.create_future()
        refused.set_exception(StoreError("the store is closed: the hub is stopping"))
        return refused
