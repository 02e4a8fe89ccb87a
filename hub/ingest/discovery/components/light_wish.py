"""What is asked of a light, read from a service's data and said in a way the light has."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hub.core.errors import CommandRefused
from hub.ingest.discovery.components.asking import only
from hub.ingest.discovery.components.colours import (
    Values,
    Whites,
    converted,
    hs_of,
    kelvin_of_mired,
    rgb_of_kelvin,
)
from hub.ingest.discovery.components.css import rgb_of_name
from hub.ingest.discovery.fields import Fields

COLOURS = frozenset({"hs", "rgb", "rgbw", "rgbww", "xy"})
DIMS = COLOURS | {"brightness", "color_temp", "white"}  # modes with a brightness
MODES = DIMS | {"onoff"}
_SLOWEST = 6553.0  # seconds a light may take, as Zigbee's tenths in two bytes allow

# The modes a colour is said in where the light lacks its own, the best first.
_INSTEAD = {
    "hs": ("rgb", "rgbw", "rgbww", "xy", "color_temp"),
    "rgb": ("rgbw", "rgbww", "hs", "xy", "color_temp"),
    "xy": ("hs", "rgb", "rgbw", "rgbww", "color_temp"),
    "rgbw": ("rgb", "rgbww", "hs", "xy", "color_temp"),
    "rgbww": ("rgb", "rgbw", "hs", "xy", "color_temp"),
}
_CHANNELS = {"rgb": 3, "rgbw": 4, "rgbww": 5}
_BRIGHTNESSES = ("brightness", "brightness_pct", "brightness_step", "brightness_step_pct")
_COLOUR_KEYS = (
    *("color_name", "color_temp", "color_temp_kelvin", "kelvin", "white"),
    *(f"{mode}_color" for mode in sorted(COLOURS)),
)
_KEYS = frozenset({*_BRIGHTNESSES, *_COLOUR_KEYS, "effect", "flash", "transition"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a light shall be: ``brightness`` and ``white`` 0-255, ``transition`` in seconds.

    ``mode`` says what the values of ``colour`` are; for ``color_temp`` it is one, in kelvin.
    """

    brightness: int | None = None
    mode: str = ""
    colour: Values = ()
    white: int | None = None
    effect: str | None = None
    flash: str = ""
    transition: float | None = None

    @property
    def kelvin(self) -> int | None:
        """The colour temperature wished for."""
        return int(self.colour[0]) if self.mode == "color_temp" else None

    @property
    def is_off(self) -> bool:
        """Whether no light at all is wished for."""
        return self.brightness == 0 or self.white == 0

    def fitting(self, modes: frozenset[str], whites: Whites, brightness: int) -> "Wish":
        """Return the wish in modes the light has, without what it cannot be.

        ``brightness`` is the light's own, for what is wished without one.
        """
        wish = self
        if wish.mode == "color_temp" and "color_temp" not in modes:
            wish = _tinted(wish, modes, whites, brightness)
        if wish.mode and wish.mode not in modes:
            wish = _converted(wish, modes, whites)
        if wish.white is not None and "white" in modes:
            wish = replace(wish, white=wish.white if wish.brightness is None else wish.brightness)
            wish = replace(wish, brightness=None)
        return wish

    def trimmed(self, modes: frozenset[str], *, effect: bool, fades: bool) -> "Wish":
        """Return the wish without what the light has no words for."""
        return replace(
            self,
            brightness=self.brightness if modes & DIMS else None,
            mode=self.mode if self.mode in modes else "",
            colour=self.colour if self.mode in modes else (),
            white=self.white if "white" in modes else None,
            effect=self.effect if effect else None,
            flash=self.flash if fades else "",
            transition=self.transition if fades else None,
        )


def _tinted(wish: Wish, modes: frozenset[str], whites: Whites, brightness: int) -> Wish:
    """Make a white of colours, or of two whites, where the light has no colour temperature."""
    kelvin = wish.colour[0]
    if "rgbww" in modes:
        bright = brightness if wish.brightness is None else wish.brightness
        return replace(wish, mode="rgbww", colour=whites.mixed(kelvin, bright))
    if modes & COLOURS:
        return replace(wish, mode="hs", colour=hs_of(rgb_of_kelvin(kelvin)))
    return replace(wish, mode="", colour=())


def _converted(wish: Wish, modes: frozenset[str], whites: Whites) -> Wish:
    to = next((mode for mode in _INSTEAD[wish.mode] if mode in modes), "")
    colour = converted(wish.mode, wish.colour, to, whites) if to else ()
    return replace(wish, mode=to, colour=colour)


