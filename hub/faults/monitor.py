"""The service that watches appliances: learns them, raises faults, tells when a programme ends."""

import asyncio
import logging

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, ListFaults, SettleFault
from hub.core.entities import Appliance
from hub.core.events import (
    HUB,
    AvailabilityChanged,
    CommandHeeded,
    CommandIgnored,
    CycleEnded,
    EntityRemoved,
    Event,
    FaultChanged,
    FaultRaised,
    HouseholdChanged,
    StateReported,
)
from hub.core.faults import Fault, FaultKind
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.core.scores import ScoreChanged
from hub.faults.casebook import Casebook
from hub.faults.cold import Cold
from hub.faults.cycles import Cycle
from hub.faults.diagnosis import Finding
from hub.faults.obedience import Obedience
from hub.faults.signals import COLD, Signal, signals_of
from hub.faults.wording import Case, fault_of, finding_of

_log = logging.getLogger(__name__)
_RARE = (AvailabilityChanged, HouseholdChanged, EntityRemoved, CommandIgnored, CommandHeeded)
_LOOK = 60.0  # household seconds between two looks for programmes that are over


class FaultMonitor:
    """Scores every reading of an appliance before it learns from it; one fault a spell."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        registry: Registry,
        commands: Commands,
        records: Records,
        tariff: float = 0.30,
    ) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._tariff = tariff  # € per kWh
        self._book = Casebook(records)
        self._obedience = Obedience(registry, self._book)
        self._signals: dict[str, Signal] = {}  # by entity
        self._scores: dict[str, float | None] = {}  # by appliance, as last told
        self._events = bus.open(Event, limit=4096, wanted=self._concerns)
        commands.handle(ListFaults, self._list)
        commands.handle(SettleFault, self._settle)

    async def run(self) -> None:
        """Watch until cancelled."""
        with self._events:
            await self._book.open()
            self._signals.update(
                signals_of(self._registry.appliances.values(), self._registry.held)
            )
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._look_for_ends())

    def _concerns(self, event: Event) -> bool:
        """Whether an event is about an appliance: asked of every event in the house."""
        if isinstance(event, StateReported):
            return event.entity in self._signals
        return isinstance(event, _RARE)

    async def _listen(self) -> None:
        async for event in self._events:
            match event:
                case StateReported() | AvailabilityChanged():
                    await self._hear(event)
                case HouseholdChanged():
                    self._meet(event)
                case EntityRemoved():
                    self._signals.pop(event.entity.id, None)
                case CommandIgnored() | CommandHeeded():
                    await self._obey(event)

    async def _hear(self, event: StateReported | AvailabilityChanged) -> None:
        signal = self._signals.get(event.entity)
        if signal is None:
            return
        if isinstance(event, StateReported):
            await self._take(signal, signal.read(event.state), event.at)
        elif not event.available:
            await self._take(signal, None, event.at)

    async def _obey(self, event: CommandIgnored | CommandHeeded) -> None:
        if isinstance(event, CommandIgnored):
            raised = await self._obedience.take(event)
            if raised is not None:
                _log.info("%s: %s", raised.appliance, raised.kind)
                self._bus.publish(FaultRaised(at=event.at, cause=HUB, fault=raised))
            return
        over = await self._obedience.end(event)
        if over is not None:
            self._bus.publish(FaultChanged(at=event.at, cause=HUB, fault=over))

    def _meet(self, news: HouseholdChanged) -> None:
        """Get to know appliances that are new or different."""
        ids = {appliance.id for appliance in news.appliances}
        if ids:
            kept = {e: s for e, s in self._signals.items() if s.appliance.id not in ids}
            self._signals = kept | dict(signals_of(news.appliances, self._registry.held))

    async def _take(self, signal: Signal, value: float | None, at: float) -> None:
        """Take a measurement in (``None``: nothing is known from now on)."""
        appliance = signal.appliance
        if appliance.kind not in COLD:
            await self._work(appliance, value, at)
        elif signal.measures == "temperature":
            self._book.cold(appliance.id).runs.celsius = value
        elif self._book.cold(appliance.id).take(value, at):
            await self._judge(appliance, at)

    async def _judge(self, appliance: Appliance, at: float) -> None:
        """Score the hour that has ended, then learn from it."""
        cold, spell = self._book.cold(appliance.id), self._book.spell(appliance.id)
        finding = None if spell else cold.look()
        if finding is not None:
            await self._raise(appliance, finding, at)
        elif (spell or cold.excused) and cold.recovered():
            cold.forget()
            if spell:
                await self._over(spell, at)
        if cold.learn(faulty=bool(spell or finding)) or finding is not None:
            await self._book.remember(appliance.id)
        self._tell_score(appliance.id, cold.score(faulty=bool(spell or finding)), at)

    def _tell_score(self, appliance: str, score: float | None, at: float) -> None:
        if self._scores.get(appliance) != score:
            self._scores[appliance] = score
            self._bus.publish(ScoreChanged(at=at, cause=HUB, appliance=appliance, score=score))

    async def _raise(self, appliance: Appliance, finding: Finding, at: float) -> None:
        fault = self._word(appliance, finding, self._book.cold(appliance.id), at)
        self._book.cold(appliance.id).judged_from = at
        await self._book.write(fault)
        _log.info("%s: %s, confidence %.2f", appliance.name, fault.kind, fault.confidence)
        self._bus.publish(FaultRaised(at=at, cause=HUB, fault=fault))

    def _word(self, appliance: Appliance, finding: Finding, cold: Cold, at: float) -> Fault:
        finding, now, usual = cold.examine(finding)
        return fault_of(
            Case(
                appliance=appliance,
                finding=finding,
                cold=cold,
                now=now,
                usual=usual,
                at=at,
                tariff=self._tariff,
            )
        )

    async def _over(self, spell: Fault, at: float) -> None:
        fault = await self._book.settle(spell, "gone", at)
        _log.info("%s: %s is gone", fault.appliance, fault.kind)
        self._bus.publish(FaultChanged(at=at, cause=HUB, fault=fault))

    async def _work(self, appliance: Appliance, watts: float | None, at: float) -> None:
        programmes = self._book.programmes(appliance.id)
        was_idle = programmes.began is None
        cycle = programmes.take(watts, at)
        if cycle is not None:
            await self._end(appliance.id, cycle, at)
        elif was_idle and programmes.began is not None:
            await self._book.remember(appliance.id)

    async def _look_for_ends(self) -> None:
        """End programmes whose plug has nothing new to tell."""
        while True:
            await self._clock.sleep(_LOOK)
            now = self._clock.time()
            for appliance, programmes in self._book.under_way():
                cycle = programmes.look(now)
                if cycle is not None:
                    await self._end(appliance, cycle, now)

    async def _end(self, appliance: str, cycle: Cycle, at: float) -> None:
        await self._book.remember(appliance)
        self._bus.publish(
            CycleEnded(
                at=at,
                cause=HUB,
                appliance=appliance,
                began=cycle.began,
                ended=cycle.ended,
                energy_wh=cycle.energy,
            )
        )

    async def _list(self, _: ListFaults) -> list[Fault]:
        await self._book.open()
        return self._book.faults()

    async def _settle(self, command: SettleFault) -> Fault:
        await self._book.open()
        fault, now = self._book.find(command.fault), self._clock.time()
        if fault.kind is not FaultKind.COMMAND_IGNORED:
            self._book.cold(fault.appliance).settle(command.verdict, finding_of(fault), now)
            await self._book.remember(fault.appliance)
        settled = await self._book.settle(fault, command.verdict, now)
        self._bus.publish(FaultChanged(at=now, cause=command.cause, fault=settled))
        return settled
