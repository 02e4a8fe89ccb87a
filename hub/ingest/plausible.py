"""What a sensor of each class can measure in a home, in the house's units, and where that is from.

A limit is where physics or the instruments people own end, with room to spare: it turns away
what no working sensor says (-127 °C of a cut one-wire line, 65535 of an empty register), never
what is only unusual. Sources: *temperature* DS18B20 and SHT3x data sheets (-55 … 125 °C), K-type
probes of ovens and barbecues (to 300 °C), fridge probes (-60 °C); *humidity* by definition, with
3 % for the sensor's own error (SHT3x: ±2 %); *atmospheric pressure* BMP280 data sheet
(300 … 1100 hPa); *illuminance* direct sun 130 klx; *irradiance* solar constant 1361 W/m²;
*wind* the strongest gust measured, 113 m/s (WMO); *rain* 1825 mm a day and 305 mm in 42 min
(WMO); *carbon dioxide* SCD41 data sheet (0 … 40,000 ppm); *carbon monoxide* EN 50291 alarms
(to 1000 ppm); *particles* SPS30 data sheet (to 1000 µg/m³), smoke beyond; *sound* 194 dB is the
loudest a pressure wave of one atmosphere can be; *voltage* low-voltage mains (EN 50160) and PV
strings (1500 V); *glucose* ISO 15197 meters (to 33 mmol/L); *pH* by its scale; *signal* thermal
noise -174 dBm.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """What sensors of a class can measure: a range, and the largest ``leap`` between readings.

    ``pace`` is the most a total of this class can grow in an hour.
    """

    low: float = -math.inf
    high: float = math.inf
    leap: float = math.inf
    pace: float = math.inf
    restless: bool = False  # a working one never shows the very same number for long


ANY = Plausible()
_AIR = Plausible(low=0, high=10_000)
_VOLUME = Plausible(low=-1e6, high=1e9, pace=100)  # a house connection: 25 m³/h of gas at most
_ENERGY = Plausible(low=-1e9, high=1e9, pace=100)  # of water 10; of power 3 x 63 A are 43 kW
# Power, current and energy have no leap: a kettle goes from nothing to 2,000 W in no time.
PLAUSIBLE: dict[str, Plausible] = {
    "apparent_power": Plausible(low=-1e6, high=1e6),
    "aqi": Plausible(low=0, high=1000),
    "area": Plausible(low=0, high=1e10),
    "atmospheric_pressure": Plausible(low=300, high=1200, leap=50, restless=True),
    "battery": Plausible(low=0, high=100),
    "blood_glucose_concentration": Plausible(low=0, high=60),
    "carbon_dioxide": Plausible(low=0, high=50_000, leap=5000, restless=True),
    "carbon_monoxide": Plausible(low=0, high=10_000),
    "conductivity": Plausible(low=0, high=1e6),
    "current": Plausible(low=-1000, high=1000),
    "data_rate": Plausible(low=0, high=1e15),
    "data_size": Plausible(low=0, high=1e24),
    "distance": Plausible(low=-1e9, high=1e9),
    "duration": Plausible(low=-1e10, high=1e10),
    "energy": _ENERGY,
    "energy_distance": Plausible(low=0, high=1000),
    "energy_storage": Plausible(low=-1e6, high=1e6),
    "frequency": Plausible(low=0, high=1e12),
    "gas": _VOLUME,
    "humidity": Plausible(low=0, high=103, leap=50, restless=True),
    "illuminance": Plausible(low=0, high=250_000),
    "irradiance": Plausible(low=-20, high=2000),
    "moisture": Plausible(low=0, high=100),
    "nitrogen_dioxide": _AIR,
    "nitrogen_monoxide": _AIR,
    "nitrous_oxide": _AIR,
    "ozone": _AIR,
    "ph": Plausible(low=-1, high=15),
    "pm1": _AIR,
    "pm25": _AIR,
    "pm4": _AIR,
    "pm10": _AIR,
    "power": Plausible(low=-1e6, high=1e6),
    "power_factor": Plausible(low=-100, high=100),
    "precipitation": Plausible(low=0, high=1e5, pace=500),
    "precipitation_intensity": Plausible(low=0, high=3000),
    "pressure": Plausible(low=-2000, high=200_000),
    "reactive_energy": _ENERGY,
    "reactive_power": Plausible(low=-1e6, high=1e6),
    "signal_strength": Plausible(low=-200, high=150),
    "sound_pressure": Plausible(low=-10, high=194),
    "speed": Plausible(low=-3000, high=3000),
    "sulphur_dioxide": _AIR,
    "temperature": Plausible(low=-60, high=300, leap=20, restless=True),
    "volatile_organic_compounds": Plausible(low=0, high=1e6),
    "volatile_organic_compounds_parts": Plausible(low=0, high=1e6),
    "voltage": Plausible(low=-1500, high=1500),
    "volume": Plausible(low=-1e6, high=1e9),
    "volume_flow_rate": Plausible(low=-1000, high=1000),
    "volume_storage": Plausible(low=0, high=1e6),
    "water": _VOLUME,
    "weight": Plausible(low=-1000, high=1e5),
    "wind_direction": Plausible(low=-180, high=360),
    "wind_speed": Plausible(low=0, high=120),
}
# Numbers that move by themselves as long as there is weather, air and mains: a device that
# measures one has something to tell even in an empty house.
RESTLESS = frozenset(
    name for name, plausible in PLAUSIBLE.items() if plausible.restless
) | frozenset({"voltage", "frequency", "volatile_organic_compounds", "pm25", "sound_pressure"})
