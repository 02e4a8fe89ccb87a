"""Lights of the template schema: templates write each command and read each message."""

from collections.abc import Mapping
from contextlib import suppress

from hub.core.errors import BadPayload
from hub.ingest.discovery.components.colours import Values, hs_of, kelvin_of_mired, rgb_of_hs
from hub.ingest.discovery.components.light import Light
from hub.ingest.discovery.components.light_wish import COLOURS, Wish
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload
from hub.ingest.templates import TemplateFailed, UndefinedValue

_WORDS: dict[str, bool | None] = {"on": True, "off": False, "None": None}
_RGB = ("red", "green", "blue")


class TemplateLight(Light):
    """A light whose templates make one message of a wish, and parts of a message."""

    default_name = "MQTT Template Light"
    fades = True

    def setup(self, fields: Fields) -> None:
        """Read the templates: those that are there say what it can be."""
        self.read_light(fields)
        parts = ("state", "brightness", "color_temp", *_RGB, "effect")
        self.parts = {part: self.template(f"{part}_template") for part in parts}
        self.has = frozenset(part for part in parts if f"{part}_template" in fields)
        self.tells_colour = self.has >= set(_RGB)
        self.way_on, self.way_off = self._way("on"), self._way("off")
        self.has_effects = self.effects is not None
        modes = {"color_temp"} & self.has | ({"hs"} if self.tells_colour else set())
        dims = {"brightness"} & self.has
        self.color_modes = frozenset(modes or dims or {"onoff"})
        self.color_mode = min(self.color_modes) if len(self.color_modes) == 1 else self.color_mode
        told = self.hear_payload("state_topic", self._take)
        self.optimistic = fields.flag("optimistic") or not told or "state" not in self.has

    def _way(self, word: str) -> Outlet:
        self.fields.some_text(f"command_{word}_template")
        return self.needed_outlet(f"command_{word}_template")

    # --- hearing

    def _take(self, payload: Payload) -> bool:
        """Take a message part by part; where a template fails, the parts before it count."""
        self.is_on = _WORDS.get(self._read("state", payload), self.is_on)
        with suppress(TemplateFailed):
            if "brightness" in self.has:
                self.brightness = _whole(self._read("brightness", payload)) or self.brightness
            if "color_temp" in self.has:
                self._take_tint(self._read("color_temp", payload))
            if self.tells_colour:
                self._take_colour([self._read(part, payload) for part in _RGB])
            if "effect" in self.has:
                text = self._read("effect", payload)
                self.effect = text if text in (self.effects or ()) else self.effect
        return True

    def _read(self, part: str, payload: Payload) -> str:
        """Return a part of a message; empty where the message does not speak of it."""
        try:
            return self.parts[part].render(payload)
        except UndefinedValue:
            return ""

    def _take_tint(self, text: str) -> None:
        value = _whole(text)
        if self.in_kelvin:
            self.kelvin = self.kelvin if value is None else value
        elif text == "None":
            self.kelvin = None
        elif value:
            self.kelvin = kelvin_of_mired(value)

    def _take_colour(self, texts: list[str]) -> None:
        if not all(texts):
            return
        if set(texts) == {"None"}:
            self.colours = {}
        else:
            values = [_whole(text) for text in texts]
            rgb = tuple(value for value in values if value is not None)
            if len(rgb) < len(_RGB):
                return
            self.colours = {"hs": hs_of(rgb)}
        self.color_mode = self._mode_with(self.colours)

    def _mode_with(self, colours: Mapping[str, Values]) -> str | None:
        if len(self.color_modes) == 1:
            return self.color_mode
        return "hs" if colours else "color_temp"

    # --- doing

    def shine(self, wish: Wish) -> None:
        """Write the message that turns it on."""
        values: dict[str, object] = {"state": True}
        assumed: dict[str, object] = {"is_on": True}
        if wish.brightness is not None:
            values["brightness"] = assumed["brightness"] = wish.brightness
        if wish.kelvin is not None:
            values["color_temp"] = self.device_tint(wish.kelvin)
            assumed |= {"kelvin": wish.kelvin, "colours": {}, "color_mode": self._mode_with({})}
        if wish.mode in COLOURS:
            values |= self._colour(wish)
            colours = {"hs": wish.colour}
            mode = self._mode_with(colours)
            assumed |= {"kelvin": None, "colours": colours, "color_mode": mode}
        if wish.effect is not None:
            values["effect"] = assumed["effect"] = wish.effect
        if wish.flash:
            values["flash"] = wish.flash
        self._tell(self.way_on, values, wish, assumed)

    def _colour(self, wish: Wish) -> dict[str, object]:
        """Return a colour as red, green and blue, as bright as it shall be, and as hs."""
        bright = 255 if self.brightness is None else self.brightness
        bright = bright if wish.brightness is None else wish.brightness
        full = 255 if "brightness" in self.has else bright
        rgb = rgb_of_hs(wish.colour, full / 255 * 100)
        hue, saturation = wish.colour
        return {**dict(zip(_RGB, rgb, strict=True)), "hue": hue, "sat": saturation}

    def darken(self, wish: Wish) -> None:
        """Write the message that turns it off."""
        self._tell(self.way_off, {"state": False}, wish, {"is_on": False})

    def _tell(
        self, way: Outlet, values: dict[str, object], wish: Wish, assumed: dict[str, object]
    ) -> None:
        if wish.transition is not None:
            values["transition"] = wish.transition
        self.send(way, None, **values)
        if self.optimistic:
            self.assume(**assumed)


def _whole(text: str) -> int | None:
    try:
        value = int(text)
    except ValueError:
        return None
    if abs(value) > 1e9:
        raise BadPayload(f"{text[:40]} is no light's number")
    return value
