"""The tables of units: what each dimension is kept in, and which sensors measure it."""

Units = dict[str, tuple[float, float]]  # a unit -> what makes it ours: factor, offset


def _of(**factors: float) -> Units:
    # Python reads both signs for micro in a name as the Greek letter; we write the other.
    return {unit.replace("\u03bc", "\u00b5"): (factor, 0.0) for unit, factor in factors.items()}


_DAY, _HOUR = 86_400.0, 3600.0
_FOOT, _INCH, _MILE = 0.3048, 0.0254, 1609.344
_GALLON, _CUBIC_FOOT = 0.003785411784, 0.028316846592
_MOLE = 24.45  # litres of a gas at 25 °C and 1013 hPa
_WH = 1e-3
_JOULE = 1 / 3.6e6

_VOLUME: Units = {
    "m³": (1.0, 0.0),
    "L": (1e-3, 0.0),
    "mL": (1e-6, 0.0),
    "ft³": (_CUBIC_FOOT, 0.0),
    "CCF": (100 * _CUBIC_FOOT, 0.0),
    "MCF": (1000 * _CUBIC_FOOT, 0.0),
    "gal": (_GALLON, 0.0),
    "fl. oz.": (_GALLON / 128, 0.0),
}
_MASS_IN_AIR: Units = {"µg/m³": (1.0, 0.0), "mg/m³": (1e3, 0.0), "µg/ft³": (1 / _CUBIC_FOOT, 0.0)}


def _gas(grams_per_mole: float) -> tuple[str, Units]:
    """Return the units of a gas that is kept as mass in air."""
    ppb = grams_per_mole / _MOLE
    return "µg/m³", _MASS_IN_AIR | {"ppb": (ppb, 0.0), "ppm": (1000 * ppb, 0.0)}


def _parts(grams_per_mole: float) -> tuple[str, Units]:
    """Return the units of a gas that is kept as parts of air."""
    milligram = _MOLE / grams_per_mole
    return "ppm", {
        "ppm": (1.0, 0.0),
        "ppb": (1e-3, 0.0),
        "mg/m³": (milligram, 0.0),
        "µg/m³": (milligram / 1000, 0.0),
        "%": (1e4, 0.0),
    }


