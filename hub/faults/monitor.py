"""The service that watches appliances: feeds each watch, raises faults, tells of programmes."""

import asyncio
import logging

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, ListFaults, SettleFault
from hub.core.entities import Appliance
from hub.core.events import (
    AvailabilityChanged,
    CommandHeeded,
    CommandIgnored,
    DesireChanged,
    EntityRemoved,
    Event,
    HouseholdChanged,
    StateChanged,
    StateReported,
)
from hub.core.faults import Fault
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.core.upkeep import Price, PriceChanged
from hub.faults.care import CareTaking
from hub.faults.casebook import Casebook, WatchOf
from hub.faults.life import Watched
from hub.faults.log import Log
from hub.faults.obedience import Obedience
from hub.faults.price import Tariff
from hub.faults.rounds import Rounds
from hub.faults.signals import Signal, signals_of
from hub.faults.spells import Spells
from hub.faults.suggest import Suggestions
from hub.faults.watches import watch_of

_log = logging.getLogger(__name__)
_RARE = (
    AvailabilityChanged,
    HouseholdChanged,
    EntityRemoved,
    CommandIgnored,
    CommandHeeded,
    PriceChanged,
)
_LOOK = 60.0  # household seconds between two rounds


class FaultMonitor:
    """Feeds every appliance's watch, which scores a reading before it learns from it.

    ``unload_after`` are the seconds after which a machine that nobody emptied is mentioned, 0:
    never. ``watch_of`` makes the watch of a kind of appliance.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        registry: Registry,
        commands: Commands,
        records: Records,
        price: Price | None = None,
        unload_after: float = 3600.0,
        watch_of: WatchOf = watch_of,
    ) -> None:
        self._clock, self._registry = clock, registry
        self._book, self._log = Casebook(records, watch_of), Log(bus, records)
        self._tariff = Tariff(bus, clock, commands, records, price)
        obedience = Obedience(registry, self._book)
        self._spells = Spells(
            bus, book=self._book, log=self._log, tariff=self._tariff, obedience=obedience
        )
        self._watched: dict[str, Watched] = {}  # by appliance
        self._signals: dict[str, list[Signal]] = {}  # by entity
        self._moved = False  # things were added or moved: whose air a thermometer shows is unsure
        self._opening = asyncio.Lock()
        self._opened = False
        self._rounds = Rounds(
            bus,
            book=self._book,
            spells=self._spells,
            tariff=self._tariff,
            unload_after=unload_after,
        )
        self._care = CareTaking(
            clock,
            commands,
            book=self._book,
            log=self._log,
            spells=self._spells,
            tariff=self._tariff,
            watched=self._watched,
            ready=self._open,
        )
        self._suggestions = Suggestions(
            bus, clock, registry=registry, commands=commands, records=records
        )
        self._events = bus.open(Event, limit=4096, wanted=self._concerns)
        commands.handle(ListFaults, self._list)
        commands.handle(SettleFault, self._settle)

    async def run(self) -> None:
        """Watch until cancelled."""
        with self._events:
            await self._open()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._go_round())
                group.create_task(self._suggestions.run())

    async def _open(self) -> None:
        """Read what was kept and meet the appliances, the first time it is asked for."""
        async with self._opening:
            if not self._opened:
                await self._book.open()
                await self._log.open()
                await self._tariff.open()
                for appliance in self._registry.appliances.values():
                    await self._meet(appliance)
                self._wire()
                self._opened = True

    def _concerns(self, event: Event) -> bool:
        """Whether an event is about an appliance: asked of every event in the house."""
        if isinstance(event, StateReported | DesireChanged):
            return event.entity in self._signals
        return isinstance(event, _RARE)

    async def _listen(self) -> None:
        async for event in self._events:
            match event:
                case StateReported():
                    await self._hear(event)
                case DesireChanged():
                    await self._hear_wish(event)
                case _:
                    await self._note(event)

    async def _note(self, event: Event) -> None:
        """Take in what happens rarely."""
        match event:
            case AvailabilityChanged() if not event.available:
                await self._lose(event.entity, event.at)
            case HouseholdChanged():
                await self._learn_of(event)
            case EntityRemoved():
                await self._lose(event.entity.id, event.at)
                self._signals.pop(event.entity.id, None)
            case CommandIgnored() | CommandHeeded():
                await self._spells.obey(event)
            case PriceChanged():
                await self._spells.price(event.at)

    async def _hear(self, event: StateReported) -> None:
        for signal in self._signals.get(event.entity, ()):
            if signal.measures != "command" or isinstance(event, StateChanged):
                await self._take(signal, signal.read(event.state), event.at)

    async def _hear_wish(self, event: DesireChanged) -> None:
        wanted = event.desired.get("on")
        if isinstance(wanted, bool):
            for signal in self._signals.get(event.entity, ()):
                await self._take(signal, float(wanted), event.at)

    async def _lose(self, entity: str, at: float) -> None:
        """Count nothing from now on: a device is out of reach."""
        for signal in self._signals.get(entity, ()):
            if signal.measures != "command":
                await self._take(signal, None, at)

    async def _take(self, signal: Signal, value: float | None, at: float) -> None:
        watched = self._watched[signal.appliance.id]
        happenings = watched.take(signal.measures, value, at)
        if happenings:
            await self._rounds.tell(watched, happenings, at)

    async def _go_round(self) -> None:
        """Ask each watch once a minute what the time that passed shows."""
        while True:
            await self._clock.sleep(_LOOK)
            if self._moved:
                self._wire()
            await self._rounds.go(list(self._watched.values()), self._clock.time())

    async def _learn_of(self, news: HouseholdChanged) -> None:
        """Get to know appliances that are new or different; the rest can wait a minute."""
        for appliance in news.appliances:
            await self._meet(appliance)
        if news.appliances:
            self._wire()
        self._moved = self._moved or bool(news.entities or news.devices)

    async def _meet(self, appliance: Appliance) -> None:
        known, now = self._watched.get(appliance.id), self._clock.time()
        if known is not None and known.appliance.kind is appliance.kind:
            known.appliance = appliance
            return
        was = self._book.was(appliance.id)
        self._watched[appliance.id] = self._book.watched(appliance, now)
        if was is not None and was.kind is not appliance.kind:
            await self._care.another(self._watched[appliance.id], was.kind, now)

    def _wire(self) -> None:
        """Find anew which entity tells what of which appliance."""
        appliances = (watched.appliance for watched in self._watched.values())
        self._signals = signals_of(appliances, self._registry.held, self._registry.areas)
        self._moved = False

    async def _list(self, _: ListFaults) -> list[Fault]:
        await self._open()
        return self._book.faults()

    async def _settle(self, command: SettleFault) -> Fault:
        await self._open()
        now = self._clock.time()
        watched = self._watched.get(self._book.find(command.fault).appliance)
        settled = await self._spells.settle(command, watched, now)
        if watched is not None:
            await self._book.remember(watched, now)
        return settled
