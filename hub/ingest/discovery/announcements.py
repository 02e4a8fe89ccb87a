"""Everything that is announced: made, brought up to date, withdrawn, or refused with a reason."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hub.core.driver import Actuators
from hub.core.errors import BadPayload
from hub.core.registry import Registry
from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.all import component_of
from hub.ingest.discovery.devices import Devices
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.message import Key, Part
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.discovery.thing import House, Thing
from hub.ingest.discovery.topics import Counts, Topics
from hub.ingest.discovery.way import Publisher

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What of an announcement was not accepted; ``key`` names the part, empty for all of it."""

    topic: str
    key: str
    reason: str


class Announcements:
    """Keeps registry and actuators by what devices announce, in whichever dialect."""

    def __init__(
        self,
        registry: Registry,
        actuators: Actuators,
        topics: Topics,
        publisher: Publisher,
        surroundings: Surroundings,
        *,
        rejected: dict[str, dict[str, int]],
    ) -> None:
        self._registry, self._actuators = registry, actuators
        self._surroundings = surroundings
        self._house = House(
            registry=registry,
            devices=Devices(registry),
            topics=topics,
            counts=Counts(rejected),
            publisher=publisher,
        )
        self._things: dict[Key, Thing] = {}
        self._by_source: dict[str, Thing] = {}
        self._moving: dict[str, Thing] = {}  # source -> a thing between two ways of announcing it
        self.refusals: dict[tuple[str, str], Refusal] = {}
        self._news: dict[tuple[str, str], Refusal] = {}

    @property
    def things(self) -> Iterable[Thing]:
        """Everything announced."""
        return self._things.values()

    def find(self, unique_id: str, component: str = "") -> Thing | None:
        """Return the thing of that unique id."""
        for thing in self._things.values():
            if thing.component.unique_id == unique_id and component in {"", thing.key[0]}:
                return thing
        return None

    def put(self, origin: str, parts: Mapping[str, Json], *, native: bool = True) -> None:
        """Take what a dialect says of one device, all of it: what it left out is withdrawn."""
        wanted = [
            Part(
                key=(str(config.get("platform")), f"{origin} {name}"),
                config={k: v for k, v in config.items() if k != "platform"},
                name=name,
            )
            for name, config in parts.items()
        ]
        keys = {part.key for part in wanted}
        for thing in [t for t in self._things.values() if t.origin == origin]:
            if thing.key not in keys:
                self._remove(thing)
        for part in wanted:
            self.take(origin, part, native=native)

    def take(self, origin: str, part: Part, *, native: bool = False) -> None:
        """Make, refresh or withdraw one component; a bad one is refused and changes nothing."""
        thing = self._things.get(part.key)
        if not part.config:
            if thing is not None and thing.origin == origin:
                self._remove(thing)
            return
        try:
            if thing is None:
                self._make(origin, part, native=native)
            elif thing.origin == origin:
                self._refresh(thing, part)
            else:
                self.note(origin, part.name, f"it is already announced on {thing.origin}")
                return
        except BadPayload as error:
            self.refuse(origin, part.name, str(error))
        else:
            self.refusals.pop((origin, part.name), None)

    def refuse(self, origin: str, key: str, reason: str) -> None:
        """Note what was not accepted, and why."""
        self._news[origin, key] = self.note(origin, key, reason)

    def note(self, origin: str, key: str, reason: str) -> Refusal:
        """Note what of an accepted announcement is not used, and why."""
        refusal = Refusal(topic=origin, key=key, reason=reason)
        if self.refusals.get((origin, key)) != refusal:
            _log.error("announcement %s is left out: %s", f"{origin} {key}".rstrip(), reason)
        self.refusals[origin, key] = refusal
        return refusal

    def take_refusals(self) -> list[Refusal]:
        """Return what was refused since the last call."""
        news, self._news = self._news, {}
        return list(news.values())

    def withdraw(self, origin: str, *, migrates: bool = False) -> None:
        """Withdraw every component of a device message, or set it free to be announced anew."""
        for thing in [t for t in self._things.values() if t.origin == origin]:
            if migrates:
                self.release(thing.key, origin)
            else:
                self._remove(thing)

    def release(self, key: Key, origin: str) -> None:
        """Set a thing free: whoever announces it next takes it over as it is."""
        thing = self._things.get(key)
        if thing is None or thing.origin != origin:
            return
        if thing.component.unique_id is None or "device" not in thing.component.fields:
            self.note(origin, "", "only what has a unique_id and a device can move")
            return
        self._take_off(thing)
        self._moving[thing.source] = thing

    def _make(self, origin: str, part: Part, *, native: bool) -> None:
        component = component_of(part.key[0], part.config, self._surroundings)
        component.configure(Fields(part.config))
        source = f"mqtt:{part.key[0]}:{component.identity() or part.key[1]}"
        other = self._by_source.get(source)
        if other is not None and (native or not other.native):
            if native and not other.native:
                return  # what the device says in Home Assistant's words goes first
            raise BadPayload(f"unique_id {component.unique_id} is already used by {other.origin}")
        if other is not None:
            self._take_off(other)
        self._moving.pop(source, None)
        self._keep(
            Thing(
                key=part.key,
                origin=origin,
                source=source,
                component=component,
                house=self._house,
                native=native,
            )
        )

    def _keep(self, thing: Thing) -> None:
        self._things[thing.key] = self._by_source[thing.source] = thing
        thing.describe()
        self._lead(thing)

    def _refresh(self, thing: Thing, part: Part) -> None:
        component = thing.component
        if dict(component.fields.items()) == part.config:
            return
        trial = self._trial(component, part)
        if type(trial) is not type(component):  # a light of another schema: it begins anew
            component.close()
            trial.changed = thing.time_has_told
            component = thing.component = trial
        component.configure(Fields(part.config))
        thing.describe()
        self._lead(thing)
        thing.told()

    def _trial(self, component: Component, part: Part) -> Component:
        """Read the announcement into a component of its own: a bad one must change nothing."""
        trial = component_of(part.key[0], part.config, self._surroundings)
        trial.configure(Fields(part.config))
        trial.close()
        return trial

    def _lead(self, thing: Thing) -> None:
        for key, why in thing.component.notes.items():
            self.note(thing.origin, key, why)
        way = thing.way()
        if way is None:
            self._actuators.drop(thing.entity)
        else:
            self._actuators.put(thing.entity, way)

    def _take_off(self, thing: Thing) -> None:
        thing.end()
        del self._things[thing.key]
        del self._by_source[thing.source]
        self._actuators.drop(thing.entity)

    def _remove(self, thing: Thing) -> None:
        self._take_off(thing)
        self._registry.remove(thing.source)
