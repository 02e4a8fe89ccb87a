"""Commands to devices end as the devices tell, never on hope."""

import asyncio

import pytest

from hub.control.verified import Verified
from hub.core.commands import (
    Move,
    Play,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.driver import Actuators
from hub.core.entities import Entity
from hub.core.errors import CommandRefused, DeviceUnreachable, UnknownEntity
from hub.core.events import Cause, CommandEnded, StateChanged
from hub.core.kinds import Kind
from hub.core.states import (
    ClimateState,
    CoverState,
    FanState,
    LightState,
    LockState,
    MediaPlayerState,
    SwitchState,
)

PERSON = Cause(who="person", name="Ann")


class Device:
    """Reports ``states`` one after the other, ``pause`` seconds apart, when commanded."""

    def __init__(self, registry, entity, *states, pause=0.2):
        self._registry, self._entity = registry, entity
        self._states, self._pause = states, pause
        self.commands, self.error = [], None

    async def send(self, command):
        if self.error:
            raise self.error
        self.commands.append(command)
        loop = asyncio.get_running_loop()
        for place, state in enumerate(self._states, 1):
            loop.call_later(place * self._pause, self._registry.report, self._entity, state)


@pytest.fixture
def house(bus, clock, commands, registry):
    """Put a device of a kind into the house; what it will report when commanded is given."""
    actuators = Actuators()
    Verified(bus, clock, commands, registry, actuators)

    def add(kind, *states, pause=0.2, now=None, **more):
        entity = registry.describe(
            Entity(id="", source=f"test:{kind}", kind=kind, name="It", **more)
        )
        device = Device(registry, entity.id, *states, pause=pause)
        actuators.put(entity.id, device)
        if now is not None:
            registry.report(entity.id, now)
        return entity.id, device

    return add


async def test_a_light_that_says_so_is_confirmed(house, commands, bus):
    ended, changes = bus.open(CommandEnded), bus.open(StateChanged)
    lamp, _ = house(Kind.LIGHT, LightState(on=True), now=LightState(on=False))
    outcome = await commands.send(Turn(entity=lamp, on=True, cause=PERSON))
    assert outcome.result == "confirmed"
    assert outcome.ms == pytest.approx(200, abs=20)
    assert changes.drain()[-1].cause == PERSON
    (end,) = ended.drain()
    assert (end.cause, end.command, end.result) == (PERSON, "Turn", "confirmed")


async def test_a_light_that_says_nothing_gave_no_answer(house, commands, registry, bus):
    lamp, _ = house(Kind.LIGHT, now=LightState(on=False))
    outcome = await commands.send(Turn(entity=lamp, on=True, cause=PERSON))
    assert (outcome.result, outcome.reason.id) == ("no_answer", "control.no_answer")
    assert outcome.ms == pytest.approx(3000, abs=20)
    assert registry.find(lamp).state.on is False
    changes = bus.open(StateChanged)
    registry.report(lamp, LightState(on=True))
    assert changes.drain()[0].cause.who == "device", "what comes later is not this person's doing"


async def test_a_light_that_stays_off_gave_no_answer(house, commands):
    lamp, _ = house(Kind.LIGHT, LightState(on=False), now=LightState(on=False))
    assert (await commands.send(Turn(entity=lamp, on=True))).result == "no_answer"


async def test_what_is_so_already_is_not_sent_again(house, commands):
    lamp, device = house(Kind.LIGHT, now=LightState(on=True))
    assert (await commands.send(Turn(entity=lamp, on=True))).result == "already"
    assert not device.commands


async def test_a_device_that_never_reports_is_sent_to(house, commands):
    plug, device = house(Kind.SWITCH, reports=False)
    assert (await commands.send(Turn(entity=plug, on=True))).result == "sent"
    assert len(device.commands) == 1


async def test_a_device_out_of_reach_gives_no_answer_at_once(house, commands, registry):
    loop = asyncio.get_running_loop()
    plug, device = house(Kind.SWITCH, SwitchState(on=True))
    registry.set_available(plug, available=False)
    outcome = await commands.send(Turn(entity=plug, on=True))
    registry.set_available(plug, available=True)
    device.error = DeviceUnreachable("the wire is cut")
    cut = await commands.send(Turn(entity=plug, on=True))
    assert [o.result for o in (outcome, cut)] == ["no_answer"] * 2
    assert {o.reason.id for o in (outcome, cut)} == {"control.unreachable"}
    assert loop.time() < 1


async def test_nothing_leads_to_it(commands, registry, house):
    plug = registry.describe(Entity(id="", source="x", kind=Kind.SWITCH, name="Plug"))
    outcome = await commands.send(Turn(entity=plug.id, on=True))
    assert outcome.reason.id == "control.unreachable"


async def test_what_nobody_knows_is_an_error(commands, house):
    with pytest.raises(UnknownEntity):
        await commands.send(Turn(entity="light.moon", on=True))


async def test_what_the_device_refuses_is_refused(house, commands):
    plug, device = house(Kind.SWITCH)
    device.error = CommandRefused("not I")
    outcome = await commands.send(Turn(entity=plug, on=True))
    assert (outcome.result, outcome.reason.id) == ("refused", "control.cannot")


@pytest.mark.parametrize(
    ("kind", "more", "wish", "reason"),
    [
        (Kind.SENSOR, {}, (Turn, {"on": True}), "control.cannot"),
        (Kind.LIGHT, {}, (SetLevel, {"level": 50}), "control.cannot"),
        (Kind.LIGHT, {"features": ("level",)}, (SetLevel, {"level": 101}), "control.range"),
        (
            Kind.CLIMATE,
            {"features": ("target",), "low": 7, "high": 30},
            (SetTemperature, {"celsius": 31}),
            "control.range",
        ),
        (Kind.CLIMATE, {"modes": ("off", "heat")}, (SetMode, {"mode": "cool"}), "control.mode"),
        (Kind.SWITCH, {}, (SetLock, {"locked": True}), "control.cannot"),
        (Kind.COVER, {}, (Move, {"to": "stop"}), "control.cannot"),
    ],
)
async def test_what_it_cannot_do_is_refused_with_the_reason(
    house, commands, kind, more, wish, reason
):
    entity, device = house(kind, **more)
    command, values = wish
    outcome = await commands.send(command(entity=entity, **values))
    assert (outcome.result, outcome.reason.id) == ("refused", reason)
    assert not device.commands


@pytest.mark.parametrize(
    ("kind", "more", "wish", "states"),
    [
        (
            Kind.LIGHT,
            {"features": ("level",)},
            (SetLevel, {"level": 40}),
            [LightState(on=True, level=20), LightState(on=True, level=40.2)],
        ),
        (
            Kind.LIGHT,
            {"features": ("level",)},
            (SetLevel, {"level": 0}),
            [LightState(on=False, level=20)],
        ),
        (
            Kind.LIGHT,
            {"features": ("kelvin",), "low": 2200, "high": 4000},
            (SetColorTemperature, {"kelvin": 6500}),
            [LightState(on=True, kelvin=4000)],
        ),
        (
            Kind.CLIMATE,
            {"features": ("target",), "step": 0.5},
            (SetTemperature, {"celsius": 21.2}),
            [ClimateState(target=21)],
        ),
        (Kind.CLIMATE, {}, (Turn, {"on": True}), [ClimateState(mode="auto")]),
        (
            Kind.CLIMATE,
            {"modes": ("cool",)},
            (SetMode, {"mode": "cool"}),
            [ClimateState(mode="cool")],
        ),
        (
            Kind.LOCK,
            {},
            (SetLock, {"locked": True}),
            [LockState(phase="locking"), LockState(phase="locked")],
        ),
        (
            Kind.COVER,
            {},
            (Move, {"to": "open"}),
            [CoverState(phase="open", level=10), CoverState(phase="open", level=99)],
        ),
        (
            Kind.COVER,
            {"features": ("stop",)},
            (Move, {"to": "stop"}),
            [CoverState(phase="opening"), CoverState(phase="stopped")],
        ),
        (
            Kind.FAN,
            {"features": ("level",), "step": 25},
            (SetLevel, {"level": 60}),
            [FanState(on=True, level=75)],
        ),
        (Kind.MEDIA_PLAYER, {}, (Turn, {"on": False}), [MediaPlayerState(phase="off")]),
        (
            Kind.MEDIA_PLAYER,
            {"features": ("playing",)},
            (Play, {"playing": True}),
            [MediaPlayerState(phase="playing")],
        ),
    ],
)
async def test_it_is_confirmed_by_the_state_that_fulfils_it(
    house, commands, kind, more, wish, states
):
    entity, _ = house(kind, *states, pause=1.2, **more)
    command, values = wish
    outcome = await commands.send(command(entity=entity, **values))
    assert outcome.result == "confirmed"
    assert outcome.ms == pytest.approx(1200 * len(states), abs=20)


async def test_a_slow_blind_has_a_minute(house, commands):
    blind, _ = house(Kind.COVER, CoverState(phase="closed"), pause=55)
    assert (await commands.send(Move(entity=blind, to="closed"))).result == "confirmed"


async def test_one_command_at_a_time_to_a_device(house, commands):
    lamp, device = house(Kind.LIGHT, LightState(on=True), pause=1, now=LightState(on=False))
    async with asyncio.TaskGroup() as group:
        first = group.create_task(commands.send(Turn(entity=lamp, on=True)))
        second = group.create_task(commands.send(Turn(entity=lamp, on=True)))
    assert (first.result().result, second.result().result) == ("confirmed", "already")
    assert len(device.commands) == 1


async def test_a_given_up_command_leaves_no_trace(house, commands, registry):
    lamp, _ = house(Kind.LIGHT, now=LightState(on=False))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await commands.send(Turn(entity=lamp, on=True, cause=PERSON))
    assert registry.find(lamp).asked_by is None
