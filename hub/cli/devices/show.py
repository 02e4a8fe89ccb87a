"""``tomte devices show``: a device or an entity, with all the hub knows of it."""

import argparse
import asyncio
import json
from collections.abc import Iterable

from hub.cli.client import Client
from hub.cli.console import FINE, paint, tell
from hub.cli.devices.house import (
    Json,
    at_home,
    device_of,
    entity_of,
    label,
    parts_of,
    state_words,
    unknown,
)

_DEVICE = ("manufacturer", "model", "model_id", "sw_version", "hw_version", "serial_number")


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("which", metavar="ID|NAME", help="a device or an entity")
    ask.add_argument("--json", action="store_true", help="print it as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Show it."""
    return asyncio.run(_show(args))


async def _show(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        home: Json = await client.get("/v1/home")
        device, entity = device_of(home, args.which), None
        if device is None:
            entity = entity_of(home, args.which)
            if entity is None:
                raise unknown(args.which)
            device = next((d for d in home["devices"] if d["id"] == entity["entity"]["device"]), {})
        views = [entity] if entity else parts_of(home, device["id"])
        told = {
            "device": device,
            "entities": [await _whole(client, view) for view in views],
            "left_out": await _left_out(client, device, views),
        }
    if args.json:
        tell(json.dumps(told))
    else:
        _tell(told, home)
    return FINE


async def _whole(client: Client, view: Json) -> Json:
    story = await client.do("ExplainEntity", entity=view["entity"]["id"])
    return {**view, "story": story}


async def _left_out(client: Client, device: Json, views: Iterable[Json]) -> list[Json]:
    """Return what was announced of these and is not used."""
    ids = {view["entity"]["id"] for view in views}
    announced = await client.do("ListAnnounced", device=device.get("id", ""))
    return [
        {"origin": one["origin"], **each}
        for one in announced
        if device or ids & set(one["entities"])
        for each in one["left_out"]
    ]


def _tell(told: Json, home: Json) -> None:
    device = told["device"]
    if device:
        about = ", ".join(f"{device[key]}" for key in _DEVICE if device.get(key))
        tell(f"{paint(label(device), 'bold')}  {device['id']}")
        _line("is", about)
        _line("known as", ", ".join(device["identifiers"]))
        _line("settings", device["configuration_url"])
    for view in told["entities"]:
        _tell_entity(view, home)
    for each in told["left_out"]:
        where = f"{each['origin']} {each['key']}".strip()
        tell(f"{paint('refused', 'amber')}  {where}: {each['reason']}")


def _tell_entity(view: Json, home: Json) -> None:
    entity, story = view["entity"], view["story"]
    area = next((a["name"] for a in home["areas"] if a["id"] == entity["area"]), "no room")
    tell(f"\n{paint(label(entity), 'bold')}  {entity['id']}")
    _line("is", " ".join(w for w in (entity["device_class"], entity["kind"], "in", area) if w))
    _line("state", state_words(view, home["units"]))
    _line("wanted", _desired(view))
    attributes = ", ".join(f"{k}={json.dumps(v)}" for k, v in sorted(story["attributes"].items()))
    shown = story["state"] if story["state"] is not None else "unknown"
    _line("Home Assistant", f"{shown}  {attributes}".rstrip())
    _line("announced on", story["origin"])
    for key, topics in story["topics"].items():
        _line(key, ", ".join(topics))
    _line("can", ", ".join(story["services"]))
    counts = ", ".join(f"{count} {why}" for why, count in view["rejected"].items())
    last = f" (last: {view['last_rejected']})" if view["last_rejected"] else ""
    _line("left out", counts and f"{counts}{last}")


def _desired(view: Json) -> str:
    wanted = ", ".join(f"{name}={value}" for name, value in view["desired"].items())
    return f"{wanted} – but it tells otherwise" if wanted and view["differs"] else wanted


def _line(what: str, said: str) -> None:
    if said:
        tell(f"  {what:<16} {said}")
