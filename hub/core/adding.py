"""Adding a device: who may sign in at our broker, what to paste where, and that it has come."""

from dataclasses import dataclass
from typing import Literal

from hub.core.commands import Command
from hub.core.events import Event
from hub.core.message import Message

Software = Literal["zigbee2mqtt", "tasmota", "shelly", "esphome", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceUser:
    """A device's own user at our broker; ``topic`` is where it speaks, ``added_at`` UTC seconds."""

    name: str
    username: str
    kind: Software
    topic: str
    added_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """How a new device finds the broker.

    ``password`` is told here and never again; it and ``username`` are empty where the broker is
    not ours (``own`` is false). ``lines`` are to be pasted as they are, ``where`` says into what,
    ``notes`` what else a person should know.
    """

    name: str
    kind: Software
    host: str
    port: int
    username: str
    password: str
    topic: str
    own: bool
    lines: tuple[str, ...]
    where: Message
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDevice(Command[NewDevice]):
    """Let a device in at the broker: a user and a password of its own, and what to paste."""

    name: str
    kind: Software = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDeviceUser(Command[None]):
    """Let a device in no more; it is put out at once."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeviceUsers(Command[list[DeviceUser]]):
    """The devices that have a user at our broker, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAppeared(Event):
    """A device that was not known before has announced itself, with all it has so far."""

    device: str
    name: str
    entities: tuple[str, ...] = ()
