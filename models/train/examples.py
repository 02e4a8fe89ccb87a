"""The windows of one home that a model is learned from, and the ones it is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from models.errors import ModelError
from models.features import MINUTE, Grid, cycle_window, cycles, spans
from models.quality import ENOUGH_CYCLES
from models.split import Split, by_time
from models.train.put_in import INTO_CYCLES, into_spans

if TYPE_CHECKING:
    from models.net import Floats

LEAST = 48  # windows of six hours, one begins every three: a week
_BUSIEST = 12.0  # cycles a day: machines that people start have fewer
_SPAN = 360 * MINUTE
Window = Literal["cycle", "span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Healthy windows in order of time, and the same ones broken on purpose."""

    window: Window
    names: tuple[str, ...]
    times: list[float]
    rows: "Floats"
    broken: list[list[list[float]]]

    @property
    def split(self) -> Split:
        """Split by time; windows that overlap never lie on both sides."""
        gap = _SPAN if self.window == "span" else 0.0
        return by_time(self.times, gap=gap)

    def faulty(self, which: Sequence[int]) -> "Floats":
        """Return the broken ones of these windows."""
        return np.asarray([row for i in which for row in self.broken[i]])


def examples(grid: Grid) -> Examples:
    """Return what a grid teaches: whole cycles where people start the machine, else six hours.

    Raise ``ModelError`` where that is too little.
    """
    found = cycles(grid.column("power")) if "power" in grid.names else []
    days = max(len(grid.rows) / 1440, 1e-9)
    if len(found) >= ENOUGH_CYCLES and len(found) / days < _BUSIEST:
        return _of_cycles(grid, found)
    windows = spans(grid)
    if len(windows) < LEAST:
        raise ModelError(
            f"{len(found)} cycles and {len(windows)} windows of six hours are too few to learn "
            f"from (wanted: {ENOUGH_CYCLES} or {LEAST}); wait some days"
        )
    return _of_spans(grid, windows)


def _of_cycles(grid: Grid, found: Sequence[tuple[int, int]]) -> Examples:
    power = grid.column("power")
    parts = [power[first:last] for first, last in found]
    return Examples(
        window="cycle",
        names=("power",),
        times=[grid.start + first * MINUTE for first, _ in found],
        rows=np.asarray([cycle_window(part) for part in parts]),
        broken=[[cycle_window(change(part)) for change in INTO_CYCLES] for part in parts],
    )


def _of_spans(grid: Grid, windows: Sequence[tuple[int, list[float]]]) -> Examples:
    rows = np.asarray([row for _, row in windows])
    if not (rows.max(axis=0) > rows.min(axis=0)).any():
        raise ModelError(f"{', '.join(grid.names)} never changes; does this plug measure?")
    columns = len(grid.names) + ("power" in grid.names)
    return Examples(
        window="span",
        names=grid.names,
        times=[grid.start + first * MINUTE for first, _ in windows],
        rows=rows,
        broken=[into_spans(row, columns) for _, row in windows],
    )
