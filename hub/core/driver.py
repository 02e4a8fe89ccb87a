"""What the hub asks of whatever carries its commands to devices."""

from typing import Protocol

from hub.core.commands import DeviceCommand


class Actuator(Protocol):
    """The way to one entity: an MQTT topic, a relay, a bus."""

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way.

        Raise ``DeviceUnreachable`` when it cannot leave now, ``CommandRefused`` when this entity
        cannot do it at all. Returning means sent, not done.
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
