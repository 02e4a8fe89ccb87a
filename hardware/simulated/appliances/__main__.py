"""Days of a simulated machine as CSV: ``python -m hardware.simulated.appliances KIND …``.

The table goes to standard output or a file; what it is, one line, to standard error.
"""

import argparse
import csv
import math
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np

from hardware.simulated.appliances.breaks import BREAKS
from hardware.simulated.appliances.life import MINUTES
from hardware.simulated.appliances.traces import Trace, trace
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind

_COLUMNS = ("power", "temperature", "ambient", "command")
_Word = TypeVar("_Word", ApplianceKind, FaultKind)
_LONGEST = 3_660  # days: what a table of minutes may hold


def rows(seen: Trace) -> Iterator[list[str]]:
    """Yield the table: a header, then a row a minute; an empty cell is no reading."""
    columns = {name: getattr(seen, name) for name in _COLUMNS}
    told = [name for name in _COLUMNS if not np.isnan(columns[name]).all()]
    yield ["timestamp", *told]
    values = [columns[name].tolist() for name in told]
    for at, *cells in zip(seen.t.tolist(), *values, strict=True):
        stamp = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield [stamp, *("" if math.isnan(cell) else f"{cell:g}" for cell in cells)]


def about(seen: Trace) -> str:
    """Say in one line what a trace is."""
    days, name = len(seen.t) // MINUTES, seen.kind.replace("_", " ")
    if seen.fault is None or seen.fault_from is None:
        return f"{days} healthy days of a {name}, seed {seen.seed}"
    begins = datetime.fromtimestamp(float(seen.t[seen.fault_from]), UTC)
    return (
        f"{days} days of a {name}, seed {seen.seed}: {seen.fault}, {seen.severity}, "
        f"from row {seen.fault_from} ({begins:%Y-%m-%d %H:%M} UTC)"
    )


def main() -> int:
    """Write the table that was asked for; 2 with one line of complaint where there is none."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("kind")
    words.add_argument("--fault")
    words.add_argument("--severity", choices=("moderate", "severe"), default="severe")
    words.add_argument("--days", type=int, default=42)
    words.add_argument("--begins", type=float)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--out", type=Path)
    wanted = words.parse_args()
    try:
        seen = _lived(wanted)
        with wanted.out.open("w", newline="") if wanted.out else nullcontext(sys.stdout) as file:
            csv.writer(file, lineterminator="\n").writerows(rows(seen))
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write(f"{about(seen)}\n")
    return 0


def _lived(wanted: argparse.Namespace) -> Trace:
    if not 1 <= wanted.days <= _LONGEST:
        raise ValueError(f"--days {wanted.days}: 1 to {_LONGEST} can be simulated")
    if wanted.seed < 0:
        raise ValueError(f"--seed {wanted.seed}: wanted is 0 or more")
    kind = _one_of(wanted.kind, list(BREAKS), "kind of machine that is simulated")
    if wanted.fault is None:
        return trace(kind, wanted.seed, wanted.days)
    fault = _one_of(wanted.fault, [one.fault for one in BREAKS[kind]], f"fault of a {kind}")
    return trace(kind, wanted.seed, wanted.days, fault, wanted.severity, begins=wanted.begins)


def _one_of(word: str, known: list[_Word], what: str) -> _Word:
    for one in known:
        if one.value == word:
            return one
    raise ValueError(f"{word!r} is no {what}; these are: {', '.join(known)}")


if __name__ == "__main__":
    sys.exit(main())
