"""Things keep their id through renames, moves and restarts; states tell when and why."""

import asyncio
from dataclasses import replace

import pytest

from hub.core.entities import ApplianceKind, Device, Entity
from hub.core.errors import UnknownEntity
from hub.core.events import Cause, HouseholdChanged, StateChanged, StateReported
from hub.core.kinds import Kind
from hub.core.registry import Registry, slug
from hub.core.states import LightState, SensorState

LAMP = Entity(id="", source="mqtt:lamp1", kind=Kind.LIGHT, name="Ceiling")
FRIDGE = Device(id="dev1", name="Kitchen fridge", area="")
PERSON = Cause(who="person", name="owner")


def power(name="Power"):
    return Entity(
        id="", source="mqtt:f1p", kind=Kind.SENSOR, name=name, device_class="power", unit="W"
    )


def test_a_rename_and_a_move_leave_the_id(registry):
    lamp = registry.describe(LAMP, suggested_area="Kitchen")
    registry.rename(lamp.id, "Big light", PERSON)
    registry.move(lamp.id, "Hall", PERSON)
    again = registry.describe(LAMP, suggested_area="Kitchen")
    assert (again.id, again.label, again.area) == ("light.ceiling", "Big light", "hall")


def test_two_things_of_one_name_get_two_ids(registry):
    first = registry.describe(LAMP)
    second = registry.describe(Entity(id="", source="mqtt:lamp2", kind=Kind.LIGHT, name="Ceiling"))
    assert (first.id, second.id) == ("light.ceiling", "light.ceiling_2")


def test_a_restart_gives_the_same_ids(registry, bus, clock):
    lamp = registry.describe(LAMP, suggested_area="Kitchen")
    reborn = Registry(bus, clock)
    reborn.restore([lamp], [], registry.areas.values())
    reborn.describe(Entity(id="", source="mqtt:other", kind=Kind.LIGHT, name="Ceiling"))
    assert reborn.describe(LAMP).id == lamp.id


def test_a_device_that_is_called_fridge_is_one(registry):
    sensor = registry.describe(power(), FRIDGE, suggested_area="Kitchen")
    appliance = registry.appliances["dev1"]
    assert (appliance.kind, appliance.power, appliance.area) == ("fridge", sensor.id, "kitchen")


def test_a_meter_that_is_withdrawn_or_moves_to_another_box_is_no_longer_the_fridges(registry):
    kettle = Device(id="dev2", name="Kettle")
    meter = registry.describe(power(), FRIDGE)
    plug = Entity(id="", source="mqtt:f1s", kind=Kind.SWITCH, name="Plug")
    registry.describe(power(), kettle)
    registry.describe(plug, FRIDGE)
    assert registry.appliances["dev1"].power == ""
    registry.describe(power(), FRIDGE)
    assert registry.appliances["dev1"].power == meter.id
    registry.remove("mqtt:f1p")
    registry.describe(replace(plug, name="Switch"), FRIDGE)
    assert registry.appliances["dev1"].power == ""


def test_after_a_restart_an_appliance_still_has_its_meter(registry, bus, clock):
    meter = registry.describe(power(), FRIDGE)
    reborn = Registry(bus, clock)
    reborn.restore([meter], registry.devices.values(), ())
    assert reborn.appliances == registry.appliances
    assert reborn.appliances["dev1"].power == meter.id


def test_describing_the_same_again_is_no_news(registry, bus):
    registry.describe(power(), FRIDGE)
    news = bus.open(HouseholdChanged)
    registry.describe(power(), FRIDGE)
    assert news.drain() == []


async def test_changed_and_updated_are_two_times(registry, clock):
    lamp = registry.describe(LAMP).id
    registry.report(lamp, LightState(on=True))
    began = clock.time()
    await asyncio.sleep(60)
    registry.report(lamp, LightState(on=True))
    held = registry.find(lamp)
    assert (held.last_changed, held.last_updated) == (began, began + 60)


def test_the_same_state_is_reported_and_another_is_changed(registry, bus):
    lamp = registry.describe(LAMP).id
    reports, changes = bus.open(StateReported), bus.open(StateChanged)
    for on in (True, True, False):
        registry.report(lamp, LightState(on=on))
    assert (len(reports.drain()), len(changes.drain())) == (3, 2)


def test_who_asked_is_the_cause_of_what_the_device_then_tells(registry, bus):
    lamp, changes = registry.describe(LAMP).id, bus.open(StateChanged)
    registry.attribute(lamp, PERSON)
    registry.report(lamp, LightState(on=True))
    registry.attribute(lamp, None)
    registry.report(lamp, LightState(on=False))
    assert [change.cause.who for change in changes.drain()] == ["person", "device"]


def test_a_withdrawn_thing_is_gone(registry):
    lamp = registry.describe(LAMP).id
    registry.remove("mqtt:lamp1")
    with pytest.raises(UnknownEntity, match=r"light\.ceiling"):
        registry.find(lamp)


def test_what_is_withdrawn_and_announced_anew_is_what_people_said_it_is(registry):
    plug = registry.describe(Entity(id="", source="x:1", kind=Kind.SWITCH, name="Plug"))
    registry.rename(plug.id, "Cellar plug", PERSON)
    registry.move(plug.id, "Cellar", PERSON)
    registry.feed(plug.id, ApplianceKind.FREEZER, PERSON)
    registry.remove("x:1")
    other = registry.describe(Entity(id="", source="x:2", kind=Kind.SWITCH, name="Other"))
    back = registry.describe(Entity(id="", source="x:1", kind=Kind.SWITCH, name="Plug 2"))
    assert (back.id, back.alias, back.area) == (plug.id, "Cellar plug", "cellar")
    assert back.feeds is ApplianceKind.FREEZER
    assert (other.alias, other.feeds) == ("", None)


def test_an_id_that_was_given_away_meanwhile_stays_there(registry):
    first = registry.describe(Entity(id="", source="x:1", kind=Kind.SWITCH, name="Plug"))
    registry.remove("x:1")
    second = registry.describe(Entity(id="", source="x:2", kind=Kind.SWITCH, name="Plug"))
    again = registry.describe(Entity(id="", source="x:1", kind=Kind.SWITCH, name="Plug"))
    assert first.id == second.id != again.id
    assert len(registry.held) == 2


def test_a_thing_that_changes_its_kind_starts_with_an_empty_state(registry):
    thing = registry.describe(LAMP).id
    registry.report(thing, LightState(on=True))
    registry.describe(Entity(id="", source="mqtt:lamp1", kind=Kind.SENSOR, name="Ceiling"))
    assert registry.find(thing).state == SensorState()


@pytest.mark.parametrize(
    ("name", "made"), [("Küche links", "kuche_links"), ("客厅灯", "客厅灯"), ("!!", "thing")]
)
def test_names_of_any_script_make_ids(name, made):
    assert slug(name) == made
