"""Lights of the json schema: one object says all, as zigbee2mqtt's do."""

import math
from collections.abc import Mapping

from hub.core.codec import encode
from hub.core.errors import BadPayload
from hub.ingest.discovery.components.colours import Values, kelvin_of_mired
from hub.ingest.discovery.components.light import UNKNOWN, Light
from hub.ingest.discovery.components.light_wish import COLOURS, DIMS, MODES, Wish
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_ON = {"ON": True, "OFF": False}
_LETTERS = {"hs": "hs", "xy": "xy", "rgb": "rgb", "rgbw": "rgbw", "rgbww": "rgbcw"}


class JsonLight(Light):
    """A light that tells and is told one JSON object."""

    default_name = "MQTT JSON Light"
    fades = True

    def setup(self, fields: Fields) -> None:
        """Read what it can be."""
        self.read_light(fields)
        self.dims = fields.flag("brightness")
        self.scale = fields.whole("brightness_scale", 255, low=1)
        self.white_scale = fields.whole("white_scale", 255, low=1)
        self.has_effects = fields.flag("effect")
        self.flash = {
            "long": fields.whole("flash_time_long", 10, low=0),
            "short": fields.whole("flash_time_short", 2, low=0),
        }
        self.color_modes = _modes(fields)
        if self.color_modes:
            self.color_mode = UNKNOWN if len(self.color_modes) > 1 else min(self.color_modes)
        elif self.dims:
            self.color_modes = frozenset({"brightness"})
        self.way = self.needed_outlet("")
        told = self.hear_payload("state_topic", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    # --- hearing

    def _take(self, payload: Payload) -> bool:
        said = payload.json
        if not isinstance(said, dict) or "state" not in said:
            raise BadPayload("a light of the json schema tells an object with a state")
        if said["state"] is None:
            self.is_on = None
        elif isinstance(said["state"], str):
            self.is_on = _ON.get(said["state"], self.is_on)
        if "color_mode" in said:
            self._take_colour(said)
        if self.color_modes & DIMS and said.get("brightness"):
            self._take_brightness(said["brightness"])
        if "effect" in said:
            self.effect = said["effect"]
        return True

    def _take_brightness(self, value: object) -> None:
        """Take a brightness; what is no number means nothing."""
        if isinstance(value, int | float) and math.isfinite(value):
            self.brightness = min(255, max(1, round(value * 255 / self.scale)))

    def _take_colour(self, said: Mapping[str, object]) -> None:
        """Take a colour of a mode it has; one that cannot be read means nothing."""
        mode = said["color_mode"]
        if not isinstance(mode, str) or mode not in self.color_modes:
            return
        if mode == "color_temp":
            tint = said.get("color_temp")
            if tint is None and self.in_kelvin and "color_temp" in said:
                self.kelvin, self.color_mode = None, mode
            elif isinstance(tint, int | float) and math.isfinite(tint) and tint:
                self.kelvin = int(tint) if self.in_kelvin else kelvin_of_mired(tint)
                self.color_mode = mode
        elif mode in COLOURS:
            colour = _colour(said.get("color"), mode)
            if colour:
                self.color_mode, self.colours = mode, {**self.colours, mode: colour}
        elif mode == "white":
            self.color_mode = mode

    # --- doing

    def shine(self, wish: Wish) -> None:
        """Tell it what to be."""
        message: dict[str, object] = {"state": "ON"}
        assumed: dict[str, object] = {"is_on": True}
        brightness = wish.brightness
        if wish.mode in COLOURS:
            colour = wish.colour
            if wish.mode.startswith("rgb") and not self.dims:
                full, brightness = 255 if brightness is None else brightness, None
                colour = tuple(round(channel / 255 * full) for channel in colour)
            message["color"] = dict(zip(_LETTERS[wish.mode], colour, strict=True))
            assumed |= {"color_mode": wish.mode, "colours": {**self.colours, wish.mode: colour}}
        if brightness is not None:
            message["brightness"] = max(round(brightness * self.scale / 255), 1)
            assumed["brightness"] = brightness
        self._shine_white(wish, message, assumed)
        if wish.effect is not None:
            message["effect"] = assumed["effect"] = wish.effect
        self._tell(message, wish, assumed)

    def _shine_white(
        self, wish: Wish, message: dict[str, object], assumed: dict[str, object]
    ) -> None:
        if wish.kelvin is not None:
            message["color_temp"] = self.device_tint(wish.kelvin)
            rest = {mode: colour for mode, colour in self.colours.items() if mode != "hs"}
            assumed |= {"color_mode": "color_temp", "kelvin": wish.kelvin, "colours": rest}
        if wish.white is not None:
            message["white"] = max(self.device_white(wish.white, self.white_scale), 1)
            assumed |= {"color_mode": "white", "brightness": wish.white}

    def darken(self, wish: Wish) -> None:
        """Tell it to go off."""
        self._tell({"state": "OFF"}, wish, {"is_on": False})

    def _tell(self, message: dict[str, object], wish: Wish, assumed: dict[str, object]) -> None:
        if wish.transition is not None:
            message["transition"] = wish.transition
        if wish.flash:
            message["flash"] = self.flash[wish.flash]
        self.send(self.way, encode(message).decode())
        if self.optimistic:
            self.assume(**assumed)


def _modes(fields: Fields) -> frozenset[str]:
    """Return the modes a message lists; some go only by themselves, or not."""
    key = "supported_color_modes"
    if key not in fields:
        return frozenset()
    listed = fields.texts(key)
    modes = frozenset(listed)
    if not modes <= MODES or len(modes) < len(listed) or not modes:
        raise fields.bad(key, f"some of {', '.join(sorted(MODES))}")
    if len(modes) > 1 and modes & {"onoff", "brightness"}:
        raise fields.bad(key, "onoff or brightness alone, or other modes")
    if "white" in modes and not modes & COLOURS:
        raise fields.bad(key, "white only beside a colour")
    return modes


def _colour(said: object, mode: str) -> Values:
    """Return a colour's values; none where one is missing or no number."""
    if not isinstance(said, dict):
        return ()
    try:
        values = tuple(float(said[letter]) for letter in _LETTERS[mode])
    except (KeyError, TypeError, ValueError):
        return ()
    if not all(math.isfinite(value) for value in values):
        return ()
    return tuple(int(value) for value in values) if mode.startswith("rgb") else values
