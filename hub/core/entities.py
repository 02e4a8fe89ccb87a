"""The things of a house: entities, the devices that carry them, areas, appliances."""

from dataclasses import dataclass, field
from enum import StrEnum

from hub.core.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that can be read or commanded.

    ``id`` is given once and never changes; ``source`` is how its origin names it. ``name`` is
    what the device calls itself, ``alias`` what a person called it. ``features`` are the parts
    of the state that can be set (``level``, ``kelvin``, ``target``, ``mode``, ``stop``…).
    ``reports`` is false for a device that never tells its state: its commands end *sent*.
    ``choices`` are what else can be chosen, by Home Assistant's word for it (``option``,
    ``effect``, ``preset_mode``, ``fan_mode``, ``tone``…). ``enabled`` is false where the device
    itself says that few people want to see it. ``feeds`` is what a person says is plugged in here,
    ``traced`` what its power looks like.
    """

    id: str
    source: str
    kind: Kind
    name: str
    alias: str = ""
    device: str = ""
    area: str = ""
    device_class: str = ""
    unit: str = ""
    category: str = ""
    features: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float | None = None
    reports: bool = True
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    enabled: bool = True
    feeds: "ApplianceKind | None" = None
    traced: "ApplianceKind | None" = None

    @property
    def label(self) -> str:
        """What people call it."""
        return self.alias or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """The box that carries entities.

    ``identifiers`` tell it from every other, whoever announces it: its own, and its
    connections as ``mac:aa:bb:…``. ``alias`` is what a person called it; ``moved`` where one said
    in which room it is.
    """

    id: str
    name: str
    manufacturer: str = ""
    model: str = ""
    area: str = ""
    model_id: str = ""
    sw_version: str = ""
    hw_version: str = ""
    serial_number: str = ""
    configuration_url: str = ""
    identifiers: tuple[str, ...] = ()
    alias: str = ""
    moved: bool = False

    @property
    def label(self) -> str:
        """What people call it."""
        return self.alias or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A room."""

    id: str
    name: str


class ApplianceKind(StrEnum):
    """Which machine a device is or feeds."""

    FRIDGE = "fridge"
    FREEZER = "freezer"
    WASHER = "washer"
    DRYER = "dryer"
    DISHWASHER = "dishwasher"
    AIR_CONDITIONER = "air_conditioner"
    HEAT_PUMP = "heat_pump"
    WATER_HEATER = "water_heater"
    COFFEE_MACHINE = "coffee_machine"
    PUMP = "pump"
    OVEN = "oven"
    TV = "tv"
    VACUUM = "vacuum"
    HEATING = "heating"
    MEDICAL = "medical"
    ROUTER = "router"
    HUB = "hub"
    LAMP = "lamp"
    FAN = "fan"
    KETTLE = "kettle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appliance:
    """A device watched as a machine: which entities tell of it (ids; empty where there is none)."""

    id: str
    kind: ApplianceKind
    name: str
    area: str = ""
    power: str = ""
    temperature: str = ""
    energy: str = ""
    switch: str = ""
