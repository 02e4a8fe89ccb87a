"""Durable records are on the disk before they are acknowledged."""

import asyncio
import logging
import sqlite3

import pytest

from hub.core.entities import Area, Device
from hub.core.errors import StoreError
from hub.recorder.durable import Durable
from hub.recorder.store import Store

KITCHEN = Area(id="kitchen", name="Kitchen")


def seen_from_outside(folder):
    db = sqlite3.connect(folder / "core.db")
    keys = [key for (key,) in db.execute("select key from records order by id")]
    db.close()
    return keys


async def test_what_is_acknowledged_is_in_the_file(store, tmp_path):
    await Durable(store).keep("kitchen", KITCHEN)
    assert seen_from_outside(tmp_path) == ["kitchen"]


async def test_every_commit_is_flushed_to_the_disk(store):
    assert await store.core(lambda db: db.execute("pragma synchronous").fetchone()) == (2,)
    assert await store.core(lambda db: db.execute("pragma journal_mode").fetchone()) == ("wal",)


async def test_records_come_back_by_class_oldest_first(tmp_path, clock):
    async with Store(tmp_path, clock) as store:
        durable = Durable(store)
        await durable.keep("b", Area(id="b", name="Bath"))
        await durable.keep("a", Area(id="a", name="Attic"))
        await durable.keep("b", Area(id="b", name="Bathroom"))
        await durable.keep("fridge", Device(id="fridge", name="Fridge"))
    async with Store(tmp_path, clock) as store:
        areas = await Durable(store).load(Area)
    assert [area.name for area in areas.values()] == ["Bathroom", "Attic"]


async def test_a_dropped_record_is_gone(store):
    durable = Durable(store)
    await durable.keep("kitchen", KITCHEN)
    await durable.drop(Area, "kitchen")
    assert await durable.load(Area) == {}


async def test_an_unreadable_record_is_named_and_left_out(store, caplog):
    durable = Durable(store)
    await durable.keep("kitchen", KITCHEN)
    broken = "insert into records (collection, key, value) values ('Area', 'hall', '{\"id\":3}')"
    await store.core(lambda db: db.execute(broken))
    with caplog.at_level(logging.ERROR):
        assert await durable.load(Area) == {"kitchen": KITCHEN}
    assert "Area 'hall' cannot be read" in caplog.text


async def test_records_that_wait_together_share_a_commit(store):
    durable, commits = Durable(store), []

    def count(db):
        db.set_trace_callback(lambda sql: commits.append(sql) if sql == "commit" else None)

    await store.core(count)
    commits.clear()
    async with asyncio.TaskGroup() as group:
        for n in range(100):
            group.create_task(durable.keep(f"{n}", Area(id=f"{n}", name="Room")))
    assert len(commits) == 2  # the first, and all that came while it was written
    assert len(await durable.load(Area)) == 100


async def test_the_last_of_two_versions_stays_though_a_writer_is_cancelled(store):
    durable = Durable(store)
    async with asyncio.TaskGroup() as group:
        old = group.create_task(durable.keep("kitchen", KITCHEN))
        group.create_task(durable.keep("kitchen", Area(id="kitchen", name="Küche")))
        await asyncio.sleep(0)
        old.cancel()
    assert (await durable.load(Area))["kitchen"].name == "Küche"


async def test_a_full_disk_is_told_to_whoever_waits_and_later_works_again(store):
    durable = Durable(store)
    await store.core(lambda db: db.execute("pragma max_page_count=8").fetchone())
    big = Area(id="big", name="x" * 100_000)
    with pytest.raises(StoreError, match=r"core\.db: database or disk is full"):
        await durable.keep("big", big)
    await store.core(lambda db: db.execute("pragma max_page_count=10000").fetchone())
    await durable.keep("big", big)
    assert await durable.load(Area) == {"big": big}
