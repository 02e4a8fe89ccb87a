"""The way of a command: from the house's words to a service, to the broker."""

from collections.abc import Callable
from typing import Protocol

from hub.core.commands import Call, DeviceCommand
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.wishes import call_of


class Publisher(Protocol):
    """The way out to the broker."""

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; raise ``DeviceUnreachable``."""


class Way:
    """Carries commands to one component; ``told`` is called when it takes them for done."""

    def __init__(
        self, component: Component, publisher: Publisher, told: Callable[[], None]
    ) -> None:
        self._component, self._publisher, self._told = component, publisher, told

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way; raise ``CommandRefused`` or ``DeviceUnreachable``."""
        component = self._component
        call = command if isinstance(command, Call) else call_of(command, component)
        doing = component.call(call.service, call.data)
        for message in doing.messages:
            await self._publisher.publish(
                message.topic, message.payload, qos=message.qos, retain=message.retain
            )
        if component.settle(doing):
            self._told()


def can_do(component: Component) -> tuple[str, ...]:
    """Return the services a component takes."""
    return tuple(component.services())
