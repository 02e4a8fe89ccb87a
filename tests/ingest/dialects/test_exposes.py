"""What a Zigbee device exposes becomes what zigbee2mqtt itself would announce of it."""

import pytest

from hub.core.codec import convert
from hub.ingest.dialects.expose import Expose, Topics
from hub.ingest.dialects.exposes import entries


def made(*exposes, model="X"):
    read = convert(list(exposes), tuple[Expose, ...])
    found = entries(read, Topics(base="z/Lamp"), model)
    return {(entry.component, entry.key): entry.config for entry in found}


def numeric(name, *, access=1, **more):
    about = {"type": "numeric", "name": name, "property": name, "label": name.title()}
    return {**about, "access": access, **more}


def test_a_temperature_is_named_by_its_class():
    told = made(numeric("temperature", unit="°C"))["sensor", "temperature"]
    assert told["device_class"] == "temperature"
    assert told["state_class"] == "measurement"
    assert told["value_template"] == '{{ value_json["temperature"] }}'
    assert "name" not in told, "the class names it in the reader's language"


def test_a_derived_temperature_keeps_its_own_name():
    told = made(numeric("dew_point", unit="°C"))["sensor", "dew_point"]
    assert (told["device_class"], told["name"]) == ("temperature", "Dew_Point")


def test_a_class_without_its_unit_is_no_class():
    assert "device_class" not in made(numeric("illuminance"))["sensor", "illuminance"]


@pytest.mark.parametrize(
    ("unit", "device_class"), [("kWh", "energy"), ("mA", "current"), ("kW", "power")]
)
def test_an_unknown_number_is_known_by_its_unit(unit, device_class):
    told = made(numeric("something_odd", unit=unit))["sensor", "something_odd"]
    assert told["device_class"] == device_class


def test_volatile_compounds_in_parts_are_another_class():
    told = made(numeric("voc", unit="ppb"))["sensor", "voc"]
    assert told["device_class"] == "volatile_organic_compounds_parts"


def test_a_number_that_can_be_set_is_a_setting_with_its_bounds():
    it = numeric("detection_delay", access=7, value_min=0, value_max=60, value_step=5, unit="s")
    told = made(it)["number", "detection_delay"]
    assert (told["min"], told["max"], told["step"]) == (0, 60, 5)
    assert told["command_topic"] == "z/Lamp/set/detection_delay"
    assert told["entity_category"] == "config"


def test_what_a_converter_says_of_its_own_goes_before_our_rules():
    it = numeric("temperature", unit="°C", category="config", homeassistant={"name": "Probe"})
    told = made(it)["sensor", "temperature"]
    assert told["entity_category"] == "diagnostic", "a sensor sets nothing"
    quiet = numeric(
        "x_speed", homeassistant={"enabledByDefault": False, "entityCategory": "config"}
    )
    assert made(quiet)["sensor", "x_speed"]["enabled_by_default"] is False


def test_an_entity_kind_nobody_knows_yet_stays_what_it_is():
    it = {
        **numeric("ir", access=2),
        "type": "text",
        "homeassistant": {"type": "infrared", "schema": "emitter", "valueTemplate": None},
    }
    assert [*made(it)] == [("text", "ir")]


def choice(name, values, access=7):
    about = {"type": "enum", "name": name, "property": name, "label": name.title()}
    return {**about, "access": access, "values": values}


def test_a_choice_of_one_is_a_button():
    told = made(choice("identify", ["identify"], access=2))["button", "identify"]
    assert (told["payload_press"], told["device_class"]) == ("identify", "identify")
    assert "name" not in told


def test_a_choice_is_a_select_where_it_can_be_made_and_a_sensor_where_not():
    assert made(choice("mode", ["a", 1]))["select", "mode"]["options"] == ["a", "1"]
    assert ("sensor", "status") in made(choice("status", ["a", "b"], access=1))


def test_each_press_is_a_trigger_and_wildcards_are_none():
    told = made(choice("action", ["single", "recall_*"], access=1))
    assert [*told] == [("device_automation", "action_single")]
    assert told["device_automation", "action_single"]["payload"] == "single"


def test_a_choice_of_alarms_can_be_a_siren():
    it = {
        **choice("alarm_control", ["off", "smoke", "burglar"]),
        "homeassistant": {"type": "siren"},
    }
    told = made(it)["siren", "alarm_control"]
    assert told["available_tones"] == ["smoke", "burglar"]
    assert told["command_off_template"] == "off"


def state(on="ON", off="OFF", **more):
    about = {"type": "binary", "name": "state", "property": "state", "label": "State", "access": 7}
    return {**about, "value_on": on, "value_off": off, **more}


def test_a_fan_has_the_speeds_among_its_modes():
    it = {
        "type": "fan",
        "features": [state(property="fan_state"), choice("mode", ["off", "low", "high", "auto"])],
    }
    told = made(it)["fan", "fan"]
    assert (told["speed_range_max"], told["preset_modes"]) == (2, ["auto"])
    assert "'off':0, 'low':1, 'high':2" in told["percentage_value_template"]


def test_a_fan_may_have_a_speed_of_its_own():
    speed = numeric("speed", access=7, value_min=1, value_max=254)
    told = made({"type": "fan", "features": [state(), speed]})["fan", "fan"]
    assert (told["speed_range_min"], told["speed_range_max"]) == (1, 254)
    assert told["percentage_command_topic"] == "z/Lamp/set/speed"


def test_a_setting_among_switches_is_named_after_what_it_sets():
    it = {
        "type": "switch",
        "features": [state(property="valve_detection", label="Valve detection")],
    }
    told = made(it)["switch", "valve_detection"]
    assert (told["name"], told["entity_category"]) == ("Valve detection", "config")


def test_a_lamp_prefers_the_colour_its_maker_names_first():
    def lamp(*colours):
        parts = [{"type": "composite", "name": name, "property": "color"} for name in colours]
        return made({"type": "light", "features": [state(), *parts]})["light", "light"]

    assert lamp("color_xy", "color_hs")["supported_color_modes"] == ["xy"]
    assert lamp("color_hs", "color_xy")["supported_color_modes"] == ["hs"]
    assert lamp()["supported_color_modes"] == ["brightness"]


def test_a_thermostat_that_heats_and_cools_has_two_set_points():
    bounds = {"access": 7, "value_min": 7, "value_max": 30}
    features = [
        numeric("occupied_heating_setpoint", **bounds),
        numeric("occupied_cooling_setpoint", **bounds),
        numeric("local_temperature", unit="°C"),
    ]
    told = made({"type": "climate", "features": features})
    climate = told["climate", "climate"]
    assert climate["temperature_low_command_topic"] == "z/Lamp/set/occupied_heating_setpoint"
    assert climate["temperature_high_command_topic"] == "z/Lamp/set/occupied_cooling_setpoint"
    assert "temperature_command_topic" not in climate
    assert told["sensor", "local_temperature"]["device_class"] == "temperature"
