"""What the hub asks of hardware: the way a command goes, and drivers that a thread attends to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hub.core.commands import DeviceCommand
from hub.core.entities import Device, Entity
from hub.core.errors import BadPayload
from hub.core.states import State


class Actuator(Protocol):
    """The way to one entity: an MQTT topic, a relay, a bus."""

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way.

        Raise ``DeviceUnreachable`` when it cannot leave now, ``CommandRefused`` when this entity
        cannot do it at all. Returning means sent, not done.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entity a driver has found, and the device it belongs to; the registry gives the id."""

    entity: Entity
    device: Device


Told = float | State | BadPayload | None
"""What a driver says of an entity: a number (cleaned on its way), a state, why there is none now,
or ``None`` where it is there and has nothing to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An MQTT message that carries out a command; the hub posts it for the driver."""

    topic: str
    payload: str


class Driver(Protocol):
    """A plug-in under ``hardware/``: entities that are asked now and then.

    Every method is called in one thread that is the driver's own. Sources begin with its
    ``name``, then a colon, or are the name. A source the hub has not met makes it ``find`` again.
    """

    name: str

    def find(self) -> Sequence[Found]:
        """Return the entities that are there; may read files."""

    def read(self) -> Mapping[str, Told]:
        """Return what they tell now, by the entity's source.

        One that does not answer is left out; ``DeviceUnreachable`` when none does.
        """


@runtime_checkable
class Acting(Protocol):
    """A driver some of whose entities can be commanded: relays, lamps, infrared."""

    def act(self, source: str, command: DeviceCommand) -> Mapping[str, Told] | Letter:
        """Do it, and return what its entities tell afterwards, asked of the device.

        Raise ``DeviceUnreachable`` or ``CommandRefused``.
        """


@runtime_checkable
class Watching(Protocol):
    """A driver whose entities speak up by themselves: edges of a line, telegrams of a meter."""

    def wait(self, seconds: float) -> Iterable[tuple[str, Told]]:
        """Wait at most so long for news; return them in their order, none for silence."""


@runtime_checkable
class Closing(Protocol):
    """A driver that leaves something behind to be put in order."""

    def close(self) -> None:
        """Bring outputs to their safe state and let go of everything; may be called twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A driver that can be built anew whenever it fails.

    ``build`` opens nothing yet. It is read every ``pause`` household seconds; a call that takes
    more than ``limit`` real seconds is given up, and the driver with it.
    """

    name: str
    build: Callable[[], Driver]
    pause: float = 60.0
    limit: float = 10.0


class Actuators:
    """Which way leads to which entity; discovery writes it, control reads it."""

    def __init__(self) -> None:
        self._ways: dict[str, Actuator] = {}
        self._certain: set[str] = set()

    def put(self, entity: str, actuator: Actuator, *, certain: bool = False) -> None:
        """Lead commands for ``entity`` this way from now on.

        ``certain``: what it reports was read back over a wire of our own, so it is believed at
        once; anything on a network earns that.
        """
        self._ways[entity] = actuator
        (self._certain.add if certain else self._certain.discard)(entity)

    def is_certain(self, entity: str) -> bool:
        """Whether what is reported after a command was read back, not sent over a network."""
        return entity in self._certain

    def drop(self, entity: str) -> None:
        """Forget the way to ``entity``."""
        self._ways.pop(entity, None)

    def find(self, entity: str) -> Actuator | None:
        """Return the way to ``entity``, if there is one."""
        return self._ways.get(entity)
