"""Charts: what held from moment to moment, exactly for days and by the hour for years."""

import asyncio
import sqlite3

import pytest

from hub.core.states import BinarySensorState, SensorState
from hub.recorder.past import Past
from hub.recorder.recorder import Recorder
from hub.recorder.retention import Retention

HOUR, DAY = 3600, 86_400


@pytest.fixture
def past(store, clock):
    return Past(store, clock)


def count(folder, table):
    db = sqlite3.connect(folder / "history.db")
    (rows,) = db.execute(f"select count(*) from {table}").fetchone()
    db.close()
    return rows


async def test_a_chart_carries_on_the_value_that_held_before_it(bus, store, run, tell, clock, past):
    run(Recorder(bus, store))
    tell("sensor.a", 20.0)
    await asyncio.sleep(600)
    tell("sensor.a", 30.0)
    await asyncio.sleep(300)
    now = clock.time()
    chart = await past.between("sensor.a", now - 600, now, 2)
    assert [(s.at, s.low, s.mean, s.high) for s in chart] == [
        (now - 600, 20, 20, 20),
        (now - 300, 30, 30, 30),
    ]


async def test_the_mean_counts_how_long_a_value_held(bus, store, run, tell, clock, past):
    run(Recorder(bus, store))
    tell("sensor.a", 0.0)
    await asyncio.sleep(90)
    tell("sensor.a", 100.0)
    await asyncio.sleep(10)
    (all_of_it,) = await past.between("sensor.a", clock.time() - 100, clock.time(), 1)
    assert (all_of_it.low, all_of_it.high) == (0, 100)
    assert all_of_it.mean == pytest.approx(10)


async def test_nothing_is_said_of_before_the_first_value_nor_of_the_future(
    bus, store, run, tell, clock, past
):
    run(Recorder(bus, store))
    await asyncio.sleep(100)
    tell("binary_sensor.door", BinarySensorState(on=True))
    await asyncio.sleep(100)
    now = clock.time()
    chart = await past.between("binary_sensor.door", now - 200, now + 200, 4)
    assert [s.at for s in chart] == [now - 100, now - 50]
    assert await past.between("binary_sensor.door", now + 1, now + 200, 4) == []
    assert await past.between("sensor.unheard_of", now - 200, now, 4) == []


async def test_a_time_without_a_known_value_is_a_gap(bus, store, run, tell, clock, past):
    run(Recorder(bus, store))
    for state in (5.0, SensorState(), 7.0):
        tell("sensor.a", state)
        await asyncio.sleep(100)
    now = clock.time()
    chart = await past.between("sensor.a", now - 300, now, 3)
    assert [(s.at, s.mean) for s in chart] == [(now - 300, 5), (now - 100, 7)]


async def test_charts_look_the_same_before_and_after_hours_are_settled(
    bus, store, run, tell, clock, past, tmp_path
):
    run(Recorder(bus, store))
    begin = clock.time()
    for minute in range(300):
        tell("sensor.a", float(minute * 7 % 60))
        tell("sensor.b", float(minute))
        await asyncio.sleep(60)
    await asyncio.sleep(2)
    spans = [
        (begin, begin + 5 * HOUR, 5),
        (begin, begin + 5 * HOUR, 50),
        (begin + 4000, begin + 9000, 7),
    ]
    before = [await past.between("sensor.a", *span) for span in spans]
    await Retention(store, clock).settle()
    assert count(tmp_path, "states") == 0
    assert count(tmp_path, "settled") == 600
    after = [await past.between("sensor.a", *span) for span in spans]
    for one, other in zip(before, after, strict=True):
        assert len(one) == len(other) > 0
        for a, b in zip(one, other, strict=True):
            assert (a.at, a.low, a.high) == (b.at, b.low, b.high)
            assert a.mean == pytest.approx(b.mean)


async def test_settling_twice_or_after_a_late_reading_changes_nothing_twice(
    bus, store, run, tell, clock, past, tmp_path
):
    run(Recorder(bus, store))
    retention = Retention(store, clock)
    begin = clock.time()
    tell("sensor.a", 10.0)
    await asyncio.sleep(HOUR + 1)
    await retention.settle()
    late = f"insert into states values (1, {int(begin * 1000) + HOUR * 500}, 30)"
    await store.history(lambda db: db.execute(late))
    await retention.settle()
    await retention.settle()
    (hour,) = await past.between("sensor.a", begin, begin + HOUR, 1)
    assert hour.mean == pytest.approx(20)
    assert count(tmp_path, "hours") == 1


async def test_single_changes_go_after_two_weeks_and_hours_after_years(
    bus, store, run, tell, clock, past, tmp_path
):
    run(Recorder(bus, store), Retention(store, clock, days=14, years=20 / 365))
    begin = clock.time()
    for _ in range(4):
        for value in (10.0, 30.0):
            tell("sensor.a", value)
            await asyncio.sleep(HOUR / 2)
    await asyncio.sleep(10 * DAY)
    assert count(tmp_path, "settled") == 8
    await asyncio.sleep(6 * DAY)
    assert count(tmp_path, "settled") == 0
    old = await past.between("sensor.a", begin, begin + 4 * HOUR, 4)
    assert [(s.low, round(s.mean, 3), s.high) for s in old] == [(10, 20, 30)] * 4
    finely = await past.between("sensor.a", begin, begin + 4 * HOUR, 8)
    assert [round(s.mean, 3) for s in finely] == [20] * 8
    await asyncio.sleep(5 * DAY)
    assert count(tmp_path, "hours") == 0


async def test_a_quiet_sensor_is_carried_over_days(bus, store, run, tell, clock, past):
    run(Recorder(bus, store), Retention(store, clock))
    tell("sensor.a", 42.0)
    await asyncio.sleep(20 * DAY)
    now = clock.time()
    assert [s.mean for s in await past.between("sensor.a", now - 60, now, 2)] == [42, 42]
    assert [s.mean for s in await past.between("sensor.a", now - DAY, now, 3)] == [42] * 3


async def test_the_file_shrinks_when_much_of_it_is_let_go(bus, store, run, clock, tmp_path):
    def fill(db):
        db.execute("insert into entities values (1, 'sensor.a')")
        at = int(clock.time() * 1000)
        rows = [(1, at - i * 1000, i * 0.1) for i in range(150_000)]
        db.executemany("insert into states values (?, ?, ?)", rows)

    def size(db):
        return db.execute("pragma page_count").fetchone()[0]

    await store.history(fill)
    full = await store.history(size)
    retention = Retention(store, clock, days=0.5)
    await retention.settle()
    await retention.let_go()
    assert await store.history(size) < full / 2
    assert count(tmp_path, "settled") == pytest.approx(DAY / 2, abs=HOUR)
