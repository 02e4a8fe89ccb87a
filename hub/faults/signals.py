"""Which entity tells what of which appliance, and how its numbers become W, °C and on or off."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hub.core.entities import Appliance, ApplianceKind, Area, Entity
from hub.core.facets import facet
from hub.core.held import Held
from hub.core.kinds import Kind
from hub.core.states import SensorState, State
from hub.faults.watch import Quantity

_CONVERSIONS = {"kW": (1000.0, 0.0), "mW": (0.001, 0.0), "°F": (5 / 9, -160 / 9)}
_OUTDOORS = re.compile(
    r"out(side|doors?)|garden|balcony|terrace|室外|户外|阳台|花园|院", re.IGNORECASE
)
_BY_WEATHER = frozenset({ApplianceKind.AIR_CONDITIONER, ApplianceKind.HEAT_PUMP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One quantity of an appliance: number × ``factor`` + ``offset`` is W or °C; on is 1.0."""

    appliance: Appliance
    measures: Quantity
    factor: float = 1.0
    offset: float = 0.0

    def read(self, state: State) -> float | None:
        """Return what a state says; ``None`` where it says nothing."""
        if isinstance(state, SensorState):
            value = state.value
            if not isinstance(value, int | float) or not math.isfinite(value):
                return None
            return value * self.factor + self.offset
        on = facet(state, "on") if self.measures == "command" else None
        return float(on) if isinstance(on, bool) else None


def signals_of(
    appliances: Iterable[Appliance], held: Mapping[str, Held], areas: Mapping[str, Area]
) -> dict[str, list[Signal]]:
    """Return for each entity what it tells of these appliances."""
    appliances = list(appliances)
    thermometers = list(_thermometers(held, {appliance.id for appliance in appliances}))
    found: dict[str, list[Signal]] = {}
    for appliance in appliances:
        for entity, measures in _own(appliance):
            if entity in held:
                signal = _signal(appliance, measures, held[entity].entity)
                found.setdefault(entity, []).append(signal)
        around = ambient_of(appliance, thermometers, areas)
        if around is not None and appliance.power in held:
            found.setdefault(around.id, []).append(_signal(appliance, "ambient", around))
    return found


def ambient_of(
    appliance: Appliance, thermometers: Iterable[Entity], areas: Mapping[str, Area]
) -> Entity | None:
    """Return the thermometer that shows what surrounds an appliance, if there is one.

    It is one of the same room, else one outdoors; machines that pump warmth through the wall are
    ruled by the weather: theirs is outdoors only.
    """
    thermometers = list(thermometers)
    outdoors = [one for one in thermometers if _is_outdoors(one, areas)]
    here = [one for one in thermometers if appliance.area and one.area == appliance.area]
    wanted = outdoors if appliance.kind in _BY_WEATHER else [*here, *outdoors]
    return next(iter(wanted), None)


def _own(appliance: Appliance) -> Iterator[tuple[str, Quantity]]:
    yield appliance.power, "power"
    yield appliance.temperature, "temperature"
    yield appliance.switch, "command"


def _thermometers(held: Mapping[str, Held], machines: set[str]) -> Iterator[Entity]:
    """Yield what measures the air: no machine's own sensor and none that looks after a device."""
    for one in held.values():
        entity = one.entity
        is_air = entity.device_class == "temperature" and not entity.category
        if entity.kind is Kind.SENSOR and is_air and entity.device not in machines:
            yield entity


def _is_outdoors(entity: Entity, areas: Mapping[str, Area]) -> bool:
    area = areas.get(entity.area)
    names = (entity.label, entity.id, area.name if area else "")
    return any(_OUTDOORS.search(name) for name in names)


def _signal(appliance: Appliance, measures: Quantity, entity: Entity) -> Signal:
    factor, offset = _CONVERSIONS.get(entity.unit, (1.0, 0.0))
    return Signal(appliance=appliance, measures=measures, factor=factor, offset=offset)
