"""What the names of zigbee2mqtt's properties mean: class, category, whether shown at first.

The names are a fixed vocabulary of the converters; a property outside it is what its type and
unit say. Where a converter gives a category itself, that one counts.
"""

import re
from functools import lru_cache

from hub.ingest.dialects.expose import Config, only


def _rules(**patterns: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(word, re.compile(f"(?:{pattern})$")) for word, pattern in patterns.items()]


def _find(rules: list[tuple[str, re.Pattern[str]]], name: str) -> str | None:
    return next((word for word, pattern in rules if pattern.match(name)), None)


_NUMBER_CLASS = _rules(
    temperature=(
        "temperature(_probe)?|(apparent|cpu|device|external|local)_temperature"
        "|external_temperature_input|internalTemperature|dew_point|humidex|wind_chill"
        "|(alarm|comfort)_temperature_(max|min)"
    ),
    humidity="(external_)?humidity|(alarm|comfort)_humidity_(max|min)",
    battery="battery2?",
    voltage="(battery_)?voltage|voltage_phase_[bc]",
    current="current(_phase_[bc])?",
    power="power(_phase_[bc])?",
    power_factor="power_factor",
    frequency="ac_frequency",
    energy="energy",
    gas="gas",
    water="water_consumed",
    volume_flow_rate="flow",
    duration="action_duration|boost_heating_countdown",
    distance="distance",
    illuminance="illuminance",
    sound_pressure="noise",
    aqi="aqi",
    pm10="pm10",
    pm25="pm25",
    carbon_dioxide="co2",
    volatile_organic_compounds="voc",
    volatile_organic_compounds_parts="eco2|voc_parts",
    atmospheric_pressure="pressure",
    precipitation="precipitation",
    precipitation_intensity="rain_rate",
    wind_speed="(wind|gust)_speed",
    conductivity="soil_fertility",
    moisture="soil_moisture",
)
_STATE_CLASS = _rules(
    total_increasing="energy|gas|precipitation|water_consumed",
    measurement=(
        "ac_frequency|aqi|battery2?|battery_voltage|co2|(current|power|voltage)(_phase_[bc])?"
        "|(apparent|cpu|device|external|local)_temperature|temperature(_probe)?"
        "|internalTemperature|dew_point|humidex|wind_chill|(external_)?humidity|distance|eco2"
        "|flow|illuminance(_raw)?|noise|pm10|pm25|power_factor|pressure(_trend)?|rain_rate"
        "|soil_(fertility|moisture)|voc(_parts|_index)?|(wind|gust)_speed|wind_direction"
        "|formaldehyde?|hcho|(gas|smoke)_density|heat_stress|linkquality|load_estimate"
        "|occupancy_level|people|position|power_outage_count|trigger_count|uv_index|[xyz](_axis)?"
    ),
)
_NUMBER_CATEGORY = _rules(
    diagnostic=(
        "battery2|battery_voltage|(cpu|device)_temperature|internalTemperature|linkquality"
        "|power_factor|requested_brightness_(level|percent)|ballast_physical_m(ax|in)imum_level"
    ),
    config=(
        "(alarm|comfort)_(humidity|temperature)_(max|min)|(humidity|temperature)_(max|min)"
        "|(away_preset|comfort|deadzone|eco|max|min)_temperature|(max|min)_temperature_limit"
        "|away_preset_days|auto_relock_time|boost_heating_countdown_time_set|boost_time"
        "|ballast_m(ax|in)imum_level|minimum_on_level|max_range|m(ax|in)imum_range"
        "|calibration|calibration_(closing|opening)_time|calibration_time(_left|_right)?"
        "|calibration_(button_hold_time|motor_start_delay)"
        "|(humidity|illuminance|soil|temperature)_calibration|(soil|temperature)_sampling"
        "|detection_delay|duration|effect_speed|fading_time|interval_time|reporting_time"
        "|measurement_(poll_)?interval|(occupancy|presence|vibration)_timeout"
        "|((large|medium)_motion_|small_)detection_(distance|sensitivity)"
        "|(motion|occupancy)_sensitivity|sensitivity|precision|soil_warning|transition"
    ),
)
_HIDDEN_NUMBERS = re.compile(
    "(linkquality|power_factor|power_outage_count|trigger_count|effect_speed"
    "|requested_brightness_(level|percent)|calibration_(button_hold_time|motor_start_delay))$"
)
_OWN_NAME = re.compile("(apparent_temperature|dew_point|gust_speed|humidex|wind_chill)$")
_UNIT_CLASS = {
    **dict.fromkeys(("Wh", "kWh"), ("energy", "total_increasing")),
    **dict.fromkeys(("A", "mA"), ("current", "measurement")),
    **dict.fromkeys(("mW", "W", "kW"), ("power", "measurement")),
}

