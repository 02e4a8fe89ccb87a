"""The house's commands in Home Assistant's words: a service and its data."""

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
from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.ingest.discovery.component import Component

_LEVEL = {
    Kind.LIGHT: ("turn_on", "brightness"),
    Kind.COVER: ("set_cover_position", "position"),
    Kind.VALVE: ("set_valve_position", "position"),
    Kind.FAN: ("set_percentage", "percentage"),
    Kind.HUMIDIFIER: ("set_humidity", "humidity"),
    Kind.MEDIA_PLAYER: ("volume_set", "volume_level"),
}
_MODE = {
    Kind.CLIMATE: ("set_hvac_mode", "hvac_mode"),
    Kind.WATER_HEATER: ("set_operation_mode", "operation_mode"),
    Kind.HUMIDIFIER: ("set_mode", "mode"),
    Kind.FAN: ("set_preset_mode", "preset_mode"),
    Kind.SELECT: ("select_option", "option"),
}
_MOVE = {"open": "open_{}", "closed": "close_{}", "stop": "stop_{}"}


def call_of(command: DeviceCommand, component: Component) -> Call:
    """Return the service that fulfils a command; raise ``CommandRefused`` where none does."""
    kind = component.kind
    match command:
        case Turn(on=on):
            return _call(command, "turn_on" if on else "turn_off")
        case SetLevel(level=level) if kind in _LEVEL:
            return _level(command, kind, level)
        case SetColorTemperature(kelvin=kelvin):
            return _call(command, "turn_on", color_temp_kelvin=round(kelvin))
        case SetTemperature(celsius=celsius):
            return _call(command, "set_temperature", temperature=celsius)
        case SetMode(mode=mode) if kind in _MODE:
            service, key = _MODE[kind]
            return _call(command, service, **{key: mode})
        case _:
            return _other(command, kind)


def _other(command: DeviceCommand, kind: Kind) -> Call:
    match command:
        case SetLock(locked=locked):
            return _call(command, "lock" if locked else "unlock")
        case Move(to=to) if kind in {Kind.COVER, Kind.VALVE}:
            return _call(command, _MOVE[to].format(kind.value))
        case Play(playing=playing):
            return _call(command, "media_play" if playing else "media_pause")
        case _:
            raise CommandRefused(f"a {kind.value} cannot do that")


def _level(command: DeviceCommand, kind: Kind, level: float) -> Call:
    if kind in {Kind.LIGHT, Kind.FAN} and level <= 0:
        return _call(command, "turn_off")
    value = {Kind.LIGHT: round(level * 2.55), Kind.MEDIA_PLAYER: level / 100}.get(kind, level)
    if kind is Kind.LIGHT:
        value = max(value, 1)
    service, key = _LEVEL[kind]
    return _call(command, service, **{key: value})


def _call(command: DeviceCommand, service: str, **data: object) -> Call:
    return Call(entity=command.entity, cause=command.cause, service=service, data=data)
