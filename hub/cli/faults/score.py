"""``tomte faults score``: a file of readings, row by row, as the house would have seen it."""

import argparse
import json
from pathlib import Path

from hub.cli.console import FINE, complain, tell
from hub.cli.faults.episodes import episodes
from hub.cli.faults.table import Table, read
from hub.core.errors import ConfigError
from hub.faults.stream.scored import Scored, score, train_rows

_SHOWN = 12  # episodes told to people; --json has every row


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("file", type=Path, metavar="FILE.csv", help=".csv or .csv.gz")
    ask.add_argument(
        "--train-rows", type=int, metavar="N", help="healthy rows to learn from (first 15 %%)"
    )
    ask.add_argument("--json", action="store_true", help="print one value a row as JSON")
    ask.add_argument("--plot", type=Path, metavar="FILE.png", help="draw it")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Score the file."""
    if args.train_rows is not None and args.train_rows < 1:
        raise ConfigError(f"--train-rows {args.train_rows}: at least 1 row is needed")
    table = read(args.file)
    train = train_rows(len(table.rows)) if args.train_rows is None else args.train_rows
    scored = score(table.times, table.rows, train=train)
    for note in (*table.notes, *scored.notes):
        complain(f"{args.file.name}: {note}")
    if args.plot is not None:
        from hub.cli.faults.plot import draw

        draw(table, scored, train, args.plot)
    tell(_as_json(scored) if args.json else _in_words(table, scored, train))
    return FINE


def _as_json(scored: Scored) -> str:
    return json.dumps(
        {
            "scores": [float(f"{value:.5g}") for value in scored.scores],
            "threshold": scored.threshold,
            "anomalies": scored.anomalies,
            "changepoints": scored.changepoints,
        }
    )


def _in_words(table: Table, scored: Scored, train: int) -> str:
    found = episodes(scored.anomalies)
    rows = len(table.rows)
    lines = [
        f"{rows} rows of {', '.join(table.names)[:200]}; learned from the first {min(train, rows)}"
    ]
    for first, last in found[:_SHOWN]:
        peak = max(scored.scores[first : last + 1])
        lines.append(f"  rows {first}–{last}  {_when(table.times[first])}  score up to {peak:.2f}")
    if len(found) > _SHOWN:
        lines.append(f"  … and {len(found) - _SHOWN} more (--json has every row)")
    share = sum(scored.anomalies) / max(rows - train, 1)
    lines.append(
        f"{_counted(len(found), 'strange stretch', 'es')} ({share:.1%} of the rows), "
        f"{_counted(sum(scored.changepoints), 'sudden change', 's')}"
    )
    return "\n".join(lines)


def _counted(count: int, thing: str, plural: str) -> str:
    return f"{count} {thing if count == 1 else thing + plural}"


def _when(time: float) -> str:
    from datetime import UTC, datetime

    try:
        return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError, OSError):
        return f"{time:g}"
