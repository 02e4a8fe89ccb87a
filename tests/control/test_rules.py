"""Each kind of thing is believed by rules of its own, repeated only where that does no harm."""

import asyncio

import pytest

from hub.core.commands import Call, Move, SetLevel, Turn
from hub.core.kinds import Kind
from hub.core.states import (
    AlarmState,
    ClimateState,
    CoverState,
    FanState,
    HumidifierState,
    LawnMowerState,
    LightState,
    LockState,
    MomentState,
    NumberState,
    SelectState,
    SirenState,
    SwitchState,
    TextState,
    UpdateState,
    VacuumState,
    ValveState,
    WaterHeaterState,
)

pytestmark = pytest.mark.usefixtures("verified")
LIGHT, COVER, FAN, ALARM = Kind.LIGHT, Kind.COVER, Kind.FAN, Kind.ALARM_CONTROL_PANEL


@pytest.mark.parametrize(
    ("kind", "service", "data", "told"),
    [
        (LIGHT, "turn_on", {"brightness": 102}, LightState(on=True, level=40)),
        (LIGHT, "turn_on", {"brightness_pct": 30}, LightState(on=True, level=30)),
        (LIGHT, "turn_on", {"color_temp_kelvin": 3000}, LightState(on=True, kelvin=3005)),
        (LIGHT, "turn_on", {"hs_color": [359, 50]}, LightState(on=True, hue=1, saturation=52)),
        (LIGHT, "turn_on", {"rgb_color": [0, 255, 0]}, LightState(on=True, hue=120, saturation=99)),
        (LIGHT, "turn_on", {"effect": "rain"}, LightState(on=True, effect="rain")),
        (Kind.SWITCH, "turn_off", {}, SwitchState(on=False)),
        (Kind.CLIMATE, "set_hvac_mode", {"hvac_mode": "cool"}, ClimateState(mode="cool")),
        (Kind.CLIMATE, "set_temperature", {"temperature": 21.2}, ClimateState(target=21)),
        (Kind.CLIMATE, "set_fan_mode", {"fan_mode": "low"}, ClimateState(fan_mode="low")),
        (Kind.CLIMATE, "set_humidity", {"humidity": 45}, ClimateState(humidity=45)),
        (COVER, "set_cover_position", {"position": 30}, CoverState(phase="open", level=31)),
        (COVER, "set_cover_tilt_position", {"tilt_position": 50}, CoverState(tilt=50)),
        (COVER, "open_cover", {}, CoverState(phase="open", level=98)),
        (COVER, "stop_cover", {}, CoverState(phase="stopped")),
        (Kind.VALVE, "close_valve", {}, ValveState(phase="closed")),
        (FAN, "set_percentage", {"percentage": 0}, FanState(on=False)),
        (FAN, "oscillate", {"oscillating": True}, FanState(oscillating=True)),
        (FAN, "set_direction", {"direction": "reverse"}, FanState(direction="reverse")),
        (FAN, "set_preset_mode", {"preset_mode": "eco"}, FanState(on=True, preset="eco")),
        (Kind.LOCK, "unlock", {}, LockState(phase="unlocked")),
        (Kind.NUMBER, "set_value", {"value": 7}, NumberState(value=7)),
        (Kind.SELECT, "select_option", {"option": "b"}, SelectState(option="b")),
        (Kind.TEXT, "set_value", {"value": "hi"}, TextState(text="hi")),
        (Kind.SIREN, "turn_on", {}, SirenState(on=True)),
        (Kind.HUMIDIFIER, "set_humidity", {"humidity": 50}, HumidifierState(on=True, target=50)),
        (Kind.WATER_HEATER, "turn_off", {}, WaterHeaterState(mode="off")),
        (Kind.VACUUM, "start", {}, VacuumState(phase="cleaning")),
        (Kind.VACUUM, "return_to_base", {}, VacuumState(phase="returning")),
        (Kind.LAWN_MOWER, "dock", {}, LawnMowerState(phase="docked")),
        (ALARM, "alarm_disarm", {"code": "1"}, AlarmState(phase="disarmed")),
        (Kind.UPDATE, "install", {"version": "2"}, UpdateState(installed="2", latest="2")),
    ],
)
async def test_a_service_is_confirmed_by_what_it_asks_for(add, commands, kind, service, data, told):
    entity, gadget = add(kind, [told])
    outcome = await commands.send(Call(entity=entity, service=service, data=data))
    assert outcome.result == "confirmed"
    assert outcome.ms == pytest.approx(200, abs=5)
    assert len(gadget.commands) == 1


@pytest.mark.parametrize(
    ("kind", "service"),
    [(Kind.BUTTON, "press"), (Kind.SCENE, "turn_on"), (Kind.NOTIFY, "send_message")],
)
async def test_what_is_used_and_not_set_is_sent(add, commands, kind, service):
    entity, gadget = add(kind, now=MomentState())
    outcome = await commands.send(Call(entity=entity, service=service))
    assert (outcome.result, len(gadget.commands)) == ("sent", 1)


