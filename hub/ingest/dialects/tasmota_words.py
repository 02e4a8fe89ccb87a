"""A wish for a Tasmota light, said in the commands its firmware takes."""

import colorsys
from dataclasses import dataclass

from hub.ingest.dialects.tasmota_lights import COLD_WARM, RGB

_SLOWEST = 40  # half seconds a whole fade takes at most


@dataclass(slots=True, kw_only=True)
class Channels:
    """What the device itself last told of its channels, in its own numbers."""

    power: bool | None = None
    percent: float | None = None
    rgb: list[float] | None = None
    mireds: float | None = None


@dataclass(slots=True, kw_only=True)
class Command:
    """What is wished of a light, in Tasmota's numbers; ``transition`` in seconds."""

    on: bool
    percent: int | None = None
    hue: tuple[float, ...] | None = None
    mireds: int | None = None
    white: int | None = None
    effect: int | None = None
    transition: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one light is told: its number, its words for on and off, its dimmer, its whites."""

    light: int
    number: int
    on: str
    off: str
    dimmer: str
    coldest: int
    warmest: int
    always_power: bool
    fixed_fade: bool

    def said(self, wish: Command, told: Channels) -> str:
        """Return one message that does all of it, in order and at once."""
        return ";".join(f"NoDelay;{word} {value}" for word, value in self._pairs(wish, told))

    def _pairs(self, wish: Command, told: Channels) -> list[tuple[str, object]]:
        power = (f"Power{self.number}", self.on if wish.on else self.off)
        words: list[tuple[str, object]] = []
        if wish.transition is not None:
            words.append(("Fade2", 1 if wish.transition > 0 else 0))
            if wish.transition > 0:
                words.append(("Speed2", min(max(self._speed(wish, told), 1), _SLOWEST)))
        words.append(power if wish.percent is None else (self.dimmer, wish.percent))
        if wish.hue is not None:
            words += [("HsbColor1", round(wish.hue[0])), ("HsbColor2", round(wish.hue[1]))]
        later = (("CT", wish.mireds), ("Scheme", wish.effect), ("White", wish.white))
        words += [(word, value) for word, value in later if value is not None]
        if self.always_power and wish.percent is not None:
            words.append(power)
        return words

    def _speed(self, wish: Command, told: Channels) -> int:
        """Return the half seconds a fade over the whole range takes, so that this one fits.

        The channel that changes most sets the pace.
        """
        half_seconds = (wish.transition or 0) * 2
        if self.fixed_fade:
            return round(half_seconds)
        usual = 100 if told.percent is None else told.percent
        now = usual if told.power else 0
        new = wish.percent if wish.percent is not None else usual if wish.on else 0
        pairs = [(a * now / 100, b * new / 100) for a, b in self._shares(wish, told)]
        change = max(abs(a - b) for a, b in pairs or [(now / 100, new / 100)])
        return round(half_seconds / change) if change else 0

    def _shares(self, wish: Command, told: Channels) -> list[tuple[float, float]]:
        """Return each channel's share of the full brightness, now and as wished."""
        shares: list[tuple[float, float]] = []
        if self.light >= RGB and told.rgb:
            new = told.rgb
            if wish.hue is not None:
                mixed = colorsys.hsv_to_rgb(wish.hue[0] / 360, wish.hue[1] / 100, 1)
                new = [int(each * 255) for each in mixed]
            shares += [(a / 255, b / 255) for a, b in zip(told.rgb, new, strict=True)]
        if self.light >= COLD_WARM and told.mireds:
            span = self.warmest - self.coldest
            wished = told.mireds if wish.mireds is None else wish.mireds
            shares.append(((told.mireds - self.coldest) / span, (wished - self.coldest) / span))
        return shares
