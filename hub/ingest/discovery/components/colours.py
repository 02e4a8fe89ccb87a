"""Colours from one way of saying them to another, to Home Assistant's digit.

Sources: the wide-gamut D65 matrices and the gamma curve are those Philips published for Hue lamps
(ApplicationDesignNotes, "RGB to xy Color conversion"); a white's kelvin from xy is McCamy's cubic
(Color Research & Application 17, 1992, doi 10.1002/col.5080170211), good from 2000 to 10,000 K; a
white's red, green and blue are T. Helland's fit ("How to Convert Temperature (K) to RGB", 2012).
Red, green, blue and white channels are 0-255, hue 0-360, saturation 0-100, x and y 0-1.
"""

import colorsys
import math
from dataclasses import dataclass

Values = tuple[float, ...]

_MIRED = 1_000_000  # mired = a million / kelvin
_TO_XYZ = (
    (0.664511, 0.154324, 0.162028),
    (0.283881, 0.668433, 0.047685),
    (0.000088, 0.072310, 0.986039),
)
_FROM_XYZ = (
    (1.656492, -0.354851, -0.255038),
    (-0.707196, 1.655397, 0.036152),
    (0.051713, -0.121364, 1.011530),
)
_ALMOST_NONE = 1e-11  # stands for y = 0, which no colour has


def kelvin_of_mired(mired: float) -> int:
    """Return kelvin, rounded down; and so the other way round."""
    return math.floor(_MIRED / mired)


mired_of_kelvin = kelvin_of_mired


@dataclass(frozen=True, slots=True, kw_only=True)
class Whites:
    """The warmest (``low``) and coldest (``high``) white of a light, in kelvin."""

    low: int = 2000
    high: int = 6535

    @property
    def warm(self) -> int:
        """The warmest white in mired."""
        return mired_of_kelvin(max(self.low, 1))

    @property
    def cold(self) -> int:
        """The coldest white in mired."""
        return mired_of_kelvin(max(self.high, 1))

    def between(self, share: float) -> tuple[float, float, float]:
        """Return red, green and blue of a white; a ``share`` of 0 is the coldest, 1 the warmest."""
        mired = self.cold + share * (self.warm - self.cold)
        return rgb_of_kelvin(kelvin_of_mired(mired) if mired else 0)

    def mixed(self, kelvin: float, brightness: int) -> Values:
        """Return the five channels of a light that makes this white of two whites."""
        width = self.warm - self.cold
        share = (self.warm - mired_of_kelvin(kelvin)) / width if width else 0.5
        cold = share * brightness
        return (0, 0, 0, round(cold), round(brightness - cold))


def hs_of(rgb: Values) -> Values:
    """Return hue and saturation."""
    hue, saturation, _ = colorsys.rgb_to_hsv(*(channel / 255 for channel in rgb))
    return round(hue * 360, 3), round(saturation * 100, 3)


def rgb_of_hs(hs: Values, value: float = 100) -> Values:
    """Return red, green and blue; ``value`` is the brightness in percent."""
    rgb = colorsys.hsv_to_rgb(hs[0] / 360, hs[1] / 100, value / 100)
    return tuple(round(channel * 255) for channel in rgb)


def xy_of(rgb: Values) -> Values:
    """Return x and y of CIE 1931."""
    if not any(rgb):
        return 0.0, 0.0
    linear = [_linear(channel / 255) for channel in rgb]
    x, y, z = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in _TO_XYZ)
    return round(x / (x + y + z), 3), round(y / (x + y + z), 3)


def rgb_of_xy(xy: Values) -> Values:
    """Return red, green and blue at full brightness."""
    x, y = xy[0], xy[1] or _ALMOST_NONE
    xyz = (x / y, 1.0, (1 - x - y) / y)
    linear = (sum(a * b for a, b in zip(row, xyz, strict=True)) for row in _FROM_XYZ)
    rgb = [max(0.0, _curved(channel)) for channel in linear]
    top = max(1.0, *rgb)
    return tuple(int(channel / top * 255) for channel in rgb)