_BINARY_CLASS = _rules(
    battery="battery_low",
    carbon_monoxide="carbon_monoxide",
    door="contact",
    garage_door="garage_door_contact",
    gas="gas",
    moisture="rain_status|water_leak",
    moving="moving",
    occupancy="area[1-4]Occupancy|occupancy|presence",
    opening="valve_state",
    plug="consumer_connected",
    problem="valve_alarm",
    running="setup",
    safety="sos",
    smoke="smoke",
    sound="noise_detected",
    tamper="tamper",
    vibration="vibration",
    window="window(_open)?",
)
_BINARY_CATEGORY = _rules(
    diagnostic=(
        "battery_low|test|capabilities_(configurable_curve|forward_phase_control"
        "|overload_detection|reactance_discriminator|reverse_phase_control)"
        "|status_(capacitive_load|forward_phase_control|inductive_load|overload"
        "|reverse_phase_control)"
    ),
    config=(
        "auto_lock|away_mode|button_lock|calibration(_left|_right)?|card|child_lock|color_sync"
        "|eco_mode|enable_display|expose_pin|flip_indicator_light|frost_protection|heating_stop"
        "|indicator(_mode)?|invert_cover|led_(disabled_night|enable|indication)"
        "|motor_reversal(_left|_right)?|no_position_support|power_outage_memory"
        "|temperature_scale|tilt_mode|valve_detection|window_detection"
    ),
)
_ENUM_CATEGORY = _rules(
    diagnostic="identify|motor_state",
    config=(
        "alarm_(humidity|temperature)|backlight_(auto_dim|mode)|(color_)?power_on_behavior"
        "|(control|device|load_detection|operation|power_supply|temperature_display)_mode|mode"
        "|force|keep_time|keypad_lockout|load_(dimmable|type)|melody|mode_phase_control"
        "|motor_direction|(motion_)?sensitivity|power_outage_memory|power_type|sensors_type"
        "|set_limits|(sound_)?volume|switch_type|temperature_(sensor_select|unit)"
        "|thermostat_unit|week"
    ),
)
_ENUM_CLASS = {"identify": "identify", "restart": "restart", "update": "update"}
_LIST_CATEGORY = {
    "level_config": "diagnostic",
    "effect_color": "config",
    "schedule_settings": "config",
}
# Switches named after what they switch, not after the device.
OWN_SWITCHES = frozenset(
    [
        "auto_lock",
        "away_mode",
        "comfort_smiley",
        "enable_display",
        "indicator",
        "tilt_mode",
        "valve_detection",
        "window_detection",
    ]
)


@lru_cache(maxsize=2048)
def number_class(name: str) -> str | None:
    """Return the device class of a number by its name."""
    return _find(_NUMBER_CLASS, name)


def keeps_name(name: str) -> bool:
    """Whether a number keeps its own name beside its class (it is not *the* temperature)."""
    return _OWN_NAME.match(name) is not None


@lru_cache(maxsize=2048)
def _number(name: str) -> tuple[str | None, str | None, bool | None]:
    shown = True if name == "battery_voltage" else False if _HIDDEN_NUMBERS.match(name) else None
    return _find(_STATE_CLASS, name), _find(_NUMBER_CATEGORY, name), shown


def number_words(name: str, unit: str | None) -> Config:
    """Return what the name and unit of a number the device tells say of it."""
    key = "voc_parts" if name == "voc" and unit in {"ppb", "ppm"} else name
    state_class, category, shown = _number(key)
    by_unit = _UNIT_CLASS.get(unit or "", (number_class(key), state_class))
    return only(
        device_class=by_unit[0] if unit else None,  # a class needs its unit
        state_class=by_unit[1],
        entity_category="diagnostic" if category else None,
        enabled_by_default=True if shown is None else shown,
    )


def setting_words(name: str) -> Config:
    """Return what the name of a number that can be set says of it."""
    state_class, category, shown = _number(name)
    return only(
        device_class="temperature" if number_class(name) == "temperature" else None,
        state_class=state_class,
        entity_category=category,
        enabled_by_default=shown,
    )


@lru_cache(maxsize=2048)
def _binary(name: str) -> tuple[str | None, str | None]:
    return _find(_BINARY_CLASS, name), _find(_BINARY_CATEGORY, name)


def binary_words(name: str) -> Config:
    """Return what the name of something that is or is not so says of it."""
    device_class, category = _binary(name)
    turned = {"payload_on": False, "payload_off": True} if name == "garage_door_contact" else {}
    return only(device_class=device_class, entity_category=category, **turned)


def enum_words(name: str) -> Config:
    """Return what the name of a choice says of it."""
    return only(
        device_class=_ENUM_CLASS.get(name),
        entity_category=_find(_ENUM_CATEGORY, name),
        enabled_by_default=False if name == "effect" else None,
    )


def text_words(name: str) -> Config:
    """Return what the name of a text, list or composite says of it."""
    return only(
        entity_category=_LIST_CATEGORY.get(name),
        enabled_by_default=False if name == "effect_color" else None,
    )
