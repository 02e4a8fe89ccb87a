"""A Zigbee bridge on the broker: its devices are in the house, and go when it says so."""

import json

import pytest

from hub.core.commands import Call, Move, SetLevel, SetLock, SetTemperature, Turn
from hub.core.kinds import Kind
from hub.core.radio import DeviceJoined, DeviceLeft, PairingChanged
from hub.ingest.dialects.zigbee2mqtt import Zigbee2Mqtt

LAMP, BALL, HALL, DOOR, PLUG, VALVE, CURTAIN, REMOTE, SIREN, BACK = (
    f"0x00124b00000000{number:02d}" for number in range(1, 11)
)


@pytest.fixture
async def zigbee(house, bus, clock):
    zigbee = Zigbee2Mqtt(house, house.announcements, bus=bus, clock=clock)
    house.play("zigbee2mqtt")
    return zigbee


@pytest.mark.usefixtures("zigbee")
async def test_every_device_is_there_under_the_ids_zigbee2mqtt_gives(house):
    ids = {thing.component.unique_id for thing in house.announcements.things}
    assert {f"{LAMP}_light_zigbee2mqtt", f"{PLUG}_switch_zigbee2mqtt"} <= ids
    assert {f"{DOOR}_contact_zigbee2mqtt", f"{VALVE}_climate_zigbee2mqtt"} <= ids
    assert "bridge_0x00124b0000000000_permit_join_zigbee2mqtt" in ids
    assert house.announcements.refusals.held == {}
    lamp = house.thing(f"{LAMP}_light_zigbee2mqtt")
    device = house.registry.devices[house.registry.held[lamp.entity].entity.device]
    assert (device.name, device.manufacturer, device.model_id) == ("Desk lamp", "ACME", "L1")
    assert device.identifiers == (f"zigbee2mqtt_{LAMP}",)


@pytest.mark.usefixtures("zigbee")
async def test_a_lamp_tells_and_is_told(house):
    lamp = f"{LAMP}_light_zigbee2mqtt"
    house.come(
        "zigbee2mqtt/Desk lamp",
        {"state": "ON", "brightness": 127, "color_mode": "xy", "color": {"x": 0.3, "y": 0.4}},
    )
    assert house.state(lamp) == "on"
    assert house.shows(lamp)["brightness"] == 128
    assert house.shows(lamp)["xy_color"] == [0.3, 0.4]
    sent = await house.do(lamp, SetLevel, level=50)
    ((topic, payload),) = sent
    assert topic == "zigbee2mqtt/Desk lamp/set"
    assert json.loads(payload) == {"state": "ON", "brightness": 127}


@pytest.mark.usefixtures("zigbee")
async def test_a_hue_is_understood_by_its_full_name(house):
    ball = f"{BALL}_light_zigbee2mqtt"
    house.come(
        "zigbee2mqtt/Ball lamp",
        {"state": "ON", "color_mode": "hs", "color": {"hue": 120, "saturation": 80}},
    )
    assert house.shows(ball)["hs_color"] == [120, 80]


@pytest.mark.usefixtures("zigbee")
async def test_two_lights_in_one_device_are_told_apart(house):
    first, second = (f"{HALL}_light_l{n}_zigbee2mqtt" for n in (1, 2))
    house.come(
        "zigbee2mqtt/Hall lights", {"state_l1": "ON", "brightness_l1": 254, "state_l2": "OFF"}
    )
    assert (house.state(first), house.state(second)) == ("on", "off")
    assert house.shows(first)["brightness"] == 255
    sent = await house.do(second, Turn, on=True)
    assert sent == [("zigbee2mqtt/Hall lights/l2/set", '{"state":"ON"}')]


@pytest.mark.usefixtures("zigbee")
async def test_two_curtains_in_one_device_move_each_by_itself(house):
    left, right = (f"{CURTAIN}_cover_{side}_zigbee2mqtt" for side in ("left", "right"))
    house.come(
        "zigbee2mqtt/Curtain",
        {
            "state_left": "OPEN",
            "position_left": 40,
            "moving_left": "UP",
            "position_right": 0,
            "state_right": "CLOSE",
            "moving_right": "STOP",
        },
    )
    assert (house.state(left), house.state(right)) == ("opening", "closed")
    assert await house.do(right, Move, to="open") == [("zigbee2mqtt/Curtain/right/set", "OPEN")]
    sent = await house.do(left, SetLevel, level=70)
    assert sent == [("zigbee2mqtt/Curtain/left/set", '{ "position_left": 70 }')]


