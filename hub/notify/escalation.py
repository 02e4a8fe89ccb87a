"""Sends on what nobody has seen at home in time."""

import asyncio
import logging
import random
from collections.abc import Sequence

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.errors import NotDelivered, StoreError, UnknownEntity
from hub.core.events import Cause, Notification, NotificationChanged
from hub.notify.channels import Channel
from hub.notify.outbox import Outbox

_log = logging.getLogger(__name__)
_FIRST, _LONGEST = 5.0, 900.0  # seconds between two rounds
_ROUNDS = 200  # about two days
_STALE = 86_400.0  # household seconds: what is older when the hub starts stays at home
_CAUSE = Cause(who="hub", name="escalation")


class Escalation:
    """Sends each unseen warning or alarm once, by the first channel that takes it.

    It waits ``escalate_after`` household seconds for somebody to see it. Without channels
    nothing leaves the house.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        outbox: Outbox,
        channels: Sequence[Channel],
        escalate_after: float = 600.0,
    ) -> None:
        self._bus, self._clock, self._outbox = bus, clock, outbox
        self._channels, self._after = channels, escalate_after
        self._changes = bus.open(NotificationChanged, limit=1024)
        self._watched: set[str] = set()  # each is seen through once

    async def run(self) -> None:
        """Watch until cancelled."""
        with self._changes:
            await self._outbox.load()
            async with asyncio.TaskGroup() as group:
                oldest = self._clock.time() - _STALE
                for notification in self._outbox.newest:
                    if notification.at >= oldest:
                        self._take(notification, group)
                async for change in self._changes:
                    self._take(change.notification, group)

    def _take(self, notification: Notification, group: asyncio.TaskGroup) -> None:
        is_owed = notification.seen_at is None and notification.sent_at is None
        if not self._channels or not is_owed or notification.severity == "notice":
            return
        if notification.id not in self._watched:
            self._watched.add(notification.id)
            group.create_task(self._see_through(notification))

    async def _see_through(self, notification: Notification) -> None:
        due = notification.at + self._after
        await self._clock.sleep(max(0.0, due - self._clock.time()))
        pause = _FIRST
        for _ in range(_ROUNDS):
            if not self._is_unseen(notification.id) or await self._is_sent(notification):
                return
            await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - spreads load
            pause = min(2 * pause, _LONGEST)
        _log.error("message %s was never taken by any channel", notification.id)

    def _is_unseen(self, notification: str) -> bool:
        try:
            return self._outbox.find(notification).seen_at is None
        except UnknownEntity:
            return False  # so old that the inbox let it go

    async def _is_sent(self, notification: Notification) -> bool:
        for channel in self._channels:
            try:
                await channel.send(notification)
            except NotDelivered as error:
                _log.warning("message %s did not leave the house: %s", notification.id, error)
                continue
            await self._note(notification.id)
            return True
        return False

    async def _note(self, notification: str) -> None:
        """Write down that it was sent; a disk that refuses must not send it again."""
        try:
            sent, _ = await self._outbox.mark(notification, sent_at=self._clock.time())
        except (StoreError, UnknownEntity) as error:
            _log.error("message %s was sent, which could not be kept: %s", notification, error)
            return
        self._bus.publish(
            NotificationChanged(at=self._clock.time(), cause=_CAUSE, notification=sent)
        )
