"""The database files open whatever state they are found in, or say clearly why not."""

import sqlite3
from pathlib import Path

import pytest

from hub.core.entities import Area, Entity
from hub.core.errors import StoreError
from hub.core.events import Notification
from hub.recorder.durable import Durable
from hub.recorder.past import Past
from hub.recorder.store import Store

FIXTURES = Path(__file__).parent / "fixtures"
RELEASES = sorted(folder.name for folder in FIXTURES.iterdir())


@pytest.fixture(params=RELEASES)
def release(request, tmp_path):
    """A folder with the databases of an earlier release."""
    for script in (FIXTURES / request.param).glob("*.sql"):
        db = sqlite3.connect(tmp_path / f"{script.stem}.db")
        db.executescript(script.read_text(encoding="utf-8"))
        db.close()
    return tmp_path


async def test_what_an_earlier_release_kept_is_still_known(release, clock):
    async with Store(release, clock) as store:
        durable = Durable(store)
        areas, entities = await durable.load(Area), await durable.load(Entity)
        notifications = await durable.load(Notification)
    assert areas["kitchen"].name == "Küche"
    assert entities["sensor.fridge_power"].label == "Fridge"
    assert notifications["fault:7"].message.values == {"name": "Fridge"}


async def test_charts_go_back_to_what_an_earlier_release_measured(release, clock):
    async with Store(release, clock) as store:
        now = clock.time()
        exact = await Past(store, clock).between("sensor.fridge_power", now - 10_800, now, 6)
        coarse = await Past(store, clock).between("sensor.fridge_power", now - 10_800, now, 3)
    assert [s.mean for s in exact] == [80.5, 80.5, 80.5, 2, 2, 84]
    assert [s.mean for s in coarse] == [80.5, 41.25, 43]


async def test_both_files_have_the_newest_schema(release, clock):
    async with Store(release, clock):
        pass
    for name in ("core", "history"):
        db = sqlite3.connect(release / f"{name}.db")
        files = Path("hub/recorder/schema", name).glob("*.sql")
        assert db.execute("pragma user_version").fetchone() == (len(list(files)),)
        db.close()


@pytest.mark.parametrize("name", ["core", "history"])
async def test_a_database_of_a_newer_hub_is_left_alone(tmp_path, clock, name):
    db = sqlite3.connect(tmp_path / f"{name}.db")
    db.execute("pragma user_version=99")
    db.close()
    with pytest.raises(StoreError, match=rf"{name}\.db was written by a newer Tomte \(schema 99"):
        await Store(tmp_path, clock).open()
    assert not list(tmp_path.glob("*.corrupt-*"))


@pytest.mark.parametrize("name", ["core", "history"])
async def test_a_file_that_is_no_database_is_kept_aside(tmp_path, clock, caplog, name):
    (tmp_path / f"{name}.db").write_bytes(b"\0" * 8192)
    async with Store(tmp_path, clock) as store:
        await Durable(store).keep("kitchen", Area(id="kitchen", name="Kitchen"))
        (lost,) = store.lost
    assert (tmp_path / f"{name}.db.corrupt-20240331-070000").read_bytes() == b"\0" * 8192
    assert lost.id == f"notify.store_lost.{name}"
    assert [r.levelname for r in caplog.records] == ["ERROR"]
    assert f"{name}.db is damaged" in caplog.text
    assert "put a backup in its place" in caplog.text


async def test_a_damaged_page_among_the_durable_records_is_found_at_the_start(tmp_path, clock):
    async with Store(tmp_path, clock) as store:
        for number in range(200):
            await Durable(store).keep(f"{number}", Area(id=f"{number}", name="x" * 200))
    file = tmp_path / "core.db"
    content = bytearray(file.read_bytes())
    content[5 * 4096 : 6 * 4096] = b"\xa5" * 4096
    file.write_bytes(content)
    async with Store(tmp_path, clock) as store:
        assert [lost.id for lost in store.lost] == ["notify.store_lost.core"]
        assert await Durable(store).load(Area) == {}


async def test_history_that_breaks_while_the_hub_runs_is_begun_anew(tmp_path, clock, caplog):
    def fill(db):
        db.execute("insert into entities values (1, 'sensor.a')")
        db.executemany("insert into states values (1, ?, 1.5)", [(i,) for i in range(50_000)])

    async with Store(tmp_path, clock) as store:
        await store.history(fill)
    file = tmp_path / "history.db"
    content = bytearray(file.read_bytes())
    content[8 * 4096 :] = b"\xa5" * (len(content) - 8 * 4096)
    file.write_bytes(content)
    async with Store(tmp_path, clock) as store:
        with pytest.raises(StoreError):
            await Past(store, clock).between("sensor.a", 0, clock.time(), 10)
        assert await Past(store, clock).between("sensor.a", 0, clock.time(), 10) == []
        await store.history(fill)
        assert [lost.id for lost in store.lost] == ["notify.store_lost.history"]


async def test_a_folder_that_cannot_be_made_is_named(tmp_path, clock):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/core\.db.*not writable"):
        await Store(tmp_path / "file", clock).open()


async def test_only_the_owner_may_read_the_files(store, tmp_path):
    assert {(tmp_path / f"{n}.db").stat().st_mode & 0o777 for n in ("core", "history")} == {0o600}
