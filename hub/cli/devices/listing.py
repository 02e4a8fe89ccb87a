"""``tomte devices list``: everything in the running hub's house, by room."""

import argparse
import asyncio
import json
import unicodedata
from collections.abc import Sequence

from hub.cli.console import FINE, paint, tell
from hub.cli.devices.house import Json, at_home, label, state_words
from hub.core.errors import UnknownEntity

_NOWHERE = "in no room"
_GAP = 2  # spaces between two columns
_WIDEST = 38  # letters of a name or a state


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("--area", metavar="ROOM", help="only this room")
    ask.add_argument("--all", action="store_true", help="also what few people want to see")
    ask.add_argument("--json", action="store_true", help="print the entities as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Show the house."""
    return asyncio.run(_list(args))


async def _list(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        home: Json = await client.get("/v1/home")
    rooms = _rooms(home, args.area)
    if args.json:
        tell(json.dumps([_plain(view, room) for room, views in rooms.items() for view in views]))
        return FINE
    for room, views in rooms.items():
        shown = [v for v in views if args.all or v["entity"]["enabled"]]
        if shown:
            tell(paint(room, "bold"))
            _table([_row(view, home) for view in shown])
    if not rooms:
        tell("nothing has announced itself yet; `tomte doctor` says whether the broker answers")
    return FINE


def _rooms(home: Json, only: str | None) -> dict[str, list[Json]]:
    """Return entities by room, rooms by name and those in none last."""
    names = {area["id"]: area["name"] for area in home["areas"]}
    if only is not None and only.casefold() not in {
        word.casefold() for pair in names.items() for word in pair
    }:
        known = ", ".join(sorted(names.values())) or "none yet"
        raise UnknownEntity(f"there is no room {only!r}; the rooms are: {known}")
    rooms: dict[str, list[Json]] = {}
    for view in home["entities"]:
        area = view["entity"]["area"]
        name = names.get(area, _NOWHERE)
        if only is None or only.casefold() in {area.casefold(), name.casefold()}:
            rooms.setdefault(name, []).append(view)
    for views in rooms.values():
        views.sort(key=lambda view: (view["entity"]["device"], view["entity"]["id"]))
    return dict(sorted(rooms.items(), key=lambda room: (room[0] == _NOWHERE, room[0])))


def _plain(view: Json, room: str) -> Json:
    entity = view["entity"]
    return {
        "id": entity["id"],
        "name": label(entity),
        "kind": entity["kind"],
        "area": "" if room == _NOWHERE else room,
        "device": entity["device"],
        "available": view["available"],
        "unit": entity["unit"],
        "state": view["state"],
    }


def _row(view: Json, home: Json) -> tuple[str, ...]:
    entity = view["entity"]
    state = state_words(view, home["units"])
    if view["silent_since"] is not None and view["available"]:
        state = f"{state} (silent)"
    return label(entity), entity["kind"], state, entity["id"]


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [min(max(map(_width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [_cut(cell, width) for cell, width in zip(row[:-1], widths, strict=False)]
        tell("  " + (" " * _GAP).join([*cells, paint(row[-1], "grey")]))


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cut(text: str, width: int) -> str:
    """Return a text filled up, or cut, to so many columns."""
    while _width(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - _width(text))
