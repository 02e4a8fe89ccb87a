"""What a nameless thing is called by its device class: Home Assistant's English names."""

from hub.core.kinds import Kind

_ODD = {
    "aqi": "Air quality index",
    "energy_distance": "Energy per distance",
    "energy_storage": "Stored energy",
    "monetary": "Balance",
    "ph": "pH",
    "pm1": "PM1",
    "pm10": "PM10",
    "pm25": "PM2.5",
    "volume_storage": "Stored volume",
}
_ODD_OF = {
    (Kind.SENSOR, "enum"): "Sensor",
    (Kind.NUMBER, "monetary"): "Monetary",
    (Kind.BINARY_SENSOR, "battery_charging"): "Charging",
}


def name_of_class(kind: Kind, device_class: str) -> str:
    """Return the name of a device class."""
    plain = _ODD.get(device_class) or device_class.replace("_", " ").capitalize()
    return _ODD_OF.get((kind, device_class), plain)
