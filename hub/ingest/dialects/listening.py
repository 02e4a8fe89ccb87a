"""What a dialect needs: topics to listen to, and somewhere to announce what it understood."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Protocol, TypeVar

from hub.core.errors import BadPayload

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


class _Dialect(Protocol):
    @property
    def announcements(self) -> Announces:
        """Where it announces, and what it could not understand is noted."""


_DialectT = TypeVar("_DialectT", bound=_Dialect)


def understood(
    take: Callable[[_DialectT, str, bytes, bool], None],
) -> Callable[[_DialectT, str, bytes, bool], None]:
    """Have what a ``take`` cannot read refused with its topic; nothing else stops."""

    @wraps(take)
    def taken(self: _DialectT, topic: str, payload: bytes, retained: bool) -> None:
        try:
            take(self, topic, payload, retained)
        except BadPayload as error:
            self.announcements.refuse(topic, "", str(error))

    return taken
