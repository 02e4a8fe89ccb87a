"""Devices as people call and place them, and who announced what of them."""

from dataclasses import dataclass

from hub.core.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDevice(Command[None]):
    """Call a device by a person's name for it; an empty name brings its own back."""

    device: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDevice(Command[None]):
    """Put a device and all it carries into an area by the area's name; a new name makes a new one.

    An empty name takes it out of its area.
    """

    device: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What of an announcement was not taken in; ``key`` names the part, empty for all of it."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Who tells the hub of things, and what of that could not be used.

    ``origin`` is a topic, or a dialect's name for the announcement; ``dialect`` is
    ``homeassistant``, ``zigbee2mqtt``, ``tasmota``, ``shelly``…. ``device`` and ``entities`` are
    ids; ``device`` is empty where nothing tells which one is meant. ``topics`` are listened to.
    """

    origin: str
    dialect: str
    device: str = ""
    entities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnnounced(Command[list[Announced]]):
    """Who announced what, and what was refused of it; of one device, or of all."""

    device: str = ""
