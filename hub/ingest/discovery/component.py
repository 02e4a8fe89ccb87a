"""What every component has in common: it is read from a message, hears topics, does services."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import EMPTY, State
from hub.ingest.discovery.attributes import read_attributes
from hub.ingest.discovery.availability import Place, places_of, text_through
from hub.ingest.discovery.broken import Broken
from hub.ingest.discovery.devices import read_device
from hub.ingest.discovery.doing import Doing, Outlet, Publish, refuse
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.hearing import Hear, TakePayload, TakeText
from hub.ingest.discovery.itself import known_in
from hub.ingest.discovery.names import name_of_class
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.payload import Payload
from hub.ingest.templates import (
    Template,
    TemplateFailed,
    UnsupportedTemplate,
    compile_command,
    compile_value,
    plain,
)

_CATEGORIES = frozenset({"config", "diagnostic"})
Do = Callable[[Fields], None]


class Component:
    """One thing a device announced, as Home Assistant would show it.

    A subclass reads its keys in ``setup`` (again whenever the announcement changes: what it has
    heard so far stays), and shows ``state`` and ``extra`` in Home Assistant's words, ``house`` in
    the house's own. ``unavailable`` is set by components that know when they are out of date.
    """

    kind: ClassVar[Kind]
    default_name: ClassVar[str]
    is_entity: ClassVar[bool] = True  # tags and triggers are none
    blocked: ClassVar[frozenset[str]] = frozenset()  # attributes JSON may not set

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.changed: Callable[[], None] = _nothing  # called when time alone changed something
        self.unavailable = False
        self.unique_id: str | None = None
        self.json_attributes: dict[str, object] = {}
        self.device_class: str | None = None
        self.unit: str | None = None
        self.named_by_class = False
        self.optimistic = False
        self._doing = Doing()
        self._reset(Fields({}))

    def _reset(self, fields: Fields) -> None:
        self.fields = fields
        self.ears: dict[str, list[Hear]] = {}
        self.notes: dict[str, str] = {}  # key -> why that part of the message is not used
        self.places: tuple[Place, ...] = ()

    # --- reading the announcement

    def configure(self, fields: Fields) -> None:
        """Read the announcement; raise ``BadPayload`` naming the key that cannot be."""
        self._reset(fields)
        self.qos = fields.whole("qos", 0)
        if self.qos not in {0, 1, 2}:
            raise fields.bad("qos", "0, 1 or 2")
        self.encoding = fields.text("encoding", "utf-8")
        self.retain = fields.flag("retain")
        self._read_common(fields)
        read_device(fields)
        self.places = places_of(fields, self._template)
        self.setup(fields)
        self._hear_attributes()

    def _read_common(self, fields: Fields) -> None:
        unique_id = fields.some_text("unique_id") if "unique_id" in fields else None
        self.unique_id = self.unique_id or unique_id  # what it is does not change
        self.name = fields.text_or_none("name")
        self.category = fields.choice("entity_category", _CATEGORIES) or None
        self.enabled = fields.flag("enabled_by_default", default=True)
        fields.text("object_id")
        if "icon" in fields and ":" not in str(fields.raw("icon")):
            raise fields.bad("icon", "a name such as mdi:lamp")
        fields.url("entity_picture")

    def _hear_attributes(self) -> None:
        self.hear("json_attributes_topic", "json_attributes_template", self._take_attributes)

    def _take_attributes(self, text: str) -> bool:
        self.json_attributes = read_attributes(text, self.blocked)
        return True

    def setup(self, fields: Fields) -> None:
        """Read what only this component has, and say what it hears."""
        raise NotImplementedError

    def identity(self) -> str | None:
        """Return what tells it from every other of its kind, if it says so."""
        return self.unique_id

    def own_name(self) -> str | None:
        """Return what the thing is called beside its device; ``None`` where it is the device."""
        if "name" in self.fields:
            return self.name
        if self.named_by_class and self.device_class is not None:
            return name_of_class(self.kind, self.device_class)
        return self.default_name

    # --- hearing

    def hear(
        self,
        topic_key: str,
        template_key: str,
        take: TakeText,
        *,
        fresh: bool = False,
        failed: Callable[[], bool | None] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> bool:
        """Read a topic through a template; return whether the message has the topic.

        Where the template asks for what the payload has not, the payload itself is taken, as
        Home Assistant does; ``failed`` is called in place of that. The template may name the
        ``variables``.
        """
        template = self._template(self.fields, template_key, **(variables or {}))

        def hear(payload: Payload) -> bool | None:
            if failed is None:
                return take(text_through(template, payload))
            try:
                text = template.render(payload)
            except TemplateFailed:
                return failed()
            return take(text)

        return self.hear_payload(topic_key, hear, fresh=fresh, keys=template.keys)

    def hear_payload(
        self,
        topic_key: str,
        take: TakePayload,
        *,
        fresh: bool = False,
        keys: tuple[str, ...] = (),
    ) -> bool:
        """Take a topic's payloads as they are; return whether the message has the topic."""
        topics = self.fields.topics(topic_key)
        for topic in topics:
            self.ears.setdefault(topic, []).append(Hear(take=take, fresh=fresh, keys=keys))
        return bool(topics)

    def template(self, key: str) -> Template:
        """Return the template under a key: the payload as it is where there is none.

        One that asks for more than we do is noted, and fails whenever it is used.
        """
        return self._template(self.fields, key)

    def _template(self, fields: Fields, key: str, **variables: object) -> Template:
        if key not in fields:
            return plain
        around = self.surroundings
        try:
            text = fields.some_text(key)
            known = {**known_in(text, self), **variables}
            return compile_value(text, clock=around.clock, timezone=around.timezone, **known)
        except UnsupportedTemplate as error:
            self.notes[key] = str(error)
            return Broken(str(error))

    # --- doing

    def outlet(self, topic_key: str, template_key: str = "command_template") -> Outlet | None:
        """Return the way to a command topic, if the message has it."""
        topic = self.fields.way_out(topic_key)
        word = self.command_template(template_key)
        return Outlet(topic=topic, word=word) if topic else None

    def command_template(self, key: str) -> Callable[[Mapping[str, object]], str] | None:
        """Return what writes a command, if the message has such a template."""
        if key not in self.fields:
            return None
        around, template = self.surroundings, self.fields.some_text(key)
        try:
            known = known_in(template, self)
            return compile_command(template, clock=around.clock, timezone=around.timezone, **known)
        except UnsupportedTemplate as error:
            self.notes[key] = why = str(error)
            return lambda _: refuse(why)

    def needed_outlet(self, template_key: str = "command_template") -> Outlet:
        """Return the way to ``command_topic``, which must be there."""
        self.fields.some_text("command_topic")
        outlet = self.outlet("command_topic", template_key)
        if outlet is None:
            raise self.fields.bad("command_topic", "a topic")
        return outlet

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it: Home Assistant's service names."""
        return {}

    def call(self, service: str, data: Mapping[str, object]) -> Doing:
        """Return what a service sends; raise ``CommandRefused`` where it cannot be done."""
        do = self.services().get(service)
        if do is None:
            raise CommandRefused(f"{service} is nothing it can do")
        self._doing = doing = Doing()
        try:
            do(Fields(dict(data)))
        except BadPayload as error:
            raise CommandRefused(str(error)) from error
        return doing

    def send(self, outlet: Outlet | None, value: object, **variables: object) -> None:
        """Write a value to a command topic; raise ``CommandRefused`` where there is none."""
        if outlet is None:
            raise CommandRefused("there is no topic to tell it on")
        this = {"state": self.state or "unknown", "attributes": self.attributes()}
        self.publish(outlet.topic, outlet.written(value, {"this": this, **variables}))

    def publish(self, topic: str, payload: str | bytes) -> None:
        """Send a message as the announcement wants it sent."""
        if isinstance(payload, str) and self.encoding not in {"", "utf-8"}:
            try:
                payload = payload.encode(self.encoding)
            except (LookupError, ValueError) as error:
                raise CommandRefused(f"{self.encoding!r} cannot say that: {error}") from error
        message = Publish(topic=topic, payload=payload, qos=self.qos, retain=self.retain)
        self._doing.messages.append(message)

    def assume(self, **values: object) -> None:
        """Take these attributes of the component for true as soon as the messages are sent."""
        self._doing.assumed |= values

    def settle(self, doing: Doing) -> bool:
        """Take for true what may be assumed; return whether that is anything."""
        for name, value in doing.assumed.items():
            setattr(self, name, value)
        return bool(doing.assumed)

    # --- showing

    @property
    def state(self) -> str | None:
        """Home Assistant's word for what it is; ``None`` for unknown."""
        return None

    def extra(self) -> dict[str, object]:
        """Return Home Assistant's attributes of this component."""
        return {}

    def attributes(self) -> dict[str, object]:
        """Return all attributes, those that came as JSON included."""
        assumed = {"assumed_state": True} if self.optimistic else {}
        return {**assumed, **self.extra(), **self.json_attributes}

    def house(self) -> State:
        """Return what holds true, in the house's units."""
        return EMPTY[self.kind]

    def features(self) -> tuple[str, ...]:
        """Return the parts of the house's state that can be set."""
        return ()

    def modes(self) -> tuple[str, ...]:
        """Return the modes it can be set to."""
        return ()

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return what else can be chosen, by Home Assistant's word for it."""
        return {}

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the lowest, highest and smallest step of its main value, in the house's unit."""
        return None, None, None

    def house_unit(self) -> str:
        """Return the unit of the house's value."""
        return self.unit or ""

    def reports(self) -> bool:
        """Whether it tells its state, so that a command can be confirmed."""
        return bool(self.ears) and not self.optimistic

    def close(self) -> None:
        """Let go of timers."""


def _nothing() -> None:
    pass
