"""The picture of a scored table: each column, the score under them, strange stretches shaded."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hub.cli.faults.episodes import episodes
from hub.cli.faults.table import Table
from hub.core.errors import ConfigError, EngineMissing
from hub.faults.stream.scored import Scored

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST = 8  # columns drawn; more cannot be read
_DAY = 86_400.0
_STRANGE, _LINE = "#d9480f", "#1f5f8b"


def draw(table: Table, scored: Scored, train: int, path: Path) -> None:
    """Draw it into ``path`` (its ending says how: .png, .svg, .pdf).

    Raises ``EngineMissing`` without matplotlib, ``ConfigError`` where it cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise EngineMissing(
            "a plot needs matplotlib: install the extra with `pip install tomte[plot]`"
        ) from error
    shown = table.names[:_MOST]
    figure = Figure(figsize=(11, 1.5 * len(shown) + 2), layout="constrained")
    axes = figure.subplots(len(shown) + 1, 1, sharex=True, squeeze=False)[:, 0]
    across, are_days = _across(table.times)
    for i, (axis, name) in enumerate(zip(axes, shown, strict=False)):
        axis.plot(across, [row[i] for row in table.rows], color=_LINE, linewidth=0.8)
        axis.set_title(name, loc="left", fontsize=9)
    axes[-1].plot(across, scored.scores, color="black", linewidth=0.8)
    axes[-1].axhline(scored.threshold, color=_STRANGE, linestyle="--", linewidth=0.8)
    axes[-1].set_title("score (1 is the edge)", loc="left", fontsize=9)
    if are_days:
        axes[-1].xaxis_date()
    for axis in axes:
        axis.grid(visible=True, alpha=0.3)
        axis.axvspan(across[0], across[max(train - 1, 0)], color="grey", alpha=0.12)
        _shade(axis, across, scored)
    try:
        figure.savefig(path, dpi=110)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: the plot cannot be written: {error}") from error


def _across(times: list[float]) -> tuple[list[float], bool]:
    """Return days since 1970 where times only move on, else row numbers; whether they are days."""
    if all(later > earlier for earlier, later in pairwise(times)):
        return [time / _DAY for time in times], True
    return [float(row) for row in range(len(times))], False


def _shade(axis: "Axes", across: list[float], scored: Scored) -> None:
    for first, last in episodes(scored.anomalies):
        axis.axvspan(across[first], across[last], color=_STRANGE, alpha=0.25, linewidth=1)
    for row, changed in enumerate(scored.changepoints):
        if changed:
            axis.axvline(across[row], color="black", alpha=0.5, linewidth=0.8, linestyle=":")
