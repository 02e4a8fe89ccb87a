"""The durable queue of messages to the household, newest first."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from hub.core.errors import UnknownEntity
from hub.core.events import Notification
from hub.core.ports import Records


class Outbox:
    """Every message is on disk before it counts; only the newest ``limit`` are kept."""

    def __init__(self, records: Records, *, limit: int = 500) -> None:
        self._records, self._limit = records, limit
        self._held: dict[str, Notification] = {}  # oldest first
        self._loaded = False
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Take back what was kept before the hub stopped; later calls do nothing."""
        async with self._one_at_a_time:
            if not self._loaded:
                self._held = await self._records.load(Notification)
                self._loaded = True

    @property
    def newest(self) -> Sequence[Notification]:
        """All messages held, newest first."""
        return list(reversed(self._held.values()))

    def find(self, notification: str) -> Notification:
        """Return a message; raise ``UnknownEntity``."""
        found = self._held.get(notification)
        if found is None:
            raise UnknownEntity(f"there is no message {notification!r} in the inbox")
        return found

    def holds(self, notification: str) -> bool:
        """Return whether a message is held."""
        return notification in self._held

    async def accept(self, notification: Notification) -> bool:
        """Keep a message; return whether it is new. One with a known id is not taken again."""
        await self.load()
        async with self._one_at_a_time:
            if notification.id in self._held:
                return False
            await self._records.keep(notification.id, notification)
            self._held[notification.id] = notification
            for old in list(self._held)[: -self._limit]:
                await self._records.drop(Notification, old)
                del self._held[old]
            return True

    async def mark(
        self, notification: str, *, seen_at: float | None = None, sent_at: float | None = None
    ) -> tuple[Notification, bool]:
        """Note once and for all when a message was seen or sent on.

        Return it and whether that was news. Raise ``UnknownEntity``.
        """
        await self.load()
        async with self._one_at_a_time:
            was = self.find(notification)
            seen = seen_at if was.seen_at is None else was.seen_at
            sent = sent_at if was.sent_at is None else was.sent_at
            now = replace(was, seen_at=seen, sent_at=sent)
            if now == was:
                return was, False
            await self._records.keep(notification, now)
            self._held[notification] = now
            return now, True
