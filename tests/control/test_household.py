"""Names and rooms outlive the hub."""

import asyncio

import pytest

from hub.control.household import Household, restore
from hub.core.commands import MoveEntity, RenameEntity
from hub.core.entities import Area, Device, Entity
from hub.core.errors import StoreError, UnknownEntity
from hub.core.kinds import Kind
from hub.core.registry import Registry


class Shelf:
    """Records in memory, written as slowly as a card and able to fail."""

    def __init__(self):
        self.kept, self.writes, self.full = {}, 0, False

    async def load(self, kind):
        return dict(self.kept.get(kind, {}))

    async def keep(self, key, record):
        await asyncio.sleep(0.05)
        if self.full:
            raise StoreError("the disk is full")
        self.writes += 1
        self.kept.setdefault(type(record), {})[key] = record

    async def drop(self, kind, key):
        self.kept.get(kind, {}).pop(key, None)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
async def household(bus, commands, registry, shelf, run):
    run(Household(bus, commands, registry, shelf))


def plug(number=1):
    return Entity(id="", source=f"mqtt:{number}", kind=Kind.SWITCH, name=f"Plug {number}")


async def restarted(bus, clock, shelf):
    registry = Registry(bus, clock)
    await restore(registry, shelf)
    return registry


@pytest.mark.usefixtures("household")
async def test_a_name_is_on_disk_when_it_is_acknowledged(commands, registry, shelf, bus, clock):
    entity = registry.describe(plug())
    await commands.send(RenameEntity(entity=entity.id, name="Kettle"))
    again = await restarted(bus, clock, shelf)
    assert again.find(entity.id).entity.label == "Kettle"
    assert again.describe(plug()).label == "Kettle"


@pytest.mark.usefixtures("household")
async def test_a_move_keeps_the_new_room_too(commands, registry, shelf, bus, clock):
    entity = registry.describe(plug())
    await commands.send(MoveEntity(entity=entity.id, area="Pantry"))
    again = await restarted(bus, clock, shelf)
    assert again.areas[again.find(entity.id).entity.area].name == "Pantry"


@pytest.mark.usefixtures("household")
async def test_what_was_found_is_kept_and_what_was_withdrawn_is_not(registry, shelf):
    for number in range(1000):
        registry.describe(plug(number), Device(id="box", name="Box"), suggested_area="Hall")
    await asyncio.sleep(2)
    assert (len(shelf.kept[Entity]), len(shelf.kept[Device]), len(shelf.kept[Area])) == (1000, 1, 1)
    registry.remove("mqtt:7")
    await asyncio.sleep(2)
    assert len(shelf.kept[Entity]) == 999


@pytest.mark.usefixtures("household")
async def test_what_is_on_disk_is_not_written_again(commands, registry, shelf):
    entity = registry.describe(plug())
    await asyncio.sleep(2)
    await commands.send(RenameEntity(entity=entity.id, name="Kettle"))
    await asyncio.sleep(2)
    assert shelf.writes == 2


@pytest.mark.usefixtures("household")
async def test_a_full_disk_is_told_to_who_asked_and_made_up_for_later(commands, registry, shelf):
    entity = registry.describe(plug())
    await asyncio.sleep(2)
    shelf.full = True
    with pytest.raises(StoreError):
        await commands.send(RenameEntity(entity=entity.id, name="Kettle"))
    await asyncio.sleep(2)
    shelf.full = False
    registry.describe(plug(2))
    await asyncio.sleep(2)
    assert shelf.kept[Entity][entity.id].label == "Kettle"


@pytest.mark.usefixtures("household")
async def test_what_is_not_there_cannot_be_renamed(commands):
    with pytest.raises(UnknownEntity):
        await commands.send(RenameEntity(entity="light.moon", name="Moon"))
