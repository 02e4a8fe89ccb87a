"""What the hub holds true of an entity: one typed, unchangeable state a kind.

``None`` in a field means the device has not told yet. Levels are percent, temperatures °C.
"""

from dataclasses import dataclass
from typing import Literal

from hub.core.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class LightState:
    """A lamp: ``level`` is brightness in percent, ``kelvin`` its colour temperature.

    ``hue`` (0-360) and ``saturation`` (percent) are there while it shines in a colour.
    """

    on: bool | None = None
    level: float | None = None
    kelvin: float | None = None
    hue: float | None = None
    saturation: float | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchState:
    """A switch or plug."""

    on: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateState:
    """A thermostat, air conditioner or heat pump; ``action`` is what it does right now.

    ``low`` and ``high`` bound the target where it has two.
    """

    mode: str | None = None
    action: str | None = None
    target: float | None = None
    current: float | None = None
    fan_mode: str | None = None
    low: float | None = None
    high: float | None = None
    humidity: float | None = None
    current_humidity: float | None = None
    preset: str | None = None
    swing_mode: str | None = None


LockPhase = Literal["locked", "unlocked", "locking", "unlocking", "jammed", "open", "opening"]
CoverPhase = Literal["open", "closed", "opening", "closing", "stopped"]
PlayPhase = Literal["off", "idle", "playing", "paused", "on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    """A lock."""

    phase: LockPhase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverState:
    """A blind, shutter, curtain or door: ``level`` 0 is closed, 100 open; so is ``tilt``."""

    phase: CoverPhase | None = None
    level: float | None = None
    tilt: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FanState:
    """A fan: ``level`` is its speed in percent."""

    on: bool | None = None
    level: float | None = None
    preset: str | None = None
    oscillating: bool | None = None
    direction: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmState:
    """An alarm panel: ``disarmed``, ``armed_away``, ``arming``, ``pending``, ``triggered``…."""

    phase: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentState:
    """A button, scene, notifier, trigger or tag reader: when it was last used and what it said.

    ``at`` is UTC seconds.
    """

    at: float | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureState:
    """A camera or image: when the picture came (UTC seconds), or where it lies."""

    at: float | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceState:
    """Where a person or thing is: ``home``, ``not_home`` or a zone's name."""

    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventState:
    """What happened last (``double_press``…), and when in UTC seconds."""

    type: str | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HumidifierState:
    """A humidifier or dehumidifier; ``target`` and ``current`` are percent."""

    on: bool | None = None
    target: float | None = None
    current: float | None = None
    mode: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawnMowerState:
    """A mower: ``mowing``, ``docked``, ``paused``, ``returning``, ``error``."""

    phase: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberState:
    """A number to be set, in the entity's unit."""

    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectState:
    """A choice among the entity's options."""

    option: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SirenState:
    """A siren."""

    on: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextState:
    """A text to be set."""

    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateState:
    """A device's own software; ``progress`` in percent while it is being installed."""

    installed: str | None = None
    latest: str | None = None
    in_progress: bool = False
    progress: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacuumState:
    """A vacuum: ``cleaning``, ``docked``, ``paused``, ``idle``, ``returning``, ``error``."""

    phase: str | None = None
    battery: float | None = None
    fan_speed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValveState:
    """A valve: ``level`` 0 is closed, 100 open."""

    phase: CoverPhase | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterHeaterState:
    """A water heater."""

    mode: str | None = None
    target: float | None = None
    current: float | None = None


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
    | AlarmState
    | MomentState
    | PictureState
    | PlaceState
    | EventState
    | HumidifierState
    | LawnMowerState
    | NumberState
    | SelectState
    | SirenState
    | TextState
    | UpdateState
    | VacuumState
    | ValveState
    | WaterHeaterState
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
    Kind.ALARM_CONTROL_PANEL: AlarmState(),
    Kind.BUTTON: MomentState(),
    Kind.CAMERA: PictureState(),
    Kind.DEVICE_AUTOMATION: MomentState(),
    Kind.DEVICE_TRACKER: PlaceState(),
    Kind.EVENT: EventState(),
    Kind.HUMIDIFIER: HumidifierState(),
    Kind.IMAGE: PictureState(),
    Kind.LAWN_MOWER: LawnMowerState(),
    Kind.NOTIFY: MomentState(),
    Kind.NUMBER: NumberState(),
    Kind.SCENE: MomentState(),
    Kind.SELECT: SelectState(),
    Kind.SIREN: SirenState(),
    Kind.TAG: MomentState(),
    Kind.TEXT: TextState(),
    Kind.UPDATE: UpdateState(),
    Kind.VACUUM: VacuumState(),
    Kind.VALVE: ValveState(),
    Kind.WATER_HEATER: WaterHeaterState(),
}
