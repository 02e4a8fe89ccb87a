"""What a command wants to see come true, how long that may take, and whether it may be repeated."""

from dataclasses import dataclass

from hub.control.services import wants_of
from hub.core.commands import (
    Call,
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
from hub.core.facets import Want, Wants, has_facet
from hub.core.held import Held
from hub.core.kinds import Kind
from hub.core.message import Message

_SWITCHABLE = {
    Kind.LIGHT,
    Kind.SWITCH,
    Kind.FAN,
    Kind.CLIMATE,
    Kind.MEDIA_PLAYER,
    Kind.SIREN,
    Kind.HUMIDIFIER,
    Kind.WATER_HEATER,
}
_USUAL = 3.0
_PATIENCE = {  # seconds a device may take, after its last sign of being on the way
    Kind.CLIMATE: 5.0,
    Kind.WATER_HEATER: 5.0,
    Kind.HUMIDIFIER: 5.0,
    Kind.LOCK: 10.0,
    Kind.ALARM_CONTROL_PANEL: 10.0,
    Kind.VACUUM: 30.0,
    Kind.LAWN_MOWER: 30.0,
    Kind.COVER: 60.0,
    Kind.VALVE: 60.0,
    Kind.UPDATE: 600.0,
}
_REPEATABLE = {  # where the same absolute wish twice is the same as once
    Kind.LIGHT,
    Kind.SWITCH,
    Kind.FAN,
    Kind.CLIMATE,
    Kind.HUMIDIFIER,
    Kind.WATER_HEATER,
    Kind.NUMBER,
    Kind.SELECT,
    Kind.TEXT,
    Kind.MEDIA_PLAYER,
}
_RELATIVE = {
    "toggle",
    "increase_speed",
    "decrease_speed",
    "select_next",
    "select_previous",
    "open",  # a door's latch: pulled, not set
    "alarm_trigger",
    "stop_cover",  # what moves may not have told so yet
    "stop_valve",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Facets that shall be told; none where nothing can tell that the command was done.

    ``patience`` is in seconds. ``repeats``: a second sending does no harm. ``once``: it is sent
    though the entity seems to be so already.
    """

    wants: Wants
    patience: float = _USUAL
    repeats: bool = False
    once: bool = False


def goal_of(command: DeviceCommand, held: Held) -> Goal | Message:
    """Return what tells whether a command was fulfilled, or why the entity cannot do it."""
    entity = held.entity
    if isinstance(command, Call):
        wants: dict[str, Want] | Message = wants_of(command, held)
    else:
        wants = _typed(command, entity)
    if isinstance(wants, Message):
        return wants
    match command:
        case Call(service=service):
            relative = service in _RELATIVE
        case _:
            relative = isinstance(command, Move) and command.to == "stop"
    return Goal(
        wants={name: want for name, want in wants.items() if has_facet(held.state, name)},
        patience=_PATIENCE.get(entity.kind, _USUAL) + _transition(command),
        repeats=entity.kind in _REPEATABLE and not relative,
        once=relative,
    )


def _transition(command: DeviceCommand) -> float:
    """Return the seconds a light was told to take."""
    seconds = command.data.get("transition") if isinstance(command, Call) else None
    return float(seconds) if isinstance(seconds, int | float) and 0 < seconds < 3600 else 0.0


def _typed(command: DeviceCommand, entity: Entity) -> dict[str, Want] | Message:
    match command:
        case Turn(on=on) if entity.kind in _SWITCHABLE:
            return {"on": on}
        case SetLevel(level=level) if "level" in entity.features:
            return _range(entity, 0, 100, level) or _level(entity, level)
        case SetColorTemperature(kelvin=kelvin) if "kelvin" in entity.features:
            return {"on": True, "kelvin": _within(entity, kelvin)}
        case SetTemperature(celsius=celsius) if "target" in entity.features:
            return _range(entity, entity.low, entity.high, celsius) or {"target": celsius}
        case SetMode(mode=mode) if entity.modes:
            return _mode(entity, mode)
        case _:
            return _other(command, entity)


def _other(command: DeviceCommand, entity: Entity) -> dict[str, Want] | Message:
    match command:
        case SetLock(locked=locked) if entity.kind is Kind.LOCK:
            return {"phase": "locked"} if locked else {"phase": ("unlocked", "open")}
        case Move(to="stop") if "stop" in entity.features:
            return {"moving": False}
        case Move(to=to) if entity.kind in {Kind.COVER, Kind.VALVE} and to != "stop":
            return {"end": to}
        case Play(playing=playing) if "playing" in entity.features:
            return {"playing": playing}
        case _:
            return Message(id="control.cannot", values={"name": entity.label})


def _level(entity: Entity, level: float) -> dict[str, Want]:
    if entity.kind in {Kind.LIGHT, Kind.FAN}:
        return {"on": True, "level": level} if level else {"on": False}
    return {"level": level}


def _within(entity: Entity, kelvin: float) -> float:
    """Return the nearest white the light has."""
    low, high = entity.low or kelvin, entity.high or kelvin
    return min(max(kelvin, low), high)


def _mode(entity: Entity, mode: str) -> dict[str, Want] | Message:
    if mode not in entity.modes:
        return Message(id="control.mode", values={"name": entity.label, "mode": mode})
    return {"preset" if entity.kind is Kind.FAN else "mode": mode}


def _range(entity: Entity, low: float | None, high: float | None, value: float) -> Message | None:
    """Return the complaint about a value outside what the entity can be set to."""
    low = float("-inf") if low is None else low
    high = float("inf") if high is None else high
    if low <= value <= high:
        return None
    return Message(id="control.range", values={"name": entity.label, "low": low, "high": high})
