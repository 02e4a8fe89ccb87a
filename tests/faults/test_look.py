"""What Tomte would have said of the power history that Home Assistant already keeps."""

import argparse
import asyncio
import json
from contextlib import closing

import pytest

from hardware.simulated.appliances.traces import trace
from hub import config
from hub.cli.console import FINE
from hub.cli.faults.look import act, options
from hub.core.clock import Clock
from hub.core.entities import ApplianceKind
from hub.core.errors import ConfigError
from hub.core.faults import FaultKind
from hub.faults.seeds import seed_key
from hub.faults.watches import watch_of
from hub.recorder.durable import Durable
from hub.recorder.store import Store
from tests.faults.hass import Recorder, recorded

START, MINUTE, DAY = 1_751_328_000.0, 60.0, 86_400.0  # 2025-07-01
COLD = {"fridge", "freezer"}
SEED = 912_345


def reports(kind, days, fault=None, seed=SEED):
    """Return (UTC seconds, state) of a machine, only where it changed, as a recorder keeps it."""
    life = trace(kind, seed, days, fault)
    kept, last = [], None
    for row, watts in enumerate(life.power.tolist()):
        state = "unavailable" if watts != watts else watts
        if state != last:
            kept.append((START + row * MINUTE + 7, state))
            last = state
    return kept


@pytest.fixture(scope="module")
def leaking():
    return reports(ApplianceKind.FRIDGE, 42, FaultKind.SEAL_LEAK)


@pytest.fixture(scope="module")
def healthy():
    return reports(ApplianceKind.FRIDGE, 10)


