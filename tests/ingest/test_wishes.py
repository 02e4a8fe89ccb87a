"""The house's own commands reach each kind of device in its own words."""

import json

import pytest

from hub.core.commands import (
    Call,
    Move,
    Play,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.errors import CommandRefused, DeviceUnreachable
from tests.ingest.samples import BASIC_LIGHT, CLIMATE, COVER, FAN, JSON_LIGHT, LOCK, PLAYER, SWITCH

pytestmark = pytest.mark.usefixtures("announced")


@pytest.fixture
def send(wire, only, actuators):
    """Send commands one after the other; return the payloads that went out."""

    async def send(*commands):
        wire.sent.clear()
        for kind, wish in commands:
            entity = only().entity.id
            await actuators.find(entity).send(kind(entity=entity, **wish))
        return [payload for _, payload in wire.sent]

    return send


async def test_a_light_of_separate_topics(wire, only, send):
    wire.announce("light", BASIC_LIGHT)
    wire.come("lamp/state", "ON")
    wire.come("lamp/bri", "51")
    wire.come("lamp/ct", "250")
    state = only().state
    assert (state.on, state.level, state.kelvin) == (True, 20, 4000)
    assert only().entity.features == ("on", "level", "kelvin")
    assert (only().entity.low, only().entity.high) == (2000, 6535)
    wishes = (
        (Turn, {"on": False}),
        (SetLevel, {"level": 40}),
        (SetLevel, {"level": 0}),
        (SetColorTemperature, {"kelvin": 2700}),
    )
    assert await send(*wishes) == ["OFF", "102", "ON", "OFF", "370", "ON"]


async def test_a_light_of_the_json_schema(wire, only, send):
    wire.announce("light", JSON_LIGHT)
    told = {"state": "ON", "brightness": 127, "color_mode": "color_temp", "color_temp": 370}
    wire.come("zigbee2mqtt/lamp", told)
    state = only().state
    assert (state.on, round(state.level), round(state.kelvin, -1)) == (True, 50, 2700)
    sent = await send(
        (Turn, {"on": True}),
        (SetLevel, {"level": 100}),
        (SetLevel, {"level": 0.1}),
        (SetLevel, {"level": 0}),
        (SetColorTemperature, {"kelvin": 4000}),
    )
    assert [json.loads(payload) for payload in sent] == [
        {"state": "ON"},
        {"state": "ON", "brightness": 254},
        {"state": "ON", "brightness": 1},
        {"state": "OFF"},
        {"state": "ON", "color_temp": 250},
    ]


async def test_a_climate_that_counts_in_fahrenheit(wire, only, send):
    wire.announce("climate", {**CLIMATE, "temp_unit": "F"})
    wire.come("ac", {"mode": "cool", "target": 68, "current": 77})
    state = only().state
    assert (state.mode, state.target, state.current) == ("cool", 20, 25)
    wishes = (SetTemperature, {"celsius": 25}), (SetMode, {"mode": "heat"}), (Turn, {"on": False})
    assert await send(*wishes) == ["77.0", "heat", "off"]
    with pytest.raises(CommandRefused):
        await send((SetMode, {"mode": "boil"}))


async def test_a_lock(wire, only, send):
    wire.announce("lock", LOCK)
    wire.come("door", "LOCKED")
    assert only().state.phase == "locked"
    wishes = (SetLock, {"locked": False}), (SetLock, {"locked": True})
    assert await send(*wishes) == ["UNLOCK", "LOCK"]


async def test_a_cover(wire, only, send):
    wire.announce("cover", COVER)
    wire.come("blind", {"position": 30, "state": "opening"})
    assert (only().state.phase, only().state.level) == ("opening", 30)
    moves = tuple((Move, {"to": to}) for to in ("open", "closed", "stop"))
    sent = await send(*moves, (SetLevel, {"level": 45}))
    assert sent == ["OPEN", "CLOSE", "STOP", '{ "position": 45 }']


async def test_a_valve_moves_by_its_own_word_for_it(wire, send):
    wire.announce("valve", {"cmd_t": "v/set", "stat_t": "v", "name": "Water", "pl_stop": "HALT"})
    sent = await send(*((Move, {"to": to}) for to in ("open", "closed", "stop")))
    assert sent == ["OPEN", "CLOSE", "HALT"]


async def test_a_fan(wire, only, send):
    wire.announce("fan", FAN)
    wire.come("fan/on", "ON")
    wire.come("fan/speed", "2")
    assert (only().state.on, only().state.level) == (True, 50)
    wishes = (SetLevel, {"level": 60}), (SetMode, {"mode": "sleep"}), (SetLevel, {"level": 0})
    assert await send(*wishes) == ["3", "sleep", "OFF"]


async def test_a_humidifier_has_its_humidity_for_level(wire, only, send):
    config = {"cmd_t": "h/set", "hum_cmd_t": "h/hum", "hum_stat_t": "h/now", "name": "Mist"}
    wire.announce("humidifier", {**config, "modes": ["eco"], "mode_cmd_t": "h/mode"})
    wire.come("h/now", "45")
    assert only().state.target == 45
    assert await send((SetLevel, {"level": 50}), (SetMode, {"mode": "eco"})) == ["50", "eco"]


async def test_a_water_heater_and_a_select_have_modes(wire, registry, send):
    heater = {"temp_cmd_t": "w/t", "mode_cmd_t": "w/mode", "modes": ["eco", "off"], "name": "Tank"}
    wire.announce("water_heater", heater)
    wishes = (SetTemperature, {"celsius": 55}), (SetMode, {"mode": "eco"})
    assert await send(*wishes) == ["55.0", "eco"]
    wire.announce("water_heater", "")
    wire.announce("select", {"cmd_t": "s", "ops": ["a", "b"], "name": "Scene"})
    assert await send((SetMode, {"mode": "b"})) == ["b"]


async def test_a_media_player(wire, only, send):
    wire.announce("media_player", PLAYER)
    wire.come("tv/state", "stopped")
    wire.come("tv/volume", "0.35")
    wire.come("tv/title", "The News")
    state = only().state
    assert (state.phase, state.level, state.title) == ("idle", 35, "The News")
    wishes = (Play, {"playing": True}), (Play, {"playing": False}), (SetLevel, {"level": 20})
    assert await send(*wishes) == ["Play", "pause", "0.2"]


@pytest.mark.parametrize(
    ("component", "config", "wish"),
    [
        ("switch", SWITCH, (SetLevel, {"level": 5})),
        ("lock", LOCK, (Move, {"to": "open"})),
        ("cover", COVER, (SetLock, {"locked": True})),
        ("light", JSON_LIGHT, (SetTemperature, {"celsius": 20})),
        ("fan", FAN, (Play, {"playing": True})),
    ],
)
async def test_what_a_device_cannot_do_is_refused_and_nothing_sent(
    wire, send, component, config, wish
):
    wire.announce(component, config)
    with pytest.raises(CommandRefused):
        await send(wish)
    assert wire.sent == []


async def test_a_cut_wire_is_a_device_out_of_reach(wire, only, send):
    wire.announce("switch", {"cmd_t": "plug/set", "name": "Plug"})
    wire.cut = True
    with pytest.raises(DeviceUnreachable):
        await send((Turn, {"on": True}))
    assert only().state.on is None, "what was not sent is not assumed"
    wire.cut = False
    await send((Turn, {"on": True}))
    assert only().state.on is True


@pytest.mark.parametrize("encoding", ["klingon", "\x00", "ascii"])
async def test_what_an_alphabet_cannot_write_is_not_sent(wire, send, encoding):
    config = {"cmd_t": "plug/set", "name": "Plug", "pl_on": "Küche", "e": encoding}
    wire.announce("switch", config)
    with pytest.raises(CommandRefused):
        await send((Turn, {"on": True}))
    assert wire.sent == []


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ("b'\\x01\\xff'", b"\x01\xff"),
        ("{{ pack(3, '>H') }}", b"\x00\x03"),
        ("b'no end", "b'no end"),
        ("b'a' 1", "b'a' 1"),
        ("b''[0]", "b''[0]"),
    ],
)
async def test_a_template_may_write_bytes(wire, send, template, sent):
    wire.announce("button", {"cmd_t": "bell", "name": "Bell", "cmd_tpl": template})
    assert await send((Call, {"service": "press", "data": {}})) == [sent]
