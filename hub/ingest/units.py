"""Units devices measure in, and the ones this house keeps: decided once, at discovery."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a device's number becomes the house's: ``value * factor + offset`` in ``unit``."""

    unit: str
    factor: float = 1.0
    offset: float = 0.0


_TABLE: dict[str, Scale] = {
    "°F": Scale(unit="°C", factor=5 / 9, offset=-160 / 9),
    "K": Scale(unit="°C", offset=-273.15),
    "mW": Scale(unit="W", factor=0.001),
    "kW": Scale(unit="W", factor=1000),
    "MW": Scale(unit="W", factor=1e6),
    "Wh": Scale(unit="kWh", factor=0.001),
    "MWh": Scale(unit="kWh", factor=1000),
    "MJ": Scale(unit="kWh", factor=1 / 3.6),
    "mV": Scale(unit="V", factor=0.001),
    "kV": Scale(unit="V", factor=1000),
    "mA": Scale(unit="A", factor=0.001),
    "Pa": Scale(unit="hPa", factor=0.01),
    "kPa": Scale(unit="hPa", factor=10),
    "bar": Scale(unit="hPa", factor=1000),
    "mbar": Scale(unit="hPa"),
    "psi": Scale(unit="hPa", factor=68.947573),
    "mmHg": Scale(unit="hPa", factor=1.333224),
    "inHg": Scale(unit="hPa", factor=33.863886),
    "mm": Scale(unit="m", factor=0.001),
    "cm": Scale(unit="m", factor=0.01),
    "km": Scale(unit="m", factor=1000),
    "L": Scale(unit="m³", factor=0.001),
    "ft³": Scale(unit="m³", factor=0.028316847),
    "gal": Scale(unit="m³", factor=0.003785412),
    "km/h": Scale(unit="m/s", factor=1 / 3.6),
    "mph": Scale(unit="m/s", factor=0.44704),
}
_SPELLINGS = {"F": "°F", "ºF": "°F", "C": "°C", "ºC": "°C", "℃": "°C", "℉": "°F", "l": "L"}
# K is kelvin of colour and m³ or mm mean rain where no class says otherwise: only these convert.
_CLASSES = {
    "temperature": "°C",
    "power": "W",
    "energy": "kWh",
    "energy_storage": "kWh",
    "voltage": "V",
    "current": "A",
    "pressure": "hPa",
    "atmospheric_pressure": "hPa",
    "distance": "m",
    "water": "m³",
    "gas": "m³",
    "volume": "m³",
    "wind_speed": "m/s",
    "speed": "m/s",
}


def scale_of(unit: str, device_class: str) -> Scale:
    """Return how a sensor's numbers become the house's; what has no other unit keeps its own."""
    unit = _SPELLINGS.get(unit, unit) if device_class == "temperature" or len(unit) > 1 else unit
    scale = _TABLE.get(unit)
    if scale is None or _CLASSES.get(device_class, scale.unit if _sure(unit) else "") != scale.unit:
        return Scale(unit=unit)
    return scale


def _sure(unit: str) -> bool:
    """Whether a unit means one thing only, whatever the sensor's class."""
    return unit in {"°F", "kW", "mW", "Wh", "MWh"}
