"""Tasmota's lights: told in percent, commanded by several words in one message."""

from typing import ClassVar

from hub.ingest.dialects.tasmota_lights import COLD_WARM, NONE, RGB, RGBCW, RGBW
from hub.ingest.dialects.tasmota_words import Channels, Command, Words
from hub.ingest.dialects.told import Told
from hub.ingest.discovery.components.colours import kelvin_of_mired, mired_of_kelvin
from hub.ingest.discovery.components.light import Light
from hub.ingest.discovery.components.light_wish import Wish
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.hearing import Hear
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.payload import MISSING, Payload, text_of

_EFFECTS = ("Solid", "Wake up", "Cycle up", "Cycle down", "Random")
_MODES = {  # the first is what it begins with
    NONE: ("onoff",),
    COLD_WARM: ("color_temp",),
    RGB: ("hs",),
    RGBW: ("hs", "white"),
    RGBCW: ("color_temp", "hs"),
}


class TasmotaLight(Told, Light):
    """A light; off until it says otherwise."""

    default_name: ClassVar[str] = "Light"
    is_on = False
    scale = 100
    white: int | None = None  # 0-255

    def __init__(self, surroundings: Surroundings) -> None:
        self.channels = Channels()
        super().__init__(surroundings)

    def setup(self, fields: Fields) -> None:
        """Read what it can do and how it is told so."""
        self.read_light(fields)
        self.light = fields.whole("light_type", NONE)
        modes = _MODES.get(self.light, ("brightness",))
        self.color_modes = frozenset(modes)
        self.color_mode = modes[0]
        self.has_effects, self.effects = "hs" in modes, _EFFECTS
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
        if self.light != NONE and self._show(message):
            self._choose_mode()
        return True

    def _take_channels(self, message: dict[str, object]) -> None:
        channels = self.channels
        percent, mireds = message.get(self.told), message.get("CT")
        channels.percent = percent if isinstance(percent, int | float) else channels.percent
        channels.mireds = mireds if isinstance(mireds, int | float) else channels.mireds
        channels.rgb = _colour(message.get("Color")) or channels.rgb

    def _show(self, message: dict[str, object]) -> bool:
        """Take over what the message tells; return whether that is anything."""
        percent, mireds = message.get(self.told), message.get("CT")
        scheme, white = message.get("Scheme"), message.get("White")
        hsb = _numbers(message.get("HSBColor"), 3)
        if isinstance(percent, int | float):
            self.brightness = round(percent / 100 * 255)
        if hsb:
            self.colours = {"hs": tuple(hsb[:2])}
        if isinstance(mireds, int | float):
            self.kelvin = kelvin_of_mired(mireds) if mireds else None
        if isinstance(scheme, int):
            known = 0 <= scheme < len(_EFFECTS)
            self.effect = _EFFECTS[scheme] if known else f"Scheme {scheme}"
        if isinstance(white, int | float):
            self.white = round(white / 100 * 255)
        heard = (percent, mireds, scheme, white, hsb, _colour(message.get("Color")))
        return any(each is not None for each in heard)

    def _choose_mode(self) -> None:
        """Shine in colour where there is no white, and the other way round."""
        if self.light in {RGBW, RGBCW}:
            pale = "white" if self.light == RGBW else "color_temp"
            self.color_mode = "hs" if self.white == 0 else pale

    def shine(self, wish: Wish) -> None:
        """Send what turns it on as wished."""
        known = wish.effect in _EFFECTS
        self._send(
            Command(
                on=True,
                percent=_percent(wish.brightness),
                hue=wish.colour if wish.mode == "hs" else None,
                mireds=mired_of_kelvin(wish.kelvin) if wish.kelvin else None,
                white=_percent(wish.white),
                effect=_EFFECTS.index(wish.effect) if wish.effect and known else None,
                transition=wish.transition,
            )
        )

    def darken(self, wish: Wish) -> None:
        """Send what turns it off."""
        self._send(Command(on=False, transition=wish.transition))

    def _send(self, command: Command) -> None:
        if self.base:
            self.publish(f"{self.base}Backlog", self.words.said(command, self.channels))
        else:
            self.send(self.way, self.on if command.on else self.off)


def _percent(brightness: int | None) -> int | None:
    """Return 0-255 as percent; what shines at all is 1 at least."""
    return None if brightness is None else max(min(round(brightness / 255 * 100), 100), 1)


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
