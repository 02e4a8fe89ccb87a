"""Everything in the house and what holds true of it now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from hub.core.appliances import appliance_of
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.entities import Appliance, ApplianceKind, Area, Device, Entity
from hub.core.errors import UnknownEntity
from hub.core.events import (
    DEVICE,
    HUB,
    AvailabilityChanged,
    Cause,
    DesireChanged,
    EntityRemoved,
    HouseholdChanged,
    StateChanged,
    StateReported,
)
from hub.core.held import Desire, Held
from hub.core.kinds import Kind, Shown
from hub.core.left import Left, as_people_said
from hub.core.slugs import free, slug
from hub.core.states import State

__all__ = ["Desire", "Held", "Registry", "settable", "slug"]


class Registry:
    """Knows entities by an id that never changes, whatever they are called, wherever they move."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._bus, self._clock = bus, clock
        self._held: dict[str, Held] = {}
        self._ids: dict[str, str] = {}  # source -> id
        self._left = Left()
        self._parts: dict[str, dict[str, None]] = {}  # device -> its entities' ids, in order
        self._devices: dict[str, Device] = {}
        self._areas: dict[str, Area] = {}
        self._appliances: dict[str, Appliance] = {}

    @property
    def held(self) -> Mapping[str, Held]:
        """What is held of every entity, by id."""
        return self._held

    @property
    def devices(self) -> Mapping[str, Device]:
        """Every device, by id."""
        return self._devices

    @property
    def areas(self) -> Mapping[str, Area]:
        """Every area, by id."""
        return self._areas

    @property
    def appliances(self) -> Mapping[str, Appliance]:
        """Every appliance, by id (its device's)."""
        return self._appliances

    def find(self, entity: str) -> Held:
        """Return what is held of an entity; raise ``UnknownEntity``."""
        held = self._held.get(entity)
        if held is None:
            raise UnknownEntity(f"there is nothing called {entity!r} in this house")
        return held

    def restore(
        self, entities: Iterable[Entity], devices: Iterable[Device], areas: Iterable[Area]
    ) -> None:
        """Take back what was known before the hub stopped, silently; states come from devices."""
        self._devices |= {device.id: device for device in devices}
        self._areas |= {area.id: area for area in areas}
        for entity in entities:
            self._ids[entity.source] = entity.id
            self._held[entity.id] = Held(entity)
            self._attach(entity)
        for device in self._devices:
            self._see_appliance(device)

    def remember(
        self,
        entity: str,
        *,
        state: State,
        desire: Desire | None,
        last_changed: float | None,
        last_updated: float | None,
    ) -> None:
        """Take back an entity's twin, silently: it is old until the device speaks."""
        held = self.find(entity)
        held.state, held.desire, held.is_fresh = state, desire, False
        held.last_changed, held.last_updated = last_changed, last_updated

    def describe(
        self, entity: Entity, device: Device | None = None, *, suggested_area: str = ""
    ) -> Entity:
        """Take in what a device says of an entity and return the entity as the house knows it.

        ``entity.id`` may be empty: the first description of a source gives it one for good. What
        a person said of it (alias, area, what it feeds) outlives every later description.
        """
        area = self._area(suggested_area or (device.area if device else ""))
        known = self._held.get(self._ids.get(entity.source, ""))
        was = known.entity if known else self._left.take(entity.source)
        if was is None or (known is None and was.id in self._held):
            entity = replace(entity, id=self._new_id(entity, device), area=area)
        else:
            entity = as_people_said(entity, was, area=area)
        if device is not None:
            entity = replace(entity, device=device.id)
            device = self._as_placed(device, area or entity.area)
        self._take(entity, device)
        return entity

    def _as_placed(self, device: Device, area: str) -> Device:
        """Return a device as a person named and placed it, else where it says it is."""
        known = self._devices.get(device.id)
        if known is None or not (known.alias or known.moved):
            return replace(device, area=area)
        area = known.area if known.moved else area
        return replace(device, alias=known.alias, moved=known.moved, area=area)

    def _take(self, entity: Entity, device: Device | None) -> None:
        held = self._held.get(entity.id)
        news = held is None or held.entity != entity
        if held is not None and held.entity.device != entity.device:
            self._detach(held.entity)
        if held is None or held.entity.kind is not entity.kind:
            held = self._held[entity.id] = Held(entity)
        held.entity = entity
        self._attach(entity)
        self._ids[entity.source] = entity.id
        devices: tuple[Device, ...] = ()
        if device is not None and self._devices.get(device.id) != device:
            self._devices[device.id] = device
            devices = (device,)
        if news or devices:
            self._announce(entity, devices)

    def _announce(self, entity: Entity, devices: tuple[Device, ...], cause: Cause = DEVICE) -> None:
        self._bus.publish(
            HouseholdChanged(
                at=self._clock.time(),
                cause=cause,
                entities=(entity,),
                devices=devices,
                areas=(self._areas[entity.area],) if entity.area else (),
                appliances=self._see_appliance(entity.device),
            )
        )

    def _see_appliance(self, device: str) -> tuple[Appliance, ...]:
        """Return the appliance of a device if it is new or different."""
        if device not in self._devices:
            return ()
        entities = [self._held[part].entity for part in self._parts.get(device, ())]
        appliance = appliance_of(self._devices[device], entities)
        if appliance is None:
            self._appliances.pop(device, None)
        if appliance is None or self._appliances.get(device) == appliance:
            return ()
        self._appliances[device] = appliance
        return (appliance,)

    def _attach(self, entity: Entity) -> None:
        if entity.device:
            self._parts.setdefault(entity.device, {})[entity.id] = None

    def _detach(self, entity: Entity) -> None:
        self._parts.get(entity.device, {}).pop(entity.id, None)

    def remove(self, source: str) -> None:
        """Take an entity its device has withdrawn out of the house; it may come back as it was."""
        held = self._held.pop(self._ids.pop(source, ""), None)
        if held is not None:
            self._left.keep(held.entity)
            self._detach(held.entity)
            self._bus.publish(EntityRemoved(at=self._clock.time(), entity=held.entity))

    def rename(self, entity: str, name: str, cause: Cause) -> Entity:
        """Call an entity by a person's name for it; an empty name brings its own back."""
        return self._hold(replace(self.find(entity).entity, alias=name.strip()), cause)

    def move(self, entity: str, area: str, cause: Cause) -> Entity:
        """Put an entity into an area, made when there is none of that name."""
        return self._hold(replace(self.find(entity).entity, area=self._area(area)), cause)

    def revise(self, device: Device, cause: Cause) -> None:
        """Take in what a person said of a device: its alias, its area."""
        self._devices[device.id] = device
        made, now = self._see_appliance(device.id), self._clock.time()
        self._bus.publish(HouseholdChanged(at=now, cause=cause, devices=(device,), appliances=made))

    def feed(self, entity: str, feeds: ApplianceKind | None, cause: Cause) -> Entity:
        """Note what a person says a plug feeds; ``None``: what its name suggests."""
        return self._hold(replace(self.find(entity).entity, feeds=feeds), cause)

    def trace(self, entity: str, kind: ApplianceKind | None) -> None:
        """Note what the power of a plug's load looks like; ``None``: like nothing known."""
        self._hold(replace(self.find(entity).entity, traced=kind), HUB)

    def _hold(self, entity: Entity, cause: Cause) -> Entity:
        self._held[entity.id].entity = entity
        self._announce(entity, (), cause)
        return entity

    def report(
        self, entity: str, state: State, *, cause: Cause = DEVICE, fresh: bool = True
    ) -> None:
        """Take in the state an entity has told; the hot path of every reading.

        ``fresh`` is false for what the device did not say just now: kept by the broker, assumed.
        """
        held = self._held[entity]
        before = held.state
        held.is_fresh = fresh
        now = held.last_updated = self._clock.time()
        if cause is DEVICE and held.asked_by is not None:
            cause = held.asked_by
        if before is state or before == state:
            event = StateReported
        else:
            event = StateChanged
            held.state, held.last_changed = state, now
        self._bus.publish(
            event(at=now, cause=cause, entity=entity, state=state, previous=before, fresh=fresh)
        )

    def touch(self, entity: str, *, fresh: bool) -> None:
        """Note that what is held of an entity was said again, without an event."""
        held = self._held[entity]
        held.is_fresh, held.last_updated = fresh, self._clock.time()

    def show(self, entity: str, shown: Callable[[], Shown]) -> None:
        """Let ``shown`` tell how the entity looks in Home Assistant's words."""
        self.find(entity).shown = shown

    def set_available(self, entity: str, available: bool) -> None:  # noqa: FBT001 - the value itself
        """Note that a device came within reach or left it."""
        held = self.find(entity)
        if held.available != available:
            held.available = available
            self._bus.publish(
                AvailabilityChanged(at=self._clock.time(), entity=entity, available=available)
            )

    def mark_silent(self, entities: Iterable[str], since: float | None) -> None:
        """Mark entities as silent since their device was last heard (``None``: heard again)."""
        for entity in entities:
            held = self._held.get(entity)
            if held is not None:
                held.silent_since = since

    def desire(self, entity: str, desire: Desire | None) -> None:
        """Note what the household wants of an entity from now on."""
        held = self.find(entity)
        before, held.desire = held.desire, desire
        wants = {} if desire is None else desire.wants
        if wants != ({} if before is None else before.wants):
            cause = DEVICE if desire is None else desire.by
            self._bus.publish(
                DesireChanged(
                    at=self._clock.time(), cause=cause, entity=entity, desired=dict(wants)
                )
            )

    def attribute(self, entity: str, cause: Cause | None) -> None:
        """Lay what the entity reports from now on at this door (``None``: at its own again)."""
        self.find(entity).asked_by = cause

    def _area(self, name: str) -> str:
        """Return the id of the area of that name, made when there is none; "" for no name."""
        name = name.strip()
        if not name:
            return ""
        for area in self._areas.values():
            if area.name.casefold() == name.casefold():
                return area.id
        area = Area(id=free(slug(name), self._areas), name=name)
        self._areas[area.id] = area
        return area.id

    def _new_id(self, entity: Entity, device: Device | None) -> str:
        if entity.id:
            return entity.id
        name = entity.name
        if device and device.name.casefold() not in name.casefold():
            name = f"{device.name} {name}"
        return free(f"{entity.kind.value}.{slug(name)}", self._held)


def settable(kind: Kind) -> bool:
    """Whether entities of this kind can be commanded."""
    return kind not in {Kind.SENSOR, Kind.BINARY_SENSOR}
