"""Home Assistant's recorder database as a file: opened read only, with one clear error if not."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hub.core.errors import HubError

NAME = "home-assistant_v2.db"
_MAGIC = b"SQLite format 3\0"
_AT_ONCE = 20_000  # rows

Row = tuple[Any, ...]


class Unusable(HubError, ValueError):
    """A database that cannot be read, or holds nothing to look at; the text says which, and why."""


class Tables:
    """The tables of a recorder database, read row by row; every way it can fail is ``Unusable``.

    ``patience`` are the seconds to wait where another program writes.
    """

    def __init__(self, path: Path, *, patience: float = 10.0) -> None:
        self.path = path / NAME if path.is_dir() else path
        self._db = _open(self.path, patience)
        self.columns: dict[str, frozenset[str]] = {}
        try:
            self._meet()
        except Unusable:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def has(self, table: str, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.columns.get(table, ())

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield what a query finds; raise ``Unusable``."""
        with self._explained():
            cursor = self._db.execute(sql, values)
            while found := cursor.fetchmany(_AT_ONCE):
                yield from found

    def _meet(self) -> None:
        """Find out which tables there are, with which columns."""
        for (name,) in list(self.rows("select name from sqlite_master where type = 'table'")):
            told = self.rows("select name from pragma_table_info(?)", (name,))
            self.columns[name] = frozenset(column for (column,) in told)
        if not {"states", "statistics_meta"} & self.columns.keys():
            raise Unusable(
                f"{self.path.name} is a database, but not Home Assistant's recorder: it has "
                f"neither a table states nor statistics_meta; the recorder's is {NAME}"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise Unusable(_why(self.path, error)) from error


def _open(path: Path, patience: float) -> sqlite3.Connection:
    try:
        with path.open("rb") as file:
            first = file.read(len(_MAGIC))
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror}); check the path") from error
    if first != _MAGIC:
        raise Unusable(
            f"{path.name} is no SQLite database; Home Assistant keeps its own as {NAME} in its "
            "configuration folder (a MariaDB or PostgreSQL recorder cannot be read)"
        )
    try:
        return _connect(f"{path.resolve().as_uri()}?mode=ro", patience)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Unusable(_why(path, error)) from error
    except sqlite3.Error as error:
        raise Unusable(_why(path, error)) from error
    try:  # a write-ahead log beside it that may not be opened: read without it
        return _connect(f"{path.resolve().as_uri()}?immutable=1", patience)
    except sqlite3.Error as error:
        raise Unusable(_why(path, error)) from error


def _connect(uri: str, patience: float) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, timeout=patience)
    try:
        db.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db


def _why(path: Path, error: sqlite3.Error) -> str:
    told = str(error)
    if "locked" in told or "busy" in told:
        return f"{path.name} is locked by another program; try again, or look at a copy of it"
    if "malformed" in told or "not a database" in told or "corrupt" in told:
        return (
            f"{path.name} is damaged ({told}); take it from a backup, or mend it with "
            f"`sqlite3 {path.name} .recover`"
        )
    return f"{path.name} cannot be read ({told}); is it Home Assistant's recorder?"
