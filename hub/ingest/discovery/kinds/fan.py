"""Fans: on and off, speed in percent, presets."""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, SetLevel, SetMode, Turn
from hub.core.errors import BadPayload, CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import number
from hub.ingest.discovery.plan import Changes, Draft, Outlet, Plan, must, short, words_to
from hub.ingest.payload import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """The device's speed steps, ``low`` to ``high``; off lies below ``low``."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise BadPayload("speed_range_max must not be below speed_range_min")

    def level(self, speed: float) -> float:
        """Return a device's speed in percent."""
        share = (speed - self.low + 1) / (self.high - self.low + 1)
        return round(min(max(100 * share, 0.0), 100.0), 1)

    def speed(self, level: float) -> float:
        """Return percent as the device's speed, rounded up so that a little is not nothing."""
        steps = level / 100 * (self.high - self.low + 1)
        return self.low - 1 + (int(steps) if steps == int(steps) else int(steps) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FanWay:
    """Turns a fan and sets its speed or preset."""

    outlet: Outlet
    on: str
    off: str
    speed: Outlet | None
    speeds: Speeds
    preset: Outlet | None
    presets: tuple[str, ...]

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        match command:
            case Turn(on=on):
                await self.outlet.send(self.on if on else self.off)
            case SetLevel(level=level) if level > 0:
                outlet = must(self.speed, "be set to a speed")
                await outlet.send(short(self.speeds.speed(level)))
            case SetLevel():
                await self.outlet.send(self.off)
            case SetMode(mode=mode) if mode in self.presets:
                await must(self.preset, "be set to a mode").send(mode)
            case _:
                raise CommandRefused("this fan cannot do that")


def plan(draft: Draft) -> Plan:
    """Read a fan's message."""
    fields = draft.fields
    on, off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
    speeds = Speeds(
        low=fields.number("speed_range_min", 1), high=fields.number("speed_range_max", 100)
    )

    def level(value: object) -> Changes:
        return {} if text_of(value) == "None" else {"level": speeds.level(number(value))}

    draft.hear("state_topic", "state_value_template", words_to({on: True, off: False}, "on"))
    draft.hear("percentage_state_topic", "percentage_value_template", level)
    draft.hear(
        "preset_mode_state_topic",
        "preset_mode_value_template",
        lambda value: {"preset": text_of(value)},
    )
    way = FanWay(
        outlet=draft.command_outlet(),
        on=on,
        off=off,
        speed=draft.outlet("percentage_command_topic", "percentage_command_template"),
        speeds=speeds,
        preset=draft.outlet("preset_mode_command_topic", "preset_mode_command_template"),
        presets=fields.texts("preset_modes"),
    )
    features = ("on",) + (("level",) if way.speed else ()) + (("preset",) if way.preset else ())
    return Plan(
        kind=Kind.FAN,
        hears=draft.hears(),
        actuator=way,
        features=features,
        modes=way.presets,
        step=round(100 / (speeds.high - speeds.low + 1), 1) if way.speed else None,
    )