DIMENSIONS: dict[str, tuple[str, Units]] = {
    "temperature": (
        "°C",
        {"°C": (1.0, 0.0), "°F": (5 / 9, -160 / 9), "K": (1.0, -273.15)},
    ),
    "power": (
        "W",
        _of(mW=1e-3, W=1, kW=1e3, MW=1e6, GW=1e9, TW=1e12) | {"BTU/h": (0.29307107, 0.0)},
    ),
    "apparent_power": ("VA", _of(mVA=1e-3, VA=1, kVA=1e3)),
    "reactive_power": ("var", _of(mvar=1e-3, var=1, kvar=1e3)),
    "energy": (
        "kWh",
        _of(mWh=1e-3 * _WH, Wh=_WH, kWh=1, MWh=1e3, GWh=1e6, TWh=1e9)
        | _of(J=_JOULE, kJ=1e3 * _JOULE, MJ=1e6 * _JOULE, GJ=1e9 * _JOULE)
        | _of(cal=4.184 * _JOULE, kcal=4184 * _JOULE, Mcal=4.184e6 * _JOULE, Gcal=4.184e9 * _JOULE),
    ),
    "reactive_energy": ("kvarh", _of(varh=1e-3, kvarh=1)),
    "voltage": ("V", _of(µV=1e-6, mV=1e-3, V=1, kV=1e3, MV=1e6)),
    "current": ("A", _of(µA=1e-6, mA=1e-3, A=1, kA=1e3)),
    "frequency": ("Hz", _of(mHz=1e-3, Hz=1, kHz=1e3, MHz=1e6, GHz=1e9)),
    "pressure": (
        "hPa",
        _of(Pa=0.01, hPa=1, kPa=10, MPa=1e4, mbar=1, cbar=10, bar=1000, psi=68.947573)
        | _of(mmHg=1.333224, inHg=33.863886)
        | {"inH₂O": (2.490889, 0.0)},
    ),
    "distance": (
        "m",
        _of(mm=1e-3, cm=1e-2, m=1, km=1e3)
        | {"in": (_INCH, 0.0), "ft": (_FOOT, 0.0), "yd": (3 * _FOOT, 0.0), "mi": (_MILE, 0.0)}
        | {"nmi": (1852.0, 0.0)},
    ),
    "area": (
        "m²",
        {
            "m²": (1.0, 0.0),
            "cm²": (1e-4, 0.0),
            "mm²": (1e-6, 0.0),
            "km²": (1e6, 0.0),
            "in²": (_INCH**2, 0.0),
            "ft²": (_FOOT**2, 0.0),
            "yd²": (9 * _FOOT**2, 0.0),
            "mi²": (_MILE**2, 0.0),
            "ac": (43_560 * _FOOT**2, 0.0),
            "ha": (1e4, 0.0),
        },
    ),
    "volume": ("m³", _VOLUME),
    "flow": (
        "m³/h",
        {
            "m³/h": (1.0, 0.0),
            "m³/min": (60.0, 0.0),
            "m³/s": (_HOUR, 0.0),
            "L/h": (1e-3, 0.0),
            "L/min": (0.06, 0.0),
            "L/s": (3.6, 0.0),
            "mL/s": (0.0036, 0.0),
            "ft³/min": (60 * _CUBIC_FOOT, 0.0),
            "gal/min": (60 * _GALLON, 0.0),
        },
    ),
    "speed": (
        "m/s",
        {
            "m/s": (1.0, 0.0),
            "km/h": (1 / 3.6, 0.0),
            "mph": (_MILE / _HOUR, 0.0),
            "kn": (1852 / _HOUR, 0.0),
            "ft/s": (_FOOT, 0.0),
            "in/s": (_INCH, 0.0),
            "mm/s": (1e-3, 0.0),
            "m/min": (1 / 60, 0.0),
            "mm/h": (1e-3 / _HOUR, 0.0),
            "mm/d": (1e-3 / _DAY, 0.0),
            "in/h": (_INCH / _HOUR, 0.0),
            "in/d": (_INCH / _DAY, 0.0),
        },
    ),
    "rain": ("mm", _of(mm=1, cm=10) | {"in": (25.4, 0.0)}),
    "rain_rate": (
        "mm/h",
        {"mm/h": (1.0, 0.0), "mm/d": (1 / 24, 0.0), "in/h": (25.4, 0.0), "in/d": (25.4 / 24, 0.0)},
    ),
    "mass": (
        "kg",
        _of(µg=1e-9, mg=1e-6, g=1e-3, kg=1, t=1e3, oz=0.028349523125, lb=0.45359237, st=6.35029318),
    ),
    "duration": (
        "s",
        _of(µs=1e-6, ms=1e-3, s=1, min=60, h=_HOUR, d=_DAY, w=7 * _DAY),
    ),
    "irradiance": (
        "W/m²",
        {"W/m²": (1.0, 0.0), "BTU/(h⋅ft²)": (3.15459075, 0.0)},
    ),
    "conductivity": (
        "µS/cm",
        {"µS/cm": (1.0, 0.0), "mS/cm": (1e3, 0.0), "S/cm": (1e6, 0.0)},
    ),
    "glucose": ("mmol/L", {"mmol/L": (1.0, 0.0), "mg/dL": (1 / 18.016, 0.0)}),  # 180.16 g/mol
    "consumption": ("kWh/100km", {"kWh/100km": (1.0, 0.0), "Wh/km": (0.1, 0.0)}),
    "dust": ("µg/m³", _MASS_IN_AIR),
    "carbon_dioxide": _parts(44.01),
    "carbon_monoxide": _parts(28.01),
    "organic_parts": ("ppb", _of(ppb=1, ppm=1e3)),
    "nitrogen_dioxide": _gas(46.006),
    "nitrogen_monoxide": _gas(30.006),
    "nitrous_oxide": _gas(44.013),
    "ozone": _gas(47.998),
    "sulphur_dioxide": _gas(64.066),
    "share": ("%", {"%": (1.0, 0.0), "‰": (0.1, 0.0)}),
}
_PREFIXES = {"": 0, "k": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6, "Z": 7, "Y": 8}
_SIZES: Units = {}
for _prefix, _power in _PREFIXES.items():
    _SIZES |= {f"{_prefix}B": (1000.0**_power, 0.0), f"{_prefix}bit": (1000.0**_power / 8, 0.0)}
    if _prefix:
        _SIZES[f"{_prefix.upper()}iB"] = (1024.0**_power, 0.0)
