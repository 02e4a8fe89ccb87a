"""What a dialect needs: topics to listen to, and somewhere to announce what it understood."""

from collections.abc import Callable, Mapping
from typing import Protocol

Take = Callable[[str, bytes, bool], None]  # topic, payload, whether the broker had kept it


class Wire(Protocol):
    """Where topics are listened to."""

    def listen(self, topic_filter: str, take: Take) -> None:
        """Call ``take(topic, payload, retained)`` for every message that fits."""

    def ignore(self, topic_filter: str, take: Take) -> None:
        """Stop that."""


class Publisher(Protocol):
    """The way out to the broker."""

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; raise ``DeviceUnreachable``."""


class Announces(Protocol):
    """Where what a device is and can do is announced."""

    def put(
        self, origin: str, parts: Mapping[str, dict[str, object]], *, native: bool = True
    ) -> None:
        """Take what a dialect says of one device, all of it; nothing withdraws it."""

    def refuse(self, origin: str, key: str, reason: str) -> None:
        """Note what could not be understood, and why."""
