"""What a line of the board is in the house, and what a command asks of it."""

from dataclasses import dataclass
from typing import Literal

from hub.core.commands import Call, DeviceCommand, SetLevel, Turn
from hub.core.driver import Found
from hub.core.entities import Device, Entity
from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.states import BinarySensorState, FanState, LightState, State, SwitchState

Mode = Literal["switch", "light", "input", "dimmer", "fan"]
_KINDS = {
    "switch": Kind.SWITCH,
    "light": Kind.LIGHT,
    "input": Kind.BINARY_SENSOR,
    "dimmer": Kind.LIGHT,
    "fan": Kind.FAN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One line: where it is, what hangs on it."""

    name: str
    area: str
    mode: Mode
    chip: str
    line: int | str
    active_low: bool
    safe: bool
    device_class: str

    @property
    def source(self) -> str:
        """Its own name for all times: the place it is wired to."""
        return f"gpio:{self.chip}:{self.line}"

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"line {self.line} of {self.chip}"

    def found(self) -> Found:
        """Return it as the house knows it."""
        entity = Entity(
            id="",
            source=self.source,
            kind=_KINDS[self.mode],
            name=self.name,
            device_class=self.device_class,
            features=("level",) if self.mode in {"dimmer", "fan"} else (),
        )
        device = Device(id=self.source, name=self.name, model=self.place, area=self.area)
        return Found(entity=entity, device=device)

    def state(self, level: float) -> State:
        """Return its state when it is driven, or measured, so high (percent)."""
        on = level > 0
        match self.mode:
            case "switch":
                return SwitchState(on=on)
            case "light":
                return LightState(on=on)
            case "dimmer":
                return LightState(on=on, level=level)
            case "fan":
                return FanState(on=on, level=level)
            case _:
                return BinarySensorState(on=on)


def wanted_level(command: DeviceCommand, *, now: float, before: float) -> float:
    """Return the percent a command asks for; ``before`` is what it had when it last was on.

    Raise ``CommandRefused`` for what a line cannot do.
    """
    match command:
        case Turn(on=on):
            return before if on else 0.0
        case SetLevel(level=level) if 0 <= level <= 100:
            return level
        case Call(service="turn_off"):
            return 0.0
        case Call(service="toggle"):
            return 0.0 if now else before
        case Call(service="turn_on" | "set_percentage", data=data):
            return _told(data, before)
        case _:
            raise CommandRefused(f"a line cannot do {type(command).__name__}")


def _told(data: dict[str, object], before: float) -> float:
    """Return the level in a service's data: percent, or brightness from 0 to 255."""
    for key, full in (("brightness_pct", 100), ("percentage", 100), ("brightness", 255)):
        value = data.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= full:
            raise CommandRefused(f"{key} is a number from 0 to {full}")
        return 100 * value / full
    return before
