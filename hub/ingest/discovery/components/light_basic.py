"""Lights of the basic schema: a topic for each thing that can be set."""

from collections.abc import Callable
from dataclasses import replace

from hub.core.errors import BadPayload
from hub.ingest.discovery.components.colours import (
    Values,
    kelvin_of_mired,
    rgb_of_rgbw,
    rgb_of_rgbww,
)
from hub.ingest.discovery.components.light import UNKNOWN, Light
from hub.ingest.discovery.components.light_wish import COLOURS, MODES, Wish
from hub.ingest.discovery.components.on_off import meanings
from hub.ingest.discovery.fields import Fields

_ON_TYPES = frozenset({"first", "last", "brightness"})
_PARTS = ("brightness", "color_temp", "effect", "hs", "rgb", "rgbw", "rgbww", "xy")
_CHANNELS = {
    "hs": ("hue", "sat"),
    "xy": ("x", "y"),
    "rgb": ("red", "green", "blue"),
    "rgbw": ("red", "green", "blue", "white"),
    "rgbww": ("red", "green", "blue", "cold_white", "warm_white"),
}


class BasicLight(Light):
    """A light with topics for state, brightness, colour temperature, colours, white, effect."""

    default_name = "MQTT LightEntity"

    def setup(self, fields: Fields) -> None:
        """Read the topics, and which of them tell nothing back."""
        self.read_light(fields)
        self.scale = fields.whole("brightness_scale", 255, low=1)
        self.white_scale = fields.whole("white_scale", 255, low=1)
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        self.on_type = fields.choice("on_command_type", _ON_TYPES, "last")
        self.way = self.needed_outlet("")
        ways = {
            part: self.outlet(f"{part}_command_topic", f"{part}_command_template")
            for part in _PARTS
        } | {"white": self.outlet("white_command_topic", "")}
        self.ways = {part: way for part, way in ways.items() if way is not None}
        self.has_effects = "effect" in self.ways
        self._set_modes(fields)
        self._listen(fields)

    def _set_modes(self, fields: Fields) -> None:
        modes = frozenset(self.ways) - {"brightness", "effect"}
        if modes == {"white"}:
            raise fields.bad("white_command_topic", "only beside a colour")
        dims = "brightness" in self.ways
        self.color_modes = modes or frozenset({"brightness" if dims else "onoff"})
        self.color_mode = UNKNOWN if len(self.color_modes) > 1 else min(self.color_modes)

    def _listen(self, fields: Fields) -> None:
        takes: dict[str, Callable[[str], bool]] = {
            "brightness": self._take_brightness,
            "color_temp": self._take_tint,
            "color_mode": self._take_mode,
            "effect": self._take_effect,
            **{mode: self._take_colour(mode) for mode in COLOURS},
        }
        told = {
            part
            for part, take in takes.items()
            if self.hear(f"{part}_state_topic", f"{part}_value_template", take)
        }
        if self.hear("state_topic", "state_value_template", self._take):
            told.add("state")
        self.levels_by_colour = "brightness" not in told
        dims = {"brightness"} & told if "brightness" in self.ways else {"rgb"} & told
        told = told - {"brightness"} | ({"brightness"} if dims else set())
        optimistic = fields.flag("optimistic")
        self.assumes = frozenset({*takes, "state"} - (set() if optimistic else told))
        self.optimistic = "state" in self.assumes

    # --- hearing

    def _take(self, text: str) -> bool:
        words = meanings(self.on, self.off)
        if text not in words:
            return False
        self.is_on = words[text]
        return True

    def _take_brightness(self, text: str) -> bool:
        if not text:
            return False
        (value,) = _numbers(text, 1, float)
        if not value:
            return False
        self.brightness = min(round(min(value / self.scale, 1) * 255), 255)
        return True

    def _take_tint(self, text: str) -> bool:
        if not text:
            return False
        (value,) = _numbers(text, 1, int)
        if not value and not self.in_kelvin:
            raise BadPayload("a colour temperature of 0 mired cannot be")
        self._mean("color_temp")
        self.kelvin = int(value) if self.in_kelvin else kelvin_of_mired(value)
        return True

    def _take_mode(self, text: str) -> bool:
        if text and text not in MODES | {UNKNOWN}:
            raise BadPayload(f"{text[:40]!r} is no colour mode")
        self.color_mode = text or self.color_mode
        return bool(text)

    def _take_effect(self, text: str) -> bool:
        self.effect = text or self.effect
        return bool(text)

    def _take_colour(self, mode: str) -> Callable[[str], bool]:
        kind = int if mode.startswith("rgb") else float

        def take(text: str) -> bool:
            if not text:
                return False
            colour = _numbers(text, len(_CHANNELS[mode]), kind)
            self._mean(mode)
            if kind is int and self.levels_by_colour:
                level = int(max(self._as_rgb(mode, colour)))
                if not level:
                    return True
                self.brightness = level
                colour = tuple(min(round(channel / level * 255), 255) for channel in colour)
            self.colours = {**self.colours, mode: colour}
            return True

        return take

    def _as_rgb(self, mode: str, colour: Values) -> Values:
        if mode == "rgbw":
            return rgb_of_rgbw(colour)
        return rgb_of_rgbww(colour, self.whites) if mode == "rgbww" else colour

    def _mean(self, mode: str) -> None:
        """Take the mode told about for the one it shines in, where nothing tells which."""
        if "color_mode" in self.assumes:
            self.color_mode = mode

    # --- doing

    def shine(self, wish: Wish) -> None:
        """Tell each topic its part, and the light to come on, as it wants them."""
        if self.on_type == "first":
            self.send(self.way, self.on)
        elif self.on_type == "brightness" and wish.brightness is None and wish.white is None:
            wish = replace(wish, brightness=self.brightness or 255)
        if wish.mode in COLOURS and wish.mode in self.ways:
            full = 255 if "brightness" in self.ways else wish.brightness or self.brightness or 255
            self._send_colour(wish.mode, wish.colour, full)
            self._guess(wish.mode, wish.mode, colours={**self.colours, wish.mode: wish.colour})
        if wish.brightness is not None:
            self._send_brightness(wish, wish.brightness)
        self._send_rest(wish)
        if self.on_type == "last":
            self.send(self.way, self.on)
        if self.optimistic:
            self.assume(is_on=True)

    def _send_colour(self, mode: str, colour: Values, full: int) -> None:
        if mode.startswith("rgb"):
            colour = tuple(int(channel * full / 255) for channel in colour)
        words = dict(zip(_CHANNELS[mode], colour, strict=True))
        self.send(self.ways[mode], ",".join(str(value) for value in colour), **words)

    def _send_brightness(self, wish: Wish, brightness: int) -> None:
        """Tell the brightness, by the colour where there is no topic for it."""
        if "brightness" in self.ways:
            value = max(self.device_white(brightness, self.scale), 1)
            self.send(self.ways["brightness"], value)
            self._guess("brightness", brightness=brightness)
            return
        for mode in ("rgb", "rgbw", "rgbww"):
            if mode in self.ways and wish.mode != mode:
                colour = self.colours.get(mode) or (255,) * len(_CHANNELS[mode])
                self._send_colour(mode, colour, brightness)
                self._guess("brightness", brightness=brightness)
                return

    def _send_rest(self, wish: Wish) -> None:
        """Tell colour temperature, effect and white."""
        if wish.kelvin is not None and "color_temp" in self.ways:
            self.send(self.ways["color_temp"], self.device_tint(wish.kelvin))
            self._guess("color_temp", "color_temp", kelvin=wish.kelvin)
        if wish.effect is not None and wish.effect in (self.effects or ()):
            self.send(self.ways["effect"], wish.effect)
            self._guess("effect", effect=wish.effect)
        if wish.white is not None:
            self.send(self.ways["white"], self.device_white(wish.white, self.white_scale))
            self._guess("brightness", "white", brightness=wish.white)

    def _guess(self, part: str, mode: str = "", **values: object) -> None:
        """Take for true what was sent, where nothing tells of that part."""
        if part not in self.assumes:
            return
        if mode and "color_mode" in self.assumes:
            self.assume(color_mode=mode)
        self.assume(**values)

    def darken(self, wish: Wish) -> None:
        """Tell it to go off; this schema has no words for how."""
        self.send(self.way, self.off)
        if self.optimistic:
            self.assume(is_on=False)


def _numbers(text: str, count: int, kind: type[int] | type[float]) -> Values:
    """Read numbers parted by commas; raise ``BadPayload``."""
    try:
        values = tuple(kind(part) for part in text.split(","))
    except (ValueError, OverflowError):
        values = ()
    if len(values) != count or not all(abs(value) < 1e9 for value in values):
        raise BadPayload(f"{text[:40]!r} is not {count} numbers")
    return values
