"""The running hub's house, as the command line asks for it: found by id or name, put in words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hub import config
from hub.cli.client import Client, connect, running
from hub.cli.console import HubGone
from hub.core.errors import UnknownEntity
from hub.texts.measures import measure

Json = dict[str, Any]
_LEVELS = ("level", "tilt", "battery", "progress")  # parts of a state in percent
_DEGREES = ("target", "low", "high", "current")
_WORDS = (
    "value",
    "phase",
    "mode",
    "option",
    "text",
    "place",
    "type",
    "said",
    "installed",
    "preset",
    "effect",
)


@asynccontextmanager
async def at_home(file: Path | None) -> AsyncIterator[Client]:
    """Yield a client of the hub that runs on these settings; raise ``HubGone`` with the cure."""
    home = config.load(file).home
    found = running(home)
    if found is None:
        raise HubGone(f"no hub runs on the data folder {home}; start one: tomte run")
    async with connect(found["url"], found["token_file"]) as client:
        yield client


def entity_of(home: Json, text: str) -> Json | None:
    """Return the entity of that id or name, if it is one; raise where several are called so."""
    views: list[Json] = home["entities"]
    for view in views:
        if view["entity"]["id"] == text:
            return view
    return _one(text, [view for view in views if _called(label(view["entity"]), text)], "entity")


def device_of(home: Json, text: str) -> Json | None:
    """Return the device of that id or name, if it is one; raise where several are called so."""
    devices: list[Json] = home["devices"]
    for device in devices:
        if device["id"] == text:
            return device
    return _one(text, [device for device in devices if _called(label(device), text)], "")


def unknown(text: str) -> UnknownEntity:
    """Return the complaint that there is no such thing."""
    return UnknownEntity(f"nothing here is called {text!r}; `tomte devices` lists what there is")


def label(named: Json) -> str:
    """Return what people call an entity or a device."""
    return str(named.get("alias") or named["name"])


def parts_of(home: Json, device: str) -> list[Json]:
    """Return what a device carries."""
    return [view for view in home["entities"] if view["entity"]["device"] == device]


def state_words(view: Json, units: str) -> str:
    """Return what holds true of an entity in the reader's units."""
    if not view["available"]:
        return "unavailable"
    state, entity = view["state"], view["entity"]
    said = [_value(name, value, entity, units) for name, value in state.items()]
    return ", ".join(part for part in said if part) or "unknown"


def _value(name: str, value: object, entity: Json, units: str) -> str:
    if isinstance(value, bool):
        return ("on" if value else "off") if name == "on" else ""
    if isinstance(value, str):
        return value if name in _WORDS else ""
    if isinstance(value, int | float):
        unit = _unit(name, entity)
        said = "" if unit is None else measure(value, unit, units)
        return f"{name} {said}" if said and name in _DEGREES else said
    return ""


def _unit(name: str, entity: Json) -> str | None:
    """Return the unit of a part of a state; ``None`` for one that is not shown."""
    if name == "value":
        return str(entity["unit"])
    if name in _DEGREES:
        return "%" if entity["kind"] == "humidifier" else "°C"
    return "%" if name in _LEVELS else "K" if name == "kelvin" else None


def _called(name: str, text: str) -> bool:
    return name.casefold() == text.strip().casefold()


def _one(text: str, found: list[Json], key: str) -> Json | None:
    if len(found) > 1:
        ids = ", ".join((one[key] if key else one)["id"] for one in found)
        raise UnknownEntity(f"several are called {text!r}; say which: {ids}")
    return found[0] if found else None
