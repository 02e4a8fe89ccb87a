"""Telemetry reaches the disk in batches, and outlives a full one."""

import asyncio
import sqlite3
import time

import pytest

from hub.core.errors import StoreError
from hub.core.events import StateChanged
from hub.core.states import (
    BinarySensorState,
    ClimateState,
    CoverState,
    LightState,
    LockState,
    MediaPlayerState,
    SensorState,
    SwitchState,
)
from hub.recorder.compact import kept, number
from hub.recorder.recorder import Book, Recorder


def rows(folder):
    db = sqlite3.connect(folder / "history.db")
    found = db.execute(
        "select name, at, value from states join entities on id = entity order by states.rowid"
    ).fetchall()
    db.close()
    return found


async def test_a_change_is_on_the_disk_a_second_later(bus, store, run, tell, tmp_path, clock):
    run(Recorder(bus, store))
    tell("sensor.fridge_power", 81.5)
    await asyncio.sleep(1.1)
    assert rows(tmp_path) == [
        ("sensor.fridge_power", int(clock.now().timestamp() - 1.1) * 1000, 81.5)
    ]


async def test_what_is_waiting_is_written_when_the_hub_stops(bus, store, tell, tmp_path):
    async with asyncio.TaskGroup() as group:
        recorder = group.create_task(Recorder(bus, store).run())
        tell("sensor.a", 1)
        await asyncio.sleep(0.5)
        recorder.cancel()
    assert [value for _, _, value in rows(tmp_path)] == [1]


async def test_a_full_disk_costs_no_reading_while_memory_lasts(bus, store, run, tell, tmp_path):
    await store.history(lambda db: db.execute("pragma max_page_count=12").fetchall())
    run(Recorder(bus, store))
    for value in range(5000):
        tell("sensor.a", value)
    await asyncio.sleep(10)
    assert rows(tmp_path) == []
    await store.history(lambda db: db.execute("pragma max_page_count=100000").fetchall())
    tell("sensor.b", 7)
    await asyncio.sleep(60)
    assert [value for _, _, value in rows(tmp_path)] == [*range(5000), 7]


async def test_says_once_that_the_disk_is_full_and_once_that_it_is_not(
    bus, store, run, tell, caplog
):
    await store.history(lambda db: db.execute("pragma max_page_count=12").fetchall())
    run(Recorder(bus, store))
    for value in range(5000):
        tell("sensor.a", value)
    await asyncio.sleep(120)
    await store.history(lambda db: db.execute("pragma max_page_count=100000").fetchall())
    await asyncio.sleep(120)
    assert [r.message.split(" ")[1] for r in caplog.records] == ["waits", "is"]


async def test_a_write_that_fails_names_the_file_and_a_cure(store, tmp_path):
    with pytest.raises(StoreError, match=r"history\.db: no such table: nowhere"):
        await store.history(lambda db: db.execute("insert into nowhere values (1)"))


@pytest.mark.parametrize(
    ("state", "on_disk", "in_chart"),
    [
        (SensorState(value=21.5), 21.5, 21.5),
        (SensorState(value=21.0), 21, 21),
        (SensorState(value="rinsing"), "rinsing", None),
        (SensorState(), None, None),
        (SwitchState(on=True), 1, 1),
        (BinarySensorState(on=False), 0, 0),
        (LightState(on=True, level=40.0), '{"on":true,"level":40.0}', 40),
        (LightState(on=False, level=40.0), '{"on":false,"level":40.0}', 0),
        (LightState(on=True), 1, 1),
        (ClimateState(mode="heat", current=19.5), '{"mode":"heat","current":19.5}', 19.5),
        (CoverState(phase="open"), '{"phase":"open"}', 100),
        (CoverState(phase="opening", level=30), '{"phase":"opening","level":30}', 30),
        (LockState(phase="locked"), '{"phase":"locked"}', 1),
        (MediaPlayerState(phase="off", level=20), '{"phase":"off","level":20}', 20),
    ],
)
def test_every_state_is_kept_small_and_drawn_as_a_number(state, on_disk, in_chart):
    assert kept(state) == on_disk
    assert number(kept(state)) == in_chart


async def test_takes_hardly_more_room_than_the_smallest_hub_would(bus, store, clock, run, tmp_path):
    changes = [
        StateChanged(
            at=clock.time() + i / 500,
            entity=f"sensor.bench_{i % 1000}",
            state=SensorState(value=20 + i * 0.0137),
            previous=SensorState(),
        )
        for i in range(10_000)
    ]
    smallest = tmp_path / "smallest.db"
    db = sqlite3.connect(smallest, isolation_level=None)
    db.execute("create table e(id integer primary key, name text unique)")
    db.execute("create table s(e integer, t integer, v)")
    db.execute("begin")
    db.executemany("insert into e(name) values (?)", [(f"sensor.bench_{i}",) for i in range(1000)])
    db.executemany(
        "insert into s values (?, ?, ?)",
        [(i % 1000 + 1, int(c.at * 1000), c.state.value) for i, c in enumerate(changes)],
    )
    db.execute("commit")
    db.close()
    run(Recorder(bus, store))
    for change in changes:
        bus.publish(change)
    await asyncio.sleep(2)
    await store.close()
    assert (tmp_path / "history.db").stat().st_size <= 1.3 * smallest.stat().st_size


async def test_a_row_costs_little_more_than_sqlite_itself(store, clock):
    states = [SensorState(value=i * 0.37) for i in range(20_000)]
    changes = [
        StateChanged(at=clock.time() + i, entity=f"sensor.{i % 500}", state=s, previous=s)
        for i, s in enumerate(states)
    ]
    rows = [(c.entity, c.at, repr(c.state.value)) for c in changes]
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE row (entity TEXT, at REAL, value TEXT)")
    book, ours, bare = Book(), [], []
    for _ in range(5):
        began = time.process_time()
        await store.history(lambda db: book.write(db, changes), then=book.forget_written)
        between = time.process_time()
        with plain:
            plain.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
        ours.append(between - began)
        bare.append(time.process_time() - between)
    plain.close()
    assert min(ours) < 5 * min(bare)
