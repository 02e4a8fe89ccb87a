"""What the hub holds true of an entity: one typed, unchangeable state a kind.

``None`` in a field means the device has not told yet. Levels are percent, temperatures °C.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What an entity is, in Home Assistant's words."""

    LIGHT = "light"
    SWITCH = "switch"
    CLIMATE = "climate"
    LOCK = "lock"
    COVER = "cover"
    FAN = "fan"
    MEDIA_PLAYER = "media_player"
    SENSOR = "sensor"
    BINARY_SENSOR = "binary_sensor"


@dataclass(frozen=True, slots=True, kw_only=True)
class LightState:
    """A lamp: ``level`` is brightness in percent, ``kelvin`` its colour temperature."""

    on: bool | None = None
    level: float | None = None
    kelvin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchState:
    """A switch or plug."""

    on: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateState:
    """A thermostat, air conditioner or heat pump; ``action`` is what it does right now."""

    mode: str | None = None
    action: str | None = None
    target: float | None = None
    current: float | None = None
    fan_mode: str | None = None


LockPhase = Literal["locked", "unlocked", "locking", "unlocking", "jammed"]
CoverPhase = Literal["open", "closed", "opening", "closing", "stopped"]
PlayPhase = Literal["off", "idle", "playing", "paused", "on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    """A lock."""

    phase: LockPhase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverState:
    """A blind, shutter, curtain or door: ``level`` 0 is closed, 100 open."""

    phase: CoverPhase | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FanState:
    """A fan: ``level`` is its speed in percent."""

    on: bool | None = None
    level: float | None = None
    preset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPlayerState:
    """A player: ``level`` is its volume in percent."""

    phase: PlayPhase | None = None
    level: float | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorState:
    """A measured number (in the entity's unit) or a word."""

    value: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinarySensorState:
    """Something that is so or not: a door open, a leak, motion."""

    on: bool | None = None


State = (
    LightState
    | SwitchState
    | ClimateState
    | LockState
    | CoverState
    | FanState
    | MediaPlayerState
    | SensorState
    | BinarySensorState
)

EMPTY: dict[Kind, State] = {
    Kind.LIGHT: LightState(),
    Kind.SWITCH: SwitchState(),
    Kind.CLIMATE: ClimateState(),
    Kind.LOCK: LockState(),
    Kind.COVER: CoverState(),
    Kind.FAN: FanState(),
    Kind.MEDIA_PLAYER: MediaPlayerState(),
    Kind.SENSOR: SensorState(),
    Kind.BINARY_SENSOR: BinarySensorState(),
}
