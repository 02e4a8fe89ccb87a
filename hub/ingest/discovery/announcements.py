"""Everything that is announced: made, brought up to date, withdrawn, or refused with a reason."""

from collections.abc import Iterable, Mapping

from hub.core.driver import Actuators
from hub.core.errors import BadPayload
from hub.core.registry import Registry
from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.all import component_of
from hub.ingest.discovery.devices import Devices
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.message import Key, Part
from hub.ingest.discovery.refusals import Refusals
from hub.ingest.discovery.roll import Roll
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.discovery.thing import House, Thing
from hub.ingest.discovery.topics import Counts, Topics
from hub.ingest.discovery.way import Publisher


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
        self._roll = Roll()
        self.refusals = Refusals()

    @property
    def things(self) -> Iterable[Thing]:
        """Everything announced."""
        return self._roll.things

    def find(self, unique_id: str, component: str = "") -> Thing | None:
        """Return the thing of that unique id."""
        for thing in self._roll.things:
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
        self._roll.wait_no_more(origin)
        for thing in self._roll.of(origin):
            if thing.key not in keys:
                self._remove(thing)
        for part in wanted:
            self.take(origin, part, native=native)

    def take(self, origin: str, part: Part, *, native: bool = False) -> None:
        """Make, refresh or withdraw one component; a bad one is refused and changes nothing."""
        thing = self._roll.find(part.key)
        if not part.config:
            self.refusals.forgive(origin, part.name)
            if thing is not None and thing.origin == origin:
                self._remove(thing)
            return
        try:
            if thing is None:
                self._make(origin, part, native=native)
            elif thing.origin == origin:
                self._refresh(thing, part)
            else:
                why = f"it is already announced on {thing.origin}"
                self.refusals.note(origin, part.name, why)
                return
        except BadPayload as error:
            self.refusals.refuse(origin, part.name, str(error))
        else:
            self.refusals.forgive(origin, part.name)

    def refuse(self, origin: str, key: str, reason: str) -> None:
        """Note what of an announcement was not accepted."""
        self.refusals.refuse(origin, key, reason)

    def withdraw(self, origin: str, *, migrates: bool = False) -> None:
        """Withdraw every component of a device message, or set it free to be announced anew."""
        self.refusals.forgive_all(origin)
        for thing in self._roll.of(origin):
            if migrates:
                self.release(thing.key, origin)
            else:
                self._remove(thing)

    def release(self, key: Key, origin: str) -> None:
        """Set a thing free: whoever announces it next takes it over as it is."""
        thing = self._roll.find(key)
        if thing is None or thing.origin != origin:
            return
        if thing.component.unique_id is None or "device" not in thing.component.fields:
            self.refusals.note(origin, "", "only what has a unique_id and a device can move")
            return
        self._take_off(thing)

    def _make(self, origin: str, part: Part, *, native: bool) -> None:
        component = component_of(part.key[0], part.config, self._surroundings)
        component.configure(Fields(part.config))
        source = f"mqtt:{part.key[0]}:{component.identity() or part.key[1]}"
        other = self._roll.same(source)
        if other is not None and not self._gives_way(other, origin, part, native=native):
            return
        self._keep(
            Thing(
                key=part.key,
                origin=origin,
                source=source,
                component=component,
                house=self._house,
                part=part.name,
                native=native,
            )
        )

    def _gives_way(self, other: Thing, origin: str, part: Part, *, native: bool) -> bool:
        """Whether what is there makes room: Home Assistant's words go before a dialect's."""
        if native and not other.native:
            self._roll.wait(other.source, origin, part)
            return False
        if native or not other.native:
            raise BadPayload(f"unique_id is already used by {other.origin}")
        config = dict(other.component.fields.items())
        self._roll.wait(other.source, other.origin, Part(key=other.key, config=config))
        self._take_off(other)
        return True

    def _keep(self, thing: Thing) -> None:
        self._roll.add(thing)
        thing.describe()
        self._lead(thing)

    def _refresh(self, thing: Thing, part: Part) -> None:
        component = thing.component
        if dict(component.fields.items()) == part.config:
            return
        trial = self._trial(component, part)
        if type(trial) is not type(component):  # a light of another schema: it begins anew
            component.close()
            trial.changed = thing.assumed
            component = thing.component = trial
        component.configure(Fields(part.config))
        thing.describe()
        self._lead(thing)
        thing.assumed()

    def _trial(self, component: Component, part: Part) -> Component:
        """Read the announcement into a component of its own: a bad one must change nothing."""
        trial = component_of(part.key[0], part.config, self._surroundings)
        trial.configure(Fields(part.config))
        trial.close()
        return trial

    def _lead(self, thing: Thing) -> None:
        self._say(thing, thing.component.notes)
        way = thing.way()
        if way is None:
            self._actuators.drop(thing.entity)
        else:
            self._actuators.put(thing.entity, way)

    def _say(self, thing: Thing, notes: Mapping[str, str]) -> None:
        """Note what of a thing's announcement is not used, and no longer what was not before."""
        within = f"{thing.part}." if thing.part else ""
        news = {f"{within}{key}": why for key, why in notes.items()}
        for key in thing.noted - news.keys():
            self.refusals.forgive(thing.origin, key)
        for key, why in news.items():
            self.refusals.note(thing.origin, key, why)
        thing.noted = set(news)

    def _take_off(self, thing: Thing) -> None:
        thing.end()
        self._say(thing, {})
        self._roll.drop(thing)
        self._actuators.drop(thing.entity)

    def _remove(self, thing: Thing) -> None:
        self._take_off(thing)
        heir = self._roll.next(thing.source)
        if heir is not None:
            self.take(heir[0], heir[1], native=True)
        if self._roll.same(thing.source) is None:
            self._registry.remove(thing.source)
