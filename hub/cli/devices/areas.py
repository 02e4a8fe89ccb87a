"""``tomte devices areas import FILE``: rooms and names from Home Assistant, or from a list."""

import argparse
import asyncio
import json
from pathlib import Path

from hub.cli.client import Client
from hub.cli.console import FINE, tell
from hub.cli.devices.house import Json, at_home, label
from hub.cli.devices.registries import Known, keys_of, read

_SHOWN = 20  # of what is not here, told to people; --json has all


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    asks = ask.add_subparsers(required=True, metavar="WHAT", parser_class=argparse.ArgumentParser)
    about = "take rooms and names from Home Assistant's files, folder or backup, or a CSV list"
    take = asks.add_parser("import", help=about, description=about)
    take.add_argument("file", type=Path, metavar="FILE", help="or .storage; CSV: name,area")
    take.add_argument("--dry-run", action="store_true", help="only say what would change")
    take.add_argument("--json", action="store_true", help="print what was done as JSON")
    take.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Take them."""
    return asyncio.run(_import(args, read(args.file)))


async def _import(args: argparse.Namespace, wanted: list[Known]) -> int:
    async with at_home(args.config) as client:
        house = _House(await client.get("/v1/home"))
        changes: list[Json] = []
        missing = []
        for known in wanted:
            found = house.find(known)
            if found is None:
                missing.append(known.name or known.entity or ", ".join(known.names[:1]))
            else:
                changes += _changes(known, found, house.areas)
        if not args.dry_run:
            for change in changes:
                await _make(client, change)
    told = {"known": len(wanted), "found": len(wanted) - len(missing)}
    _tell({**told, "changes": changes, "missing": missing}, args)
    return FINE


class _House:
    """What is in the house, by what tells one thing from another."""

    def __init__(self, home: Json) -> None:
        self.areas = {area["id"]: area["name"] for area in home["areas"]}
        self._by_key: dict[str, Json] = {}
        self._by_name: dict[str, list[Json]] = {}
        for device in home["devices"]:
            self._note(device, {device["id"], *keys_of(device["identifiers"])})
        for view in home["entities"]:
            entity = view["entity"]
            self._note(entity, {entity["id"], entity["source"]})

    def _note(self, thing: Json, keys: set[str]) -> None:
        for key in keys:
            self._by_key.setdefault(key, thing)
        for name in {thing["name"].casefold(), label(thing).casefold()}:
            self._by_name.setdefault(name, []).append(thing)

    def find(self, known: Known) -> Json | None:
        """Return the thing of the house that is meant: by its keys, else by a name only it has."""
        for key in sorted(known.keys):
            if key in self._by_key:
                return self._by_key[key]
        for name in known.names:
            called = self._by_name.get(name.casefold(), [])
            devices = [thing for thing in called if "identifiers" in thing]
            for things in (devices, called):
                if len(things) == 1:
                    return things[0]
        return None


def _changes(known: Known, thing: Json, areas: dict[str, str]) -> list[Json]:
    """Return what has to be said of a thing so that it is as it is known."""
    kind = "device" if "identifiers" in thing else "entity"
    changes: list[Json] = []
    if known.name and known.name != label(thing):
        command = "NameDevice" if kind == "device" else "RenameEntity"
        changes.append({"do": command, kind: thing["id"], "name": known.name})
    if known.area and known.area.casefold() != areas.get(thing["area"], "").casefold():
        changes.append({"do": f"Move{kind.capitalize()}", kind: thing["id"], "area": known.area})
    return changes


async def _make(client: Client, change: Json) -> None:
    await client.do(change["do"], **{key: said for key, said in change.items() if key != "do"})


def _tell(told: Json, args: argparse.Namespace) -> None:
    if args.json:
        tell(json.dumps(told))
        return
    would = "would be" if args.dry_run else "is now"
    for change in told["changes"]:
        which = change.get("device") or change.get("entity")
        said = f"called {change['name']}" if "name" in change else f"in {change['area']}"
        tell(f"{which} {would} {said}")
    for name in told["missing"][:_SHOWN]:
        tell(f"not in this house: {name}")
    if len(told["missing"]) > _SHOWN:
        tell(f"… and {len(told['missing']) - _SHOWN} more (--json has them all)")
    tell(f"{told['found']} of {told['known']} are in this house, {len(told['changes'])} changes")
