"""The kinds of machines that switch themselves."""

from hub.core.entities import ApplianceKind
from hub.faults.cycling.cold import FREEZER, FRIDGE
from hub.faults.cycling.compressor import COOLING, HEATING
from hub.faults.cycling.nature import Nature
from hub.faults.cycling.tank import TANK
from hub.faults.cycling.well import WELL

NATURES: dict[ApplianceKind, Nature] = {
    ApplianceKind.FRIDGE: FRIDGE,
    ApplianceKind.FREEZER: FREEZER,
    ApplianceKind.AIR_CONDITIONER: COOLING,
    ApplianceKind.HEAT_PUMP: HEATING,
    ApplianceKind.WATER_HEATER: TANK,
    ApplianceKind.PUMP: WELL,
}