@pytest.fixture
def look(tmp_path, monkeypatch, capsys):
    """Ask ``tomte faults look`` with these words; return what it said (JSON: as values)."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)

    def look(path, *words):
        ask = argparse.ArgumentParser()
        ask.add_argument("--config", default=None)
        options(ask)
        assert act(ask.parse_args([str(path), *words])) == FINE
        out = capsys.readouterr().out
        return json.loads(out) if "--json" in words else out

    return look


def test_a_fridge_that_began_to_leak_would_have_been_told(look, leaking, tmp_path):
    path = recorded(tmp_path / "home-assistant_v2.db", leaking, name="Kitchen fridge power")
    (one,) = look(path, "--json")
    assert (one["kind"], one["by_name"]) == ("fridge", "fridge")
    assert one["told"], "a severe leak is not overlooked"
    first = one["told"][0]
    assert first["at"] > START + 28 * DAY, "it began after 28 days"
    assert first["title"].startswith("Kitchen fridge: ")
    assert first["evidence"][0]["now"] != first["evidence"][0]["usual"]


def test_the_same_is_said_in_words(look, leaking, tmp_path):
    path = recorded(tmp_path / "ha.db", leaking, name="Kitchen fridge power")
    (one,) = look(path, "--json")
    text = look(path)
    assert "Fridge, by its name" in text
    assert "2025-07-01 to 2025-08-1" in text
    assert all(fault["title"] in text and fault["why"] in text for fault in one["told"])


def test_of_a_healthy_fridge_there_is_nothing_to_say(look, healthy, tmp_path):
    text = look(recorded(tmp_path / "ha.db", healthy, name="Kitchen fridge power"))
    assert "nothing to say in 10 days" in text


def test_a_nameless_plug_is_known_by_its_power(look, healthy, tmp_path):
    (one,) = look(recorded(tmp_path / "ha.db", healthy, name="Plug 7"), "--json")
    assert one["by_name"] is None
    assert one["kind"] == one["by_trace"]
    assert one["kind"] in COLD
    assert max(one["guesses"], key=one["guesses"].get) in COLD


@pytest.mark.parametrize("unit", ["W", "kW", "mW"])
def test_old_and_new_schemas_and_every_unit_tell_the_same(look, healthy, tmp_path, unit):
    factor = {"W": 1, "kW": 1000, "mW": 0.001}[unit]
    few = healthy[:1000]
    scaled = [(at, s if isinstance(s, str) else s / factor) for at, s in few]
    (new,) = look(recorded(tmp_path / "new.db", scaled, unit=unit), "--json")
    (watts,) = look(recorded(tmp_path / "watts.db", few), "--json")
    (old,) = look(recorded(tmp_path / "old.db", scaled, unit=unit, old=True), "--json")
    assert new == old
    assert new["kwh"] == pytest.approx(watts["kwh"])


def test_only_the_last_days_are_looked_at_where_that_is_wished(look, healthy, tmp_path):
    path = recorded(tmp_path / "ha.db", healthy)
    (one,) = look(path, "--json", "--days", "3")
    assert one["to"] - one["from"] == pytest.approx(3 * DAY, abs=3600)
    with pytest.raises(ConfigError, match="--days 0"):
        look(path, "--days", "0")


def test_while_home_assistant_was_away_nothing_is_known(look, healthy, tmp_path):
    up = [(at, s) for at, s in healthy if not 3 * DAY < at - START < 5 * DAY]
    with closing(Recorder(tmp_path / "ha.db")) as recorder:
        recorder.sensor("sensor.fridge_power", up)
        recorder.run(START, START + 3 * DAY)
        recorder.run(START + 5 * DAY, None)
    (one,) = look(tmp_path / "ha.db", "--json")
    assert one["known"] == pytest.approx(0.8, abs=0.03)


def test_a_value_that_did_not_change_still_held(look, tmp_path):
    path = recorded(tmp_path / "ha.db", [(START, 60.0), (START + 10 * 3600, 0.0)])
    (one,) = look(path, "--json")
    assert one["kwh"] == pytest.approx(0.6, abs=0.01)


def test_hourly_means_are_told_where_no_states_are_left(look, tmp_path):
    with closing(Recorder(tmp_path / "ha.db")) as recorder:
        means = [(START + 3600 * hour, 50.0) for hour in range(24 * 60)]
        recorder.statistics("sensor.fridge_power", means)
    text = look(tmp_path / "ha.db")
    assert "hourly means since 2025-07-01: 72 kWh, 1.20 a day in the last 30 days, 1.20" in text


def test_a_thing_that_measures_no_power_is_left_out(look, healthy, tmp_path):
    with closing(Recorder(tmp_path / "ha.db")) as recorder:
        recorder.sensor("sensor.fridge_power", healthy)
        recorder.sensor("sensor.hall", [(START, 20.1)], unit="°C", device_class="temperature")
    assert [one["entity"] for one in look(tmp_path / "ha.db", "--json")] == ["sensor.fridge_power"]


async def kept(home, kind):
    async with Store(home, Clock()) as store:
        return await Durable(store).load(type(watch_of(kind)))


async def test_what_was_learned_waits_for_the_hub(look, healthy, tmp_path):
    path = recorded(tmp_path / "ha.db", healthy, name="Kitchen fridge power")
    await asyncio.to_thread(look, path, "--seed")
    seeds = await kept(config.load(None).home, ApplianceKind.FRIDGE)
    assert seed_key("Kitchen fridge") in seeds
    assert seeds[seed_key("Kitchen fridge")].learned(START + 10 * DAY).days > 8


@pytest.mark.parametrize("unit", ["°C", "°F"])
def test_the_thermometer_of_the_same_machine_is_looked_at_too(look, healthy, tmp_path, unit):
    warmth = [(START + 300 * n, 5.0 + n % 3) for n in range(10 * 288)]
    if unit == "°F":
        warmth = [(at, celsius * 9 / 5 + 32) for at, celsius in warmth]
    with closing(Recorder(tmp_path / "ha.db")) as recorder:
        recorder.sensor("sensor.fridge_power", healthy, name="Fridge power")
        more = {"unit": unit, "device_class": "temperature"}
        recorder.sensor("sensor.fridge_temperature", warmth, **more)
        recorder.sensor("sensor.hall_temperature", warmth, **more)
    (one,) = look(tmp_path / "ha.db", "--json")
    assert one["temperature"] == "sensor.fridge_temperature"
    assert one["told"] == [], "the right unit makes no fridge of 41 degrees"


def test_two_minutes_of_a_new_sensor_are_too_little_to_judge_by(look, tmp_path):
    path = recorded(tmp_path / "ha.db", [(START, 80.0), (START + 120, 1.0)], name="Fridge power")
    text = look(path)
    assert "less than a day: too little to judge by yet" in text


async def test_a_fault_that_is_still_there_is_left_for_the_hub_to_tell(look, leaking, tmp_path):
    path = recorded(tmp_path / "ha.db", leaking, name="Kitchen fridge power")
    out = await asyncio.to_thread(look, path, "--json", "--seed")
    still = [fault["at"] for fault in out[0]["told"] if fault["gone"] is None]
    seeds = await kept(config.load(None).home, ApplianceKind.FRIDGE)
    days = seeds[seed_key("Kitchen fridge")].learned(START + 42 * DAY).days
    assert days == pytest.approx((min(still) - START) / DAY, abs=3)
