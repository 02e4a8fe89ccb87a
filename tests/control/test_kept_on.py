"""What must not lose power by the way stays on, until somebody is sure."""

import asyncio

import pytest

from hub.control.household import Household, restore
from hub.control.sweep import Sweep
from hub.core.appliances import feeds, keeps_on
from hub.core.commands import Call, SetFeeds, Turn, TurnAll
from hub.core.entities import ApplianceKind, Entity
from hub.core.events import HUB
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import LightState, SensorState, SwitchState

ON, OFF = SwitchState(on=True), SwitchState(on=False)


@pytest.fixture(autouse=True)
async def house(bus, commands, registry, verified, shelves, run):
    run(Household(bus, commands, registry, shelves))
    Sweep(commands, registry)
    return verified


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fridge plug", "fridge"),
        ("Gefrierschrank", None),
        ("Freezer", "freezer"),
        ("Heating pump", "pump"),
        ("Bathroom heater", "heating"),
        ("CPAP bedroom", "medical"),
        ("Wi-Fi router", "router"),
        ("Tomte", "hub"),
        ("Desk lamp", "lamp"),
        ("Socket 3", None),
        ("冰箱插座", "fridge"),
        ("路由器", "router"),
    ],
)
def test_what_a_plug_feeds_is_suggested_from_its_name(name, kind):
    entity = Entity(id="x", source="x", kind=Kind.SWITCH, name=name)
    assert feeds(entity, None) == kind
    assert keeps_on(entity, None) is (kind not in {None, "lamp"})


@pytest.mark.parametrize("wish", [lambda e: Turn(entity=e, on=False)])
async def test_switching_it_off_alone_asks_first(add, commands, wish):
    plug, gadget = add(Kind.SWITCH, [OFF], now=ON, name="Fridge")
    for asked in (wish(plug), Call(entity=plug, service="turn_off")):
        outcome = await commands.send(asked)
        assert (outcome.result, outcome.reason.id) == ("refused", "control.keeps_on")
        assert outcome.reason.values == {"name": "Fridge", "kind": "@reply.kind.fridge"}
    assert not gadget.commands
    assert (await commands.send(Turn(entity=plug, on=False, sure=True))).result == "confirmed"


async def test_switching_it_on_asks_nobody(add, commands):
    plug, _ = add(Kind.SWITCH, [ON], now=OFF, name="Fridge")
    assert (await commands.send(Turn(entity=plug, on=True))).result == "confirmed"


async def test_a_person_says_what_a_plug_feeds_and_it_is_that_from_then_on(
    add, commands, registry, bus, clock, shelves
):
    plug, _ = add(Kind.SWITCH, now=ON, name="Socket 3", device="box")
    await commands.send(SetFeeds(entity=plug, feeds=ApplianceKind.FREEZER))
    assert registry.appliances["box"].kind is ApplianceKind.FREEZER
    again = Registry(bus, clock)
    await restore(again, shelves)
    assert again.find(plug).entity.feeds is ApplianceKind.FREEZER
    described = Entity(id="", source=again.find(plug).entity.source, kind=Kind.SWITCH, name="S")
    assert again.describe(described).feeds is ApplianceKind.FREEZER, "it outlives announcements"
    assert (await commands.send(Turn(entity=plug, on=False))).result == "refused"


async def test_a_persons_word_is_above_the_name(add, commands, registry):
    plug, _ = add(Kind.SWITCH, [OFF], now=ON, name="Fridge", device="box")
    await asyncio.sleep(1)
    await commands.send(SetFeeds(entity=plug, feeds=ApplianceKind.LAMP))
    assert "box" not in registry.appliances
    assert (await commands.send(Turn(entity=plug, on=False))).result == "confirmed"
    await commands.send(SetFeeds(entity=plug, feeds=None))
    assert registry.appliances["box"].kind is ApplianceKind.FRIDGE


async def test_all_off_spares_what_is_kept_on_and_says_so(add, commands):
    fridge, cold = add(Kind.SWITCH, now=ON, name="Fridge")
    lamp, _ = add(Kind.LIGHT, [LightState(on=False)], now=LightState(on=True), name="Lamp")
    dead, _ = add(Kind.SWITCH, now=ON, name="Kettle")
    setting, tuned = add(Kind.SWITCH, now=ON, name="Child lock", category="config")
    turned = await commands.send(TurnAll())
    assert (turned.done, turned.failed, turned.kept_on) == ((lamp,), (dead,), (fridge,))
    assert turned.outcomes[dead].result == "no_answer"
    assert setting not in turned.outcomes
    assert not cold.commands + tuned.commands


async def test_all_off_in_a_room_leaves_the_others(add, commands, registry):
    here, _ = add(Kind.LIGHT, [LightState(on=False)], now=LightState(on=True), name="Here")
    _, there = add(Kind.LIGHT, now=LightState(on=True), name="There")
    registry.move(here, "Hall", HUB)
    turned = await commands.send(TurnAll(area="hall", kinds=(Kind.LIGHT,)))
    assert turned.done == (here,)
    assert not there.commands


@pytest.mark.parametrize(("watts", "kept"), [(1800.0, True), (0.4, False)])
async def test_a_machine_in_its_programme_is_left_alone(add, commands, registry, watts, kept):
    plug, _ = add(Kind.SWITCH, [OFF], now=ON, name="Washer", device="washer")
    meter, _ = add(Kind.SENSOR, name="Power", device="washer", device_class="power", unit="W")
    registry.report(meter, SensorState(value=watts))
    turned = await commands.send(TurnAll())
    assert (turned.kept_on == (plug,)) is kept


async def test_many_go_off_together(add, commands):
    for number in range(30):
        add(Kind.LIGHT, [LightState(on=False)], now=LightState(on=True), name=f"Lamp {number}")
    began = asyncio.get_running_loop().time()
    turned = await commands.send(TurnAll())
    assert len(turned.done) == 30
    assert asyncio.get_running_loop().time() - began < 1
