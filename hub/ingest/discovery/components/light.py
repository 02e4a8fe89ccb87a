"""What every light has in common, whichever schema it is announced in."""

from collections.abc import Mapping

from hub.core.kinds import Kind
from hub.core.states import LightState, State
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.asking import only
from hub.ingest.discovery.components.colours import (
    Values,
    Whites,
    converted,
    hs_of,
    kelvin_of_mired,
    rgb_of_kelvin,
    to_rgb,
)
from hub.ingest.discovery.components.light_wish import COLOURS, DIMS, Wish, read_wish
from hub.ingest.discovery.components.on_off import on_or_off
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings

UNKNOWN = "unknown"  # the mode of a light that has several and has not told which
_ONLY_ON = frozenset({"onoff"})
_DIGITS = {"hs": 3, "xy": 6}  # of a colour as it is shown


class Light(Component):
    """A lamp; ``brightness`` is 0-255, ``kelvin`` its colour temperature.

    ``color_modes`` are Home Assistant's words for what it can be, empty where it does not say;
    ``colours`` is the last colour it had in each mode.
    """

    kind = Kind.LIGHT
    blocked = frozenset(
        {
            *("brightness", "color_mode", "supported_color_modes", "effect", "effect_list"),
            *("color_temp", "color_temp_kelvin", "min_mireds", "max_mireds"),
            *("min_color_temp_kelvin", "max_color_temp_kelvin"),
            *(f"{mode}_color" for mode in COLOURS),
        }
    )
    is_on: bool | None = None
    brightness: int | None = None
    color_mode: str | None = None
    kelvin: int | None = None
    effect: object = None
    color_modes: frozenset[str] = frozenset()
    has_effects = False
    fades = False  # whether it takes a transition and a flash
    scale = 255  # the device's number for full brightness

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.colours: Mapping[str, Values] = {}

    # --- reading the announcement

    def read_light(self, fields: Fields) -> None:
        """Read the range of whites (mired go before kelvin) and the names of the effects."""
        low = fields.whole("min_kelvin", Whites().low, low=0)
        high = fields.whole("max_kelvin", Whites().high, low=0)
        warm = fields.whole("max_mireds", 0, low=0)
        cold = fields.whole("min_mireds", 0, low=0)
        self.in_kelvin = fields.flag("color_temp_kelvin")
        self.whites = Whites(
            low=kelvin_of_mired(warm) if warm else low,
            high=kelvin_of_mired(cold) if cold else high,
        )
        self.effects = fields.texts("effect_list") if "effect_list" in fields else None

    # --- doing

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"turn_on": self._turn_on, "turn_off": self._turn_off, "toggle": self._toggle}

    def _turn_on(self, data: Fields) -> None:
        wish = read_wish(data, self.brightness, is_on=bool(self.is_on))
        bright = 255 if self.brightness is None else self.brightness
        modes = self.color_modes or _ONLY_ON
        wish = wish.fitting(modes, self.whites, bright)
        if wish.is_off:
            self.darken(self._trimmed(wish))
        else:
            self.shine(self._trimmed(wish))

    def _turn_off(self, data: Fields) -> None:
        only(data, frozenset({"flash", "transition"}))
        self._go_off(data)

    def _go_off(self, data: Fields) -> None:
        wish = read_wish(data, self.brightness, is_on=bool(self.is_on))
        self.darken(self._trimmed(wish))

    def _toggle(self, data: Fields) -> None:
        (self._go_off if self.is_on else self._turn_on)(data)

    def _trimmed(self, wish: Wish) -> Wish:
        modes = self.color_modes or _ONLY_ON
        return wish.trimmed(modes, effect=self.has_effects, fades=self.fades)

    def shine(self, wish: Wish) -> None:
        """Send what turns it on as wished, in modes it has."""
        raise NotImplementedError

    def darken(self, wish: Wish) -> None:
        """Send what turns it off, within ``transition`` seconds or after a ``flash``."""
        raise NotImplementedError

    # --- showing

    @property
    def state(self) -> str | None:
        """``on``, ``off`` or unknown."""
        return on_or_off(self.is_on)

    def mode(self) -> str:
        """Return the mode it shines in, or would: the last one it told."""
        if self.color_mode is not None:
            return self.color_mode
        if "hs" in self.color_modes and "hs" in self.colours:
            return "hs"
        if "color_temp" in self.color_modes and self.kelvin is not None:
            return "color_temp"
        if "brightness" in self.color_modes and self.brightness is not None:
            return "brightness"
        return UNKNOWN if self.color_modes else "onoff"

    def extra(self) -> dict[str, object]:
        """Return what it can be, and what it is while it is on."""
        modes, mode = self.color_modes or _ONLY_ON, self.mode() if self.is_on else None
        shown: dict[str, object] = {"supported_color_modes": sorted(modes), "color_mode": mode}
        if self.has_effects:
            shown["effect_list"] = None if self.effects is None else list(self.effects)
            shown["effect"] = self.effect if self.is_on else None
        if modes & DIMS:
            shown["brightness"] = self.brightness if mode in DIMS else None
        if "color_temp" in modes:
            shown["min_color_temp_kelvin"] = self.whites.low
            shown["max_color_temp_kelvin"] = self.whites.high
            shown["color_temp_kelvin"] = self.kelvin if mode == "color_temp" else None
        return shown | self._shown_colours(mode) if modes & (COLOURS | {"color_temp"}) else shown

    def _shown_colours(self, mode: str | None) -> dict[str, object]:
        """Return the colour as Home Assistant shows it: in its own mode, hs, rgb and xy."""
        shown: dict[str, object] = dict.fromkeys(("hs_color", "rgb_color", "xy_color"))
        for each in ("rgbw", "rgbww"):
            if each in self.color_modes:
                shown[f"{each}_color"] = None
        colour = self.colours.get(mode or "")
        if mode == "color_temp" and self.kelvin:
            mode, colour = "hs", hs_of(rgb_of_kelvin(self.kelvin))
        if mode is None or colour is None:
            return shown
        for each in (mode, "hs", "rgb", "xy"):
            values = converted(mode, colour, each, self.whites)
            digits = _DIGITS.get(each)
            shown[f"{each}_color"] = [round(value, digits) for value in values]
        return shown

    def house(self) -> State:
        """Return what holds true, as percent, kelvin, and a colour while it has one."""
        mode = self.mode()
        hue, saturation = self._hue(mode)
        return LightState(
            on=self.is_on,
            level=None if self.brightness is None else _percent(self.brightness),
            kelvin=self.kelvin if mode == "color_temp" else None,
            hue=hue,
            saturation=saturation,
            effect=self.effect if self.has_effects and isinstance(self.effect, str) else None,
        )

    def _hue(self, mode: str) -> tuple[float | None, float | None]:
        colour = self.colours.get(mode)
        if colour is None:
            return None, None
        hs = colour if mode == "hs" else hs_of(to_rgb(mode, colour, self.whites))
        return round(hs[0], 1), round(hs[1], 1)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        modes = self.color_modes
        has = {
            "on": True,
            "level": modes & DIMS,
            "kelvin": "color_temp" in modes,
            "colour": modes & COLOURS,
            "effect": self.has_effects and self.effects,
        }
        return tuple(name for name, there in has.items() if there)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return its effects."""
        return {"effect": self.effects} if self.has_effects and self.effects else {}

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the range of colour temperatures in kelvin, and the step of brightness in %."""
        step = round(100 / self.scale, 1) if self.color_modes & DIMS else None
        if "color_temp" not in self.color_modes:
            return None, None, step
        return self.whites.low, self.whites.high, step

    # --- words the schemas share

    def device_tint(self, kelvin: int) -> int:
        """Return a colour temperature in the device's unit."""
        return kelvin if self.in_kelvin else kelvin_of_mired(kelvin)

    def device_white(self, value: int, full: int) -> int:
        """Return a brightness (0-255) on a scale of the device's, rounded."""
        return min(round(value / 255 * full), full)


def _percent(brightness: int) -> float:
    return round(min(max(brightness, 0), 255) / 255 * 100, 1)
