"""Turns what happens in the house into messages, and answers for the inbox."""

import asyncio
import logging
from collections.abc import Sequence

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, ListNotifications, MarkSeen
from hub.core.entities import ApplianceKind
from hub.core.errors import StoreError, UnknownEntity
from hub.core.events import (
    HUB,
    Cause,
    CycleEnded,
    FaultChanged,
    FaultRaised,
    Notification,
    NotificationChanged,
    SensorBack,
    SensorSilent,
)
from hub.core.message import Message, Value
from hub.core.registry import Registry
from hub.notify.outbox import Outbox

_log = logging.getLogger(__name__)
_WAITED_FOR = {ApplianceKind.WASHER, ApplianceKind.DRYER, ApplianceKind.DISHWASHER}
_KEPT_COLD = {ApplianceKind.FRIDGE, ApplianceKind.FREEZER}
_SETTLED_BY_A_PERSON = {"confirmed", "fixed", "false_alarm"}
_LONGEST = 60.0  # seconds between two tries on a full disk


class Notifier:
    """One message for each fault, silence and finished wash; ``lost`` tells of damaged files."""

    def __init__(
        self,
        bus: Bus,
        commands: Commands,
        clock: Clock,
        *,
        registry: Registry,
        outbox: Outbox,
        lost: Sequence[Message] = (),
    ) -> None:
        self._bus, self._clock = bus, clock
        self._registry, self._outbox, self._lost = registry, outbox, lost
        self._raised = bus.open(FaultRaised, limit=1024)
        self._changed = bus.open(FaultChanged, limit=1024)
        self._ended = bus.open(CycleEnded, limit=1024)
        self._silent = bus.open(SensorSilent, limit=1024)
        self._back = bus.open(SensorBack, limit=1024)
        commands.handle(ListNotifications, self._list)
        commands.handle(MarkSeen, self._mark_seen)

    async def run(self) -> None:
        """Listen until cancelled."""
        with self._raised, self._changed, self._ended, self._silent, self._back:
            await self._outbox.load()
            await self._tell_losses()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._hear_of_faults())
                group.create_task(self._hear_of_settled_faults())
                group.create_task(self._hear_of_cycles())
                group.create_task(self._hear_of_silence())
                group.create_task(self._hear_of_returns())

    async def _tell_losses(self) -> None:
        for message in self._lost:
            await self._accept(
                Notification(
                    id=f"lost:{message.values.get('file', message.id)}",
                    at=self._clock.time(),
                    message=message,
                    severity="warning",
                )
            )

    async def _hear_of_faults(self) -> None:
        async for event in self._raised:
            fault = event.fault
            await self._accept(
                Notification(
                    id=_of_fault(fault.id),
                    at=event.at,
                    message=fault.title,
                    severity=fault.severity,
                    subject=fault.id,
                )
            )

    async def _hear_of_settled_faults(self) -> None:
        """Whoever settled a fault has seen the message about it."""
        async for event in self._changed:
            if event.fault.phase in _SETTLED_BY_A_PERSON:
                await self._settle(_of_fault(event.fault.id), event.cause)

    async def _hear_of_cycles(self) -> None:
        async for cycle in self._ended:
            appliance = self._registry.appliances.get(cycle.appliance)
            if appliance is None or appliance.kind not in _WAITED_FOR:
                continue
            values: dict[str, Value] = {
                "name": appliance.name,
                "took": cycle.ended - cycle.began,
                "ended": cycle.ended,
                "energy": cycle.energy_wh,
            }
            await self._accept(
                Notification(
                    id=f"cycle:{appliance.id}:{cycle.ended:.0f}",
                    at=cycle.at,
                    message=Message(id=f"notify.cycle_ended.{appliance.kind}", values=values),
                    severity="notice",
                    subject=appliance.id,
                )
            )

    async def _hear_of_silence(self) -> None:
        async for event in self._silent:
            appliance = self._registry.appliances.get(event.device)
            is_cold = appliance is not None and appliance.kind in _KEPT_COLD
            what = "cold" if is_cold else "battery" if event.asleep else "mains"
            values: dict[str, Value] = {
                "name": event.name,
                "quiet": event.at - event.since,
                "usual": max(event.usual, 60.0),
            }
            await self._accept(
                Notification(
                    id=_of_silence(event.device, event.since),
                    at=event.at,
                    message=Message(id=f"notify.silent.{what}", values=values),
                    severity="alarm" if is_cold else "warning",
                    subject=event.device,
                )
            )

    async def _hear_of_returns(self) -> None:
        """Who is heard again need not be looked for."""
        async for event in self._back:
            await self._settle(_of_silence(event.device, event.since), event.cause)

    async def _settle(self, notification: str, cause: Cause) -> None:
        """Take a message as seen: its matter is over."""
        try:
            await self._see(notification, cause)
        except UnknownEntity:
            return  # so old that the inbox let it go
        except StoreError as error:
            _log.warning("a message stays unseen: %s", error)

    async def _accept(self, notification: Notification) -> None:
        """Keep and publish a message, however long the disk refuses it."""
        pause = 1.0
        while True:
            try:
                is_new = await self._outbox.accept(notification)
                break
            except StoreError as error:
                _log.error("a message cannot be kept; again in %.0f s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        if is_new:
            self._tell(notification, HUB)

    def _tell(self, notification: Notification, cause: Cause) -> None:
        self._bus.publish(
            NotificationChanged(at=self._clock.time(), cause=cause, notification=notification)
        )

    async def _see(self, notification: str, cause: Cause) -> Notification:
        found, is_news = await self._outbox.mark(notification, seen_at=self._clock.time())
        if is_news:
            self._tell(found, cause)
        return found

    async def _list(self, _: ListNotifications) -> list[Notification]:
        await self._outbox.load()
        return list(self._outbox.newest)

    async def _mark_seen(self, command: MarkSeen) -> Notification:
        return await self._see(command.notification, command.cause)


def _of_fault(fault: str) -> str:
    return f"fault:{fault}"


def _of_silence(device: str, since: float) -> str:
    return f"silent:{device}:{since:.0f}"
