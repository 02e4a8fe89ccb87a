"""Guesses what a plug feeds from the power of its load, where nobody and no name tells."""

import asyncio
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from hub.core.appliances import suggested
from hub.core.bus import Bus
from hub.core.clock import Clock, local_timezone
from hub.core.commands import Commands
from hub.core.entities import ApplianceKind, Entity
from hub.core.events import EntityRemoved, HouseholdChanged, StateReported
from hub.core.insight import ExplainFeeds, FeedsGuess, FeedsStory
from hub.core.kinds import Kind
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.core.states import SensorState, State
from hub.faults.history import looks_like
from hub.faults.minutes import MINUTE, Minutes
from models.kinds import FAMILIES, Guess, Kinds
from models.portrait import Portrait

_EVERY = 360  # known minutes between two judgements
_FIRST = 2 * 1440  # known minutes before the first one
_TOLD = 5  # guesses that are worth telling
_FACTORS = {"mW": 0.001, "kW": 1000.0}  # to W
_NONE = timedelta()


@dataclass(slots=True, kw_only=True)
class Load:
    """What is remembered of the load of one plug; plain fields, so that it can be stored."""

    minutes: Minutes = field(default_factory=Minutes)
    portrait: Portrait = field(default_factory=Portrait)


class Suggestions:
    """Draws the portrait of each such load, and notes in the registry what it looks like."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        registry: Registry,
        commands: Commands,
        records: Records,
        zone: tzinfo | None = None,
    ) -> None:
        self._clock, self._registry, self._records = clock, registry, records
        self._zone = zone or local_timezone()
        self._loads: dict[str, Load] = {}  # by the plug's entity
        self._meters: dict[str, tuple[str, float]] = {}  # by the meter's: the plug, its factor
        self._due: set[str] = set()
        self._kinds: Kinds | None = None
        self._reports = bus.open(StateReported, limit=1024, wanted=self._concerns)
        self._news = bus.open(HouseholdChanged, limit=1), bus.open(EntityRemoved, limit=1)
        commands.handle(ExplainFeeds, self._explain)

    async def run(self) -> None:
        """Draw until cancelled."""
        with self._reports, self._news[0], self._news[1]:
            self._loads = await self._records.load(Load)
            await self._wire()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._go_round())

    def _concerns(self, event: StateReported) -> bool:
        return event.entity in self._meters

    async def _listen(self) -> None:
        async for event in self._reports:
            if event.entity in self._meters:
                plug, factor = self._meters[event.entity]
                self._take(plug, _watts(event.state, factor), event.at)

    def _take(self, plug: str, watts: float | None, at: float) -> None:
        load = self._loads.setdefault(plug, Load())
        here = datetime.fromtimestamp(at, self._zone).utcoffset() or _NONE
        for minute, mean in load.minutes.take(watts, at):
            load.portrait.take(mean, minute + here.total_seconds())
            if mean is not None and not load.portrait.known % _EVERY:
                self._due.add(plug)

    async def _go_round(self) -> None:
        """Once a minute, see which plugs there are, and judge one that is due."""
        while True:
            await self._clock.sleep(MINUTE)
            if any(inbox.drain() for inbox in self._news):
                await self._wire()
            if self._due:
                await self._judge(self._due.pop())

    async def _wire(self) -> None:
        """Find the plugs that nobody tells about; forget what is told by now, or gone."""
        held = self._registry.held
        untold = {plug.id: meter for plug, meter in _untold(self._registry)}
        self._meters = {
            meter.id: (plug, _FACTORS.get(meter.unit, 1.0)) for plug, meter in untold.items()
        }
        for plug in [one for one in self._loads if one in held and one not in untold]:
            del self._loads[plug]
            await self._records.drop(Load, plug)

    async def _judge(self, plug: str) -> None:
        load = self._loads.get(plug)
        if load is None or plug not in self._registry.held:
            return
        if load.portrait.known >= _FIRST:
            kind, _ = self._look(load)
            was = self._registry.find(plug).entity.traced
            if kind is not was and not _are_kin(kind, was):
                self._registry.trace(plug, kind)
        await self._records.keep(plug, load)

    def _look(self, load: Load) -> tuple[ApplianceKind | None, tuple[Guess, ...]]:
        self._kinds = self._kinds or Kinds()
        kind, guesses = looks_like(load.portrait, self._kinds)
        return kind, tuple(guesses)

    async def _explain(self, command: ExplainFeeds) -> FeedsStory:
        entity = self._registry.find(command.entity).entity
        load = self._loads.get(entity.id)
        if load is None:
            return FeedsStory(entity=entity.id, kind=entity.traced)
        _, guesses = self._look(load)
        told = [g for g in guesses if g.kind in list(ApplianceKind) and g.probability >= 0.01]
        return FeedsStory(
            entity=entity.id,
            days=round(load.portrait.days, 1),
            kind=entity.traced,
            guesses=tuple(
                FeedsGuess(kind=ApplianceKind(one.kind), probability=one.probability)
                for one in told[:_TOLD]
            ),
        )


def _untold(registry: Registry) -> Iterator[tuple[Entity, Entity]]:
    """Yield each plug whose load is unknown, with its meter: one switch and its power."""
    things = [held.entity for held in registry.held.values() if held.entity.device]
    plugs = [one for one in things if one.kind is Kind.SWITCH and not one.category]
    sockets = Counter(plug.device for plug in plugs)
    meters = {
        one.device: one
        for one in reversed(things)
        if one.kind is Kind.SENSOR and one.device_class == "power"
    }
    for plug in plugs:
        meter, device = meters.get(plug.device), registry.devices.get(plug.device)
        is_told = plug.feeds or suggested(replace(plug, traced=None), device)
        if meter is not None and sockets[plug.device] == 1 and not is_told:
            yield plug, meter


def _watts(state: State, factor: float) -> float | None:
    value = state.value if isinstance(state, SensorState) else None
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value * factor


def _are_kin(kind: ApplianceKind | None, was: ApplianceKind | None) -> bool:
    return any(kind in family and was in family for family in FAMILIES)
