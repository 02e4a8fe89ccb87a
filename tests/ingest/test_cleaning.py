"""The data gate: what sensors send becomes trusted numbers."""

import asyncio
import time

import pytest

from hub.core.clock import Clock
from hub.ingest.cleaning import Gate, Rejected, number


@pytest.mark.parametrize(
    ("raw", "value"), [(21, 21), ("21.5", 21.5), (" 23,5 ", 23.5), ("-4", -4), ("1e3", 1000)]
)
def test_numbers_are_read_as_devices_write_them(raw, value):
    assert number(raw) == value


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (True, "not_a_number"),
        ("warm", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ({"a": 1}, "not_a_number"),
        (float("nan"), "not_finite"),
        ("-inf", "not_finite"),
        (10**400, "not_finite"),
        (None, "no_value"),
        ("unavailable", "no_value"),
        ("Unknown", "no_value"),
        ("", "no_value"),
    ],
)
def test_what_is_no_number_is_turned_away_with_a_reason(raw, reason):
    with pytest.raises(Rejected) as told:
        number(raw)
    assert told.value.reason == reason


@pytest.mark.parametrize(
    ("unit", "device_class", "raw", "value", "shown"),
    [
        ("°F", "temperature", 68, 20, "°C"),
        ("K", "temperature", 293.15, 20, "°C"),
        ("K", "", 2700, 2700, "K"),
        ("kW", "power", 1.5, 1500, "W"),
        ("Wh", "energy", 1500, 1.5, "kWh"),
        ("mV", "voltage", 3000, 3, "V"),
        ("kPa", "pressure", 101.3, 1013, "hPa"),
        ("L", "water", 250, 0.25, "m³"),
        ("mm", "precipitation", 12, 12, "mm"),
        ("%", "humidity", 41, 41, "%"),
    ],
)
async def test_units_become_the_houses(clock, unit, device_class, raw, value, shown):
    gate = Gate(clock, unit=unit, device_class=device_class)
    assert (gate.clean(raw), gate.unit) == (pytest.approx(value), shown)


def reasons(gate, *readings):
    told = []
    for reading in readings:
        try:
            gate.clean(reading)
            told.append("")
        except Rejected as rejection:
            told.append(rejection.reason)
    return told


async def test_what_cannot_be_is_turned_away(clock):
    gate = Gate(clock, unit="%", device_class="humidity")
    assert reasons(gate, 40, 101, -1, 41) == ["", "out_of_range", "out_of_range", ""]


async def test_a_single_spike_is_held_back(clock):
    gate = Gate(clock, unit="°C", device_class="temperature")
    assert reasons(gate, 21, 85, 21.1, 21.2) == ["", "spike", "", ""]


async def test_a_leap_that_is_confirmed_is_believed(clock):
    gate = Gate(clock, unit="°C", device_class="temperature")
    assert reasons(gate, 21, 85, 86, 87) == ["", "spike", "", ""]


async def test_after_a_long_silence_a_leap_is_no_wonder(clock):
    gate = Gate(clock, unit="°C", device_class="temperature")
    assert reasons(gate, 21) == [""]
    await asyncio.sleep(3600)
    assert reasons(gate, 85) == [""]


async def test_a_kettle_going_on_and_off_is_no_spike(clock):
    gate = Gate(clock, unit="W", device_class="power")
    assert reasons(gate, 0.4, 2100, 0.4, 2100, 2098, 0.4) == [""] * 6


async def test_a_stuck_thermometer_is_told_once_a_spell(clock):
    gate, told = Gate(clock, unit="°C", device_class="temperature"), []
    for minute in range(60):
        told += reasons(gate, 21 + minute % 5 / 10)
        await asyncio.sleep(60)
    for _ in range(48):
        told += reasons(gate, 21.0)
        await asyncio.sleep(1800)
    told += reasons(gate, 21.1, 21.0)
    assert told.count("stuck") == 1
    assert set(told) == {"", "stuck"}


async def test_an_idle_plug_is_not_stuck(clock):
    gate = Gate(clock, unit="W", device_class="power")
    for number_ in range(60):
        gate.clean(number_)
    for _ in range(48):
        assert gate.clean(0) == 0
        await asyncio.sleep(1800)


def test_a_good_reading_costs_next_to_nothing():
    gate = Gate(Clock(), unit="°C", device_class="temperature")
    best = 1.0
    for _ in range(20):
        began = time.perf_counter()
        for step in range(1000):
            gate.clean(21.0 + step % 7 / 10)
        best = min(best, (time.perf_counter() - began) / 1000)
    assert best < 2e-6
