"""Tasmota devices are in the house as Home Assistant's Tasmota integration would have them."""

import pytest

from hub.core.commands import Call, Move, SetColorTemperature, SetLevel, Turn
from hub.core.kinds import Kind
from hub.core.states import CoverState
from hub.ingest.dialects.tasmota import Tasmota

MAC = "0000000000A1"
CONFIG = f"tasmota/discovery/{MAC}/config"
RELAY, LIGHT = f"{MAC}_switch_relay_0", f"{MAC}_light_light_1"
SHUTTER, GATE = f"{MAC}_cover_shutter_0", f"{MAC}_binary_sensor_switch_0"


@pytest.fixture
async def tasmota(house):
    tasmota = Tasmota(house, house.announcements, ask=house.ask)
    house.play("tasmota")
    return tasmota


@pytest.fixture
def config(recorded, tasmota):
    return recorded("tasmota")[CONFIG]


async def test_it_is_all_there_under_the_usual_ids(house, tasmota):
    ids = {t.component.unique_id for t in house.announcements.things}
    assert {RELAY, LIGHT, SHUTTER, GATE, f"{MAC}_sensor_sensor_AM2301_Temperature"} <= ids
    relay = house.thing(RELAY)
    entity = house.registry.held[relay.entity].entity
    device = house.registry.devices[entity.device]
    assert (relay.full_name, entity.kind) == ("Workshop", Kind.SWITCH), "it is the device itself"
    assert device.identifiers == ("mac:00:00:00:00:00:a1",)
    assert device.configuration_url == "http://192.168.1.20/"


async def test_it_is_asked_for_its_state_whenever_it_comes_online(house, tasmota):
    asked = [("cmnd/workshop/STATE", ""), ("cmnd/workshop/STATUS", "10")]
    assert house.sent[:2] == asked, "Tasmota keeps no state on the broker"
    house.sent.clear()
    house.come("tele/workshop/LWT", "Offline")
    assert house.sent == []
    house.cut = True
    house.come("tele/workshop/LWT", "Online")
    house.cut = False
    house.come("tele/workshop/LWT", "Online")
    assert house.sent[:2] == asked


async def test_a_relay_is_heard_in_answers_and_reports_and_obeys(house, tasmota):
    assert house.state(RELAY) == "off", "off until it says otherwise"
    house.come("stat/workshop/RESULT", {"POWER1": "ON"})
    assert house.state(RELAY) == "on"
    house.come("tele/workshop/STATE", {"POWER1": "OFF", "Uptime": "0T00:00:10"})
    assert house.state(RELAY) == "off"
    assert await house.do(RELAY, Turn, on=True) == [("cmnd/workshop/Power1", "ON")]
    assert house.rejected == {}, "messages about other things are no mistakes"


async def test_it_is_out_of_reach_when_its_will_is_told(house, tasmota):
    assert house.thing(RELAY).available
    house.come("tele/workshop/LWT", "Offline")
    assert not house.thing(RELAY).available


async def test_a_light_is_told_all_in_one_message(house, tasmota):
    house.come(
        "stat/workshop/RESULT",
        {"POWER2": "ON", "Dimmer": 40, "CT": 250, "White": 40, "HSBColor": "30,100,0"},
    )
    assert house.shows(LIGHT)["color_temp_kelvin"] == 4000
    assert house.shows(LIGHT)["brightness"] == 102
    sent = await house.do(LIGHT, SetLevel, level=50)
    assert sent == [("cmnd/workshop/Backlog", "NoDelay;Dimmer 50")]
    sent = await house.do(LIGHT, SetColorTemperature, kelvin=2700)
    assert sent == [("cmnd/workshop/Backlog", "NoDelay;Power2 ON;NoDelay;CT 370")]
    fade = {"brightness": 255, "transition": 3, "hs_color": [240, 100], "effect": "Random"}
    ((_, words),) = await house.do(LIGHT, Call, service="turn_on", data=fade)
    assert words == (
        "NoDelay;Fade2 1;NoDelay;Speed2 36;NoDelay;Dimmer 100"
        ";NoDelay;HsbColor1 240;NoDelay;HsbColor2 100;NoDelay;Scheme 4"
    )
    house.come("stat/workshop/RESULT", {"POWER2": "ON", "White": 0})
    assert house.shows(LIGHT)["color_mode"] == "hs"


async def test_a_shutter_moves_by_position_and_tilts(house, tasmota):
    house.come("stat/workshop/RESULT", {"Shutter1": {"Position": 30, "Direction": 1, "Tilt": 0}})
    assert house.state(SHUTTER) == "opening"
    assert house.shows(SHUTTER) == {"current_position": 30, "current_tilt_position": 50}
    held = house.registry.held[house.thing(SHUTTER).entity]
    assert held.state == CoverState(phase="opening", level=30, tilt=50)
    assert await house.do(SHUTTER, Move, to="stop") == [("cmnd/workshop/ShutterStop1", "")]
    assert await house.do(SHUTTER, SetLevel, level=80) == [("cmnd/workshop/ShutterPosition1", "80")]
    sent = await house.do(
        SHUTTER, Call, service="set_cover_tilt_position", data={"tilt_position": 100}
    )
    assert sent == [("cmnd/workshop/ShutterTilt1", "90")]


