"""The household on disk: entities, devices and areas, as they were named and placed."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace

from hub.core.announced import MoveDevice, NameDevice
from hub.core.bus import Bus
from hub.core.commands import Commands, MoveEntity, RenameEntity, SetFeeds
from hub.core.entities import Area, Device, Entity
from hub.core.errors import StoreError, UnknownEntity
from hub.core.events import EntityRemoved, HouseholdChanged
from hub.core.ports import Records
from hub.core.registry import Registry

_log = logging.getLogger(__name__)
_PAUSE = 0.5  # seconds in which changes gather before they are written together
Thing = Entity | Device | Area


async def restore(registry: Registry, records: Records) -> None:
    """Bring the household back as it was kept; to be done before devices announce themselves."""
    registry.restore(
        (await records.load(Entity)).values(),
        (await records.load(Device)).values(),
        (await records.load(Area)).values(),
    )


class Household:
    """Keeps the registry on disk; what a person says is there before it is acknowledged."""

    def __init__(self, bus: Bus, commands: Commands, registry: Registry, records: Records) -> None:
        self._registry, self._records = registry, records
        self._changed = bus.open(HouseholdChanged, limit=8192)
        self._removed = bus.open(EntityRemoved, limit=8192)
        self._kept: dict[tuple[type[Thing], str], Thing] = {}
        self._failed: dict[tuple[type[Thing], str], Thing] = {}
        commands.handle(RenameEntity, self._rename)
        commands.handle(MoveEntity, self._move)
        commands.handle(SetFeeds, self._feed)
        commands.handle(NameDevice, self._name_device)
        commands.handle(MoveDevice, self._move_device)

    async def run(self) -> None:
        """Write what changes until cancelled."""
        with self._changed, self._removed:
            async with asyncio.TaskGroup() as writers:
                writers.create_task(self._follow_changes())
                writers.create_task(self._follow_removals())

    async def _rename(self, command: RenameEntity) -> None:
        entity = self._registry.rename(command.entity, command.name, command.cause)
        await self._keep_one(entity)

    async def _move(self, command: MoveEntity) -> None:
        entity = self._registry.move(command.entity, command.area, command.cause)
        if entity.area:
            await self._keep_one(self._registry.areas[entity.area])
        await self._keep_one(entity)

    async def _feed(self, command: SetFeeds) -> None:
        await self._keep_one(self._registry.feed(command.entity, command.feeds, command.cause))

    async def _name_device(self, command: NameDevice) -> None:
        """Name a device, and what it carries that has no name of its own."""
        device, name = self._device(command.device), command.name.strip()
        name = "" if name == device.name else name
        named = replace(device, alias=name)
        self._registry.revise(named, command.cause)
        await self._keep_one(named)
        for entity in self._carried(device.id):
            if entity.name == device.name and entity.alias in {"", device.alias}:
                await self._rename(RenameEntity(entity=entity.id, name=name, cause=command.cause))

    async def _move_device(self, command: MoveDevice) -> None:
        device, area = self._device(command.device), ""
        for entity in self._carried(device.id):
            move = MoveEntity(entity=entity.id, area=command.area, cause=command.cause)
            await self._move(move)
            area = self._registry.find(entity.id).entity.area
        moved = replace(device, area=area, moved=bool(area))
        self._registry.revise(moved, command.cause)
        await self._keep_one(moved)

    def _device(self, device: str) -> Device:
        found = self._registry.devices.get(device)
        if found is None:
            raise UnknownEntity(f"there is no device called {device!r} in this house")
        return found

    def _carried(self, device: str) -> list[Entity]:
        return [h.entity for h in self._registry.held.values() if h.entity.device == device]

    async def _follow_changes(self) -> None:
        async for changes in self._changed.batches(_PAUSE):
            things: list[Thing] = list(self._failed.values())
            for change in changes:
                things += [*change.areas, *change.devices, *change.entities]
            newest = {(type(thing), thing.id): self._now(thing) for thing in things}
            try:
                await self._keep(thing for thing in newest.values() if thing is not None)
                self._failed.clear()
            except* StoreError as error:
                self._failed = {key: thing for key, thing in newest.items() if thing is not None}
                _log.error("the household cannot be written: %s", error.exceptions[0])

    async def _follow_removals(self) -> None:
        async for removals in self._removed.batches(_PAUSE):
            for removal in removals:
                await self._drop(removal.entity.id)

    async def _drop(self, entity: str) -> None:
        if entity in self._registry.held:  # it has come back meanwhile
            return
        self._kept.pop((Entity, entity), None)
        try:
            await self._records.drop(Entity, entity)
        except StoreError as error:
            _log.error("%s is gone but cannot be taken off the disk: %s", entity, error)

    def _now(self, thing: Thing) -> Thing | None:
        """Return the thing as it is now: events tell of moments that may be over."""
        if isinstance(thing, Entity):
            held = self._registry.held.get(thing.id)
            return None if held is None else held.entity
        if isinstance(thing, Device):
            return self._registry.devices.get(thing.id)
        return self._registry.areas.get(thing.id)

    async def _keep(self, things: Iterable[Thing]) -> None:
        """Write what differs from what is on disk, together: one wait for the disk."""
        async with asyncio.TaskGroup() as writing:
            for thing in things:
                if self._kept.get((type(thing), thing.id)) != thing:
                    writing.create_task(self._keep_one(thing))

    async def _keep_one(self, thing: Thing) -> None:
        await self._records.keep(thing.id, thing)
        self._kept[type(thing), thing.id] = thing
