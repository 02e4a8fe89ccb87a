"""Which unit Home Assistant shows a sensor in, in a metric household."""

import math

from hub.ingest.units import scale_of

_SPEEDS = ("m/s", "mph", "ft/s", "Beaufort", "in/s", "mm/s", "m/min")
_PRESSURES = ("Pa", "kPa", "bar", "cbar", "mbar", "mmHg", "inHg", "psi", "inH₂O")


def _table(text: str) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for line in text.split("\n"):
        device_class, *pairs = line.split() or [""]
        out |= {(device_class, pair.split("=")[0]): pair.split("=")[1] for pair in pairs}
    return out


_SHOWN = (
    _table("""
area in²=cm² ft²=m² mi²=km² yd²=m² ac=ha
distance ft=m in=mm mi=km nmi=km yd=m
gas CCF=m³ ft³=m³
precipitation in=mm
precipitation_intensity in/d=mm/d in/h=mm/h
pressure psi=kPa inHg=hPa
speed ft/s=km/h in/s=mm/s mph=km/h in/d=mm/d in/h=mm/h
temperature °F=°C
volume CCF=m³ ft³=m³ gal=L
water CCF=m³ ft³=m³ gal=L
""")
    | {("volume", "fl. oz."): "mL"}
    | {("wind_speed", unit): "km/h" for unit in _SPEEDS}
    | {("atmospheric_pressure", unit): "hPa" for unit in _PRESSURES}
)


def shown_in(device_class: str, unit: str) -> str:
    """Return the unit a sensor's numbers are shown in."""
    return _SHOWN.get((device_class, unit), unit)


class Shown:
    """Numbers of one unit as text in another, as exact as they came."""

    def __init__(self, device_class: str, unit: str, shown: str) -> None:
        self._from, self._to = scale_of(unit, device_class), scale_of(shown, device_class)
        one = self._to.theirs(self._from.ours(1.0)) - self._to.theirs(self._from.ours(0.0))
        self._further = max(0, math.floor(-math.log10(one))) if one > 0 else 0

    def text(self, value: object, *, exact: bool) -> str:
        """Return a number as text; ``exact`` leaves its digits as the conversion makes them."""
        number = self._to.theirs(self._from.ours(float(str(value))))
        if exact:
            return str(number)
        digits = len(str(value).partition(".")[2]) + self._further
        return f"{round(number, digits) + 0.0:.{digits}f}"