async def test_a_shutter_upside_down_counts_the_other_way(house, config):
    house.come(CONFIG, {**config, "sho": [1]})
    house.come("tele/workshop/SENSOR", {"Shutter1": {"Position": 30, "Direction": -1}})
    assert house.state(SHUTTER) == "opening"
    assert house.shows(SHUTTER)["current_position"] == 70
    assert await house.do(SHUTTER, SetLevel, level=80) == [("cmnd/workshop/ShutterPosition1", "20")]


async def test_a_meter_of_three_phases_may_tell_one(house, tasmota):
    first, second = (f"{MAC}_sensor_sensor_ENERGY_Power_{phase}" for phase in (0, 1))
    house.come("tele/workshop/SENSOR", {"ENERGY": {"Power": [10, 20], "Total": 1.6}})
    assert (house.state(first), house.state(second)) == ("10", "20")
    house.come("stat/workshop/STATUS10", {"StatusSNS": {"ENERGY": {"Power": 11}}})
    assert (house.state(first), house.state(second)) == ("11", "20")
    total = house.thing(f"{MAC}_sensor_sensor_ENERGY_Total").component
    assert (total.device_class, total.unit, total.state) == ("energy", "kWh", "1.6")


async def test_a_wall_switch_is_a_contact_and_a_button_a_trigger(house, tasmota):
    house.come("stat/workshop/RESULT", {"Gate": {"Action": "ON"}})
    assert house.state(GATE) == "on"
    house.come("tele/workshop/SENSOR", {"Gate": "OFF"})
    assert house.state(GATE) == "off"
    triggers = {
        (t.component.fields.text("type"), t.component.fields.text("subtype")): t
        for t in house.announcements.things
        if t.component.kind is Kind.DEVICE_AUTOMATION
    }
    short = triggers["button_short_press", "button_1"]
    assert ("button_long_press", "button_1") in triggers
    house.come("stat/workshop/RESULT", {"Button1": {"Action": "DOUBLE"}})
    assert short.component.house().at is None
    house.come("stat/workshop/RESULT", {"Button1": {"Action": "SINGLE"}})
    assert short.component.house().at is not None


async def test_a_fan_has_three_speeds(house, config):
    house.come(CONFIG, {**config, "if": 1, "rl": [2, 0, 0, 0]})
    fan = f"{MAC}_fan_fan_ifan"
    house.come("stat/workshop/RESULT", {"FanSpeed": 3})
    assert house.shows(fan)["percentage"] == 100
    assert await house.do(fan, SetLevel, level=40) == [("cmnd/workshop/FanSpeed", "2")]
    assert await house.do(fan, Turn, on=False) == [("cmnd/workshop/FanSpeed", "0")]
    assert await house.do(fan, Turn, on=True) == [("cmnd/workshop/FanSpeed", "3")], "as before"
    lamp = f"{MAC}_light_relay_0"
    assert await house.do(lamp, Turn, on=True) == [("cmnd/workshop/Power1", "ON")]


async def test_a_device_that_sleeps_is_never_out_of_reach(house, config):
    house.come(CONFIG, {**config, "dslp": 3600})
    house.come("tele/workshop/LWT", "Offline")
    assert house.thing(RELAY).available


async def test_its_health_is_told_and_hidden_at_first(house, tasmota):
    signal = house.thing(f"{MAC}_status_sensor_status_sensor_status_signal").component
    assert (signal.enabled, signal.category) == (False, "diagnostic")
    house.come("tele/workshop/STATE", {"Wifi": {"RSSI": 80, "Signal": -61}})
    assert signal.state == "-61"
    started = f"{MAC}_status_sensor_status_sensor_last_restart_time"
    house.come("stat/workshop/STATUS11", {"StatusSTS": {"UptimeSec": 3600}})
    assert house.state(started) == "2024-03-31T06:00:00+00:00"


async def test_what_it_has_no_more_goes_and_so_does_it_all(house, config):
    house.come(CONFIG, {**config, "rl": [0, 2, 0, 0]})
    assert house.announcements.find(RELAY) is None
    assert house.announcements.find(SHUTTER) is None
    house.come(f"tasmota/discovery/{MAC}/sensors", "")
    assert house.announcements.find(f"{MAC}_sensor_sensor_AM2301_Temperature") is None
    house.come(CONFIG, "")
    assert not [*house.announcements.things]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"ft": "%topic%/"}, "%prefix%"),
        ({"mac": "0000000000B2"}, "mac"),
        ({"ver": 2}, "ver"),
        ({"rl": None}, "rl"),
        ({"so": {}}, "so.11"),
    ],
)
async def test_a_bad_announcement_is_refused_with_its_reason(house, config, change, why):
    house.come(CONFIG, {**config, **change})
    (((topic, _), refusal),) = house.announcements.refusals.held.items()
    assert topic == CONFIG
    assert why in refusal.reason
    assert house.announcements.find(RELAY), "what it said before still holds"


async def test_two_devices_on_one_topic_are_not_mixed_up(house, config):
    twin = {**config, "mac": "0000000000B2", "dn": "Twin"}
    house.come("tasmota/discovery/0000000000B2/config", twin)
    assert house.announcements.find("0000000000B2_switch_relay_0") is None
    (refusal,) = house.announcements.refusals.held.values()
    assert "Twin and Workshop both listen" in refusal.reason
