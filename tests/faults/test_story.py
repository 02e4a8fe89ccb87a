"""What an appliance's page can tell from the first minute on."""

from hub.core.events import CycleEnded
from hub.core.faults import FaultKind
from hub.core.kinds import Kind
from hub.core.states import BinarySensorState, SensorState, SwitchState
from hub.core.upkeep import ExplainAppliance, NoteCare, RunChanged, SetPrice
from tests.faults.conftest import DAY, HOUR, MINUTE
from tests.faults.simple import KIND, Limit


async def story(house, appliance="boiler"):
    return await house.commands.send(ExplainAppliance(appliance=appliance))


async def test_it_says_what_can_be_told_and_from_which_day_the_rest(plain):
    await plain.draw("boiler", 10, minutes=60)
    known = (await story(plain)).known
    assert (known.days, known.cycles, known.tells) == (0.0, 3, (KIND,))
    ((kind, when),) = known.tells_from.items()
    assert (kind, round((when - plain.now) / DAY, 1)) == (FaultKind.LEAK, 7.0)


async def test_a_machine_that_is_only_counted_has_nothing_to_learn(plain):
    plain.add("tv", "Television")
    await plain.bus.quiet()
    await plain.draw("tv", 80, minutes=60)
    told = await story(plain, "tv")
    assert (told.known, told.score) == (None, None)
    assert round(told.days[-1].energy_wh) == 79  # 59 minutes of 80 W


async def test_it_says_which_signals_are_heard(plain):
    plain.add(
        "fridge", "Fridge",
        (Kind.SENSOR, "temperature", "°C"), (Kind.SWITCH, "outlet", ""), area="kitchen",
    )  # fmt: skip
    plain.add("air", "Kitchen thermometer", (Kind.SENSOR, "temperature", "°C"), area="kitchen")
    await plain.bus.quiet()
    assert (await story(plain, "fridge")).signals == ()
    plain.report("fridge", "temperature", 5.0)
    plain.report("air", "temperature", 21.0)
    plain.registry.report("switch.fridge_outlet", SwitchState(on=True))
    await plain.draw("fridge", 60)
    assert (await story(plain, "fridge")).signals == ("ambient", "command", "power", "temperature")


async def test_a_programme_under_way_is_told_with_its_end_and_then_kept(plain):
    await plain.commands.send(SetPrice(per_kwh=0.5, currency="€"))
    await plain.draw("boiler", 10)
    await plain.draw("boiler", 500, minutes=30)
    began = plain.now - 29 * MINUTE
    running = (await story(plain)).running
    assert (running.began, running.ends) == (began, began + HOUR)
    await plain.draw("boiler", 10, minutes=2)
    told = await story(plain)
    (past,) = told.cycles
    assert (past.began, past.ended, past.programme) == (began, plain.now - MINUTE, 2)
    assert (past.energy_wh, past.peak_watts, past.cost) == (800.0, 2000.0, 0.4)
    assert (told.running, told.energy_per_cycle, told.days[-1].cycles) == (None, 800.0, 1)
    heard = plain.heard.drain()
    runs = [event.running for event in heard if isinstance(event, RunChanged)]
    assert (runs[0].began, runs[-1]) == (began, None)
    (ended,) = (event for event in heard if isinstance(event, CycleEnded))
    assert (ended.energy_wh, ended.peak_watts, ended.programme) == (800.0, 2000.0, 2)


async def test_its_days_are_counted_and_silence_is_not_off(plain):
    await plain.draw("boiler", 40, minutes=2 * 1440)
    plain.clock.tick(plain.now + DAY)
    await plain.draw("boiler", 40, minutes=720)
    first, second, silent, half = (await story(plain)).days
    assert (first.known, second.known) == (0.999, 1.0)
    assert (second.energy_wh, half.energy_wh) == (960.0, 479.3)
    assert silent.known < 0.02
    assert half.known == 0.499


async def test_how_strange_it_runs_is_told_each_hour(plain):
    await plain.draw("boiler", 200, minutes=2)
    assert (await story(plain)).score == 0.25
    await plain.draw("boiler", 1500, minutes=70)
    told = await story(plain)
    assert (told.score, told.days[-1].score) == (0.75, 0.75)


async def test_readings_arrive_in_watts_and_degrees(plain):
    plain.add("freezer", "Freezer", (Kind.SENSOR, "temperature", "°F"))
    plain.add("dryer", "Dryer")
    await plain.bus.quiet()
    plain.report("freezer", "temperature", 0.0)
    plain.registry.report("sensor.dryer_power", SensorState(value="unknown"))
    plain.registry.report("sensor.dryer_power", BinarySensorState(on=True))
    await plain.draw("dryer", 7.0)
    plain.registry.set_available("sensor.dryer_power", False)
    await plain.bus.quiet()
    for appliance in ("freezer", "dryer"):  # what is noted is kept, and with it the watch
        await plain.commands.send(NoteCare(appliance=appliance, what="noted"))
    kept = await plain.records.load(Limit)
    ((quantity, celsius),) = kept["freezer"].heard
    assert (quantity, round(celsius, 2)) == ("temperature", -17.78)
    assert kept["dryer"].heard[-2:] == [("power", 7.0), ("power", None)]


async def test_a_watch_that_stumbles_begins_anew_and_stops_nobody_else(plain):
    plain.add("kettle", "Kettle")
    await plain.bus.quiet()
    await plain.draw("boiler", 200, minutes=3)
    await plain.draw("kettle", 200, minutes=3)
    await plain.draw("boiler", 13)
    await plain.draw("boiler", 1500)
    await plain.draw("kettle", 1500)
    assert {fault.appliance for fault in await plain.faults()} == {"boiler", "kettle"}
    boiler, kettle = (await story(plain)).known, (await story(plain, "kettle")).known
    assert boiler.tells_from[FaultKind.LEAK] > kettle.tells_from[FaultKind.LEAK]
