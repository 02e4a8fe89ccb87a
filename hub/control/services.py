"""What a service of Home Assistant's wants of an entity, as facets of its state."""

import colorsys
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.core.commands import Call
from hub.core.entities import Entity
from hub.core.facets import Want, facet
from hub.core.held import Held
from hub.core.kinds import Kind
from hub.core.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A call, beside what holds true of the entity as it is made."""

    data: Mapping[str, object]
    entity: Entity
    state: State

    def number(self, key: str) -> float | None:
        """Return a number of the call's data, if it is there."""
        return _float(self.data.get(key))

    def told(self, name: str) -> float | None:
        """Return a number the entity told last."""
        value = facet(self.state, name)
        return float(value) if isinstance(value, int | float) else None


Found = dict[str, Want | None]  # a facet without a value is not told by the call
Read = Callable[[Ask], Found]
_ON: Read = lambda _: {"on": True}  # noqa: E731
_OFF: Read = lambda _: {"on": False}  # noqa: E731


def wants_of(call: Call, held: Held) -> dict[str, Want]:
    """Return the facets a call asks for; none where nothing can tell that it was done."""
    ask = Ask(data=call.data, entity=held.entity, state=held.state)
    read = _SERVICES.get((held.entity.kind, call.service)) or _ANY.get(call.service)
    found = {} if read is None else read(ask)
    return {name: want for name, want in found.items() if want is not None}


def _float(value: object) -> float | None:
    try:
        number = math.nan if value is None else float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _text(name: str, key: str) -> Read:
    def read(ask: Ask) -> Found:
        value = ask.data.get(key)
        return {name: None if value is None else str(value)}

    return read


def _number(name: str, key: str) -> Read:
    return lambda ask: {name: ask.number(key)}


def _fixed(name: str, *want: str) -> Read:
    return lambda _: {name: want[0] if len(want) == 1 else want}


def _toggle(ask: Ask) -> Found:
    on = facet(ask.state, "on")
    return {"on": not on} if isinstance(on, bool) else {}


def _light_on(ask: Ask) -> Found:
    percent, raw = ask.number("brightness_pct"), ask.number("brightness")
    level = percent if percent is not None else None if raw is None else raw / 2.55
    if level == 0:
        return {"on": False}
    effect = ask.data.get("effect")
    return {
        "on": True,
        "level": level,
        "kelvin": ask.number("color_temp_kelvin"),
        "effect": None if effect is None else str(effect),
        **_color(ask),
    }


def _color(ask: Ask) -> Found:
    """Return hue and saturation where the call says them in a way that converts exactly."""
    for key, count in (("hs_color", 2), ("rgb_color", 3)):
        value = ask.data.get(key)
        if isinstance(value, list | tuple) and len(value) == count:
            parts = [part for part in map(_float, value) if part is not None]
            if len(parts) == count:
                return _hue(parts)
    return {}


def _hue(parts: list[float]) -> Found:
    if len(parts) == 3:
        hue, saturation, _ = colorsys.rgb_to_hsv(*parts)
        parts = [360 * hue, 100 * saturation]
    return {"hue": parts[0], "saturation": parts[1]}


def _fan_level(ask: Ask) -> Found:
    level = ask.number("percentage")
    return {"on": False} if level == 0 else {"on": True, "level": level}


def _fan_on(ask: Ask) -> Found:
    preset = ask.data.get("preset_mode")
    return {**_fan_level(ask), "preset": None if preset is None else str(preset)}


def _faster(sign: int) -> Read:
    def read(ask: Ask) -> Found:
        told = ask.told("level") or 0.0
        step = ask.number("percentage_step") or ask.entity.step
        if step is None:
            return {}
        level = min(100.0, max(0.0, told + sign * step))
        return {"on": True, "level": level} if level else {"on": False}

    return read


def _climate_target(ask: Ask) -> Found:
    mode = ask.data.get("hvac_mode")
    return {
        "mode": None if mode is None else str(mode),
        "target": ask.number("temperature"),
        "low": ask.number("target_temp_low"),
        "high": ask.number("target_temp_high"),
    }


def _flag(name: str, key: str) -> Read:
    return lambda ask: {name: bool(ask.data[key]) if key in ask.data else None}


def _end_of_list(place: int) -> Read:
    def read(ask: Ask) -> Found:
        options = ask.entity.choices.get("option", ())
        return {"option": options[place]} if options else {}

    return read


def _neighbour(step: int) -> Read:
    def read(ask: Ask) -> Found:
        options, now = ask.entity.choices.get("option", ()), facet(ask.state, "option")
        if now not in options:
            return {}
        place = options.index(str(now)) + step
        return {"option": options[place % len(options)]} if ask.data.get("cycle", True) else {}

    return read


def _installed(ask: Ask) -> Found:
    version = ask.data.get("version") or facet(ask.state, "latest")
    return {"installed": None if version is None else str(version)}


