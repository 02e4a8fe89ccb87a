"""Why an entity says what it says: who listens to a topic, and what its last payload meant."""

from collections.abc import Iterator

from hub.core.announced import Announced, ListAnnounced
from hub.core.commands import Commands
from hub.core.errors import BadPayload, UnknownCommand
from hub.core.insight import EntityStory, ExplainEntity, ExplainTopic, Heard, TopicStory
from hub.core.registry import Registry
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.availability import Place, text_through
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.thing import Thing
from hub.ingest.discovery.topics import Topics
from hub.ingest.payload import Payload
from hub.ingest.routes import fits
from hub.ingest.templates import Template, plain

_LONGEST = 4096  # characters of a payload or a result that are shown


class Explaining:
    """Answers ``ExplainTopic`` and ``ExplainEntity`` from what is announced at that moment."""

    def __init__(
        self, announcements: Announcements, topics: Topics, registry: Registry, commands: Commands
    ) -> None:
        self._announcements, self._topics = announcements, topics
        self._registry, self._commands = registry, commands
        commands.handle(ExplainTopic, self._explain_topic)
        commands.handle(ExplainEntity, self._explain_entity)

    async def _explain_topic(self, command: ExplainTopic) -> TopicStory:
        topic = command.topic
        raw = self._topics.last(topic)
        payload = None if raw is None else Payload(raw)
        heard: list[Heard] = []
        told: list[str] = []
        for thing in self._announcements.things:
            heard += self._heard(thing, topic, payload)
            if any(topic in names and "command" in key for key, names in _topics(thing.component)):
                told.append(thing.entity)
        return TopicStory(
            topic=topic,
            payload=None if raw is None else raw.decode(errors="replace")[:_LONGEST],
            heard=tuple(heard),
            commands=tuple(told),
            announced=tuple(await self._announced(topic)),
        )

    async def _announced(self, topic: str) -> list[Announced]:
        try:
            found = await self._commands.send(ListAnnounced())
        except UnknownCommand:
            return []
        return [one for one in found if one.origin == topic]

    def _heard(self, thing: Thing, topic: str, payload: Payload | None) -> Iterator[Heard]:
        """Yield what a thing makes of a topic, a key and a template at a time."""
        component = thing.component
        for key, names in _topics(component):
            if "command" in key or not any(fits(name, topic) for name in names):
                continue
            for template in _templates(component.fields, key) or ("",):
                read = component.template(template) if template else plain
                text = _text_of(component.fields, template)
                yield self._told(thing, key, text, read, payload)
        for place in component.places:
            if fits(place.topic, topic):
                yield self._present(thing, place, payload)

    def _told(
        self, thing: Thing, part: str, text: str, template: Template, payload: Payload | None
    ) -> Heard:
        told, error = None, ""
        if payload is not None:
            encoding = thing.component.encoding
            try:
                told = text_through(template, Payload(payload.raw, encoding))[:_LONGEST]
            except BadPayload as problem:
                error = str(problem)
        name = self._registry.find(thing.entity).entity.label
        return Heard(
            entity=thing.entity, name=name, part=part, template=text, told=told, error=error
        )

    def _present(self, thing: Thing, place: Place, payload: Payload | None) -> Heard:
        fields = thing.component.fields
        text = _text_of(fields, "availability_template")
        for each in fields.listed("availability"):
            if isinstance(each, dict) and each.get("topic") == place.topic:
                text = str(each.get("value_template", ""))
        return self._told(thing, "availability", text, place.template, payload)

    async def _explain_entity(self, command: ExplainEntity) -> EntityStory:
        held = self._registry.find(command.entity)
        shown = held.shown() if held.shown else None
        story = EntityStory(
            entity=command.entity,
            state=shown.state if shown else None,
            attributes=dict(shown.attributes) if shown else {},
        )
        for thing in self._announcements.things:
            if thing.entity == command.entity:
                return EntityStory(
                    entity=story.entity,
                    origin=thing.origin,
                    unique_id=thing.component.unique_id or "",
                    state=story.state,
                    attributes=story.attributes,
                    topics=_all_topics(thing.component),
                    services=thing.can(),
                )
        return story


def _topics(component: Component) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the topics of an announcement by key; those of presence stand by themselves."""
    for key, value in component.fields.items():
        if not key.endswith("topic") or key.startswith("availability"):
            continue
        if isinstance(value, tuple):
            yield key, tuple(str(each) for each in value)
        elif isinstance(value, str):
            yield key, (value,)


def _all_topics(component: Component) -> dict[str, tuple[str, ...]]:
    found = dict(_topics(component))
    if component.places:
        found["availability"] = tuple(place.topic for place in component.places)
    return found


def _templates(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the keys of the templates that read a topic: named like it, or the value's."""
    known = {*fields, *(_paths(fields))}
    base = key.removesuffix("_topic")
    stem = base.removesuffix("state").removesuffix("_")
    lead = f"{stem}_" if stem else ""
    likely = (f"{base}_template", f"{lead}value_template", f"{lead}template")
    found = next(((name,) for name in likely if name in known), ())
    if base == "state" and "state_template" in known:  # a light of the template schema
        commands = {name for name in known if name.startswith("command_")}
        return tuple(sorted(n for n in known - commands if n.endswith("_template")))
    return found


def _text_of(fields: Fields, template: str) -> str:
    """Return a template as it was written; a dialect's path as ``$.ENERGY.Power``."""
    if isinstance(fields.raw(template), str):
        return fields.text(template)
    found = _paths(fields).get(template)
    paths = found if isinstance(found, list) else []
    return ", ".join("$" + "".join(f".{step}" for step in path) for path in paths)


def _paths(fields: Fields) -> dict[str, object]:
    found = fields.raw("paths")
    return found if isinstance(found, dict) else {}
