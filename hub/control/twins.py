"""Twins on disk: what is wanted of each entity and what it told last, back before any network."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from hub.control.habits import Habit, Habits
from hub.core.bus import Bus
from hub.core.codec import convert, plain
from hub.core.errors import BadPayload, StoreError
from hub.core.events import CommandEnded, DesireChanged, EntityRemoved, Event, StateChanged
from hub.core.facets import met
from hub.core.held import Desire, Held
from hub.core.kinds import Kind
from hub.core.ports import Records
from hub.core.registry import Registry
from hub.core.states import EMPTY

_log = logging.getLogger(__name__)
_PAUSE = 5.0  # seconds in which changes gather: one flush of the disk for all of them
_TOLD_ONLY = {  # kinds that are read: history keeps them, a twin is for what can be commanded
    Kind.SENSOR,
    Kind.BINARY_SENSOR,
    Kind.EVENT,
    Kind.DEVICE_AUTOMATION,
    Kind.DEVICE_TRACKER,
    Kind.TAG,
    Kind.CAMERA,
    Kind.IMAGE,
    Kind.BUTTON,
    Kind.SCENE,
    Kind.NOTIFY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An entity as it is kept: ``reported`` is its state as plain values."""

    kind: Kind
    reported: dict[str, object] = field(default_factory=dict)
    changed_at: float | None = None
    told_at: float | None = None
    desire: Desire | None = None


class Shelf:
    """Where twins and habits are kept; a full disk is logged and keeps nobody from switching."""

    def __init__(self, registry: Registry, records: Records, habits: Habits) -> None:
        self._registry, self._records, self.habits = registry, records, habits
        self._failing = False
        self._owed: set[str] = set()  # whose twins the disk did not take

    async def restore(self) -> None:
        """Bring twins back as they were kept; to be done after the household's restore."""
        self.habits.restore(await self._records.load(Habit))
        for key, twin in (await self._records.load(Twin)).items():
            held = self._registry.held.get(key)
            if held is not None and held.entity.kind is twin.kind:
                self._take_back(key, twin)

    def _take_back(self, key: str, twin: Twin) -> None:
        try:
            state = convert(twin.reported, type(EMPTY[twin.kind]))
        except BadPayload as error:
            _log.error("the twin of %s cannot be read and is left out: %s", key, error)
            return
        self._registry.remember(
            key,
            state=state,
            desire=twin.desire,
            last_changed=twin.changed_at,
            last_updated=twin.told_at,
        )

    async def keep(self, changed: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Have these twins, and all new habits, on disk; return once they are."""
        changed, self._owed = {*changed, *self._owed}, set()
        kept = [(key, self._registry.held.get(key)) for key in sorted(changed)]
        habits, self.habits.changed = self.habits.changed, set()
        try:
            async with asyncio.TaskGroup() as group:
                for key, held in kept:
                    if held is not None:
                        group.create_task(self._records.keep(key, twin_of(held)))
                for key in habits:
                    group.create_task(self._records.keep(key, self.habits.known[key]))
                for key in set(gone) - set(self._registry.held):
                    group.create_task(self._records.drop(Twin, key))
            if self._failing:
                _log.warning("twins are written again")
            self._failing = False
        except* StoreError as error:
            self.habits.changed |= habits
            self._owed |= changed
            if not self._failing:
                _log.error("twins cannot be written: %s", error.exceptions[0])
            self._failing = True

    async def catch_up(self) -> None:
        """Write what the disk did not take, whenever it takes it again; until cancelled."""
        while True:
            await asyncio.sleep(_PAUSE)
            if self._owed:
                await self.keep(())


class Twins:
    """Keeps the twins of what can be commanded up to date, each at most once in five seconds."""

    def __init__(self, bus: Bus, registry: Registry, shelf: Shelf) -> None:
        self._registry, self._shelf = registry, shelf
        self._events = bus.open(Event, limit=8192, wanted=self._concerns)

    async def run(self) -> None:
        """Write what changes until cancelled."""
        with self._events:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._shelf.catch_up())
                async for events in self._events.batches(_PAUSE):
                    await self._write(events)

    async def _write(self, events: Iterable[Event]) -> None:
        changed, gone = set(), set()
        for event in events:
            match event:
                case StateChanged():
                    self._follow(event)
                    changed.add(event.entity)
                case DesireChanged() | CommandEnded():
                    changed.add(event.entity)
                case EntityRemoved():
                    gone.add(event.entity.id)
        await self._shelf.keep(sorted(changed), sorted(gone))

    def _concerns(self, event: Event) -> bool:
        match event:
            case StateChanged(entity=entity):
                held = self._registry.held.get(entity)
                return held is not None and held.entity.kind not in _TOLD_ONLY
            case DesireChanged() | CommandEnded() | EntityRemoved():
                return True
            case _:
                return False

    def _follow(self, event: StateChanged) -> None:
        """Take a change that a device made by itself as the wish of somebody at the device."""
        held = self._registry.held.get(event.entity)
        if held is None or held.desire is None or not held.desire.met:
            return
        by_itself = event.cause.who == "device" and event.at > held.desire.at
        if by_itself and event.fresh and not met(held.desire.wants, held.state, held.entity):
            self._registry.desire(event.entity, None)


def twin_of(held: Held) -> Twin:
    """Return an entity as it is kept."""
    return Twin(
        kind=held.entity.kind,
        reported=plain(held.state),
        changed_at=held.last_changed,
        told_at=held.last_updated,
        desire=held.desire,
    )