@pytest.mark.usefixtures("zigbee")
async def test_a_door_a_plug_a_valve_and_a_lock_speak(house):
    house.come("zigbee2mqtt/Front door", {"contact": False, "battery": 90})
    assert house.state(f"{DOOR}_contact_zigbee2mqtt") == "on", "open"
    assert house.state(f"{DOOR}_battery_zigbee2mqtt") == "90"
    house.come("zigbee2mqtt/Kettle plug", {"state": "ON", "power": 1800.5, "child_lock": "LOCK"})
    assert house.state(f"{PLUG}_power_zigbee2mqtt") == "1800.5"
    assert house.state(f"{PLUG}_switch_child_lock_zigbee2mqtt") == "on"
    house.come(
        "zigbee2mqtt/Bath valve",
        {
            "occupied_heating_setpoint": 21.5,
            "local_temperature": 20,
            "system_mode": "heat",
            "running_state": "heat",
        },
    )
    assert house.shows(f"{VALVE}_climate_zigbee2mqtt")["hvac_action"] == "heating"
    sent = await house.do(f"{VALVE}_climate_zigbee2mqtt", SetTemperature, celsius=22.0)
    assert sent == [("zigbee2mqtt/Bath valve/set/occupied_heating_setpoint", "22.0")]
    sent = await house.do(f"{BACK}_lock_zigbee2mqtt", SetLock, locked=True)
    assert sent == [("zigbee2mqtt/Back door/set", "LOCK")]


@pytest.mark.usefixtures("zigbee")
async def test_a_press_is_heard_once_and_silence_is_none(house):
    (on,) = (t for t in house.announcements.things if t.component.fields.raw("subtype") == "on")
    house.come("zigbee2mqtt/Remote", {"linkquality": 100})
    assert on.component.house().at is None
    house.come("zigbee2mqtt/Remote", {"action": "on"})
    assert on.component.house().at is not None


@pytest.mark.usefixtures("zigbee")
async def test_a_siren_is_told_tone_and_length(house):
    sent = await house.do(
        f"{SIREN}_siren_zigbee2mqtt", Call, service="turn_on", data={"tone": "fire", "duration": 5}
    )
    ((topic, payload),) = sent
    assert topic == "zigbee2mqtt/Siren/set"
    assert json.loads(payload) == {"warning": {"mode": "fire", "level": "medium", "duration": 5}}


@pytest.mark.usefixtures("zigbee")
async def test_a_group_is_one_lamp_and_its_scene_a_scene(house):
    group = "4_light_zigbee2mqtt"
    assert house.thing(group).full_name == "All lamps"
    house.come("zigbee2mqtt/All lamps", {"state": "ON"})
    assert house.state(group) == "on"
    scene = f"{LAMP}_scene_3_zigbee2mqtt"
    assert house.thing(scene).full_name == "Desk lamp Cosy evening"
    sent = await house.do(scene, Call, service="turn_on", data={})
    assert sent == [("zigbee2mqtt/Desk lamp/set", '{ "scene_recall": 3 }')]


@pytest.mark.parametrize("gone", [{"state": "offline"}, "offline"])
@pytest.mark.usefixtures("zigbee")
async def test_with_the_bridge_everything_is_out_of_reach(house, gone):
    plug = house.thing(f"{PLUG}_switch_zigbee2mqtt")
    assert plug.available
    house.come("zigbee2mqtt/Kettle plug/availability", {"state": "offline"})
    assert not plug.available
    house.come("zigbee2mqtt/Kettle plug/availability", "online")
    assert plug.available
    house.come("zigbee2mqtt/bridge/state", gone)
    assert not plug.available
    assert not house.thing(f"{LAMP}_light_zigbee2mqtt").available


async def test_an_update_is_offered_and_asked_for(house, zigbee):
    update = f"{LAMP}_update_zigbee2mqtt"
    house.come(
        "zigbee2mqtt/Desk lamp",
        {"update": {"state": "available", "installed_version": 1, "latest_version": 2}},
    )
    assert house.state(update) == "on"
    sent = await house.do(update, Call, service="install", data={})
    assert sent == [("zigbee2mqtt/bridge/request/device/ota_update/update", f'{{"id": "{LAMP}"}}')]
    house.come("zigbee2mqtt/Desk lamp", {"update": {"state": None}})
    assert house.state(update) == "off", "no version known means nothing newer"


