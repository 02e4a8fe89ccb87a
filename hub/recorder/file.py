"""One database file: opened, checked, kept aside when it is damaged, begun anew."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from hub.core.errors import StoreError
from hub.core.message import Message
from hub.recorder import versions

_log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOST = {
    "core": "names and rooms given by hand, settings, faults and messages",
    "history": "past readings and charts",
}


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, not merely the disk full or away."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGED


class File:
    """A database used by one thread alone; ``name`` is also its schema's (core, history).

    ``durable`` files flush every transaction to the disk and are read through when opened; others
    may lose their last moments in a power cut, and are begun anew even in the middle of work.
    """

    def __init__(
        self, folder: Path, name: str, *, durable: bool, now: Callable[[], datetime]
    ) -> None:
        self.path = folder / f"{name}.db"
        self._name, self._durable, self._now = name, durable, now
        self._db: sqlite3.Connection | None = None
        self.lost: list[Message] = []

    def open(self) -> sqlite3.Connection:
        """Return the open database; a damaged one is kept aside and a fresh one begun."""
        if self._db is None:
            try:
                self._db = self._opened_or_anew()
            except StoreError:
                raise
            except (sqlite3.Error, OSError) as error:
                raise self._complaint(error) from error
        return self._db

    def _opened_or_anew(self) -> sqlite3.Connection:
        try:
            return self._opened()
        except sqlite3.DatabaseError as error:
            if not is_damaged(error):
                raise
            self.set_aside(error)
        return self._opened()

    def _opened(self) -> sqlite3.Connection:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        db = connect(self.path)
        try:
            db.execute("pragma auto_vacuum=incremental")
            db.execute("pragma journal_mode=wal")
            db.execute(f"pragma synchronous={'full' if self._durable else 'normal'}")
            db.execute(f"pragma journal_size_limit={4 << 20}")
            if self._durable:
                _read_through(db)
            versions.bring_up(db, self._name, str(self.path))
        except BaseException:
            db.close()
            raise
        return db

    def transact(self, work: Work[T]) -> T:
        """Do ``work`` in one transaction; raise ``StoreError`` when the disk does not take it."""
        db = self.open()
        try:
            with _transaction(db):
                return work(db)
        except sqlite3.Error as error:
            if is_damaged(error) and not self._durable:
                self.begin_anew(error, damages=len(self.lost))
            raise self._complaint(error) from error

    def begin_anew(self, error: sqlite3.Error, *, damages: int) -> None:
        """Set the file aside, unless another reader had that done since ``damages`` were known."""
        if len(self.lost) == damages:
            try:
                self.set_aside(error)
            except OSError as refused:
                raise self._complaint(refused) from refused
            self.open()

    def set_aside(self, error: sqlite3.Error) -> None:
        """Move a damaged file out of the way, and say what is lost with it."""
        self.close()
        moment = f"{self._now():%Y%m%d-%H%M%S}"
        kept = self.path.with_name(f"{self.path.name}.corrupt-{moment}")
        for number in range(2, 100):
            if not kept.exists():
                break
            kept = self.path.with_name(f"{self.path.name}.corrupt-{moment}-{number}")
        for tail in ("", "-wal", "-shm"):
            source = self.path.with_name(self.path.name + tail)
            if source.exists():
                source.rename(kept.with_name(kept.name + tail))
        self.lost.append(Message(id=f"notify.store_lost.{self._name}", values={"file": kept.name}))
        _log.error(
            "%s is damaged (%s): kept as %s, a fresh one is begun. Lost: %s."
            " Stop the hub and put a backup in its place to have them back",
            *(self.path, error, kept.name, _LOST[self._name]),
        )

    def close(self) -> None:
        """Close the file; ``open`` opens it again."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _complaint(self, error: Exception) -> StoreError:
        cure = "Is the disk full, or the folder not writable?"
        return StoreError(f"{self.path}: {error}. {cure}")


class _transaction:  # noqa: N801 - read as a word: with _transaction(db)
    """Commit at the end, roll back on any error."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.execute("commit")
        elif self._db.in_transaction:
            self._db.execute("rollback")


def connect(path: Path) -> sqlite3.Connection:
    """Open a file plainly; transactions begin and end where the code says so."""
    return sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)


def _read_through(db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("pragma integrity_check(1)").fetchone()
    if verdict != "ok":
        error = sqlite3.DatabaseError(verdict)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
