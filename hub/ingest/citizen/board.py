"""Retained messages as they should be on the broker, and what it takes to get there."""

import logging
from collections.abc import Mapping
from typing import Protocol

from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.ingest.routes import Take

_log = logging.getLogger(__name__)


class Wire(Protocol):
    """The broker's two ends."""

    def listen(self, topic_filter: str, take: Take) -> None:
        """Call ``take(topic, payload, retained)`` for every message that fits."""

    def ignore(self, topic_filter: str, take: Take) -> None:
        """Stop that."""

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; raise ``DeviceUnreachable`` or ``CommandRefused``."""


class Board:
    """Keeps the broker's copy equal to ours; what is no more wanted is taken down."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._wanted: Mapping[str, bytes] = {}
        self._there: dict[str, bytes | None] = {}  # None: something, perhaps not what we want
        self._refused: set[str] = set()

    def want(self, messages: Mapping[str, bytes]) -> None:
        """Have these, and no others, on the broker from the next ``post`` on, in this order."""
        self._wanted = messages

    def found(self, topic: str) -> bool:
        """Note that the broker has something of ours there; return whether that is news."""
        is_news = topic not in self._there
        self._there.setdefault(topic, None)
        return is_news

    def renew(self) -> None:
        """Say everything anew: the broker, or who listens there, may have forgotten."""
        self._there = dict.fromkeys(self._there)

    async def post(self) -> bool:
        """Send what differs; return false where the broker is away, so that the rest is left."""
        gone = {topic: b"" for topic in self._there if topic not in self._wanted}
        for topic, payload in [*gone.items(), *self._wanted.items()]:
            if self._there.get(topic) == payload:
                continue
            if not await self._send(topic, payload):
                return False
            self._there[topic] = payload
        for topic in gone:
            del self._there[topic]
        return True

    async def _send(self, topic: str, payload: bytes) -> bool:
        try:
            await self._wire.publish(topic, payload, qos=1, retain=True)
        except DeviceUnreachable:
            return False
        except CommandRefused as error:
            if topic not in self._refused:
                self._refused.add(topic)
                _log.error("others cannot see this hub's things: %s", error)
        return True