def read_wish(data: Fields, brightness: int | None, *, is_on: bool) -> Wish:
    """Read a service's data; ``brightness`` is the light's own, 0-255, be it on or not."""
    only(data, _KEYS)
    _only_one(data, _BRIGHTNESSES)
    _only_one(data, _COLOUR_KEYS)
    wish = Wish(
        brightness=_brightness(data, (brightness or 0) if is_on else 0),
        white=_white(data, brightness),
        effect=data.some_text("effect") if "effect" in data else None,
        flash=data.choice("flash", ("short", "long")),
        transition=_transition(data),
    )
    for key, read in _READ.items():
        if key in data:
            mode, colour = read(data)
            return replace(wish, mode=mode, colour=colour)
    return wish


def _only_one(data: Fields, keys: tuple[str, ...]) -> None:
    found = [key for key in keys if key in data]
    if len(found) > 1:
        raise CommandRefused(f"only one of {' and '.join(found)} can be asked for")


def _brightness(data: Fields, now: int) -> int | None:
    if "brightness" in data:
        return min(max(data.whole("brightness", 0), 0), 255)
    if "brightness_pct" in data:
        percent = data.number("brightness_pct", 0)
        if not 0 <= percent <= 100:
            raise data.bad("brightness_pct", "within 0 and 100")
        return round(percent * 255 / 100)
    if "brightness_step" in data:
        return min(max(now + min(max(data.whole("brightness_step", 0), -255), 255), 0), 255)
    if "brightness_step_pct" in data:
        step = min(max(data.number("brightness_step_pct", 0), -100), 100)
        return min(max(now + round(step / 100 * 255), 0), 255)
    return None


def _white(data: Fields, brightness: int | None) -> int | None:
    if "white" not in data:
        return None
    if data.raw("white") is True:
        return 255 if brightness is None else brightness
    return min(max(data.whole("white", 0), 0), 255)


def _transition(data: Fields) -> float | None:
    if "transition" not in data:
        return None
    return min(max(data.number("transition", 0), 0), _SLOWEST)


def _read_kelvin(key: str) -> Callable[[Fields], tuple[str, Values]]:
    def read(data: Fields) -> tuple[str, Values]:
        value = data.whole(key, 0, low=1)
        return "color_temp", (kelvin_of_mired(value) if key == "color_temp" else value,)

    return read


def _read_floats(key: str, *highest: float) -> Callable[[Fields], tuple[str, Values]]:
    def read(data: Fields) -> tuple[str, Values]:
        values = _numbers(data, key, len(highest))
        if not all(0 <= value <= high for value, high in zip(values, highest, strict=True)):
            raise data.bad(key, f"within 0 and {' and '.join(f'{high:g}' for high in highest)}")
        return key.removesuffix("_color"), values

    return read


def _read_channels(mode: str, count: int) -> Callable[[Fields], tuple[str, Values]]:
    def read(data: Fields) -> tuple[str, Values]:
        values = tuple(int(value) for value in _numbers(data, f"{mode}_color", count))
        if not all(0 <= value <= 255 for value in values):
            raise data.bad(f"{mode}_color", "numbers of 0 to 255")
        return mode, values

    return read


def _read_name(data: Fields) -> tuple[str, Values]:
    rgb = rgb_of_name(data.some_text("color_name"))
    if rgb is None:
        raise data.bad("color_name", "a colour of CSS")
    return "rgb", rgb


def _numbers(data: Fields, key: str, count: int) -> Values:
    values = data.raw(key)
    if not isinstance(values, list | tuple) or len(values) != count:
        raise data.bad(key, f"{count} numbers")
    try:
        found = tuple(float(value) for value in values)
    except (TypeError, ValueError):
        raise data.bad(key, f"{count} numbers") from None
    if not all(math.isfinite(value) for value in found):
        raise data.bad(key, f"{count} numbers")
    return found


_READ: Mapping[str, Callable[[Fields], tuple[str, Values]]] = {
    **{key: _read_kelvin(key) for key in ("color_temp", "color_temp_kelvin", "kelvin")},
    "hs_color": _read_floats("hs_color", 360, 100),
    "xy_color": _read_floats("xy_color", 1, 1),
    **{f"{mode}_color": _read_channels(mode, count) for mode, count in _CHANNELS.items()},
    "color_name": _read_name,
}
