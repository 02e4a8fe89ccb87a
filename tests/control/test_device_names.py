"""A person's name and room for a device outlive the hub and what the device says later."""

import pytest

from hub.control.household import Household
from hub.core.announced import MoveDevice, NameDevice
from hub.core.entities import Device, Entity
from hub.core.errors import UnknownEntity
from hub.core.kinds import Kind
from tests.control.test_household import Shelf, restarted

BOX = Device(id="box", name="0xa1", area="Hall")


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
async def parts(bus, commands, registry, shelf, run):
    """A plug that is called as its box is, and its meter."""
    run(Household(bus, commands, registry, shelf))
    return describe(registry)


def describe(registry):
    plug = Entity(id="", source="z:plug", kind=Kind.SWITCH, name="0xa1")
    meter = Entity(id="", source="z:meter", kind=Kind.SENSOR, name="Power")
    return [registry.describe(part, BOX, suggested_area="Hall").id for part in (plug, meter)]


async def test_naming_a_device_names_what_has_no_name_of_its_own(commands, registry, parts):
    await commands.send(NameDevice(device="box", name=" Kettle "))
    plug, meter = (registry.find(part).entity for part in parts)
    assert registry.devices["box"].label == "Kettle"
    assert (plug.label, meter.label) == ("Kettle", "Power")
    describe(registry)
    assert registry.devices["box"].label == "Kettle"
    await commands.send(NameDevice(device="box", name=""))
    assert registry.devices["box"].label == registry.find(parts[0]).entity.label == "0xa1"


async def test_moving_a_device_takes_all_it_carries_along(commands, registry, parts, shelf):
    await commands.send(MoveDevice(device="box", area="Attic"))
    describe(registry)
    assert registry.devices["box"].area == "attic"
    assert {registry.find(part).entity.area for part in parts} == {"attic"}
    assert shelf.kept[Device]["box"].area == "attic"


@pytest.mark.usefixtures("parts")
async def test_both_are_on_disk_when_they_are_acknowledged(commands, bus, clock, shelf):
    await commands.send(NameDevice(device="box", name="Kettle"))
    await commands.send(MoveDevice(device="box", area="Attic"))
    again = await restarted(bus, clock, shelf)
    assert again.devices["box"].label == "Kettle"
    assert again.areas[again.devices["box"].area].name == "Attic"


@pytest.mark.usefixtures("parts")
async def test_a_device_that_is_not_there_is_said(commands):
    with pytest.raises(UnknownEntity, match="ghost"):
        await commands.send(NameDevice(device="ghost", name="x"))
