"""Units devices measure in, and the one this house keeps of each: decided once, at discovery.

Factors are exact by definition (international yard and pound 1959, US gallon 231 in³, CCF
100 ft³, SI brochure) or the conventional ones of ISO 80000: thermochemical calorie 4.184 J, BTU
1055.056 J, mmHg 133.322 Pa, inHg 3386.389 Pa. Gases go between parts and mass at 25 °C and
1013 hPa, where a mole fills 24.45 L.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from hub.ingest.dimensions import CLASSES, DIMENSIONS, SPELLINGS, SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a device's number becomes the house's: ``value * factor + offset`` in ``unit``.

    Where that is no straight line, ``bend`` makes the device's number straight first.
    """

    unit: str
    factor: float = 1.0
    offset: float = 0.0
    bend: Callable[[float], float] | None = None

    def ours(self, value: float) -> float:
        """Return a device's number in the house's unit."""
        if self.bend is not None:
            value = self.bend(value)
        return round(value * self.factor + self.offset, 9)

    def theirs(self, value: float) -> float:
        """Return a number of the house as the device counts; only where there is no ``bend``."""
        return round((value - self.offset) / self.factor, 9)


def _per(distance: float) -> float:
    """Return what so many kilometres a kWh make in kWh a 100 km."""
    return 100 / distance if distance else 0.0


def _beaufort(force: float) -> float:
    """Return the wind of a Beaufort number in m/s (WMO: v = 0.836 B^1.5)."""
    return 0.836 * math.sqrt(max(force, 0.0) ** 3)


def _share(factor: float) -> float:
    """Return a power factor in percent; without a unit devices mean a share of 1, some percent."""
    return factor * 100 if abs(factor) <= 1 else factor


_BENT: dict[tuple[str, str], Scale] = {
    ("energy_distance", "km/kWh"): Scale(unit="kWh/100km", bend=_per),
    ("energy_distance", "mi/kWh"): Scale(
        unit="kWh/100km", bend=lambda miles: _per(miles * 1.609344)
    ),
    ("speed", "Beaufort"): Scale(unit="m/s", bend=_beaufort),
    ("wind_speed", "Beaufort"): Scale(unit="m/s", bend=_beaufort),
    ("power_factor", ""): Scale(unit="%", bend=_share),
}


def scale_of(unit: str, device_class: str) -> Scale:
    """Return how a sensor's numbers become the house's; what has no other unit keeps its own."""
    known = device_class in CLASSES
    unit = spelled(unit) if known or len(unit) > 1 else unit
    bent = _BENT.get((device_class, unit))
    if bent is not None:
        return bent
    dimension = CLASSES.get(device_class, "") if known else SURE.get(unit, "")
    return _straight(unit, dimension)


def _straight(unit: str, dimension: str) -> Scale:
    ours, units = DIMENSIONS.get(dimension, (unit, {}))
    found = units.get(unit)
    if found is None:
        return Scale(unit=unit)
    return Scale(unit=ours, factor=found[0], offset=found[1])


def spelled(unit: str) -> str:
    """Return a unit as it is written in this house: "lux" is lx, either mu is µ."""
    unit = unit.strip().replace("\u03bc", "\u00b5")
    return SPELLINGS.get(unit, unit)
