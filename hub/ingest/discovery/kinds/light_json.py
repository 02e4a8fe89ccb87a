"""Lights of the json schema: one object says all, as zigbee2mqtt's do."""

from dataclasses import dataclass

from hub.core.codec import encode
from hub.core.commands import DeviceCommand, SetColorTemperature, SetLevel, Turn
from hub.core.errors import BadPayload, CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import number
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.kinds.colour import Brightness, Whites, whites_of
from hub.ingest.discovery.plan import Changes, Draft, Outlet, Plan, Read, words_to

_WORDS = words_to({"ON": True, "OFF": False}, "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLightWay:
    """Sends a light what shall be, as one object."""

    outlet: Outlet
    features: tuple[str, ...]
    scale: Brightness
    whites: Whites

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        await self.outlet.send(encode(self._wish(command)).decode())

    def _wish(self, command: DeviceCommand) -> Changes:
        match command:
            case Turn(on=on):
                return {"state": "ON" if on else "OFF"}
            case SetLevel(level=0):
                return {"state": "OFF"}
            case SetLevel(level=level) if "level" in self.features:
                return {"state": "ON", "brightness": self.scale.of(level)}
            case SetColorTemperature(kelvin=kelvin) if "kelvin" in self.features:
                return {"state": "ON", "color_temp": self.whites.of(kelvin)}
            case _:
                raise CommandRefused("this light cannot do that")


def plan(draft: Draft) -> Plan:
    """Read a light's message of the json schema."""
    fields = draft.fields
    features = _features(fields)
    scale = Brightness(full=fields.number("brightness_scale", 255))
    whites = whites_of(fields)
    draft.hear_json("state_topic", _state(features, scale, whites))
    way = JsonLightWay(outlet=draft.command_outlet(), features=features, scale=scale, whites=whites)
    return Plan(
        kind=Kind.LIGHT,
        hears=draft.hears(),
        actuator=way,
        features=features,
        low=whites.low if "kelvin" in features else None,
        high=whites.high if "kelvin" in features else None,
        step=scale.step if "level" in features else None,
    )


def _features(fields: Fields) -> tuple[str, ...]:
    modes = set(fields.texts("supported_color_modes"))
    dims = fields.flag("brightness") or bool(modes - {"onoff"})
    tints = "color_temp" in modes or fields.raw("color_temp") is True
    return ("on",) + (("level",) if dims else ()) + (("kelvin",) if tints else ())


def _state(features: tuple[str, ...], scale: Brightness, whites: Whites) -> Read:
    def read(value: object) -> Changes:
        if not isinstance(value, dict):
            raise BadPayload("a light of the json schema tells an object")
        changes: dict[str, object] = {}
        if value.get("state") is not None:
            changes |= _WORDS(value["state"])
        if "level" in features and value.get("brightness") is not None:
            changes["level"] = scale.level(number(value["brightness"]))
        if "kelvin" in features and value.get("color_temp") is not None:
            changes["kelvin"] = whites.kelvin(number(value["color_temp"]))
        return changes

    return read
