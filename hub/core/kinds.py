"""What an entity is, and how Home Assistant would show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    ALARM_CONTROL_PANEL = "alarm_control_panel"
    BUTTON = "button"
    CAMERA = "camera"
    DEVICE_AUTOMATION = "device_automation"
    DEVICE_TRACKER = "device_tracker"
    EVENT = "event"
    HUMIDIFIER = "humidifier"
    IMAGE = "image"
    LAWN_MOWER = "lawn_mower"
    NOTIFY = "notify"
    NUMBER = "number"
    SCENE = "scene"
    SELECT = "select"
    SIREN = "siren"
    TAG = "tag"
    TEXT = "text"
    UPDATE = "update"
    VACUUM = "vacuum"
    VALVE = "valve"
    WATER_HEATER = "water_heater"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entity as Home Assistant would show it: its word, ``None`` for unknown, and the rest."""

    state: str | None
    attributes: Mapping[str, object]
