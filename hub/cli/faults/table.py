"""A table of readings from a file: a time and numbers a row, whatever is wrong with them."""

import csv
import gzip
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from hub.core.errors import ConfigError

_TIMES = ("timestamp", "datetime", "time", "date", "ts")  # what a column of times is called
_LATEST = 1e11  # seconds: a number beyond is in milliseconds
_LARGEST = 1e100  # no measure: a number beyond is none
_NAN = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns by name; ``times`` in UTC seconds, NaN for every cell that is no number."""

    names: tuple[str, ...]
    times: list[float]
    rows: list[list[float]]
    notes: tuple[str, ...]


def read(path: Path) -> Table:
    """Read a ``.csv`` or ``.csv.gz`` file.

    Raises ``ConfigError`` where there is nothing to read, naming the file and the cure.
    """
    lines = _lines(path)
    if len(lines) < 2:
        raise ConfigError(f"{path}: no rows; wanted is a header, then a timestamp and numbers")
    head = [name.strip() for name in lines[0]]
    column = _time_column(head, path)
    others = [i for i in range(len(head)) if i != column]
    times = [_time(line[column] if column < len(line) else "") for line in lines[1:]]
    rows = [[_number(line[i]) if i < len(line) else _NAN for i in others] for line in lines[1:]]
    used = [k for k in range(len(others)) if not all(math.isnan(row[k]) for row in rows)]
    if not used:
        raise ConfigError(f"{path}: no column of numbers beside the timestamps")
    return Table(
        names=tuple(head[others[k]] for k in used),
        times=_steady(times),
        rows=rows if len(used) == len(others) else [[row[k] for k in used] for row in rows],
        notes=tuple(_notes(head, others, used, times)),
    )


def _lines(path: Path) -> list[list[str]]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text ({error.reason}); save it as UTF-8") from error
    except (OSError, EOFError) as error:
        why = (isinstance(error, OSError) and error.strerror) or str(error)
        raise ConfigError(f"{path}: cannot be read: {why}") from error
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=first.count)
    try:
        return [
            line
            for line in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=comma)
            if line
        ]
    except csv.Error as error:
        raise ConfigError(f"{path}: not a table: {error}") from error


def _time_column(head: Sequence[str], path: Path) -> int:
    small = [name.casefold() for name in head]
    for name in _TIMES:
        if name in small:
            return small.index(name)
    raise ConfigError(f"{path}: no column called timestamp (there are: {', '.join(head)[:200]})")


def _time(cell: str) -> float:
    """Return UTC seconds of a date or a number of seconds or milliseconds; NaN of anything else."""
    text = cell.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        number = _number(text)
        return number / 1000 if abs(number) > _LATEST else number
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        return _NAN
    return number if abs(number) < _LARGEST else _NAN


def _steady(times: list[float]) -> list[float]:
    """Return times with what is unknown filled by the time before it."""
    last = next((time for time in times if not math.isnan(time)), 0.0)
    filled = []
    for time in times:
        last = last if math.isnan(time) else time
        filled.append(last)
    return filled


def _notes(
    head: Sequence[str], others: Sequence[int], used: Sequence[int], times: Sequence[float]
) -> list[str]:
    notes = []
    idle = [head[i] for k, i in enumerate(others) if k not in set(used)]
    if idle:
        notes.append(f"without a number, left out: {', '.join(idle)[:200]}")
    unread = sum(math.isnan(time) for time in times)
    if unread:
        notes.append(f"{unread} timestamps cannot be read; each counts as the one before")
    back = sum(later < earlier for earlier, later in pairwise(times))
    if back:
        notes.append(f"timestamps jump back {back} times; rows are taken in the file's order")
    return notes
