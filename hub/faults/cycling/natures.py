"""The kinds of machines that switch themselves."""

from hub.core.entities import ApplianceKind
from hub.faults.cycling.cold import FREEZER, FRIDGE
from hub.faults.cycling.nature import Nature

NATURES: dict[ApplianceKind, Nature] = {
    ApplianceKind.FRIDGE: FRIDGE,
    ApplianceKind.FREEZER: FREEZER,
}
