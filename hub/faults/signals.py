"""Which entity tells what of which appliance, and how its numbers become watts and °C."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hub.core.entities import Appliance, ApplianceKind, Entity
from hub.core.held import Held
from hub.core.states import SensorState, State

COLD = frozenset({ApplianceKind.FRIDGE, ApplianceKind.FREEZER})
PROGRAMMED = frozenset({ApplianceKind.WASHER, ApplianceKind.DRYER, ApplianceKind.DISHWASHER})
_CONVERSIONS = {"kW": (1000.0, 0.0), "mW": (0.001, 0.0), "°F": (5 / 9, -160 / 9)}

Quantity = Literal["power", "temperature"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One measured quantity of an appliance: number × ``factor`` + ``offset`` is W or °C."""

    appliance: Appliance
    measures: Quantity
    factor: float = 1.0
    offset: float = 0.0

    def read(self, state: State) -> float | None:
        """Return what a state says in W or °C; ``None`` where it says nothing."""
        if not isinstance(state, SensorState) or not isinstance(state.value, int | float):
            return None
        return state.value * self.factor + self.offset


def signals_of(
    appliances: Iterable[Appliance], held: Mapping[str, Held]
) -> Iterator[tuple[str, Signal]]:
    """Yield entity id and signal for everything that is watched of these appliances."""
    for appliance in appliances:
        if appliance.kind in COLD | PROGRAMMED and appliance.power in held:
            yield appliance.power, _signal(appliance, "power", held[appliance.power].entity)
        if appliance.kind in COLD and appliance.temperature in held:
            entity = held[appliance.temperature].entity
            yield appliance.temperature, _signal(appliance, "temperature", entity)


def _signal(appliance: Appliance, measures: Quantity, entity: Entity) -> Signal:
    factor, offset = _CONVERSIONS.get(entity.unit, (1.0, 0.0))
    return Signal(appliance=appliance, measures=measures, factor=factor, offset=offset)
