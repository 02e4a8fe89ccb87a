"""Brightness and white tones: device numbers to percent and kelvin, and back."""

from dataclasses import dataclass

from hub.core.errors import BadPayload
from hub.ingest.cleaning import Rejected
from hub.ingest.discovery.fields import Fields

_MIRED = 1_000_000  # mired = a million / kelvin


@dataclass(frozen=True, slots=True, kw_only=True)
class Brightness:
    """A device's brightness numbers: 0 to ``full``."""

    full: float

    def __post_init__(self) -> None:
        if self.full <= 0:
            raise BadPayload(f"brightness_scale must be above 0, not {self.full:g}")

    @property
    def step(self) -> float:
        """The smallest change in percent."""
        return round(100 / self.full, 1)

    def level(self, value: float) -> float:
        """Return a device's brightness in percent."""
        if value < 0:
            raise Rejected("out_of_range", f"a brightness of {value:g} cannot be")
        return round(min(100 * value / self.full, 100.0), 1)

    def of(self, level: float) -> float:
        """Return percent as the device's brightness; a little light is never none."""
        return max(round(level / 100 * self.full), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whites:
    """A light's white tones in kelvin, told in kelvin or in mired."""

    in_kelvin: bool
    low: float
    high: float

    def kelvin(self, value: float) -> float:
        """Return a device's number as kelvin."""
        if value <= 0:
            raise Rejected("out_of_range", f"a colour temperature of {value:g} cannot be")
        return round(value if self.in_kelvin else _MIRED / value)

    def of(self, kelvin: float) -> float:
        """Return kelvin as the device's number, within what it can."""
        kelvin = min(max(kelvin, self.low), self.high)
        return round(kelvin if self.in_kelvin else _MIRED / kelvin)


def whites_of(fields: Fields) -> Whites:
    """Read the range of white tones, told in either unit."""
    warmest = fields.number("max_mireds", 500)
    coolest = fields.number("min_mireds", 153)
    if warmest <= 0 or coolest <= 0:
        raise BadPayload("min_mireds and max_mireds must be above 0")
    return Whites(
        in_kelvin=fields.flag("color_temp_kelvin"),
        low=fields.number("min_kelvin", round(_MIRED / warmest)),
        high=fields.number("max_kelvin", round(_MIRED / coolest)),
    )
