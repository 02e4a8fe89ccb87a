"""What a plug feeds is suggested from its power, where nobody and no name tells."""

import asyncio
import math
from datetime import UTC

import pytest

from hardware.simulated.appliances.traces import trace
from hub.core.appliances import keeps_on
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.commands import Commands
from hub.core.entities import ApplianceKind, Device, Entity
from hub.core.events import Cause, HouseholdChanged
from hub.core.insight import ExplainFeeds
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState, SwitchState
from hub.faults.suggest import Load, Suggestions
from tests.faults.conftest import Notebook

START, MINUTE, DAY = 1_704_067_200.0, 60.0, 1440
PLUG, METER = "switch.plug_7", "sensor.plug_7_power"
COLD = {ApplianceKind.FRIDGE, ApplianceKind.FREEZER}
ANNA = Cause(who="person", name="Anna")


@pytest.fixture(scope="module")
def fridge():
    return trace(ApplianceKind.FRIDGE, 910_000, 4).power.tolist()


class Plugged:
    """A house with one metering plug, and somebody who makes guesses about it."""

    def __init__(self, bus, commands, run):
        self.bus, self.commands, self.run = bus, commands, run
        self.clock = TickClock(START)
        self.registry = Registry(bus, self.clock)
        self.records = Notebook()
        self.news = bus.open(HouseholdChanged, limit=100_000)

    def begin(self):
        suggestions = Suggestions(
            self.bus,
            self.clock,
            registry=self.registry,
            commands=self.commands,
            records=self.records,
            zone=UTC,
        )
        self.run(suggestions)

    def plug_in(self, name="Plug 7", unit="W"):
        box = Device(id="plug_7", name=name)
        more = {"source": PLUG, "name": "Switch"}
        self.registry.describe(Entity(id=PLUG, kind=Kind.SWITCH, **more), box)
        meter = {"source": METER, "name": "Power", "device_class": "power", "unit": unit}
        self.registry.describe(Entity(id=METER, kind=Kind.SENSOR, **meter), box)
        self.registry.report(PLUG, SwitchState(on=True))

    async def draw(self, watts):
        for minute, value in enumerate(watts):
            self.clock.tick(self.clock.time() + MINUTE)
            if not math.isnan(value):
                self.registry.report(METER, SensorState(value=value))
            if not minute % 10:
                await self.bus.quiet()
        await asyncio.sleep(0.1)

    @property
    def plug(self):
        return self.registry.find(PLUG).entity

    async def explained(self):
        return await self.commands.send(ExplainFeeds(entity=PLUG))


@pytest.fixture
async def plugged(bus, commands, run):
    return Plugged(bus, commands, run)


async def test_after_some_days_a_nameless_plug_is_taken_for_a_fridge(plugged, fridge):
    plugged.plug_in()
    plugged.begin()
    await plugged.draw(fridge[: 3 * DAY])
    assert plugged.plug.traced in COLD
    assert plugged.plug.feeds is None, "only a person says so for sure"
    assert keeps_on(plugged.plug, None)
    changed = [event.entities[0].traced for event in plugged.news.drain() if event.entities]
    assert changed[-1] in COLD
    story = await plugged.explained()
    assert (story.kind, story.days) == (plugged.plug.traced, pytest.approx(3, abs=0.2))
    assert story.guesses[0].kind in COLD


async def test_nothing_is_suggested_on_the_first_day(plugged, fridge):
    plugged.plug_in()
    plugged.begin()
    await plugged.draw(fridge[:DAY])
    assert plugged.plug.traced is None
    assert (await plugged.explained()).kind is None


async def test_what_a_name_tells_is_not_guessed(plugged, fridge):
    plugged.plug_in(name="Washing machine plug")
    plugged.begin()
    await plugged.draw(fridge[: 3 * DAY])
    assert plugged.plug.traced is None
    assert await plugged.records.load(Load) == {}


async def test_a_persons_word_ends_the_guessing(plugged, fridge):
    plugged.plug_in()
    plugged.begin()
    await plugged.draw(fridge[:DAY])
    assert await plugged.records.load(Load)
    plugged.registry.feed(PLUG, ApplianceKind.TV, ANNA)
    await plugged.draw([0.0] * 20)
    assert await plugged.records.load(Load) == {}


async def test_a_restart_forgets_no_days(plugged, fridge, run):
    plugged.plug_in()
    plugged.begin()
    await plugged.draw(fridge[: 36 * 60])
    again = Plugged(Bus(), Commands(), run)
    again.records = plugged.records
    again.clock.tick(plugged.clock.time())
    again.plug_in()
    again.begin()
    await again.draw(fridge[36 * 60 : 3 * DAY])
    assert again.plug.traced in COLD


async def test_a_meter_in_kilowatts_is_read_as_such(plugged, fridge):
    plugged.plug_in(unit="kW")
    plugged.begin()
    await plugged.draw([watts / 1000 for watts in fridge[: 3 * DAY]])
    assert plugged.plug.traced in COLD


async def test_what_was_traced_outlives_a_new_announcement(plugged):
    plugged.plug_in()
    plugged.registry.trace(PLUG, ApplianceKind.PUMP)
    plugged.plug_in()
    assert plugged.plug.traced is ApplianceKind.PUMP
    plugged.registry.feed(PLUG, ApplianceKind.LAMP, ANNA)
    assert not keeps_on(plugged.plug, None), "a person knows better than a guess"
