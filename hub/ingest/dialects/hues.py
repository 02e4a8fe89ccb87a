"""A wished colour in whichever words, as hue and saturation or as a colour temperature."""

import colorsys
import math
from collections.abc import Sequence

from hub.core.errors import CommandRefused
from hub.ingest.discovery.fields import Fields

Hue = tuple[float, float]  # 0-360, 0-100
Triple = tuple[float, float, float]  # red, green, blue 0-255

# Wide-gamut D65, linear RGB <-> XYZ (the matrices of the Hue developer programme).
_FROM_XYZ = (
    (1.656492, -0.354851, -0.255038),
    (-0.707196, 1.655397, 0.036152),
    (0.051713, -0.121364, 1.011530),
)
_TO_XYZ = (
    (0.664511, 0.154324, 0.162028),
    (0.283881, 0.668433, 0.047685),
    (0.000088, 0.072310, 0.986039),
)


def wished_hue(data: Fields, whites: tuple[int, int]) -> Hue | None:
    """Return the hue and saturation a wish names, if it names a colour.

    ``whites`` are the warmest and coldest mireds, for a wish of five channels.
    """
    if "hs_color" in data:
        hue, saturation = _numbers(data, "hs_color", 2)
        return hue, saturation
    rgb = wished_rgb(data, whites)
    return None if rgb is None else _hue_of(rgb)


def wished_rgb(data: Fields, whites: tuple[int, int]) -> Triple | None:
    """Return red, green and blue of a wish, if it names a colour."""
    if "hs_color" in data:
        hue, saturation = _numbers(data, "hs_color", 2)
        mixed = colorsys.hsv_to_rgb(hue / 360, saturation / 100, 1)
        return _three([round(each * 255) for each in mixed])
    if "rgb_color" in data:
        return _three(_numbers(data, "rgb_color", 3))
    if "xy_color" in data:
        return _rgb_of_xy(*_numbers(data, "xy_color", 2))
    if "rgbw_color" in data:
        channels = _numbers(data, "rgbw_color", 4)
        white = channels[3]
        return _scaled(channels, [each + white for each in channels[:3]])
    if "rgbww_color" in data:
        return _rgb_of_five(_numbers(data, "rgbww_color", 5), whites)
    return None


def hue_of_kelvin(kelvin: float) -> Hue:
    """Return the hue of a black body (T. Helland's approximation)."""
    return _hue_of(_rgb_of_kelvin(kelvin))


def kelvin_of(rgb: Triple) -> int:
    """Return the colour temperature nearest to a colour (McCamy's approximation)."""
    linear = [_linear(each / 255) for each in rgb]
    sums = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in _TO_XYZ]
    total = sum(sums) or 1.0
    x, y = sums[0] / total, sums[1] / total
    n = (x - 0.3320) / (0.1858 - y)
    return int(437 * n**3 + 3601 * n**2 + 6861 * n + 5517)


def _hue_of(rgb: Triple) -> Hue:
    hue, saturation, _ = colorsys.rgb_to_hsv(*(each / 255 for each in rgb))
    return round(hue * 360, 3), round(saturation * 100, 3)


def _rgb_of_xy(x: float, y: float) -> Triple:
    y = y or 1e-11
    xyz = x / y, 1.0, (1 - x - y) / y
    linear = [sum(a * b for a, b in zip(row, xyz, strict=True)) for row in _FROM_XYZ]
    shown = [max(0.0, _shown(each)) for each in linear]
    most = max(*shown, 1.0)
    return _three([int(each / most * 255) for each in shown])


def _rgb_of_five(channels: Sequence[float], whites: tuple[int, int]) -> Triple:
    """Mix two whites into the colour, each as strong as it shines."""
    *colour, cold, warm = channels
    warmest, coldest = whites
    share = warm / (cold + warm) if cold + warm else 0.5
    mireds = coldest + share * (warmest - coldest)
    white = _rgb_of_kelvin(math.floor(1e6 / mireds))
    level = max(cold, warm) / 255
    mixed = [a + b * level for a, b in zip(colour, white, strict=True)]
    return _scaled(channels, mixed)


def _rgb_of_kelvin(kelvin: float) -> Triple:
    t = min(max(kelvin, 1000), 40_000) / 100
    red = 255 if t <= 66 else 329.698727446 * (t - 60) ** -0.1332047592
    if t <= 66:
        green = 99.4708025861 * math.log(t) - 161.1195681661
    else:
        green = 288.1221695283 * (t - 60) ** -0.0755148492
    blue = 0.0 if t <= 19 else 255.0
    if 19 < t < 66:
        blue = 138.5177312231 * math.log(t - 10) - 305.0447927307
    return _three([min(max(each, 0), 255) for each in (red, green, blue)])


def _scaled(before: Sequence[float], after: Sequence[float]) -> Triple:
    """Return a mixture as bright as its brightest part was."""
    most = max(after)
    factor = max(before) / most if most else 0.0
    return _three([round(each * factor) for each in after])


def _linear(share: float) -> float:
    return ((share + 0.055) / 1.055) ** 2.4 if share > 0.04045 else share / 12.92


def _shown(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055


def _three(values: Sequence[float]) -> Triple:
    red, green, blue = values
    return red, green, blue


def _numbers(data: Fields, key: str, count: int) -> list[float]:
    listed = data.raw(key)
    if not isinstance(listed, list | tuple) or len(listed) != count:
        raise CommandRefused(f"{key} must be a list of {count} numbers")
    numbers = [each for each in listed if isinstance(each, int | float)]
    if len(numbers) != count:
        raise CommandRefused(f"{key} must be a list of {count} numbers")
    return numbers
