"""A table of numbers from its first row to its last: the same watch as in the house."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.faults.stream.column import Column
from hub.faults.stream.columns import Columns
from hub.faults.stream.power import Power

LEAST = 20  # rows: fewer teach nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One value a row each; the rows that were learned from score 0."""

    scores: list[float]
    threshold: float
    anomalies: list[int]
    changepoints: list[int]
    notes: tuple[str, ...] = field(default=())


def train_rows(rows: int) -> int:
    """Return how many of so many rows are learned from where nobody said: 15 %, at least 100."""
    return min(max(round(0.15 * rows), 100), rows)


def score(times: Sequence[float], rows: Sequence[Sequence[float]], *, train: int) -> Scored:
    """Learn from the first ``train`` rows and score the others, each before the next is seen.

    ``times`` are UTC seconds; NaN stands for what is not known. Too few rows, or no numbers in
    them, are told in a note, and nothing is claimed.
    """
    train = min(train, len(rows))
    note = _useless(rows, train)
    if note:
        return _silent(len(rows), note)
    watch = _learned(times[:train], rows[:train])
    said = [watch.update(t, row) for t, row in zip(times[train:], rows[train:], strict=True)]
    quiet = [0] * train
    return Scored(
        scores=[0.0] * train + [each.score for each in said],
        threshold=1.0,
        anomalies=quiet + [int(each.is_strange) for each in said],
        changepoints=quiet + [int(each.is_change) for each in said],
    )


def _learned(times: Sequence[float], rows: Sequence[Sequence[float]]) -> Power | Column | Columns:
    """Return what fits such rows.

    Several columns are known by each other; one alone by its work and rest where it is a machine's
    power, else by its day.
    """
    if len(rows[0]) > 1:
        return Columns.learned(rows)
    return Power.learned(times, rows) or Column.learned(times, rows)


def _useless(rows: Sequence[Sequence[float]], train: int) -> str:
    if train < LEAST:
        return f"{train} rows to learn from are too few (at least {LEAST}): nothing is claimed"
    if all(math.isnan(value) for row in rows[:train] for value in row):
        return "no number in the rows to learn from: nothing is claimed"
    return ""


def _silent(rows: int, note: str) -> Scored:
    return Scored(
        scores=[0.0] * rows,
        threshold=1.0,
        anomalies=[0] * rows,
        changepoints=[0] * rows,
        notes=(note,),
    )