_SLIDE = {"open": _fixed("end", "open"), "close": _fixed("end", "closed")}
_ANY: dict[str, Read] = {"turn_on": _ON, "turn_off": _OFF, "toggle": _toggle}
_MOMENTARY = (Kind.BUTTON, Kind.SCENE, Kind.NOTIFY)  # used, not set: nothing tells that it was done
_SERVICES: dict[tuple[Kind, str], Read] = {
    **{(kind, "turn_on"): lambda _: {} for kind in _MOMENTARY},
    (Kind.LIGHT, "turn_on"): _light_on,
    (Kind.FAN, "turn_on"): _fan_on,
    (Kind.FAN, "set_percentage"): _fan_level,
    (Kind.FAN, "increase_speed"): _faster(1),
    (Kind.FAN, "decrease_speed"): _faster(-1),
    (Kind.FAN, "set_preset_mode"): _text("preset", "preset_mode"),
    (Kind.FAN, "oscillate"): _flag("oscillating", "oscillating"),
    (Kind.FAN, "set_direction"): _text("direction", "direction"),
    (Kind.CLIMATE, "set_temperature"): _climate_target,
    (Kind.CLIMATE, "set_humidity"): _number("humidity", "humidity"),
    (Kind.CLIMATE, "set_hvac_mode"): _text("mode", "hvac_mode"),
    (Kind.CLIMATE, "set_preset_mode"): _text("preset", "preset_mode"),
    (Kind.CLIMATE, "set_fan_mode"): _text("fan_mode", "fan_mode"),
    (Kind.CLIMATE, "set_swing_mode"): _text("swing_mode", "swing_mode"),
    (Kind.COVER, "open_cover"): _SLIDE["open"],
    (Kind.COVER, "close_cover"): _SLIDE["close"],
    (Kind.COVER, "stop_cover"): lambda _: {"moving": False},
    (Kind.COVER, "set_cover_position"): _number("level", "position"),
    (Kind.COVER, "open_cover_tilt"): lambda _: {"tilt": 100.0},
    (Kind.COVER, "close_cover_tilt"): lambda _: {"tilt": 0.0},
    (Kind.COVER, "set_cover_tilt_position"): _number("tilt", "tilt_position"),
    (Kind.VALVE, "open_valve"): _SLIDE["open"],
    (Kind.VALVE, "close_valve"): _SLIDE["close"],
    (Kind.VALVE, "stop_valve"): lambda _: {"moving": False},
    (Kind.VALVE, "set_valve_position"): _number("level", "position"),
    (Kind.LOCK, "lock"): _fixed("phase", "locked"),
    (Kind.LOCK, "unlock"): _fixed("phase", "unlocked", "open"),
    (Kind.LOCK, "open"): _fixed("phase", "open", "opening"),
    (Kind.NUMBER, "set_value"): _number("value", "value"),
    (Kind.SELECT, "select_option"): _text("option", "option"),
    (Kind.SELECT, "select_first"): _end_of_list(0),
    (Kind.SELECT, "select_last"): _end_of_list(-1),
    (Kind.SELECT, "select_next"): _neighbour(1),
    (Kind.SELECT, "select_previous"): _neighbour(-1),
    (Kind.TEXT, "set_value"): _text("text", "value"),
    (Kind.UPDATE, "install"): _installed,
    (Kind.HUMIDIFIER, "set_humidity"): _number("target", "humidity"),
    (Kind.HUMIDIFIER, "set_mode"): _text("mode", "mode"),
    (Kind.WATER_HEATER, "set_temperature"): _number("target", "temperature"),
    (Kind.WATER_HEATER, "set_operation_mode"): _text("mode", "operation_mode"),
    (Kind.VACUUM, "start"): _fixed("phase", "cleaning"),
    (Kind.VACUUM, "clean_spot"): _fixed("phase", "cleaning"),
    (Kind.VACUUM, "pause"): _fixed("phase", "paused", "idle"),
    (Kind.VACUUM, "stop"): _fixed("phase", "idle", "paused", "docked"),
    (Kind.VACUUM, "return_to_base"): _fixed("phase", "returning", "docked"),
    (Kind.VACUUM, "set_fan_speed"): _text("fan_speed", "fan_speed"),
    (Kind.LAWN_MOWER, "start_mowing"): _fixed("phase", "mowing"),
    (Kind.LAWN_MOWER, "pause"): _fixed("phase", "paused"),
    (Kind.LAWN_MOWER, "dock"): _fixed("phase", "returning", "docked"),
    (Kind.ALARM_CONTROL_PANEL, "alarm_disarm"): _fixed("phase", "disarmed"),
    (Kind.ALARM_CONTROL_PANEL, "alarm_trigger"): _fixed("phase", "triggered"),
    **{
        (Kind.ALARM_CONTROL_PANEL, f"alarm_arm_{how}"): _fixed("phase", f"armed_{how}")
        for how in ("home", "away", "night", "vacation", "custom_bypass")
    },
}
