"""Lights of the default schema: a topic for each thing that can be set."""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, SetColorTemperature, SetLevel, Turn
from hub.core.errors import BadPayload, CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import number
from hub.ingest.discovery.kinds import light_json
from hub.ingest.discovery.kinds.colour import Brightness, Whites, whites_of
from hub.ingest.discovery.plan import Draft, Outlet, Plan, must, short, words_to


@dataclass(frozen=True, slots=True, kw_only=True)
class LightWay:
    """Turns a light, sets its brightness and colour temperature."""

    outlet: Outlet
    on: str
    off: str
    brightness: Outlet | None
    scale: Brightness
    colour: Outlet | None
    whites: Whites
    brightness_turns_on: bool

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        match command:
            case Turn(on=True) if self.brightness_turns_on and self.brightness is not None:
                await self.brightness.send(short(self.scale.of(100)))
            case Turn(on=on):
                await self.outlet.send(self.on if on else self.off)
            case SetLevel(level=level) if level > 0:
                await self._brighten(must(self.brightness, "be dimmed"), level)
            case SetLevel():
                await self.outlet.send(self.off)
            case SetColorTemperature(kelvin=kelvin):
                outlet = must(self.colour, "change its colour temperature")
                await outlet.send(short(self.whites.of(kelvin)))
            case _:
                raise CommandRefused("this light cannot do that")

    async def _brighten(self, outlet: Outlet, level: float) -> None:
        """Most lights come on by a brightness; the word "on" before it does no harm."""
        if not self.brightness_turns_on:
            await self.outlet.send(self.on)
        await outlet.send(short(self.scale.of(level)))


def plan(draft: Draft) -> Plan:
    """Read a light's message of either schema."""
    schema = draft.fields.text("schema", "basic")
    if schema == "json":
        return light_json.plan(draft)
    if schema not in {"basic", "default"}:
        raise BadPayload(f"schema {schema!r} is not supported; basic and json are")
    return _basic(draft)


def _basic(draft: Draft) -> Plan:
    fields = draft.fields
    on, off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
    scale = Brightness(full=fields.number("brightness_scale", 255))
    whites = whites_of(fields)
    draft.hear("state_topic", "state_value_template", words_to({on: True, off: False}, "on"))
    draft.hear(
        "brightness_state_topic",
        "brightness_value_template",
        lambda value: {"level": scale.level(number(value))},
    )
    draft.hear(
        "color_temp_state_topic",
        "color_temp_value_template",
        lambda value: {"kelvin": whites.kelvin(number(value))},
    )
    way = LightWay(
        outlet=draft.command_outlet(),
        on=on,
        off=off,
        brightness=draft.outlet("brightness_command_topic", "brightness_command_template"),
        scale=scale,
        colour=draft.outlet("color_temp_command_topic", "color_temp_command_template"),
        whites=whites,
        brightness_turns_on=fields.text("on_command_type", "last") == "brightness",
    )
    return Plan(
        kind=Kind.LIGHT,
        hears=draft.hears(),
        actuator=way,
        features=("on",)
        + (("level",) if way.brightness else ())
        + (("kelvin",) if way.colour else ()),
        low=whites.low if way.colour else None,
        high=whites.high if way.colour else None,
        step=scale.step if way.brightness else None,
    )
