"""When a command to a device has come true, judged by what the device then reports."""

from collections.abc import Callable

from hub.core.commands import (
    DeviceCommand,
    Move,
    Play,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.entities import Entity
from hub.core.message import Message
from hub.core.states import (
    ClimateState,
    CoverState,
    FanState,
    Kind,
    LightState,
    LockState,
    MediaPlayerState,
    State,
    SwitchState,
)

Goal = Callable[[State], bool]
_NEAR = 2.0  # percent by which a level may miss
_ENDS = 3.0  # percent from its end at which a cover counts as open or closed
_DEGREES = 0.3  # by which a target may be rounded
_WHITE = 0.03  # share by which a colour temperature may be rounded
_SWITCHABLE = {Kind.LIGHT, Kind.SWITCH, Kind.FAN, Kind.CLIMATE, Kind.MEDIA_PLAYER}


def goal_of(command: DeviceCommand, entity: Entity) -> Goal | Message:
    """Return what tells whether a state fulfils the command, or why the entity cannot do it."""
    match command:
        case Turn(on=on) if entity.kind in _SWITCHABLE:
            return lambda state: _is_on(state) is on
        case SetLevel(level=level) if "level" in entity.features:
            return _range(entity, 0, 100, level) or _level(entity, level)
        case SetColorTemperature(kelvin=kelvin) if "kelvin" in entity.features:
            return _white(_within(entity, kelvin))
        case SetTemperature(celsius=celsius) if "target" in entity.features:
            return _range(entity, entity.low, entity.high, celsius) or _target(entity, celsius)
        case SetMode(mode=mode) if entity.modes:
            return _mode(entity, mode)
        case _:
            return _other(command, entity)


def _other(command: DeviceCommand, entity: Entity) -> Goal | Message:
    match command:
        case SetLock(locked=locked) if entity.kind is Kind.LOCK:
            phase = "locked" if locked else "unlocked"
            return lambda state: isinstance(state, LockState) and state.phase == phase
        case Move(to="stop") if "stop" in entity.features:
            return lambda state: isinstance(state, CoverState) and _rests(state)
        case Move(to=to) if entity.kind is Kind.COVER and to != "stop":
            return lambda state: isinstance(state, CoverState) and _is_at(state, to)
        case Play(playing=playing) if "playing" in entity.features:
            return lambda state: _plays(state) is playing
        case _:
            return Message(id="control.cannot", values={"name": entity.label})


def _is_on(state: State) -> bool | None:
    match state:
        case LightState(on=on) | SwitchState(on=on) | FanState(on=on):
            return on
        case ClimateState(mode=str() as mode):
            return mode != "off"
        case MediaPlayerState(phase=str() as phase):
            return phase != "off"
        case _:
            return None


def _plays(state: State) -> bool | None:
    if not isinstance(state, MediaPlayerState) or state.phase is None:
        return None
    return state.phase == "playing"


def _rests(state: CoverState) -> bool:
    return state.phase not in {None, "opening", "closing"}


def _is_at(state: CoverState, end: str) -> bool:
    if state.level is None:
        return state.phase == end
    return state.level >= 100 - _ENDS if end == "open" else state.level <= _ENDS


def _level(entity: Entity, level: float) -> Goal:
    near = max(_NEAR, entity.step or 0.0)

    def met(state: State) -> bool:
        if level == 0 and isinstance(state, LightState | FanState):
            return state.on is False
        if isinstance(state, LightState | FanState) and state.on is False:
            return False
        told = getattr(state, "level", None)
        return told is not None and abs(told - level) <= near

    return met


def _within(entity: Entity, kelvin: float) -> float:
    """Return the nearest white the light has."""
    low, high = entity.low or kelvin, entity.high or kelvin
    return min(max(kelvin, low), high)


def _white(kelvin: float) -> Goal:
    return lambda state: (
        isinstance(state, LightState)
        and state.on is not False
        and state.kelvin is not None
        and abs(state.kelvin - kelvin) <= _WHITE * kelvin
    )


def _target(entity: Entity, celsius: float) -> Goal:
    near = max(_DEGREES, (entity.step or 0) / 2)
    return lambda state: (
        isinstance(state, ClimateState)
        and state.target is not None
        and abs(state.target - celsius) <= near
    )


def _mode(entity: Entity, mode: str) -> Goal | Message:
    if mode not in entity.modes:
        values: dict[str, float | int | str] = {"name": entity.label, "mode": mode}
        return Message(id="control.mode", values=values)
    return lambda state: (
        (isinstance(state, ClimateState) and state.mode == mode)
        or (isinstance(state, FanState) and state.preset == mode)
    )


def _range(entity: Entity, low: float | None, high: float | None, value: float) -> Message | None:
    """Return the complaint about a value outside what the entity can be set to."""
    low = float("-inf") if low is None else low
    high = float("inf") if high is None else high
    if low <= value <= high:
        return None
    return Message(
        id="control.range",
        values={"name": entity.label, "low": low, "high": high},
    )
