"""Open, close, stop and place blinds, shutters and valves; doors are closed, never opened."""

import re
from collections.abc import Callable

from hub.core.commands import Call, DeviceCommand, Move, SetLevel
from hub.core.entities import Entity
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.skill import GONE, Home, Intent, Reply, Skill, worded

api = 1
_WAYS_IN = {"door", "garage", "gate", "gas"}  # classes of what a voice must not open
_WAY_IN = re.compile(r"(?<![a-z])(garage|gate|door)(?![a-z])|车库|大门|院门|房门", re.IGNORECASE)
_OPENING = {"Open", "SetPosition"}


def _slats(service: str) -> Callable[[Intent, Entity], DeviceCommand]:
    return lambda intent, entity: Call(entity=entity.id, service=service, cause=intent.cause)


def _position(intent: Intent, entity: Entity) -> DeviceCommand:
    return SetLevel(entity=entity.id, level=float(intent.slots["level"]), cause=intent.cause)


_WISHES: dict[str, tuple[str, Callable[[Intent, Entity], DeviceCommand]]] = {
    "Open": ("reply.opened", lambda i, e: Move(entity=e.id, to="open", cause=i.cause)),
    "Close": ("reply.closed", lambda i, e: Move(entity=e.id, to="closed", cause=i.cause)),
    "StopMoving": ("reply.stopped", lambda i, e: Move(entity=e.id, to="stop", cause=i.cause)),
    "SetPosition": ("reply.level_set", _position),
    "OpenSlats": ("reply.slats_open", _slats("open_cover_tilt")),
    "CloseSlats": ("reply.slats_closed", _slats("close_cover_tilt")),
}


class Opening:
    """Moves what covers and what lets through; a way into the house needs a tap on the page."""

    intents: tuple[str, ...] = tuple(_WISHES)

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Move it and say where it came to."""
        entity = self._home.meant(intent)
        if entity is None:
            return GONE
        if intent.name in _OPENING and self._is_way_in(entity):
            return Reply(message=Message(id="reply.tap_to_open", values={"name": entity.label}))
        done, wish = _WISHES[intent.name]
        outcome = await self._home.commands.send(wish(intent, entity))
        values = {"level": float(intent.slots.get("level", 0))}
        return worded(entity, outcome, done=done, values=values)

    def _is_way_in(self, entity: Entity) -> bool:
        if entity.kind is Kind.LOCK or entity.device_class in _WAYS_IN:
            return True
        device = self._home.registry.devices.get(entity.device)
        names = (entity.label, entity.name, device.label if device else "")
        is_covered = entity.kind is Kind.COVER and not entity.device_class
        return is_covered and any(map(_WAY_IN.search, names))


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Opening(home)