def _linear(share: float) -> float:
    return math.pow((share + 0.055) / 1.055, 2.4) if share > 0.04045 else share / 12.92


def _curved(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * math.pow(share, 1 / 2.4) - 0.055


def kelvin_of_xy(xy: Values) -> int:
    """Return the colour temperature that comes nearest."""
    n = (xy[0] - 0.3320) / ((0.1858 - xy[1]) or _ALMOST_NONE)
    return int(437 * n**3 + 3601 * n**2 + 6861 * n + 5517)


def rgb_of_kelvin(kelvin: float) -> tuple[float, float, float]:
    """Return red, green and blue of a white; 1000 to 40,000 K."""
    warmth = min(max(kelvin, 1000), 40_000) / 100
    if warmth <= 66:
        red = 255.0
        green = 99.4708025861 * math.log(warmth) - 161.1195681661
    else:
        red = 329.698727446 * math.pow(warmth - 60, -0.1332047592)
        green = 288.1221695283 * math.pow(warmth - 60, -0.0755148492)
    if warmth >= 66:
        blue = 255.0
    else:
        blue = 138.5177312231 * math.log(warmth - 10) - 305.0447927307 if warmth > 19 else 0.0
    return _byte(red), _byte(green), _byte(blue)


def _byte(channel: float) -> float:
    return min(max(channel, 0.0), 255.0)


def rgbw_of(rgb: Values) -> Values:
    """Return red, green, blue and white: what they have in common becomes white."""
    white = min(rgb)
    return _as_bright(rgb, (*(channel - white for channel in rgb), white))


def rgb_of_rgbw(rgbw: Values) -> Values:
    """Return red, green and blue with the white in them."""
    return _as_bright(rgbw, tuple(channel + rgbw[3] for channel in rgbw[:3]))


def rgbww_of(rgb: Values, whites: Whites) -> Values:
    """Return red, green, blue, cold and warm white, both whites alike."""
    white = whites.between(0.5)
    level = min(have / need if need else 0 for have, need in zip(rgb, white, strict=True))
    rest = (have - need * level for have, need in zip(rgb, white, strict=True))
    return _as_bright(rgb, (*rest, round(level * 255), round(level * 255)))


def rgb_of_rgbww(rgbww: Values, whites: Whites) -> Values:
    """Return red, green and blue with both whites in them."""
    cold, warm = rgbww[3:5]
    white = whites.between(warm / (cold + warm) if cold + warm else 0.5)
    level = max(cold, warm) / 255
    return _as_bright(rgbww, tuple(a + b * level for a, b in zip(rgbww[:3], white, strict=True)))


def _as_bright(as_: Values, channels: Values) -> Values:
    """Scale channels so that the brightest is as bright as the brightest of the others."""
    top = max(channels)
    factor = max(as_) / top if top else 0.0
    return tuple(round(channel * factor) for channel in channels)


def to_rgb(mode: str, values: Values, whites: Whites) -> Values:
    """Return red, green and blue of a colour said in any mode."""
    if mode == "hs":
        return rgb_of_hs(values)
    if mode == "xy":
        return rgb_of_xy(values)
    if mode == "rgbw":
        return rgb_of_rgbw(values)
    return rgb_of_rgbww(values, whites) if mode == "rgbww" else values


def converted(mode: str, values: Values, to: str, whites: Whites) -> Values:
    """Return a colour of one mode in another; ``color_temp`` is one number, in kelvin."""
    if mode == to:
        return values
    rgb = to_rgb(mode, values, whites)
    if to == "rgb":
        return rgb
    if to == "hs":
        return hs_of(rgb)
    if to == "rgbw":
        return rgbw_of(rgb)
    if to == "rgbww":
        return rgbww_of(rgb, whites)
    xy = values if mode == "xy" else xy_of(rgb)
    return xy if to == "xy" else (kelvin_of_xy(xy),)
