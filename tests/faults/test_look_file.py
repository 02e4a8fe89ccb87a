"""A recorder's file that cannot be read gives one clear error, and is never written to."""

import sqlite3
from contextlib import closing

import pytest

from hub.cli.faults.hass_file import NAME, Tables, Unusable
from hub.cli.faults.hass_power import Power
from tests.faults.hass import Recorder, recorded

START = 1_751_328_000.0
FEW = [(START + 60 * minute, 40.0 + minute % 2) for minute in range(500)]


def read(path):
    with closing(Tables(path, patience=0.05)) as tables:
        power = Power(tables)
        return [report for sensor in power.sensors() for report in power.reports(sensor)]


def test_the_folder_is_as_good_as_the_file(tmp_path):
    recorded(tmp_path / NAME, FEW)
    assert read(tmp_path) == FEW


def test_what_home_assistant_wrote_a_moment_ago_is_read_too(tmp_path):
    path = recorded(tmp_path / NAME, FEW)
    with closing(sqlite3.connect(path)) as running:
        running.execute("pragma journal_mode = wal")
        running.execute("update states set state = '7.0'")
        running.commit()  # it lies in the write-ahead log until Home Assistant is stopped
        assert {watts for _, watts in read(path)} == {7.0}


def test_the_file_is_left_as_it_was(tmp_path):
    path = recorded(tmp_path / NAME, FEW)
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_may_not_be_written_to_is_enough(tmp_path):
    path = recorded(tmp_path / NAME, FEW)
    with closing(sqlite3.connect(path)) as running:
        running.execute("pragma journal_mode = wal")
    tmp_path.chmod(0o500)
    try:
        assert read(path) == FEW
    finally:
        tmp_path.chmod(0o700)


def test_a_locked_file_says_so(tmp_path):
    path = recorded(tmp_path / NAME, FEW)
    with closing(sqlite3.connect(path)) as busy:
        busy.execute("begin exclusive")
        with pytest.raises(Unusable, match="locked by another program; try again"):
            read(path)


def test_a_damaged_file_says_so(tmp_path):
    path = recorded(tmp_path / NAME, FEW)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    with pytest.raises(Unusable, match="damaged"):
        read(path)


def test_a_file_that_was_cut_off_says_so(tmp_path):
    path = recorded(tmp_path / NAME, FEW * 20)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(Unusable, match=r"damaged|cannot be read"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"CREATE TABLE states", b"SQLite format 3"])
def test_what_is_no_database_says_so(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(Unusable, match="no SQLite database"):
        read(tmp_path)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(Unusable, match="cannot be read"):
        read(tmp_path / "nothing.db")


def test_another_programs_database_says_so(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("create table songs (name)")
    with pytest.raises(Unusable, match="not Home Assistant's recorder"):
        read(tmp_path / "other.db")


def test_a_recorder_without_power_says_what_is_looked_for(tmp_path):
    with closing(Recorder(tmp_path / NAME)) as recorder:
        recorder.sensor("sensor.hall", [(START, 20.1)], unit="°C", device_class="temperature")
    with pytest.raises(Unusable, match="no power sensor: nothing in it measures in mW, W, kW"):
        read(tmp_path)


def test_unknown_states_and_odd_numbers_are_unknown_power(tmp_path):
    odd = ["unavailable", "unknown", "", "nan", "inf", "1e400", "12,5"]
    recorded(tmp_path / NAME, [(START + n, state) for n, state in enumerate(odd)])
    assert {watts for _, watts in read(tmp_path)} == {None}
