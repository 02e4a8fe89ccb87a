"""Who announced what, and what was refused of it: for the pages and the command line to show."""

import re
from collections.abc import Iterable

from hub.core.announced import Announced, LeftOut, ListAnnounced
from hub.core.commands import Commands
from hub.core.registry import Registry
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.thing import Thing

_NODE = re.compile(r"[^/]+/[^/]+/(?P<node>[^/]+)/[^/]+/config")


class Listing:
    """Answers ``ListAnnounced`` from what is announced at that moment."""

    def __init__(
        self, announcements: Announcements, registry: Registry, commands: Commands
    ) -> None:
        self._announcements, self._registry = announcements, registry
        commands.handle(ListAnnounced, self._list)

    async def _list(self, command: ListAnnounced) -> list[Announced]:
        things: dict[str, list[Thing]] = {}
        for thing in self._announcements.things:
            things.setdefault(thing.origin, []).append(thing)
        left_out: dict[str, list[LeftOut]] = {}
        for (origin, key), refusal in self._announcements.refusals.held.items():
            left_out.setdefault(origin, []).append(LeftOut(key=key, reason=refusal.reason))
        nodes = self._nodes(things)
        found = [
            Announced(
                origin=origin,
                dialect=dialect_of(origin, native=any(t.native for t in things.get(origin, ()))),
                device=self._device(things.get(origin, ())) or nodes.get(_node(origin), ""),
                entities=tuple(thing.entity for thing in things.get(origin, ())),
                topics=_topics(things.get(origin, ())),
                left_out=tuple(left_out.get(origin, ())),
            )
            for origin in dict.fromkeys((*things, *left_out))
        ]
        return [one for one in found if command.device in {"", one.device}]

    def _device(self, things: Iterable[Thing]) -> str:
        for thing in things:
            held = self._registry.held.get(thing.entity)
            if held is not None and held.entity.device:
                return held.entity.device
        return ""

    def _nodes(self, things: dict[str, list[Thing]]) -> dict[str, str]:
        """Return the device of each node that topics name: what is refused beside it is its too."""
        found = {_node(origin): self._device(its) for origin, its in things.items()}
        return {node: device for node, device in found.items() if node}


def dialect_of(origin: str, *, native: bool) -> str:
    """Return the dialect of an announcement; a Zigbee bridge's origin begins with its own name."""
    topic = origin.endswith("/config")
    if topic and not native:
        return "tasmota" if origin.startswith("tasmota/") else "homeassistant"
    if topic:
        return "tasmota"
    return "shelly" if origin.startswith("shelly ") else "zigbee2mqtt"


def _node(origin: str) -> str:
    found = _NODE.fullmatch(origin)
    return found["node"] if found else ""


def _topics(things: Iterable[Thing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for thing in things for topic, _ in thing.ears))
