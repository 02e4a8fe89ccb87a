"""A Shelly says it is online, is asked what it is, and is in the house."""

import json

import pytest

from hub.core.commands import Call, Move, SetLevel, Turn
from hub.core.kinds import Kind
from hub.ingest.dialects.shelly import Shelly

NAME = "shellypro-a8032400000a"
MAC = "A8032400000A"
PUMP = f"{MAC}-switch:0"


def notify(house, method="NotifyStatus", **params):
    message = {"src": NAME, "dst": f"{NAME}/events", "method": method, "params": params}
    house.come(f"{NAME}/events/rpc", message)


@pytest.fixture
async def shelly(house):
    shelly = Shelly(house, house.announcements, ask=house.ask)
    house.play("shelly")
    return shelly


def requested(sent):
    ((topic, payload),) = sent
    said = json.loads(payload)
    assert topic == f"{NAME}/rpc"
    assert said["src"] == f"tomte/shelly/{NAME}"
    return said["method"], said["params"]


async def test_whoever_comes_online_is_asked_what_it_is(house):
    Shelly(house, house.announcements, ask=house.ask)
    house.come(f"{NAME}/online", "true", retained=True)
    methods = [json.loads(payload)["method"] for _, payload in house.sent]
    assert methods == ["Shelly.GetDeviceInfo", "Shelly.GetConfig", "Shelly.GetStatus"]
    assert not [*house.announcements.things], "nobody is known before the answers"
    house.come("something/else/online", "yes")
    assert len(house.sent) == 3


@pytest.mark.usefixtures("shelly")
async def test_its_parts_are_entities_of_one_device(house):
    kinds = {t.component.unique_id: t.component.kind for t in house.announcements.things}
    assert kinds[PUMP] is Kind.SWITCH
    assert kinds[f"{MAC}-cover:0"] is Kind.COVER
    assert kinds[f"{MAC}-light:0"] is kinds[f"{MAC}-rgbw:0"] is Kind.LIGHT
    assert kinds[f"{MAC}-input:0-input"] is Kind.BINARY_SENSOR
    assert kinds[f"{MAC}-input:1"] is Kind.EVENT
    assert house.announcements.refusals.held == {}
    (device,) = house.registry.devices.values()
    assert (device.name, device.manufacturer, device.model) == ("Utility room", "Shelly", "Pro")
    assert device.identifiers == (f"shelly_{MAC}", "mac:a8:03:24:00:00:0a")
    assert house.thing(PUMP).full_name == "Utility room Pump"
    assert house.thing(f"{MAC}-switch:1").full_name == "Utility room Switch 2"


@pytest.mark.usefixtures("shelly")
async def test_it_is_known_at_once_and_then_by_its_changes(house):
    assert house.state(PUMP) == "off", "the last answer was for the entities"
    assert house.state(f"{MAC}-switch:0-energy") == "1204.5"
    notify(house, ts=1.0, **{"switch:0": {"id": 0, "output": True, "apower": 512.3}})
    assert house.state(PUMP) == "on"
    assert house.state(f"{MAC}-switch:0-power") == "512.3"
    assert house.state(f"{MAC}-switch:0-voltage") == "231.2", "what did not change still holds"
    house.come(f"{NAME}/status/switch:0", {"id": 0, "output": False})
    assert house.state(PUMP) == "off"
    assert house.rejected == {}


@pytest.mark.usefixtures("shelly")
async def test_a_relay_is_switched_by_a_remote_call(house):
    assert requested(await house.do(PUMP, Turn, on=True)) == ("Switch.Set", {"id": 0, "on": True})
    assert requested(await house.do(PUMP, Turn, on=False)) == ("Switch.Set", {"id": 0, "on": False})


@pytest.mark.usefixtures("shelly")
async def test_a_cover_goes_where_it_is_sent(house):
    cover = f"{MAC}-cover:0"
    assert house.shows(cover)["current_position"] == 30
    notify(house, **{"cover:0": {"id": 0, "state": "opening"}})
    assert house.state(cover) == "opening"
    notify(house, **{"cover:0": {"id": 0, "state": "calibrating"}})
    assert house.rejected == {}
    assert requested(await house.do(cover, Move, to="closed")) == ("Cover.Close", {"id": 0})
    sent = await house.do(cover, SetLevel, level=70)
    assert requested(sent) == ("Cover.GoToPosition", {"id": 0, "pos": 70})


@pytest.mark.usefixtures("shelly")
async def test_lights_dim_and_colour(house):
    light, coloured = f"{MAC}-light:0", f"{MAC}-rgbw:0"
    assert house.shows(light)["brightness"] == 128
    sent = await house.do(light, Call, service="turn_on", data={"brightness": 51, "transition": 2})
    assert requested(sent) == (
        "Light.Set",
        {"id": 0, "on": True, "brightness": 20, "transition_duration": 2},
    )
    notify(house, **{"rgbw:0": {"id": 0, "output": True, "rgb": [0, 255, 0]}})
    assert house.shows(coloured)["rgbw_color"][:3] == [0, 255, 0]
    data = {"rgbw_color": [1, 2, 3, 4]}
    method, params = requested(await house.do(coloured, Call, service="turn_on", data=data))
    assert (method, params["rgb"], params["white"]) == ("RGBW.Set", [1, 2, 3], 4)
    assert requested(await house.do(coloured, Turn, on=False))[1] == {"id": 0, "on": False}


@pytest.mark.usefixtures("shelly")
async def test_a_push_is_an_event_among_others(house):
    bell = f"{MAC}-input:1"
    pushes = [
        {"component": "input:0", "event": "toggle"},
        {"component": "input:1", "event": "double_push"},
    ]
    notify(house, "NotifyEvent", events=pushes)
    assert house.shows(bell)["event_type"] == "double_push"


@pytest.mark.usefixtures("shelly")
async def test_it_is_out_of_reach_when_its_will_is_told(house):
    assert house.thing(PUMP).available
    house.come(f"{NAME}/online", "false", retained=True)
    assert not house.thing(PUMP).available
    house.come(f"{NAME}/online", "", retained=True)
    assert not [*house.announcements.things], "the topic was cleared: it is gone"


@pytest.mark.usefixtures("shelly")
async def test_it_is_asked_anew_when_its_settings_changed(house):
    house.sent.clear()
    notify(house, "NotifyEvent", events=[{"component": "sys", "event": "config_changed"}])
    assert len(house.sent) == 3
    house.cut = True
    notify(house, "NotifyEvent", events=[{"component": "sys", "event": "config_changed"}])
    house.come(f"tomte/shelly/{NAME}/rpc", "junk")
    assert house.thing(PUMP), "neither a lost broker nor junk takes anything away"


async def test_a_sleeper_is_known_by_its_first_words_and_never_out_of_reach(house):
    Shelly(house, house.announcements, ask=house.ask)
    name = "shellyhtg3-a8032400000b"
    house.come(f"{name}/online", "true")
    full = {"temperature:0": {"id": 0, "tC": 20.5}, "sys": {"wakeup_period": 7200}, "ts": 1.0}
    message = {"src": name, "method": "NotifyFullStatus", "params": full}
    house.come(f"{name}/events/rpc", message)
    sensor = house.thing("A8032400000B-temperature:0-temperature")
    house.come(f"{name}/online", "false")
    assert sensor.available
    house.come(f"{name}/events/rpc", message)
    assert sensor.component.state == "20.5"
