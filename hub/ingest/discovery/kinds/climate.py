"""Climates: thermostats, air conditioners, heat pumps."""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, SetMode, SetTemperature, Turn
from hub.core.errors import CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import number
from hub.ingest.discovery.plan import Changes, Draft, Outlet, Plan, Read, must, short
from hub.ingest.payload import text_of
from hub.ingest.units import Scale, scale_of

_MODES = ("auto", "off", "cool", "heat", "dry", "fan_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateWay:
    """Sets a climate's mode and target."""

    mode: Outlet | None
    modes: tuple[str, ...]
    target: Outlet | None
    scale: Scale
    power: Outlet | None
    on: str
    off: str

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        match command:
            case SetTemperature(celsius=celsius):
                outlet = must(self.target, "be set to a temperature")
                shown = (celsius - self.scale.offset) / self.scale.factor
                await outlet.send(short(round(shown, 1)))
            case SetMode(mode=mode) if mode in self.modes:
                await must(self.mode, "be set to a mode").send(mode)
            case Turn(on=on) if self.power is not None:
                await self.power.send(self.on if on else self.off)
            case Turn(on=on):
                await must(self.mode, "be turned on and off").send(self._mode_for(on=on))
            case _:
                raise CommandRefused("this climate cannot do that")

    def _mode_for(self, *, on: bool) -> str:
        wanted = ("heat_cool", "auto", "heat", "cool") if on else ("off",)
        fitting = [mode for mode in wanted if mode in self.modes]
        fitting += [mode for mode in self.modes if on and mode != "off"]
        if not fitting:
            raise CommandRefused(f"this climate cannot be turned {'on' if on else 'off'}")
        return fitting[0]


def plan(draft: Draft) -> Plan:
    """Read a climate's message."""
    fields = draft.fields
    scale = scale_of(fields.text("temperature_unit", "°C"), "temperature")
    for topic_key, template_key, read in (
        ("mode_state_topic", "mode_state_template", _word("mode")),
        ("action_topic", "action_template", _word("action")),
        ("fan_mode_state_topic", "fan_mode_state_template", _word("fan_mode")),
        ("temperature_state_topic", "temperature_state_template", _degrees("target", scale)),
        ("current_temperature_topic", "current_temperature_template", _degrees("current", scale)),
    ):
        draft.hear(topic_key, template_key, read)
    way = ClimateWay(
        mode=draft.outlet("mode_command_topic", "mode_command_template"),
        modes=fields.texts("modes") or _MODES,
        target=draft.outlet("temperature_command_topic", "temperature_command_template"),
        scale=scale,
        power=draft.outlet("power_command_topic", "power_command_template"),
        on=fields.text("payload_on", "ON"),
        off=fields.text("payload_off", "OFF"),
    )
    features = _features(way)
    return Plan(
        kind=Kind.CLIMATE,
        hears=draft.hears(),
        actuator=way if features else None,
        features=features,
        modes=way.modes if way.mode else (),
        low=_celsius(fields.some_number("min_temp"), scale, 7.0),
        high=_celsius(fields.some_number("max_temp"), scale, 35.0),
        step=round(fields.number("temp_step", 1) * scale.factor, 3),
    )


def _features(way: ClimateWay) -> tuple[str, ...]:
    on = way.power is not None or (way.mode is not None and "off" in way.modes)
    has = {"on": on, "mode": way.mode is not None, "target": way.target is not None}
    return tuple(name for name, so in has.items() if so)


def _celsius(value: float | None, scale: Scale, default: float) -> float:
    return default if value is None else round(value * scale.factor + scale.offset, 2)


def _word(name: str) -> Read:
    def read(value: object) -> Changes:
        word = text_of(value)
        return {} if word in {"", "None"} else {name: word}

    return read


def _degrees(name: str, scale: Scale) -> Read:
    def read(value: object) -> Changes:
        if text_of(value) in {"", "None"}:
            return {}
        return {name: round(number(value) * scale.factor + scale.offset, 2)}

    return read
