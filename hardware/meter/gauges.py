"""What a smart meter measures, and how its telegram calls it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One thing a meter measures; ``factor`` brings the telegram's unit to the house's."""

    name: str
    unit: str
    device_class: str
    words: tuple[str, ...]
    factor: float = 1.0


def _energy(name: str, *words: str) -> Gauge:
    return Gauge(name=name, unit="kWh", device_class="energy", words=words)


def _power(name: str, word: str) -> Gauge:
    return Gauge(name=name, unit="W", device_class="power", words=(word,), factor=1000)  # from kW


def _phases() -> Mapping[str, Gauge]:
    phases: dict[str, Gauge] = {}
    for n in (1, 2, 3):
        active = f"INSTANTANEOUS_ACTIVE_POWER_L{n}"
        phases |= {
            f"voltage_{n}": Gauge(
                name=f"voltage L{n}",
                unit="V",
                device_class="voltage",
                words=(f"INSTANTANEOUS_VOLTAGE_L{n}",),
            ),
            f"current_{n}": Gauge(
                name=f"current L{n}",
                unit="A",
                device_class="current",
                words=(f"INSTANTANEOUS_CURRENT_L{n}",),
            ),
            f"power_{n}": _power(f"power L{n}", f"{active}_POSITIVE"),
            f"power_out_{n}": _power(f"power out L{n}", f"{active}_NEGATIVE"),
        }
    return phases


GAUGES: Mapping[str, Gauge] = {
    "power": _power("power", "CURRENT_ELECTRICITY_USAGE"),
    "power_out": _power("power out", "CURRENT_ELECTRICITY_DELIVERY"),
    "energy": _energy("energy", "ELECTRICITY_IMPORTED_TOTAL"),
    "energy_out": _energy("energy out", "ELECTRICITY_EXPORTED_TOTAL"),
    "energy_1": _energy("energy tariff 1", "ELECTRICITY_USED_TARIFF_1"),
    "energy_2": _energy("energy tariff 2", "ELECTRICITY_USED_TARIFF_2"),
    "energy_out_1": _energy("energy out tariff 1", "ELECTRICITY_DELIVERED_TARIFF_1"),
    "energy_out_2": _energy("energy out tariff 2", "ELECTRICITY_DELIVERED_TARIFF_2"),
    **_phases(),
    "gas": Gauge(
        name="gas",
        unit="m³",
        device_class="gas",
        words=("HOURLY_GAS_METER_READING", "GAS_METER_READING"),
    ),
    "water": Gauge(name="water", unit="m³", device_class="water", words=()),
}
SUMS = {"energy": ("energy_1", "energy_2"), "energy_out": ("energy_out_1", "energy_out_2")}
MBUS = {3: "gas", 7: "water"}  # EN 13757-3, table 3: medium of a meter behind the meter
