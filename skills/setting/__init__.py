"""Set temperatures, modes, options, numbers and colours."""

from collections.abc import Callable

from hub.core.commands import (
    Call,
    DeviceCommand,
    SetColorTemperature,
    SetMode,
    SetTemperature,
)
from hub.core.entities import Entity
from hub.core.kinds import Kind
from hub.core.message import Message, Value
from hub.core.skill import GONE, Home, Intent, Reply, Skill, as_said, worded

api = 1
# CSS's colours of these names (W3C, CSS Color Module Level 3).
_COLOURS = {
    "red": (255, 0, 0), "orange": (255, 165, 0), "yellow": (255, 255, 0), "green": (0, 128, 0),
    "turquoise": (64, 224, 208), "blue": (0, 0, 255), "purple": (128, 0, 128),
    "pink": (255, 192, 203), "white": (255, 255, 255),
}  # fmt: skip
_WHITES = {"warm_white": 2700.0, "white": 4000.0, "cool_white": 6500.0}  # kelvin
# How else than by its modes a thing takes an option: the service and the key of its data.
_SERVICES: dict[tuple[Kind, str], tuple[str, str]] = {
    (Kind.SELECT, "option"): ("select_option", "option"),
    (Kind.LIGHT, "effect"): ("turn_on", "effect"),
    (Kind.FAN, "preset_mode"): ("set_preset_mode", "preset_mode"),
    (Kind.CLIMATE, "preset_mode"): ("set_preset_mode", "preset_mode"),
    (Kind.CLIMATE, "fan_mode"): ("set_fan_mode", "fan_mode"),
    (Kind.CLIMATE, "swing_mode"): ("set_swing_mode", "swing_mode"),
    (Kind.VACUUM, "fan_speed"): ("set_fan_speed", "fan_speed"),
}
Asked = tuple[DeviceCommand, str, dict[str, Value]]  # the wish, what is said when done, its values


class Setting:
    """Chooses the command that fits what the entity says it can be set to."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._wishes: dict[str, Callable[[Intent, Entity], Asked | None]] = {
            "SetTemperature": self._temperature,
            "SetOption": _option,
            "SetNumber": self._number,
            "SetColour": _colour,
            "Swing": _swing,
        }
        self.intents: tuple[str, ...] = tuple(self._wishes)

    async def answer(self, intent: Intent) -> Reply:
        """Set it and say what it is set to."""
        entity = self._home.meant(intent)
        if entity is None:
            return GONE
        asked = self._wishes[intent.name](intent, entity)
        if asked is None:
            option = intent.slots.get("option", "")
            values: dict[str, Value] = {"name": entity.label, "mode": option}
            return Reply(message=Message(id="control.mode", values=values), entity=entity.id)
        wish, done, values = asked
        outcome = await self._home.commands.send(wish)
        return worded(entity, outcome, done=done, values=values)

    def _temperature(self, intent: Intent, entity: Entity) -> Asked:
        degrees = float(intent.slots["degrees"])
        usual = "fahrenheit" if self._home.units == "imperial" else "celsius"
        is_fahrenheit = intent.slots.get("scale", usual) == "fahrenheit"
        celsius = (degrees - 32) * 5 / 9 if is_fahrenheit else degrees
        wish = SetTemperature(entity=entity.id, celsius=round(celsius, 2), cause=intent.cause)
        return wish, "reply.target_set", {"degrees": celsius}

    def _number(self, intent: Intent, entity: Entity) -> Asked:
        amount = value = float(intent.slots["amount"])
        if entity.unit == "°C" and self._home.units == "imperial":
            value = round((amount - 32) * 5 / 9, 2)
        wish = Call(
            entity=entity.id, service="set_value", data={"value": value}, cause=intent.cause
        )
        return wish, "reply.set_to", {"value": f"{amount:g}"}


def _option(intent: Intent, entity: Entity) -> Asked | None:
    """Return the wish for an option as it is said; ``None`` where the entity has none such."""
    said = intent.slots["option"]
    done: tuple[str, dict[str, Value]] = ("reply.set_to", {"value": said})
    for mode in entity.modes:
        if as_said(mode) == said and entity.kind is not Kind.SELECT:
            return SetMode(entity=entity.id, mode=mode, cause=intent.cause), *done
    for key, options in entity.choices.items():
        for option in options:
            if as_said(option) == said and (entity.kind, key) in _SERVICES:
                service, named = _SERVICES[entity.kind, key]
                data: dict[str, object] = {named: option}
                wish = Call(entity=entity.id, service=service, data=data, cause=intent.cause)
                return wish, *done
    return None


def _colour(intent: Intent, entity: Entity) -> Asked:
    colour = intent.slots["colour"]
    done: tuple[str, dict[str, Value]] = ("reply.colour_set", {"colour": f"@reply.colour.{colour}"})
    if colour in _WHITES and ("kelvin" in entity.features or colour not in _COLOURS):
        kelvin = _WHITES[colour]
        return SetColorTemperature(entity=entity.id, kelvin=kelvin, cause=intent.cause), *done
    data: dict[str, object] = {"rgb_color": list(_COLOURS[colour])}
    return Call(entity=entity.id, service="turn_on", data=data, cause=intent.cause), *done


def _swing(intent: Intent, entity: Entity) -> Asked:
    on = intent.slots["swing"] == "on"
    data: dict[str, object] = {"oscillating": on}
    wish = Call(entity=entity.id, service="oscillate", data=data, cause=intent.cause)
    return wish, "reply.swinging" if on else "reply.not_swinging", {}


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Setting(home)
