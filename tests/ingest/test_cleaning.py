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
    assert reasons(gate, 40, 104, -1, 41) == ["", "out_of_range", "out_of_range", ""]


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


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("12'345.5", 12345.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("-1.234,50", -1234.5),
        ("\u22124,5", -4.5),
        ("1,234", 1.234),  # a decimal comma: nothing says otherwise
        ("1.234", 1.234),
        (".5", 0.5),
        ("5.", 5),
    ],
)
def test_numbers_of_all_countries_are_read_where_they_can_mean_one_thing(written, value):
    assert number(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "1_000",
        "0x1F",
        "21 100",
        "1,23,456",
        "1.2.3",
        "12,34.5",
        "1.234,567.8",
        "4 %",
        "1" * 80,
        "²",
    ],
)
def test_what_may_mean_two_things_is_no_number(written):
    with pytest.raises(Rejected) as told:
        number(written)
    assert told.value.reason == "not_a_number"


async def test_a_meter_that_stutters_is_not_believed_a_single_reading(clock):
    gate = Gate(clock, unit="kWh", device_class="energy", state_class="total_increasing")
    assert reasons(gate, 4711, 4500, 4711.1, 9999, 4711.2) == ["", "went_back", "", "spike", ""]
    assert reasons(gate, -1) == ["out_of_range"]


async def test_a_meter_that_was_exchanged_is_believed_when_it_goes_on(clock):
    gate = Gate(clock, unit="kWh", device_class="energy", state_class="total_increasing")
    assert reasons(gate, 4711, 2000, 2000.5, 2001) == ["", "went_back", "", ""]


async def test_a_meter_that_began_anew_is_believed_at_once(clock):
    gate = Gate(clock, unit="Wh", device_class="energy", state_class="total_increasing")
    assert reasons(gate, 8_000_000, 8_001_000, 0, 10) == ["", "", "", ""]


async def test_after_a_week_away_a_meter_may_have_grown_by_a_lot(clock):
    gate = Gate(clock, unit="m³", device_class="gas", state_class="total_increasing")
    gate.clean(100)
    await asyncio.sleep(7 * 86_400)
    assert gate.clean(400) == 400


async def test_an_efficient_car_and_a_storm_are_bent_straight(clock):
    car = Gate(clock, unit="km/kWh", device_class="energy_distance")
    assert (car.clean(5), car.unit) == (20, "kWh/100km")
    storm = Gate(clock, unit="Beaufort", device_class="wind_speed")
    assert (round(storm.clean(12), 1), storm.unit) == (34.8, "m/s")
    meter = Gate(clock, device_class="power_factor")
    assert (meter.clean(0.93), meter.unit) == (93, "%")
