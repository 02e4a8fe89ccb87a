"""One announced component alive in the house: it hears, is heard of, and can be commanded."""

from dataclasses import dataclass, field

from hub.core.entities import Entity
from hub.core.kinds import Shown
from hub.core.registry import Registry
from hub.ingest.discovery.availability import Presence
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.picture import Pictured
from hub.ingest.discovery.devices import Devices
from hub.ingest.discovery.message import Key
from hub.ingest.discovery.topics import Counts, Ear, Topics
from hub.ingest.discovery.way import Publisher, Way, can_do


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Where announced things live."""

    registry: Registry
    devices: Devices
    topics: Topics
    counts: Counts
    publisher: Publisher


@dataclass(slots=True, kw_only=True)
class Thing:
    """A component, the entity it is, and what listens for it."""

    key: Key
    origin: str  # who announced it: a topic, or a dialect's name for it
    source: str
    component: Component
    house: House
    part: str = ""  # its name in a message of several
    native: bool = False
    entity: str = ""
    late: bool = False  # whether what it last told was out of date
    full_name: str = ""  # device and own name, as Home Assistant puts them together
    ears: list[tuple[str, Ear]] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)  # what of the message is not used
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        self.presence = Presence(self.refresh_presence)
        self.component.changed = self.assumed

    @property
    def available(self) -> bool:
        """Whether it is within reach and up to date."""
        return self.presence.here and not self.component.unavailable

    def describe(self) -> None:
        """Tell the registry what the component says of itself, and listen to its topics."""
        component, house = self.component, self.house
        device, area = house.devices.find(component.fields)
        own = component.own_name()
        said = house.devices.told_name(device.id) if device else ""
        alone = component.is_entity and component.unique_id is None
        self.full_name = " ".join(part for part in ("" if alone else said, own) if part)
        low, high, step = component.limits()
        entity = house.registry.describe(
            Entity(
                id="",
                source=self.source,
                kind=component.kind,
                name=own or said or component.default_name,
                device_class=component.device_class or "",
                unit=component.house_unit(),
                category=component.category or "",
                features=component.features(),
                modes=component.modes(),
                low=low,
                high=high,
                step=step,
                reports=component.reports(),
                choices=component.choices(),
                enabled=component.enabled,
            ),
            device,
            suggested_area=area,
        )
        self.entity = entity.id
        house.registry.show(entity.id, self.shown)
        if isinstance(component, Pictured):
            house.registry.find(entity.id).picture = component.photograph
        self._listen()

    def way(self) -> Way | None:
        """Return the way commands go, if it takes any."""
        if not self.component.services():
            return None
        return Way(self.component, self.house.publisher, self.assumed)

    def can(self) -> tuple[str, ...]:
        """Return the services it takes."""
        return can_do(self.component)

    def _listen(self) -> None:
        self._hush()
        component, topics = self.component, self.house.topics
        self.ears = [
            (
                topic,
                Ear(
                    self.entity,
                    hears,
                    self.told,
                    self.house.registry,
                    self.house.counts,
                    encoding=component.encoding,
                    aside=bool(component.category),
                ),
            )
            for topic, hears in component.ears.items()
        ]
        mode = component.fields.text("availability_mode")
        self.presence.listen(topics, component.places, mode)
        self.late = component.unavailable
        self.refresh_presence()
        for topic, ear in self.ears:
            topics.attach(topic, ear)

    def told(self, retained: bool = False) -> None:  # noqa: FBT002 - the flag as it came
        """Pass on what the component holds true now."""
        registry = self.house.registry
        if self.entity in registry.held:
            registry.report(self.entity, self.component.house(), fresh=not retained)
            if self.component.unavailable != self.late:
                self.late = self.component.unavailable
                self.refresh_presence()

    def assumed(self) -> None:
        """Pass on what changed without the device's word: by time, or because it was sent."""
        self.told(retained=True)

    def refresh_presence(self) -> None:
        """Tell the registry whether it is within reach."""
        held = self.house.registry.held.get(self.entity)
        if held is not None and held.available != (here := self.available):
            self.house.registry.set_available(self.entity, here)

    def shown(self) -> Shown:
        """Return it in Home Assistant's words."""
        return Shown(state=self.component.state, attributes=self.component.attributes())

    def end(self) -> None:
        """Hear no more."""
        self._hush()
        self.presence.end(self.house.topics)
        self.component.close()

    def _hush(self) -> None:
        for topic, ear in self.ears:
            self.house.topics.detach(topic, ear)
        self.ears = []
