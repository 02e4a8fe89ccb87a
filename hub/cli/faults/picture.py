"""The picture that shows a fault, and the one of an appliance's days."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hub.cli.faults.house import Faulty
from hub.core.clock import local_timezone
from hub.core.errors import ConfigError, EngineMissing
from hub.core.faults import Evidence, Fault
from hub.core.upkeep import ApplianceStory

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DAY = 86_400.0
_FEWEST = 2  # points of a picture
_STRANGE, _LINE, _USUAL, _GREY = "#d9480f", "#1f5f8b", "#2b8a3e", "#6b7280"
_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "SimHei", "PingFang SC")
_FACTORS = {"s": (60.0, "min"), "1/h": (1.0, "1/h")}  # unit -> what is drawn: divisor, unit


def draw_fault(fault: Fault, known: Faulty, path: Path) -> None:
    """Draw a fault's evidence into ``path`` (its ending says how: .png, .svg, .pdf).

    Raises ``EngineMissing`` without matplotlib, ``ConfigError`` where there is nothing to draw or
    it cannot be written.
    """
    shown = [evidence for evidence in fault.evidence if len(evidence.times) >= _FEWEST]
    if not shown:
        raise ConfigError(f"{fault.id} has no picture: only numbers show it")
    figure, axes = _figure(len(shown), known.language)
    for axis, evidence in zip(axes, shown, strict=True):
        _evidence(axis, evidence, known)
    cost = known.cost(fault)
    figure.suptitle(
        known.say(fault.title) + (f"   {cost}" if cost else ""),
        x=0.02, ha="left", fontsize=13, fontweight="bold",
    )  # fmt: skip
    _save(figure, path)


def draw_days(story: ApplianceStory, known: Faulty, path: Path) -> None:
    """Draw an appliance's days: their energy, the share of time it ran, how strange it ran."""
    if not story.days:
        raise ConfigError(f"nothing is known of the days of {story.appliance.name} yet")
    days = story.days
    rows: list[tuple[str, str, list[float | None]]] = [
        ("energy_day", "kWh", [day.energy_wh / 1000 for day in days]),
        ("duty", "%", [None if day.duty is None else 100 * day.duty for day in days]),
        ("score", "", [day.score for day in days]),
    ]
    rows = [row for row in rows if any(value is not None for value in row[2])]
    figure, axes = _figure(len(rows), known.language)
    middles = [_across(day.start + _DAY / 2) for day in story.days]
    for axis, (signal, unit, values) in zip(axes, rows, strict=True):
        heights = [0.0 if value is None else value for value in values]
        axis.bar(middles, heights, width=0.8, color=_LINE, alpha=0.85)
        axis.set_title(known.put(f"fault.signal.{signal}"), loc="left", fontsize=10)
        axis.set_ylabel(unit, color=_GREY)
        axis.set_ylim(bottom=0)
        if signal == "score":
            axis.set_ylim(0, 1)
            axis.axhline(0.5, color=_STRANGE, lw=1, ls="--")
    figure.suptitle(story.appliance.name, x=0.02, ha="left", fontsize=13, fontweight="bold")
    _save(figure, path)


def _figure(rows: int, language: str) -> tuple["Figure", Sequence["Axes"]]:
    try:
        from matplotlib import font_manager, rcParams
        from matplotlib.figure import Figure
    except ImportError as error:
        raise EngineMissing(
            "a plot needs matplotlib: install the extra with `pip install tomte[plot]`"
        ) from error
    there = {font.name for font in font_manager.fontManager.ttflist}
    rcParams["date.converter"] = "concise"
    rcParams["font.family"] = ["DejaVu Sans", *(font for font in _FONTS if font in there)]
    figure = Figure(figsize=(9, 2.4 * rows + 1.0), layout="constrained")
    axes: list[Axes] = list(figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0])
    for axis in axes:
        axis.xaxis_date()
        axis.grid(visible=True, axis="y", alpha=0.25)
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(colors=_GREY, labelsize=9)
    return figure, axes


def _evidence(axis: "Axes", evidence: Evidence, known: Faulty) -> None:
    """Draw what was measured, what is usual, and since when it was strange."""
    divisor, unit = _FACTORS.get(evidence.unit, (1.0, evidence.unit))
    across = [_across(time) for time in evidence.times]
    values = [value / divisor for value in evidence.values]
    axis.axhspan(evidence.low / divisor, evidence.high / divisor, color=_USUAL, alpha=0.12, lw=0)
    axis.axhline(evidence.usual / divisor, color=_USUAL, lw=1, ls="--", alpha=0.8)
    since = _across(evidence.since)
    axis.axvspan(min(since, across[-1]), across[-1], color=_STRANGE, alpha=0.08, lw=0)
    axis.plot(across, values, color=_LINE, lw=1.3, marker="o", ms=3)
    late = [(x, y) for x, y in zip(across, values, strict=True) if x >= since]
    if late:
        axis.plot(*zip(*late, strict=True), color=_STRANGE, lw=1.6, marker="o", ms=3.5)
    now, usual = known.number(evidence.now, evidence), known.number(evidence.usual, evidence)
    axis.set_title(
        f"{known.signal(evidence)}: " + known.put("cli.faults.now_usual", now=now, usual=usual),
        loc="left", fontsize=10,
    )  # fmt: skip
    axis.set_ylabel(unit, color=_GREY)
    axis.margins(x=0.01)


def _across(at: float) -> float:
    """Return days since 1970 by this machine's clock: matplotlib's way to write a moment."""
    offset = datetime.fromtimestamp(at, local_timezone()).utcoffset() or timedelta()
    return (at + offset.total_seconds()) / _DAY


def _save(figure: "Figure", path: Path) -> None:
    try:
        figure.savefig(path, dpi=130)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: the plot cannot be written: {error}") from error
