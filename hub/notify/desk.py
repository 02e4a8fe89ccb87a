"""Decides what interrupts a person and what waits, and keeps both."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import tzinfo

from hub.core.bus import Bus
from hub.core.clock import Clock, local_timezone
from hub.core.errors import StoreError, UnknownEntity
from hub.core.events import HUB, Cause, Notification, NotificationChanged
from hub.core.message import Message
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.notify.budget import Budget
from hub.notify.outbox import Outbox
from hub.notify.week import Waiting, Week, due_after

_log = logging.getLogger(__name__)
_LONGEST = 60.0  # seconds between two tries on a full disk
_LOOK = 3600.0  # household seconds between two looks whether a week is over


class Desk:
    """Every message passes here: at once, or with others on Sunday evening."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        registry: Registry,
        outbox: Outbox,
        records: Records,
        zone: tzinfo | None = None,
    ) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._outbox, self._zone = outbox, zone or local_timezone()
        self._budget, self._week = Budget(records), Week(records)

    async def open(self) -> None:
        """Read what was kept."""
        await self._outbox.load()
        await self._budget.open()
        await self._week.open()

    async def tell(self, notification: Notification) -> None:
        """Tell what a person should know: at once if it may interrupt, else within the week."""
        if notification.id in self._week or self._outbox.holds(notification.id):
            return
        if self._budget.allows(notification.severity, notification.at):
            if await self.accept(notification):
                await self._persist(lambda: self._budget.count(notification.at))
            return
        waiting = Waiting(at=notification.at, message=notification.message)
        await self._persist(lambda: self._week.put(notification.id, waiting))

    async def accept(self, notification: Notification) -> bool:
        """Keep and publish a message, however long the disk refuses it; return if it is new."""
        is_new = await self._persist(lambda: self._outbox.accept(notification))
        if is_new:
            self._publish(notification, HUB)
        return is_new

    async def over(self, notification: str) -> None:
        """Let what waited of a matter go: it is over by itself."""
        await self._persist(lambda: self._week.drop(notification))

    async def settle(self, notification: str, cause: Cause) -> None:
        """Take a message as seen: its matter is over."""
        await self.over(notification)
        try:
            await self.see(notification, cause)
        except UnknownEntity:
            return  # it waited, or it is so old that the inbox let it go
        except StoreError as error:
            _log.warning("a message stays unseen: %s", error)

    async def see(self, notification: str, cause: Cause) -> Notification:
        """Note that a message was seen; raise ``UnknownEntity`` or ``StoreError``."""
        found, is_news = await self._outbox.mark(notification, seen_at=self._clock.time())
        if is_news:
            self._publish(found, cause)
        return found

    async def sum_up(self) -> None:
        """Tell once a week what waited, until cancelled."""
        due = due_after(self._clock.time(), self._zone)
        while True:
            await self._clock.sleep(min(_LOOK, max(1.0, due - self._clock.time())))
            now = self._clock.time()
            if now >= due:
                await self._tell_week(now)
                due = due_after(now, self._zone)

    async def _tell_week(self, now: float) -> None:
        held = list(self._registry.held.values())
        await self._persist(lambda: self._week.note_batteries(held, now))
        lines = self._week.lines()
        if lines:
            await self.accept(
                Notification(
                    id=f"week:{now:.0f}",
                    at=now,
                    message=Message(id="notify.week.title"),
                    severity="notice",
                    lines=lines,
                )
            )
            await self._persist(self._week.note_told)

    def _publish(self, notification: Notification, cause: Cause) -> None:
        self._bus.publish(
            NotificationChanged(at=self._clock.time(), cause=cause, notification=notification)
        )

    async def _persist(self, what: Callable[[], Awaitable[bool | None]]) -> bool:
        """Do what the disk must keep, however long it refuses; return what came of it."""
        pause = 1.0
        while True:
            try:
                return bool(await what())
            except StoreError as error:
                _log.error("a message cannot be kept; again in %.0f s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