DIMENSIONS["data"] = ("B", _SIZES)
DIMENSIONS["data_rate"] = ("B/s", {f"{unit}/s": factors for unit, factors in _SIZES.items()})

CLASSES: dict[str, str] = {
    **{name: name for name in DIMENSIONS if name not in {"rain", "mass", "flow", "data", "share"}},
    "atmospheric_pressure": "pressure",
    "blood_glucose_concentration": "glucose",
    "data_size": "data",
    "energy_distance": "consumption",
    "energy_storage": "energy",
    "gas": "volume",
    "water": "volume",
    "volume_storage": "volume",
    "volume_flow_rate": "flow",
    "precipitation": "rain",
    "precipitation_intensity": "rain_rate",
    "weight": "mass",
    "wind_speed": "speed",
    "pm1": "dust",
    "pm25": "dust",
    "pm4": "dust",
    "pm10": "dust",
    "volatile_organic_compounds": "dust",
    "volatile_organic_compounds_parts": "organic_parts",
    "battery": "share",
    "humidity": "share",
    "moisture": "share",
    "power_factor": "share",
    # These have one unit, or one no number turns into another: they are kept as they come.
    **dict.fromkeys(
        ("aqi", "illuminance", "monetary", "ph", "signal_strength", "sound_pressure"), ""
    ),
    "wind_direction": "",
}
# What means one thing only, whatever the sensor is. (K may be the colour of light, mm rain,
# L water or fuel: those convert only where the class says which.)
SURE: dict[str, str] = {
    unit: dimension
    for dimension in ("power", "energy", "pressure", "voltage", "current")
    for unit in DIMENSIONS[dimension][1]
    if unit not in {"J", "mWh", "cal", "kcal", "MV"}
} | {"°F": "temperature", "mph": "speed", "kn": "speed", "km/h": "speed", "lb": "mass"}

SPELLINGS: dict[str, str] = {
    **dict.fromkeys(("F", "ºF", "℉", "degF", "° F", "Fahrenheit"), "°F"),
    **dict.fromkeys(("C", "ºC", "℃", "degC", "° C", "Celsius"), "°C"),
    **dict.fromkeys(("l", "ℓ", "Liter", "liter", "litre", "liters", "litres"), "L"),
    **dict.fromkeys(("m3", "m^3", "M³", "cbm"), "m³"),
    **dict.fromkeys(("m3/h", "m^3/h", "m³/hr"), "m³/h"),
    **dict.fromkeys(("ft3", "cf", "CF"), "ft³"),
    **dict.fromkeys(("m2", "m^2", "sqm"), "m²"),
    **dict.fromkeys(("lux", "Lux", "Lx", "LX"), "lx"),
    **dict.fromkeys(("VAR", "VAr", "Var"), "var"),
    **dict.fromkeys(("kVAR", "kVAr"), "kvar"),
    **dict.fromkeys(("KW", "Kw"), "kW"),
    **dict.fromkeys(("KWh", "kwh", "KWH"), "kWh"),
    **dict.fromkeys(("wh", "WH"), "Wh"),
    **dict.fromkeys(("Volt", "Volts", "volt"), "V"),
    **dict.fromkeys(("Watt", "Watts", "watt"), "W"),
    **dict.fromkeys(("sec", "secs", "second", "seconds", "Seconds"), "s"),
    **dict.fromkeys(("mins", "minute", "minutes", "Minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours", "Hours"), "h"),
    **dict.fromkeys(("day", "days", "Days"), "d"),
    **dict.fromkeys(("kph", "kmh", "KM/h"), "km/h"),
    **dict.fromkeys(("MPH", "mi/h"), "mph"),
    **dict.fromkeys(("ug/m³", "µg/m3", "ug/m3", "µg/m^3"), "µg/m³"),
    **dict.fromkeys(("mg/m3", "mg/m^3"), "mg/m³"),
    **dict.fromkeys(("uS/cm",), "µS/cm"),
    **dict.fromkeys(("W/m2", "W/m^2"), "W/m²"),
    **dict.fromkeys(("lbs",), "lb"),
    **dict.fromkeys(("inH2O", "inWC"), "inH₂O"),
    **dict.fromkeys(("PPM",), "ppm"),
    **dict.fromkeys(("PPB",), "ppb"),
}
SPELLINGS |= {"l/h": "L/h", "l/min": "L/min", "l/s": "L/s"}