async def test_a_fading_light_is_confirmed_at_its_end(add, commands):
    fade = [LightState(on=True, level=level) for level in (20, 40, 60, 80)]
    lamp, gadget = add(
        LIGHT, fade, pause=1.4, now=LightState(on=True, level=5), features=("level",)
    )
    outcome = await commands.send(SetLevel(entity=lamp, level=80))
    assert (outcome.result, outcome.ms) == ("confirmed", pytest.approx(5600, abs=20))
    assert len(gadget.commands) == 1, "a light on its way is not asked again"


async def test_a_transition_gives_a_light_its_time(add, commands):
    lamp, _ = add(LIGHT, [], [], now=LightState(on=True, level=5))
    data = {"brightness_pct": 80, "transition": 20}
    outcome = await commands.send(Call(entity=lamp, service="turn_on", data=data))
    assert (outcome.result, outcome.ms) == ("no_answer", pytest.approx(23_000, abs=20))


async def test_a_light_that_stops_halfway_is_asked_once_more(add, commands):
    half = [LightState(on=True, level=40)]
    lamp, gadget = add(LIGHT, half, half, now=LightState(on=True, level=5), features=("level",))
    outcome = await commands.send(SetLevel(entity=lamp, level=80))
    assert (outcome.result, outcome.reason.id) == ("no_answer", "control.otherwise")
    assert len(gadget.commands) == 2


@pytest.mark.parametrize(
    ("kind", "command", "times"),
    [
        (LIGHT, lambda e: Turn(entity=e, on=True), 2),
        (Kind.NUMBER, lambda e: Call(entity=e, service="set_value", data={"value": 3}), 2),
        (Kind.LOCK, lambda e: Call(entity=e, service="unlock"), 1),
        (COVER, lambda e: Move(entity=e, to="open"), 1),
        (Kind.VALVE, lambda e: Call(entity=e, service="open_valve"), 1),
        (Kind.SIREN, lambda e: Turn(entity=e, on=True), 1),
        (ALARM, lambda e: Call(entity=e, service="alarm_arm_away"), 1),
        (Kind.VACUUM, lambda e: Call(entity=e, service="start"), 1),
        (Kind.LAWN_MOWER, lambda e: Call(entity=e, service="start_mowing"), 1),
        (Kind.BUTTON, lambda e: Call(entity=e, service="press"), 1),
    ],
)
async def test_only_harmless_wishes_are_repeated_and_once(add, commands, kind, command, times):
    entity, gadget = add(kind)
    await commands.send(command(entity))
    assert len(gadget.commands) == times


async def test_a_toggle_is_never_repeated(add, commands):
    lamp, gadget = add(LIGHT, now=LightState(on=False))
    outcome = await commands.send(Call(entity=lamp, service="toggle"))
    assert (outcome.result, len(gadget.commands)) == ("no_answer", 1)


async def test_an_alarm_panel_has_time_to_let_people_leave(add, commands):
    panel, gadget = add(ALARM, [AlarmState(phase="arming")], now=AlarmState(phase="disarmed"))
    asyncio.get_running_loop().call_later(120, gadget.tell, AlarmState(phase="armed_away"))
    outcome = await commands.send(Call(entity=panel, service="alarm_arm_away"))
    assert outcome.result == "confirmed"


async def test_a_blind_on_its_way_is_waited_for(add, commands):
    way = [CoverState(phase="opening", level=level) for level in range(10, 100, 10)]
    blind, _ = add(COVER, [*way, CoverState(phase="open", level=100)], pause=12)
    assert (await commands.send(Move(entity=blind, to="open"))).result == "confirmed"


async def test_a_blind_whose_time_is_known_is_given_up_sooner(add, commands):
    opens = [CoverState(phase="open", level=100)]
    blind, _ = add(COVER, opens, pause=20, now=CoverState(phase="closed", level=0))
    await commands.send(Move(entity=blind, to="open"))
    outcome = await commands.send(Move(entity=blind, to="closed"))
    assert (outcome.result, outcome.ms) == ("no_answer", pytest.approx(35_000, abs=50))


async def test_a_stop_goes_through_at_once(add, commands):
    loop = asyncio.get_running_loop()
    blind, gadget = add(COVER, [CoverState(phase="opening")], features=("stop",))
    async with asyncio.TaskGroup() as group:
        opening = group.create_task(commands.send(Move(entity=blind, to="open")))
        await asyncio.sleep(5)
        stopping = group.create_task(commands.send(Move(entity=blind, to="stop")))
        await asyncio.sleep(0.1)
        assert len(gadget.commands) == 2
        gadget.tell(CoverState(phase="stopped"))
    assert (opening.result().result, opening.result().reason.id) == ("sent", "control.superseded")
    assert stopping.result().result == "confirmed"
    assert loop.time() < 6


async def test_brightness_and_colour_are_waited_for_side_by_side(add, commands):
    lamp, gadget = add(LIGHT, features=("level", "kelvin"), now=LightState(on=True, level=5))
    white = Call(entity=lamp, service="turn_on", data={"color_temp_kelvin": 3000})
    async with asyncio.TaskGroup() as group:
        level = group.create_task(commands.send(SetLevel(entity=lamp, level=50)))
        kelvin = group.create_task(commands.send(white))
        await asyncio.sleep(0.1)
        gadget.tell(LightState(on=True, level=50))
        gadget.tell(LightState(on=True, level=50, kelvin=3000))
    assert (level.result().result, kelvin.result().result) == ("confirmed", "confirmed")
