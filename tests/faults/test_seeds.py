"""What an older history taught waits for the appliance it was about."""

import pytest

from hub.core.entities import ApplianceKind
from hub.core.upkeep import ExplainAppliance, ReplaceAppliance
from hub.faults.seeds import seed_key, sow
from tests.faults.conftest import DAY
from tests.faults.simple import Limit


@pytest.mark.parametrize(
    "name",
    ["sensor.kitchen_fridge_power", "Kitchen fridge power", "Kitchen Fridge", "kitchen_fridge",
     "Kitchen fridge current power", "Kitchen fridge power [W]"],
)  # fmt: skip
def test_one_thing_has_one_key_however_it_is_written(name):
    assert seed_key(name) == seed_key("Kitchen fridge")


def old(house, kind=ApplianceKind.DRYER, days=90):
    return Limit(kind=kind, began_at_all=house.now - days * DAY, limit=3000.0)


async def known(house, appliance="dryer"):
    return (await house.commands.send(ExplainAppliance(appliance=appliance))).known.days


async def test_an_appliance_begins_with_what_an_older_history_taught(plain):
    await sow(plain.records, ("Dryer", "sensor.dryer_power"), old(plain))
    await plain.restart()
    plain.add("dryer", "Dryer")
    await plain.bus.quiet()
    assert round(await known(plain)) == 90
    await plain.draw("dryer", 2000)
    assert await plain.faults() == []


async def test_it_outranks_the_little_that_was_learned_since(plain):
    plain.add("dryer", "Dryer")
    await plain.bus.quiet()
    await plain.draw("dryer", 10, minutes=10)
    await sow(plain.records, ("Dryer",), old(plain))
    await plain.restart()
    assert round(await known(plain)) == 90


async def test_a_seed_of_another_kind_of_machine_is_not_taken(plain):
    await sow(plain.records, ("Dryer",), old(plain, kind=ApplianceKind.FRIDGE))
    await plain.restart()
    plain.add("dryer", "Dryer")
    await plain.bus.quiet()
    assert await known(plain) == 0.0


async def test_a_seed_is_used_once(plain):
    await sow(plain.records, ("Dryer", "sensor.dryer_power"), old(plain))
    await plain.restart()
    plain.add("dryer", "Dryer")
    await plain.bus.quiet()
    await plain.draw("dryer", 10, minutes=2)
    await plain.commands.send(ReplaceAppliance(appliance="dryer"))
    await plain.restart()
    assert await known(plain) == 0.0
