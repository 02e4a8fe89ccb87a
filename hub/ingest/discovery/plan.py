"""What a discovery message means: the topics that tell an entity's state, the way to command it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from hub.core.clock import Clock
from hub.core.driver import Actuator
from hub.core.errors import BadPayload, CommandRefused
from hub.core.states import Kind, State
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import MISSING, Payload
from hub.ingest.templates import (
    Getter,
    UnsupportedTemplate,
    compile_command,
    compile_template,
    plain_text,
)

_log = logging.getLogger(__name__)

Changes = Mapping[str, object]
Read = Callable[[object], Changes]  # a value from a payload -> the fields it changes
Next = Callable[[Payload, State], State | None]  # None: the payload tells nothing of it


class PartlyBad(BadPayload):
    """Some of a payload could not be read; ``state`` holds what could, ``wrong`` says why."""

    def __init__(self, wrong: BadPayload, state: State | None) -> None:
        super().__init__(str(wrong))
        self.wrong, self.state = wrong, state


class Publisher(Protocol):
    """The way out to the broker."""

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; raise ``DeviceUnreachable``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An entity as its kind understands the message."""

    kind: Kind
    hears: Mapping[str, Next]
    actuator: Actuator | None = None
    features: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A command topic and how values are written to it."""

    publisher: Publisher
    topic: str
    qos: int
    retain: bool
    word: Callable[[str], str]

    async def send(self, value: str) -> None:
        """Publish a value; raise ``DeviceUnreachable``."""
        await self.publisher.publish(self.topic, self.word(value), qos=self.qos, retain=self.retain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message on its way to becoming a plan; unsupported templates are told, not fatal."""

    topic: str
    fields: Fields
    publisher: Publisher
    clock: Clock
    parts: dict[str, list[tuple[Getter, Read]]] = field(default_factory=dict)

    def hear(self, topic_key: str, template_key: str, read: Read) -> bool:
        """Read values of a topic through a template; return whether the message has the topic."""
        topic = self.fields.text(topic_key)
        getter = self.getter(template_key) if topic else None
        if getter is not None:
            self.parts.setdefault(topic, []).append((getter, read))
        return bool(topic)

    def hear_json(self, topic_key: str, read: Read) -> None:
        """Read the whole JSON payload of a topic, if the message has it."""
        topic = self.fields.text(topic_key)
        if topic:
            self.parts.setdefault(topic, []).append((_whole, read))

    def getter(self, template_key: str) -> Getter | None:
        """Return what reads the template's value; ``None``, told once, if it is unsupported."""
        template = self.fields.text(template_key)
        try:
            return compile_template(template) if template else plain_text
        except UnsupportedTemplate as error:
            _log.error("%s: %s: %s", self.topic, template_key, error)
            return None

    def hears(self) -> dict[str, Next]:
        """Return one reader a topic for all that was heard."""
        return {topic: _together(parts) for topic, parts in self.parts.items()}

    def outlet(self, topic_key: str, template_key: str = "command_template") -> Outlet | None:
        """Return the way to a command topic, if the message has it and its template is plain."""
        topic, template = self.fields.text(topic_key), self.fields.text(template_key)
        if not topic:
            return None
        try:
            word = compile_command(template) if template else str
        except UnsupportedTemplate as error:
            _log.error("%s: %s: %s", self.topic, template_key, error)
            return None
        return Outlet(
            publisher=self.publisher,
            topic=topic,
            qos=min(max(int(self.fields.number("qos", 0)), 0), 2),
            retain=self.fields.flag("retain"),
            word=word,
        )

    def command_outlet(self) -> Outlet:
        """Return the way to ``command_topic``, which must be there."""
        self.fields.needed("command_topic")
        outlet = self.outlet("command_topic")
        if outlet is None:
            raise BadPayload("command_template is not supported")
        return outlet


def _whole(payload: Payload) -> object:
    return payload.json


def _together(parts: list[tuple[Getter, Read]]) -> Next:
    def next_state(payload: Payload, state: State) -> State | None:
        changes: dict[str, object] = {}
        wrong: BadPayload | None = None
        for getter, read in parts:
            try:
                value = getter(payload)
                if value is not MISSING and value is not None:
                    changes |= read(value)
            except BadPayload as error:
                wrong = error
        after = _changed(state, changes) if changes else None
        if wrong is not None:
            raise PartlyBad(wrong, after)
        return after

    return next_state


def _changed(state: State, changes: dict[str, object]) -> State:
    return replace(state, **changes)  # type: ignore[arg-type] # each kind names its own fields


def must(outlet: Outlet | None, what: str) -> Outlet:
    """Return the outlet, or raise ``CommandRefused`` naming what the device cannot do."""
    if outlet is None:
        raise CommandRefused(f"this device cannot {what}")
    return outlet


def words_to(meaning: Mapping[str, object], name: str) -> Read:
    """Return a reader of words with a meaning each for the field ``name``."""

    def read(value: object) -> Changes:
        from_text = str(value) if not isinstance(value, str) else value
        if from_text in meaning:
            return {name: meaning[from_text]}
        if from_text in {"None", ""}:
            return {}
        raise BadPayload(f"{from_text[:40]!r} is none of {', '.join(meaning)}")

    return read


def short(value: float) -> str:
    """Write a number as devices like it: whole ones without a point."""
    return str(int(value)) if value == int(value) else f"{value:g}"
