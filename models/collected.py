"""What was collected of an appliance: its one-minute grid in a CSV file, as anyone can read it."""

import csv
import io
import math
import re
from datetime import UTC, datetime
from pathlib import Path

from models.errors import ModelError
from models.features import MINUTE, Grid
from models.files import write_atomic

SIGNALS = ("power", "temperature", "ambient", "command")
_LARGEST = 200_000_000  # bytes


def model_name(appliance: str) -> str:
    """Return what the model of an appliance (id) is called."""
    plain = re.sub(r"[^a-z0-9_.-]+", "-", appliance.lower()).strip("-.") or "appliance"
    return plain[:64]


def file_of(folder: Path, name: str) -> Path:
    """Return where the collected minutes of a model lie."""
    return folder / f"{name}.csv"


def keep(file: Path, grid: Grid) -> None:
    """Write a grid; an unknown number is an empty cell, a minute without any is left out."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["timestamp", *grid.names])
    for minute, row in enumerate(grid.rows):
        if not all(math.isnan(value) for value in row):
            cells = ["" if math.isnan(value) else f"{value:.6g}" for value in row]
            rows.writerow([f"{grid.start + minute * MINUTE:.0f}", *cells])
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(file, out.getvalue().encode())


def read(file: Path) -> tuple[list[float], dict[str, list[float]]]:
    """Return times (UTC s) and columns as they stand; raise ``ModelError`` naming the cure."""
    try:
        if file.stat().st_size > _LARGEST:
            raise ModelError(f"{file}: larger than {_LARGEST / 1e6:.0f} MB; cut it")
        lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    except FileNotFoundError as error:
        raise ModelError(f"{file}: nothing was collected yet; the hub does so at night") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ModelError(f"{file}: cannot be read ({error}); give a CSV file in UTF-8") from error
    head = [name.strip().lower() for name in lines[0]] if lines else []
    if len(head) < 2 or head[0] != "timestamp" or "power" not in head:
        raise ModelError(f"{file}: wanted are the columns timestamp, power[, temperature, ambient]")
    body = [line for line in lines[1:] if line]
    columns = {name: [_number(line, i) for line in body] for i, name in enumerate(head) if i}
    return [_time(line[0]) for line in body], {k: v for k, v in columns.items() if k in SIGNALS}


def grid(times: list[float], columns: dict[str, list[float]]) -> Grid:
    """Return rows on the one-minute grid; the first row of a minute counts, what jumps back not."""
    known = [time for time in times if not math.isnan(time)]
    if not known:
        raise ModelError("no row has a timestamp; nothing can be learned")
    start = math.floor(known[0] / MINUTE) * MINUTE
    names = tuple(name for name, values in columns.items() if any(v == v for v in values))  # noqa: PLR0124 - NaN
    count = min(round((max(known) - start) / MINUTE) + 1, 3 * 366 * 1440)
    rows = [[math.nan] * len(names) for _ in range(count)]
    last = -math.inf
    for index, time in enumerate(times):
        minute = math.floor((time - start) / MINUTE) if time > last else -1
        if 0 <= minute < count:
            rows[minute] = [columns[name][index] for name in names]
            last = time
    return Grid(start=start, names=names, rows=rows)


def _number(line: list[str], at: int) -> float:
    try:
        number = float(line[at])
    except (ValueError, IndexError):
        return math.nan
    return number if math.isfinite(number) else math.nan


def _time(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(cell.strip())
    except ValueError:
        return math.nan
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
