"""Every class of sensor has one unit in this house, and a range of what can be."""

import math

import pytest

from hub.ingest.dimensions import CLASSES, DIMENSIONS, SPELLINGS
from hub.ingest.plausible import PLAUSIBLE
from hub.ingest.units import scale_of

NUMBERS = (
    "apparent_power",
    "aqi",
    "area",
    "atmospheric_pressure",
    "battery",
    "blood_glucose_concentration",
    "carbon_monoxide",
    "carbon_dioxide",
    "conductivity",
    "current",
    "data_rate",
    "data_size",
    "distance",
    "duration",
    "energy",
    "energy_distance",
    "energy_storage",
    "frequency",
    "gas",
    "humidity",
    "illuminance",
    "irradiance",
    "moisture",
    "monetary",
    "nitrogen_dioxide",
    "nitrogen_monoxide",
    "nitrous_oxide",
    "ozone",
    "ph",
    "pm1",
    "pm10",
    "pm25",
    "power_factor",
    "power",
    "precipitation",
    "precipitation_intensity",
    "pressure",
    "reactive_power",
    "signal_strength",
    "sound_pressure",
    "speed",
    "sulphur_dioxide",
    "temperature",
    "volatile_organic_compounds",
    "volatile_organic_compounds_parts",
    "voltage",
    "volume",
    "volume_storage",
    "volume_flow_rate",
    "water",
    "weight",
    "wind_direction",
    "wind_speed",
)


@pytest.mark.parametrize("device_class", NUMBERS)
def test_every_class_has_a_dimension_and_a_range(device_class):
    assert CLASSES[device_class] in {"", *DIMENSIONS}
    plausible = PLAUSIBLE.get(device_class)
    assert device_class == "monetary" or (plausible and plausible.low < plausible.high < math.inf)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_houses_own_unit_stays_as_it_is(dimension):
    ours, units = DIMENSIONS[dimension]
    assert units[ours] == (1.0, 0.0)


@pytest.mark.parametrize("device_class", [name for name, kept in CLASSES.items() if kept])
def test_all_units_of_a_class_end_in_one(device_class):
    ours, units = DIMENSIONS[CLASSES[device_class]]
    assert {scale_of(unit, device_class).unit for unit in units} == {ours}


@pytest.mark.parametrize(
    ("unit", "device_class", "theirs", "ours", "shown"),
    [
        ("°F", "temperature", -40, -40, "°C"),
        ("inHg", "atmospheric_pressure", 29.92, 1013.207, "hPa"),
        ("psi", "pressure", 30, 2068.427, "hPa"),
        ("mmHg", "pressure", 760, 1013.25, "hPa"),
        ("GJ", "energy", 1, 277.778, "kWh"),
        ("kcal", "energy", 860.421, 1, "kWh"),
        ("kn", "wind_speed", 10, 5.144, "m/s"),
        ("mph", "speed", 60, 26.822, "m/s"),
        ("ft³", "gas", 100, 2.832, "m³"),
        ("CCF", "gas", 1, 2.832, "m³"),
        ("gal", "water", 1000, 3.785, "m³"),
        ("L/min", "volume_flow_rate", 10, 0.6, "m³/h"),
        ("in", "precipitation", 2, 50.8, "mm"),
        ("in/h", "precipitation_intensity", 1, 25.4, "mm/h"),
        ("lb", "weight", 150, 68.039, "kg"),
        ("oz", "weight", 16, 0.454, "kg"),
        ("h", "duration", 1.5, 5400, "s"),
        ("GiB", "data_size", 1, 1073741824, "B"),
        ("Mbit/s", "data_rate", 100, 12_500_000, "B/s"),
        ("mvar", "reactive_power", 500, 0.5, "var"),
        ("mS/cm", "conductivity", 1.413, 1413, "µS/cm"),
        ("mg/dL", "blood_glucose_concentration", 90.08, 5, "mmol/L"),
        ("ppb", "nitrogen_dioxide", 21, 39.515, "µg/m³"),
        ("ppb", "ozone", 60, 117.787, "µg/m³"),
        ("mg/m³", "carbon_dioxide", 1800, 1000, "ppm"),
        ("mg/m³", "carbon_monoxide", 10, 8.729, "ppm"),
        ("ppm", "volatile_organic_compounds_parts", 0.3, 300, "ppb"),
        ("ac", "area", 1, 4046.856, "m²"),
        ("GHz", "frequency", 2.4, 2.4e9, "Hz"),
        ("dB", "signal_strength", 12, 12, "dB"),
        ("EUR", "monetary", 12, 12, "EUR"),
        ("L", "", 12, 12, "L"),
        ("ppm", "", 12, 12, "ppm"),
    ],
)
def test_a_reading_means_the_same_in_the_houses_unit(unit, device_class, theirs, ours, shown):
    scale = scale_of(unit, device_class)
    assert (scale.ours(theirs), scale.unit) == (pytest.approx(ours, rel=1e-3), shown)
    assert scale.theirs(scale.ours(theirs)) == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("written", ["lux", "Lx", "lx"])
def test_makers_spellings_are_known(written):
    assert scale_of(written, "illuminance").unit == "lx"


def test_either_sign_for_micro_is_read():
    assert scale_of("\u03bcS/cm", "conductivity").unit == scale_of("\u00b5S/cm", "").unit
    assert scale_of("\u03bcA", "current").ours(5) == pytest.approx(5e-6)


def test_no_spelling_leads_to_another_spelling():
    assert not set(SPELLINGS.values()) & set(SPELLINGS)


def test_a_letter_alone_is_no_unit_of_warmth():
    assert scale_of("F", "").unit == "F"
    assert scale_of("F", "temperature").unit == "°C"
