"""What an appliance measured, from the history into the file that is learned from."""

import asyncio
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from hub.core.entities import Appliance, Entity
from hub.core.ports import History
from models.collected import grid, keep, read
from models.errors import ModelError
from models.features import MINUTE, Grid

KEPT_DAYS = 150
_DAY = 86_400.0
_MINUTES = 1440
_UNITS = {"kW": (1000.0, 0.0), "mW": (0.001, 0.0), "°F": (5 / 9, -160 / 9)}
Column = tuple[str, Entity]


def columns(appliance: Appliance, entities: Mapping[str, Entity]) -> list[Column]:
    """Return the signals of an appliance that are learned from, power first."""
    wanted = (("power", appliance.power), ("temperature", appliance.temperature))
    return [(name, entities[entity]) for name, entity in wanted if entity in entities]


async def gather(
    history: History, wanted: Sequence[Column], file: Path, now: float, *, days: int = 14
) -> None:
    """Add the minutes since the last time to a file, whole ones up to ``now`` (UTC s).

    At most ``days`` are asked of the history; older minutes than 150 days go.
    """
    names = tuple(name for name, _ in wanted)
    held = await asyncio.to_thread(_held, file, names)
    end = math.floor(now / MINUTE) * MINUTE
    start = max(held.start + len(held.rows) * MINUTE, end - days * _DAY)
    rows: list[list[float]] = []
    while start + len(rows) * MINUTE < end:
        begin = start + len(rows) * MINUTE
        count = min(_MINUTES, round((end - begin) / MINUTE))
        parts = [await _minutes(history, entity, begin, count) for _, entity in wanted]
        rows += [list(row) for row in zip(*parts, strict=True)]
    await asyncio.to_thread(keep, file, _joined(held, Grid(start=start, names=names, rows=rows)))


async def _minutes(history: History, entity: Entity, begin: float, count: int) -> list[float]:
    factor, offset = _UNITS.get(entity.unit, (1.0, 0.0))
    found = [math.nan] * count
    for sample in await history.between(entity.id, begin, begin + count * MINUTE, count):
        minute = round((sample.at - begin) / MINUTE)
        if 0 <= minute < count:
            found[minute] = sample.mean * factor + offset
    return found


def _held(file: Path, names: tuple[str, ...]) -> Grid:
    """Return what is there already; nothing where it cannot be used any more."""
    try:
        held = grid(*read(file))
    except ModelError:
        return Grid(start=0.0, names=names, rows=[])
    order = [held.names.index(name) if name in held.names else -1 for name in names]
    rows = [[row[at] if at >= 0 else math.nan for at in order] for row in held.rows]
    return Grid(start=held.start, names=names, rows=rows)


def _joined(held: Grid, fresh: Grid) -> Grid:
    if not held.rows:
        return fresh
    between = round((fresh.start - held.start) / MINUTE) - len(held.rows)
    gap = [[math.nan] * len(held.names)] * max(between, 0)
    rows = [*held.rows, *gap, *fresh.rows]
    over = max(len(rows) - KEPT_DAYS * _MINUTES, 0)
    return Grid(start=held.start + over * MINUTE, names=held.names, rows=rows[over:])
