"""Who disobeys: devices that follow no command, and loads that say "on" and draw nothing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hub.core.appliances import feeds
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.entities import ApplianceKind, Entity
from hub.core.events import (
    CommandEnded,
    CommandHeeded,
    CommandIgnored,
    EntityRemoved,
    Event,
    HouseholdChanged,
    StateReported,
)
from hub.core.facets import facet
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState

_MANY = 3  # commands in a row, not followed
_LOOK = 5.0  # household seconds between two looks
_WHILE = 15.0  # seconds after which a load that is on draws something
_SHORT = 5.0  # a load that was on for less tells nothing
_NOTHING = 0.5  # watts a plug's meter shows for itself
_DRAWS = 2.0  # watts that show that something is on
_OFTEN = 4  # of so many times it was on, a load may have rested once: else it decides itself
_METERED = {Kind.SWITCH, Kind.LIGHT}
_RESTS = frozenset(ApplianceKind) - {ApplianceKind.LAMP, ApplianceKind.TV, ApplianceKind.ROUTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a metered entity was seen to do: ``drew`` and ``rested`` count the times it was on.

    ``dark`` are the commands in a row after which it said "on" and drew nothing, ``since`` when
    the present one came true, ``most`` the watts since then and ``usual`` those of earlier times.
    """

    drew: int = 0
    rested: int = 0
    dark: int = 0
    since: float | None = None
    most: float = 0.0
    usual: float = 0.0


class Loads:
    """Publishes ``CommandIgnored`` once a spell, and ``CommandHeeded`` when it is over."""

    def __init__(self, bus: Bus, clock: Clock, registry: Registry) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._loads: dict[str, Load] = {}
        self._unheeded: dict[str, int] = {}
        self._told: set[str] = set()
        self._meters: dict[str, str] = {}  # metered entity -> its power sensor
        self._metered: dict[str, str] = {}  # power sensor -> what it measures
        self._events = bus.open(Event, limit=4096, wanted=self._concerns)

    async def run(self) -> None:
        """Watch until cancelled."""
        with self._events:
            self._pair()
            while True:
                await self._clock.sleep(_LOOK)
                events = self._events.drain()
                if any(isinstance(event, HouseholdChanged | EntityRemoved) for event in events):
                    self._pair()
                for event in events:
                    match event:
                        case CommandEnded():
                            self._end(event)
                        case StateReported():
                            self._take(event)
                self._look(self._clock.time())

    def _concerns(self, event: Event) -> bool:
        """Whether to look at an event: asked of every event in the house."""
        if isinstance(event, StateReported):
            return event.entity in self._metered or event.entity in self._meters
        return isinstance(event, CommandEnded | HouseholdChanged | EntityRemoved)

    def _pair(self) -> None:
        """Find out which meters measure which loads: one power sensor, one load a device."""
        held = [h for h in self._registry.held.values() if h.entity.device]
        sensors = _lone(h.entity for h in held if _is_meter(h.entity))
        loads = _lone(h.entity for h in held if h.entity.kind in _METERED and not h.entity.category)
        self._meters = {
            entity: sensors[device] for device, entity in loads.items() if device in sensors
        }
        self._metered = {sensor: entity for entity, sensor in self._meters.items()}

    def _end(self, end: CommandEnded) -> None:
        """Count what was not followed by a device that can be reached."""
        held = self._registry.held.get(end.entity)
        if held is None or not held.available or not end.reached:
            return
        if end.result == "no_answer":
            count = self._unheeded[end.entity] = self._unheeded.get(end.entity, 0) + 1
            if count >= _MANY:
                self._tell(CommandIgnored(at=end.at, entity=end.entity, count=count))
        elif end.result == "confirmed":
            self._unheeded.pop(end.entity, None)
            if end.entity in self._meters and facet(held.state, "on") is True:
                load = self._loads.get(end.entity, Load())
                self._loads[end.entity] = replace(load, since=end.at, most=0.0)
            elif self._loads.get(end.entity, Load()).dark < _MANY:
                self._heed(end.entity, end.at)

    def _take(self, report: StateReported) -> None:
        """Follow the meter of a load that is on, and see it go off."""
        load = self._loads.get(report.entity)
        if load is not None and load.since is not None and facet(report.state, "on") is False:
            self._judge(report.entity, load, report.at)
        entity = self._metered.get(report.entity, "")
        held = self._registry.held.get(entity)
        watts = self._watts(entity)
        if held is not None and watts is not None and facet(held.state, "on") is True:
            self._draw(entity, watts)

    def _draw(self, entity: str, watts: float) -> None:
        load = self._loads.get(entity, Load())
        if watts >= _DRAWS:
            drew = load.drew or int(load.since is None)  # it was on already when first seen
            most, usual = max(load.most, watts), max(load.usual, watts)
            self._loads[entity] = replace(load, drew=drew, most=most, usual=usual)

    def _look(self, now: float) -> None:
        for entity, load in list(self._loads.items()):
            if load.since is not None and now - load.since >= _WHILE:
                self._judge(entity, load, now)

    def _judge(self, entity: str, load: Load, now: float) -> None:
        """Say what a load did while it was on."""
        held, watts = self._registry.held.get(entity), self._watts(entity)
        lasted = now - (load.since or now)
        self._loads[entity] = load = replace(load, since=None)
        if held is None or watts is None or lasted < _SHORT:
            return
        most = max(load.most, watts)
        if most >= _DRAWS:
            usual = max(load.usual, most)
            self._loads[entity] = replace(load, drew=load.drew + 1, dark=0, usual=usual)
            self._heed(entity, now)
        elif watts <= _NOTHING:
            self._loads[entity] = load = self._dark(held.entity, load)
            if load.dark >= _MANY:
                self._tell(
                    CommandIgnored(
                        at=now, entity=entity, count=load.dark, watts=watts, usual=load.usual
                    )
                )

    def _dark(self, entity: Entity, load: Load) -> Load:
        """Count a time without power, where a load has shown that it draws whenever it is on."""
        fed = feeds(entity, self._registry.devices.get(entity.device))
        lamp = entity.kind is Kind.LIGHT or fed is ApplianceKind.LAMP
        always = load.drew > 0 and load.rested * _OFTEN <= load.drew and fed not in _RESTS
        if lamp or always:
            return replace(load, dark=load.dark + 1)
        return replace(load, rested=load.rested + 1)

    def _watts(self, entity: str) -> float | None:
        """Return what the meter of a load shows now; ``None`` where there is none to ask."""
        held = self._registry.held.get(self._meters.get(entity, ""))
        value = held.state.value if held and isinstance(held.state, SensorState) else None
        if held is None or not held.available or not isinstance(value, int | float):
            return None
        watts = 1000 * value if held.entity.unit == "kW" else float(value)
        return watts if math.isfinite(watts) else None

    def _tell(self, ignored: CommandIgnored) -> None:
        if ignored.entity not in self._told:
            self._told.add(ignored.entity)
            self._bus.publish(ignored)

    def _heed(self, entity: str, now: float) -> None:
        if entity in self._told:
            self._told.discard(entity)
            self._bus.publish(CommandHeeded(at=now, entity=entity))


def _is_meter(entity: Entity) -> bool:
    return entity.kind is Kind.SENSOR and entity.device_class == "power"


def _lone(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the entity of each device that has just one of these."""
    found: dict[str, list[str]] = {}
    for entity in entities:
        found.setdefault(entity.device, []).append(entity.id)
    return {device: ids[0] for device, ids in found.items() if len(ids) == 1}
