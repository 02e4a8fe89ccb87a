"""What a command wants to see: which states of an entity mean that it is done."""

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
from hub.core.states import (
    ClimateState,
    CoverState,
    FanState,
    LightState,
    LockState,
    MediaPlayerState,
    State,
    SwitchState,
)

Goal = Callable[[State], bool]
_LEVEL = 2.0  # percent: what rounding to 0–255 and back may cost
_KELVIN = 0.02  # share: mireds are whole numbers
_CELSIUS = 0.25


def goal_of(command: DeviceCommand) -> Goal:
    """Return what must be true of the entity's state for this command to be done."""
    match command:
        case Turn(on=on):
            return lambda state: _is_on(state) is on
        case SetLevel(level=level):
            return lambda state: _is_level(state, level)
        case SetColorTemperature(kelvin=kelvin):
            return lambda state: _is_near(getattr(state, "kelvin", None), kelvin, kelvin * _KELVIN)
        case SetTemperature(celsius=celsius):
            return lambda state: _is_near(getattr(state, "target", None), celsius, _CELSIUS)
        case SetMode(mode=mode):
            return lambda state: isinstance(state, ClimateState) and state.mode == mode
        case SetLock(locked=locked):
            wanted = "locked" if locked else "unlocked"
            return lambda state: isinstance(state, LockState) and state.phase == wanted
        case Move(to=to):
            return lambda state: isinstance(state, CoverState) and _has_moved(state, to)
        case Play(playing=playing):
            return lambda state: (
                isinstance(state, MediaPlayerState)
                and ((state.phase == "playing") is playing and state.phase is not None)
            )
    return lambda _: False


def _is_on(state: State) -> bool | None:
    """Whether it is on; ``None`` where that is unknown or means nothing."""
    match state:
        case LightState() | SwitchState() | FanState():
            return state.on
        case ClimateState():
            return None if state.mode is None else state.mode != "off"
        case MediaPlayerState():
            return None if state.phase is None else state.phase != "off"
    return None


def _is_level(state: State, level: float) -> bool:
    if level == 0 and _is_on(state) is False:
        return True
    return _is_near(getattr(state, "level", None), level, _LEVEL)


def _is_near(value: float | None, wanted: float, tolerance: float) -> bool:
    return value is not None and abs(value - wanted) <= tolerance


def _has_moved(state: CoverState, to: str) -> bool:
    if to == "stop":
        return state.phase not in {"opening", "closing"}
    return state.phase == to
