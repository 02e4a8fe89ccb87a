"""A Tasmota device's measurements: what is told under ``sn``, and how each is to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hub.ingest.dialects.expose import Config, only

Path = list[str | int]

_UNREAD = frozenset({"Time", "PN532", "RDM6300"})  # a stamp and two readers of cards
_NO_ENERGY = frozenset({"AS3935", "LD2410"})  # lightning and radar: their energy is not in kWh
# device class, unit, state class: quantities. A dot stands for none.
_TABLE = """
    illuminance lx measurement: Ambient Illuminance
    battery % measurement: Battery
    humidity % measurement: Humidity
    moisture % .: Moisture
    carbon_dioxide ppm measurement: CarbonDioxide
    . ppm .: eCO2
    . ppb .: TVOC
    . K measurement: CCT
    . R .: Red
    . G .: Green
    . B .: Blue
    current A measurement: Current CurrentNeutral
    voltage V measurement: Voltage
    power W measurement: Power ActivePower
    apparent_power VA measurement: ApparentPower
    reactive_power var measurement: ReactivePower
    power_factor . measurement: Factor
    frequency Hz measurement: Frequency
    . ° .: PhaseAngle
    energy kWh total: Energy ExportActive ExportTariff ImportActive Total TotalTariff
    energy kWh total_increasing: Today
    energy kWh .: Yesterday
    . kVArh total: ExportReactive ImportReactive
    distance cm measurement: Distance
    weight kg measurement: Weight
    pm1 µg/m³ measurement: PM1
    pm25 µg/m³ measurement: PM2.5
    pm10 µg/m³ measurement: PM10
    . µg/m³ .: CF1 CF2.5 CF10
    . ppd .: PB0.3 PB0.5 PB1 PB2.5 PB5 PB10
    temperature TempUnit measurement: Temperature DewPoint
    pressure PressureUnit measurement: Pressure SeaPressure
    . SpeedUnit .: Speed
"""
_TOLD_UNITS = frozenset({"TempUnit", "PressureUnit", "SpeedUnit"})  # told beside the values
_DEGREES = {"C": "°C", "F": "°F"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a quantity is, in Home Assistant's words."""

    device_class: str | None = None
    unit: str | None = None
    state_class: str | None = None


def _read_table(text: str) -> dict[str, Meaning]:
    out: dict[str, Meaning] = {}
    for line in text.strip().splitlines():
        about, _, names = line.strip().partition(": ")
        words = [None if word == "." else word for word in about.split(" ")]
        meaning = Meaning(device_class=words[0], unit=words[1], state_class=words[2])
        out |= dict.fromkeys(names.split(), meaning)
    return out


_MEANINGS = _read_table(_TABLE) | {"Proximity": Meaning(unit=" ")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One value a device tells: where it stands in the report, and what it means."""

    path: Path
    meaning: Meaning

    @property
    def config(self) -> Config:
        """What it announces."""
        meaning = self.meaning
        return {
            "name": " ".join(str(step) for step in self.path),
            "paths": {"value_template": [self.path, ["StatusSNS", *self.path]]},
            **only(
                device_class=meaning.device_class,
                unit_of_measurement=meaning.unit,
                state_class=meaning.state_class,
            ),
        }

    @property
    def key(self) -> str:
        """What tells it from the device's other values."""
        return "_".join(str(step) for step in self.path)


def measurements(told: dict[str, object]) -> Iterator[Measurement]:
    """Yield every value under ``sn``: plain, in a list, or one level deeper."""
    for sensor, values in told.items():
        if sensor in _UNREAD or not isinstance(values, dict):
            continue
        for name, value in values.items():
            for path, last, each in _spread([sensor, name], value):
                quantity = _quantity(sensor, name, last)
                yield Measurement(path=path, meaning=_meaning(quantity, each, told))


def _spread(path: Sequence[str], value: object) -> Iterator[tuple[Path, str | None, object]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield [*path, name], name, each
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield [*path, index], None, each
    else:
        yield [*path], None, value


def _quantity(sensor: str, name: str, last: str | None) -> str:
    """Return which quantity a value is, by the names on its path."""
    if sensor in _NO_ENERGY and name == "Energy":
        return ""
    if last == "TotalStartTime" or (last in _MEANINGS and last not in _BY_TOLD_UNIT):
        return last
    if sensor == "ANALOG" and name[-1:].isdigit():
        return name[:-1]  # its pin's number
    return name


_BY_TOLD_UNIT = frozenset(name for name, m in _MEANINGS.items() if m.unit in _TOLD_UNITS)


def _meaning(quantity: str, value: object, told: dict[str, object]) -> Meaning:
    """Return what a value means; a number nobody knows is still a measurement."""
    meaning = _MEANINGS.get(quantity, Meaning())
    if meaning.unit in _TOLD_UNITS:
        unit = told.get(meaning.unit or "")
        meaning = replace(meaning, unit=_DEGREES.get(unit, unit) if isinstance(unit, str) else None)
    if meaning == Meaning() and isinstance(value, int | float):
        return Meaning(state_class="measurement")
    return meaning
