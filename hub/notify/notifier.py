"""Turns what happens in the house into messages, and answers for the inbox."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo

from hub.core.bus import Bus, Inbox
from hub.core.clock import Clock
from hub.core.commands import Commands, ListNotifications, MarkSeen
from hub.core.entities import ApplianceKind
from hub.core.events import (
    CycleEnded,
    Event,
    FaultChanged,
    FaultRaised,
    Notification,
    SensorBack,
    SensorSilent,
)
from hub.core.faults import Fault
from hub.core.kinds import Kind
from hub.core.message import Message, Value
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.core.upkeep import UnloadDue, Unloaded
from hub.notify.budget import Severity
from hub.notify.desk import Desk
from hub.notify.outbox import Outbox

_WAITED_FOR = {ApplianceKind.WASHER, ApplianceKind.DRYER, ApplianceKind.DISHWASHER}
_KEPT_COLD = {ApplianceKind.FRIDGE, ApplianceKind.FREEZER}
_GUARDS = {"smoke", "gas", "carbon_monoxide", "moisture", "heat", "safety"}
_GUARD_KINDS = {Kind.LOCK, Kind.ALARM_CONTROL_PANEL, Kind.SIREN}
_SETTLED_BY_A_PERSON = {"confirmed", "fixed", "false_alarm"}


class Notifier:
    """One message for each fault, silence and finished wash; ``lost`` tells of damaged files.

    Warnings and alarms interrupt a person, within the household's budget (``hub.notify.budget``);
    what does not waits for Sunday evening in ``zone``.
    """

    def __init__(
        self,
        bus: Bus,
        commands: Commands,
        clock: Clock,
        *,
        registry: Registry,
        outbox: Outbox,
        records: Records,
        lost: Sequence[Message] = (),
        zone: tzinfo | None = None,
    ) -> None:
        self._clock, self._registry = clock, registry
        self._outbox, self._lost = outbox, lost
        self._desk = Desk(bus, clock, registry=registry, outbox=outbox, records=records, zone=zone)
        self._heard: list[tuple[Inbox[Event], Callable[..., Awaitable[None]]]] = [
            (bus.open(kind, limit=1024), hear)
            for kind, hear in (
                (FaultRaised, self._hear_of_fault),
                (FaultChanged, self._hear_of_change),
                (CycleEnded, self._hear_of_cycle),
                (SensorSilent, self._hear_of_silence),
                (SensorBack, self._hear_of_return),
                (UnloadDue, self._hear_of_laundry),
                (Unloaded, self._hear_of_unloading),
            )
        ]
        commands.handle(ListNotifications, self._list)
        commands.handle(MarkSeen, self._mark_seen)

    async def run(self) -> None:
        """Listen until cancelled."""
        try:
            await self._desk.open()
            await self._tell_losses()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._desk.sum_up())
                for inbox, hear in self._heard:
                    group.create_task(_each(inbox, hear))
        finally:
            for inbox, _ in self._heard:
                inbox.__exit__()

    async def _tell_losses(self) -> None:
        for message in self._lost:
            await self._desk.accept(
                Notification(
                    id=f"lost:{message.values.get('file', message.id)}",
                    at=self._clock.time(),
                    message=message,
                    severity="warning",
                )
            )

    async def _hear_of_fault(self, event: FaultRaised) -> None:
        fault = event.fault
        await self._desk.tell(
            Notification(
                id=_of_fault(fault.id),
                at=event.at,
                message=fault.title,
                severity=fault.severity,
                subject=fault.id,
                lines=(fault.why, *_cost(fault), *fault.advice[:1]),
            )
        )

    async def _hear_of_change(self, event: FaultChanged) -> None:
        """Whoever settled a fault has seen the message about it."""
        if event.fault.phase in _SETTLED_BY_A_PERSON:
            await self._desk.settle(_of_fault(event.fault.id), event.cause)
        elif event.fault.phase == "gone":
            await self._desk.over(_of_fault(event.fault.id))

    async def _hear_of_cycle(self, cycle: CycleEnded) -> None:
        appliance = self._registry.appliances.get(cycle.appliance)
        if appliance is None or appliance.kind not in _WAITED_FOR:
            return
        values: dict[str, Value] = {
            "name": appliance.name,
            "took": cycle.ended - cycle.began,
            "ended": cycle.ended,
            "energy": cycle.energy_wh,
        }
        await self._desk.accept(
            Notification(
                id=f"cycle:{appliance.id}:{cycle.ended:.0f}",
                at=cycle.at,
                message=Message(id=f"notify.cycle_ended.{appliance.kind}", values=values),
                severity="notice",
                subject=appliance.id,
            )
        )

    async def _hear_of_laundry(self, event: UnloadDue) -> None:
        appliance = self._registry.appliances.get(event.appliance)
        if appliance is not None:
            values: dict[str, Value] = {"name": appliance.name, "ended": event.ended}
            await self._desk.accept(
                Notification(
                    id=_of_laundry(appliance.id, event.ended),
                    at=event.at,
                    message=Message(id="notify.unload", values=values),
                    severity="notice",
                    subject=appliance.id,
                )
            )

    async def _hear_of_unloading(self, event: Unloaded) -> None:
        """Who emptied a machine need not be reminded."""
        for told in self._outbox.newest:
            if told.message.id == "notify.unload" and told.subject == event.appliance:
                await self._desk.settle(told.id, event.cause)
                return

    async def _hear_of_silence(self, event: SensorSilent) -> None:
        appliance = self._registry.appliances.get(event.device)
        is_cold = appliance is not None and appliance.kind in _KEPT_COLD
        what = "cold" if is_cold else "battery" if event.asleep else "mains"
        severity: Severity = "alarm" if is_cold else "notice"
        if not is_cold and any(self._is_guard(entity) for entity in event.entities):
            severity = "warning"
        values: dict[str, Value] = {
            "name": event.name,
            "quiet": event.at - event.since,
            "usual": max(event.usual, 60.0),
        }
        await self._desk.tell(
            Notification(
                id=_of_silence(event.device, event.since),
                at=event.at,
                message=Message(id=f"notify.silent.{what}", values=values),
                severity=severity,
                subject=event.device,
            )
        )

    async def _hear_of_return(self, event: SensorBack) -> None:
        """Who is heard again need not be looked for."""
        await self._desk.settle(_of_silence(event.device, event.since), event.cause)

    def _is_guard(self, entity: str) -> bool:
        """Whether somebody's safety hangs on it."""
        held = self._registry.held.get(entity)
        if held is None:
            return False
        return held.entity.kind in _GUARD_KINDS or held.entity.device_class in _GUARDS

    async def _list(self, _: ListNotifications) -> list[Notification]:
        await self._outbox.load()
        return list(self._outbox.newest)

    async def _mark_seen(self, command: MarkSeen) -> Notification:
        return await self._desk.see(command.notification, command.cause)


async def _each(inbox: Inbox[Event], hear: Callable[..., Awaitable[None]]) -> None:
    async for event in inbox:
        await hear(event)


def _cost(fault: Fault) -> tuple[Message, ...]:
    """Say what a fault costs a month: in money where there is a price, else in energy."""
    if fault.cost_per_month is not None and fault.cost_per_month > 0:
        values: dict[str, Value] = {"cost": fault.cost_per_month, "currency": fault.currency}
        return (Message(id="notify.fault.cost_money", values=values),)
    if fault.kwh_per_month:
        energy: dict[str, Value] = {"energy": 1000 * fault.kwh_per_month}
        return (Message(id="notify.fault.cost_energy", values=energy),)
    return ()


def _of_fault(fault: str) -> str:
    return f"fault:{fault}"


def _of_silence(device: str, since: float) -> str:
    return f"silent:{device}:{since:.0f}"


def _of_laundry(appliance: str, ended: float) -> str:
    return f"unload:{appliance}:{ended:.0f}"
