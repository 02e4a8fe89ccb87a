"""Tasmota's lights: told in percent, commanded by several words in one message."""

import math
from collections.abc import Mapping

from hub.core.errors import CommandRefused
from hub.core.states import Kind, LightState, State
from hub.ingest.dialects.hues import Hue, hue_of_kelvin, kelvin_of, wished_hue, wished_rgb
from hub.ingest.dialects.tasmota_lights import COLD_WARM, NONE, RGB, RGBCW, RGBW
from hub.ingest.dialects.tasmota_words import Channels, Wish, Words
from hub.ingest.dialects.told import Told
from hub.ingest.discovery.component import Do
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.hearing import Hear
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.payload import MISSING, Payload, text_of

_EFFECTS = ["Solid", "Wake up", "Cycle up", "Cycle down", "Random"]
_MODES = {
    NONE: ("onoff",),
    COLD_WARM: ("color_temp",),
    RGB: ("hs",),
    RGBW: ("hs", "white"),
    RGBCW: ("color_temp", "hs"),
}


class TasmotaLight(Told):
    """A light; off until it says otherwise."""

    kind = Kind.LIGHT
    default_name = "Light"
    is_on = False
    brightness: int | None = None  # 0-255
    hue: Hue | None = None
    mireds: float | None = None
    white: int | None = None  # 0-255
    effect: str | None = None
    colour_mode: str | None = None

    def __init__(self, surroundings: Surroundings) -> None:
        self.channels = Channels()
        super().__init__(surroundings)

    def setup(self, fields: Fields) -> None:
        """Read what it can do and how it is told so."""
        self.light = fields.whole("light_type", NONE)
        self.modes_of_colour = _MODES.get(self.light, ("brightness",))
        self.colour_mode = self.colour_mode or self.modes_of_colour[0]
        self.on, self.off = fields.text("payload_on"), fields.text("payload_off")
        self.way = self.needed_outlet()
        self.base, self.told = fields.text("command_base"), fields.text("dimmer_state")
        self.fades = fields.flag("fades")
        self.words = Words(
            light=self.light,
            number=fields.whole("number", 1),
            on=self.on,
            off=self.off,
            dimmer=fields.text("dimmer_command"),
            coldest=fields.whole("min_mireds", 153),
            warmest=fields.whole("max_mireds", 500),
            always_power=fields.flag("always_send_power"),
            fixed_fade=fields.flag("fixed_fade"),
        )
        self.power = self.template("value_template")
        for topic in fields.topics("state_topic"):  # what tells no power tells something, too
            self.ears.setdefault(topic, []).append(Hear(take=self._take))

    # --- hearing

    def _take(self, payload: Payload) -> bool:
        """Remember what the device tells; it counts as its state where it tells its power too."""
        message = payload.json
        if not isinstance(message, dict):
            return False
        if self.light != NONE:
            self._take_channels(message)
        power = self.power.native(payload)
        if power is MISSING or text_of(power) not in {self.on, self.off}:
            return False
        self.is_on = self.channels.power = text_of(power) == self.on
        if self.light != NONE:
            self._show(message)
        return True

    def _take_channels(self, message: dict[str, object]) -> None:
        channels = self.channels
        percent, mireds = message.get(self.told), message.get("CT")
        channels.percent = percent if isinstance(percent, int | float) else channels.percent
        channels.mireds = mireds if isinstance(mireds, int | float) else channels.mireds
        channels.rgb = _colour(message.get("Color")) or channels.rgb

    def _show(self, message: dict[str, object]) -> None:
        told = self.channels
        heard = False
        if isinstance(message.get(self.told), int | float) and told.percent is not None:
            self.brightness, heard = round(told.percent / 100 * 255), True
        if hue := _numbers(message.get("HSBColor"), 3):
            self.hue, heard = (hue[0], hue[1]), True
        if isinstance(message.get("CT"), int | float):
            self.mireds, heard = told.mireds, True
        scheme, white = message.get("Scheme"), message.get("White")
        if isinstance(scheme, int):
            known = 0 <= scheme < len(_EFFECTS)
            self.effect, heard = _EFFECTS[scheme] if known else f"Scheme {scheme}", True
        if isinstance(white, int | float):
            self.white, heard = round(white / 100 * 255), True
        if self.light in {RGBW, RGBCW} and (heard or message.get("Color") is not None):
            pale = "white" if self.light == RGBW else "color_temp"
            self.colour_mode = "hs" if self.white == 0 else pale

    # --- doing

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {
            "turn_on": self._turn_on,
            "turn_off": self._turn_off,
            "toggle": lambda data: self._turn_off(data) if self.is_on else self._turn_on(data),
        }

    def _turn_off(self, data: Fields) -> None:
        self._send(Wish(on=False, transition=self._transition(data)))

    def _turn_on(self, data: Fields) -> None:
        brightness, white = self._brightness(data), data.raw("white")
        if white is not None:
            white = self.brightness if white is True else data.whole("white", 0)
            if "white" in self.modes_of_colour and brightness is not None:
                white, brightness = brightness, None
        if brightness == 0 or white == 0:
            self._turn_off(data)
            return
        wish = Wish(on=True, transition=self._transition(data))
        if brightness is not None and "onoff" not in self.modes_of_colour:
            wish.percent = _percent(brightness)
        if isinstance(white, int) and "white" in self.modes_of_colour:
            wish.white = _percent(white)
        self._wish_colour(wish, data)
        if "effect" in data and "hs" in self.modes_of_colour:
            effect = data.text("effect")
            wish.effect = _EFFECTS.index(effect) if effect in _EFFECTS else None
        self._send(wish)

    def _brightness(self, data: Fields) -> int | None:
        if "brightness_pct" in data:
            return round(255 * data.number("brightness_pct", 0) / 100)
        if "brightness" in data:
            return min(max(data.whole("brightness", 0), 0), 255)
        now = (self.brightness or 0) if self.is_on else 0
        if "brightness_step" in data:
            return min(max(now + data.whole("brightness_step", 0), 0), 255)
        if "brightness_step_pct" in data:
            step = round(data.number("brightness_step_pct", 0) / 100 * 255)
            return min(max(now + step, 0), 255)
        return None

    def _wish_colour(self, wish: Wish, data: Fields) -> None:
        """Say the wished colour in the words this light has."""
        whites = self.words.warmest, self.words.coldest
        if "color_temp_kelvin" in data:
            kelvin = data.number("color_temp_kelvin", 0)
            if kelvin <= 0:
                raise CommandRefused("color_temp_kelvin must be above 0")
            if "color_temp" in self.modes_of_colour:
                wish.mireds = math.floor(1e6 / kelvin)
            elif "hs" in self.modes_of_colour:
                wish.hue = hue_of_kelvin(kelvin)
        elif "hs" in self.modes_of_colour:
            wish.hue = wished_hue(data, whites)
        elif "color_temp" in self.modes_of_colour and (rgb := wished_rgb(data, whites)):
            wish.mireds = math.floor(1e6 / max(kelvin_of(rgb), 1))

    def _transition(self, data: Fields) -> float | None:
        return data.some_number("transition") if self.fades else None

    def _send(self, wish: Wish) -> None:
        if self.base:
            self.publish(f"{self.base}Backlog", self.words.said(wish, self.channels))
        else:
            self.send(self.way, self.on if wish.on else self.off)

    # --- showing

    @property
    def state(self) -> str:
        """``on`` or ``off``."""
        return "on" if self.is_on else "off"

    def extra(self) -> dict[str, object]:
        """Return what it can do and how it shines."""
        extra: dict[str, object] = {"supported_color_modes": sorted(self.modes_of_colour)}
        if "hs" in self.modes_of_colour:
            extra |= {"effect_list": _EFFECTS, "effect": self.effect if self.is_on else None}
        if "color_temp" in self.modes_of_colour:
            extra["min_color_temp_kelvin"] = math.floor(1e6 / self.words.warmest)
            extra["max_color_temp_kelvin"] = math.floor(1e6 / self.words.coldest)
        if not self.is_on:
            return extra
        extra["color_mode"] = self.colour_mode
        if self.colour_mode != "onoff":
            extra["brightness"] = self.brightness
        if self.colour_mode == "color_temp":
            extra["color_temp_kelvin"] = math.floor(1e6 / self.mireds) if self.mireds else None
        if self.colour_mode == "hs" and self.hue is not None:
            extra["hs_color"] = [*self.hue]
        return extra

    def house(self) -> State:
        """Return what holds true."""
        shown = self.extra()
        level, kelvin = self.brightness, shown.get("color_temp_kelvin")
        coloured = self.is_on and self.colour_mode == "hs" and self.hue is not None
        hue, saturation = self.hue if coloured and self.hue else (None, None)
        return LightState(
            on=self.is_on,
            level=None if level is None else round(level / 2.55, 1),
            kelvin=kelvin if isinstance(kelvin, int) else None,
            hue=hue,
            saturation=saturation,
        )

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        modes = self.modes_of_colour
        level = () if "onoff" in modes else ("level",)
        warmth = ("kelvin",) if "color_temp" in modes else ()
        return ("on", *level, *warmth, *(("hue",) if "hs" in modes else ()))

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return its effects."""
        return {"effect": tuple(_EFFECTS)} if "hs" in self.modes_of_colour else {}

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the range of its colour temperature in kelvin, and the step of its level."""
        step = None if "onoff" in self.modes_of_colour else 1.0
        if "color_temp" not in self.modes_of_colour:
            return None, None, step
        return 1e6 / self.words.warmest, 1e6 / self.words.coldest, step


def _percent(brightness: int) -> int:
    """Return 0-255 as percent; what shines at all is 1 at least."""
    return max(min(round(brightness / 255 * 100), 100), 1)


def _colour(told: object) -> list[float] | None:
    """Return red, green and blue of ``255,128,0`` or ``FF8000``."""
    if not isinstance(told, str):
        return None
    if "," in told:
        return _numbers(",".join(told.split(",")[:3]), 3)
    try:
        return [float(int(told[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return None


def _numbers(told: object, count: int) -> list[float] | None:
    parts = told.split(",") if isinstance(told, str) else []
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    return numbers if len(numbers) == count else None