async def test_a_device_that_leaves_is_gone_and_one_renamed_stays_itself(house, zigbee, recorded):
    devices = recorded("zigbee2mqtt")["zigbee2mqtt/bridge/devices"]
    plug = house.thing(f"{PLUG}_switch_zigbee2mqtt").entity
    left = [d for d in devices if d["ieee_address"] != DOOR]
    for device in left:
        if device["ieee_address"] == PLUG:
            device["friendly_name"] = "Toaster"
    house.come("zigbee2mqtt/bridge/devices", left)
    assert house.announcements.find(f"{DOOR}_contact_zigbee2mqtt") is None
    assert house.thing(f"{PLUG}_switch_zigbee2mqtt").entity == plug
    house.come("zigbee2mqtt/Toaster", {"state": "ON"})
    assert house.state(f"{PLUG}_switch_zigbee2mqtt") == "on"
    house.come("zigbee2mqtt/bridge/devices", "")
    assert not [*house.announcements.things], "the bridge has cleared its list"


async def test_one_odd_device_costs_only_itself(house, zigbee, recorded):
    devices = recorded("zigbee2mqtt")["zigbee2mqtt/bridge/devices"]
    odd = {"ieee_address": "0xbad", "friendly_name": 7, "definition": {"exposes": "?"}}
    house.come("zigbee2mqtt/bridge/devices", [odd, *devices])
    (refusal,) = house.announcements.refusals.held.values()
    assert "0xbad" in refusal.topic
    assert house.thing(f"{LAMP}_light_zigbee2mqtt")
    house.come("zigbee2mqtt/bridge/devices", "not json")
    assert house.thing(f"{LAMP}_light_zigbee2mqtt"), "what cannot be read changes nothing"


@pytest.mark.usefixtures("zigbee")
async def test_what_a_device_says_in_home_assistants_words_goes_first(house):
    native = house.thing(f"{PLUG}_switch_zigbee2mqtt").entity
    house.come(
        f"homeassistant/switch/{PLUG}/switch/config",
        {
            "unique_id": f"{PLUG}_switch_zigbee2mqtt",
            "name": None,
            "command_topic": "zigbee2mqtt/Kettle plug/set",
            "state_topic": "zigbee2mqtt/Kettle plug",
            "value_template": '{{ value_json["state"] }}',
            "device": {"identifiers": [f"zigbee2mqtt_{PLUG}"], "name": "Kettle plug"},
        },
    )
    house.play("zigbee2mqtt")
    plugs = [
        e
        for e in house.registry.held.values()
        if e.entity.kind is Kind.SWITCH and e.entity.name == "Kettle plug"
    ]
    assert [held.entity.id for held in plugs] == [native], "announced twice, still one plug"
    assert not house.thing(f"{PLUG}_switch_zigbee2mqtt").native


@pytest.mark.usefixtures("zigbee")
async def test_the_house_hears_of_new_devices_and_of_open_doors(house, bus):
    joined, left, pairing = bus.open(DeviceJoined), bus.open(DeviceLeft), bus.open(PairingChanged)
    new = {"friendly_name": "0xnew", "ieee_address": "0xnew"}
    house.come("zigbee2mqtt/bridge/event", {"type": "device_joined", "data": new})
    for status in ("started", "successful"):
        data = {
            **new,
            "status": status,
            "supported": True,
            "definition": {"model": "P1", "vendor": "ACME", "exposes": []},
        }
        house.come("zigbee2mqtt/bridge/event", {"type": "device_interview", "data": data})
    house.come("zigbee2mqtt/bridge/event", {"type": "device_leave", "data": new})
    assert [e.stage for e in joined.drain()] == ["joined", "interviewing", "ready"]
    assert [e.name for e in left.drain()] == ["0xnew"]
    info = {"coordinator": {"ieee_address": "0x00124b0000000000"}}
    opened = {"permit_join": True, "permit_join_end": 1_700_000_060_000}
    house.come("zigbee2mqtt/bridge/info", info | opened)
    house.come("zigbee2mqtt/bridge/info", info | {"permit_join": False})
    assert [(e.open, e.until) for e in pairing.drain()] == [(True, 1_700_000_060.0), (False, None)]


async def test_a_long_list_is_read_one_device_a_turn(house, bus, clock):
    turns = []
    Zigbee2Mqtt(house, house.announcements, bus=bus, clock=clock, later=turns.append)
    house.play("zigbee2mqtt")
    assert house.announcements.find(f"{PLUG}_switch_zigbee2mqtt") is None
    while turns:
        turns.pop(0)()
    assert house.thing(f"{PLUG}_switch_zigbee2mqtt")
    assert house.thing("4_light_zigbee2mqtt"), "groups come after their members"
