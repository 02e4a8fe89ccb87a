"""What the hub asks of hardware: the way a command goes, and sensors that are read by polling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from hub.core.commands import DeviceCommand
from hub.core.entities import Device, Entity


class Actuator(Protocol):
    """The way to one entity: an MQTT topic, a relay, a bus."""

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way.

        Raise ``DeviceUnreachable`` when it cannot leave now, ``CommandRefused`` when this entity
        cannot do it at all. Returning means sent, not done.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A sensor a driver has found, and the device it belongs to; the registry gives the id."""

    entity: Entity
    device: Device


class Driver(Protocol):
    """A plug-in under ``hardware/`` whose sensors are asked now and then; ``build()`` makes it."""

    name: str

    def find(self) -> Sequence[Found]:
        """Return the sensors that are there; called in a thread, may read files."""

    def read(self) -> Mapping[str, float]:
        """Return what they measure now, by the entity's source; called in a thread.

        A sensor that does not answer is left out; ``DeviceUnreachable`` when none does.
        """


class Actuators:
    """Which way leads to which entity; discovery writes it, control reads it."""

    def __init__(self) -> None:
        self._ways: dict[str, Actuator] = {}

    def put(self, entity: str, actuator: Actuator) -> None:
        """Lead commands for ``entity`` this way from now on."""
        self._ways[entity] = actuator

    def drop(self, entity: str) -> None:
        """Forget the way to ``entity``."""
        self._ways.pop(entity, None)

    def find(self, entity: str) -> Actuator | None:
        """Return the way to ``entity``, if there is one."""
        return self._ways.get(entity)
