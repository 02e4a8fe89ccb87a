"""Keeps what the house knows of its things on disk, and takes a person's names for them."""

import asyncio

from hub.core.bus import Bus
from hub.core.commands import Commands, MoveEntity, RenameEntity
from hub.core.entities import Area, Device, Entity
from hub.core.events import EntityRemoved, Event, HouseholdChanged
from hub.core.ports import Records
from hub.core.registry import Registry


async def restore(registry: Registry, records: Records) -> None:
    """Take back what was known before the hub stopped."""
    entities = await records.load(Entity)
    devices, areas = await records.load(Device), await records.load(Area)
    registry.restore(entities.values(), devices.values(), areas.values())


class Household:
    """Writes described things down; a rename or move is on disk before it is acknowledged."""

    def __init__(
        self, bus: Bus, commands: Commands, *, registry: Registry, records: Records
    ) -> None:
        self._registry, self._records = registry, records
        self._news = bus.open(Event, limit=65_536, wanted=_is_news)
        commands.handle(RenameEntity, self._rename)
        commands.handle(MoveEntity, self._move)

    async def run(self) -> None:
        """Write down what is new until cancelled."""
        with self._news:
            async for batch in self._news.batches(0.2):
                await self._keep(batch)

    async def _keep(self, batch: list[Event]) -> None:
        latest: dict[tuple[type[object], str], object] = {}
        gone: set[str] = set()
        for event in batch:
            match event:
                case HouseholdChanged():
                    for thing in (*event.entities, *event.devices, *event.areas):
                        latest[type(thing), thing.id] = thing
                    gone -= {entity.id for entity in event.entities}
                case EntityRemoved():
                    latest.pop((Entity, event.entity.id), None)
                    gone.add(event.entity.id)
        async with asyncio.TaskGroup() as group:  # all in one commit
            for (_, key), thing in latest.items():
                group.create_task(self._records.keep(key, thing))
            for key in gone:
                group.create_task(self._records.drop(Entity, key))

    async def _rename(self, command: RenameEntity) -> None:
        entity = self._registry.rename(command.entity, command.name, command.cause)
        await self._records.keep(entity.id, entity)

    async def _move(self, command: MoveEntity) -> None:
        entity = self._registry.move(command.entity, command.area, command.cause)
        if entity.area:
            await self._records.keep(entity.area, self._registry.areas[entity.area])
        await self._records.keep(entity.id, entity)


def _is_news(event: Event) -> bool:
    return isinstance(event, HouseholdChanged | EntityRemoved)
