"""Whether a device is within reach, as its availability topics tell."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.core.errors import BadPayload
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.topics import Topics
from hub.ingest.payload import Payload
from hub.ingest.templates import Template, UndefinedValue

_MODES = frozenset({"all", "any", "latest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A topic, how to read it, and the words for within reach and out of it."""

    topic: str
    template: Template
    here: str
    gone: str


def places_of(fields: Fields, template: Callable[[Fields, str], Template]) -> tuple[Place, ...]:
    """Return the availability topics a message names; raise ``BadPayload``."""
    fields.choice("availability_mode", _MODES)
    here = fields.text("payload_available", "online")
    gone = fields.text("payload_not_available", "offline")
    template(fields, "availability_template")
    if "availability" in fields and "availability_topic" in fields:
        raise BadPayload("availability and availability_topic cannot both be there")
    if "availability_topic" in fields:
        (topic,) = fields.topics("availability_topic")
        read = template(fields, "availability_template")
        return (Place(topic=topic, template=read, here=here, gone=gone),)
    places: dict[str, Place] = {}
    for each in fields.listed("availability"):
        if not isinstance(each, dict):
            raise BadPayload("availability must be a list of objects with a topic each")
        place = _place(Fields(each, where="availability."), template)
        places[place.topic] = place  # a topic named twice counts once: the last
    return tuple(places.values())


def _place(part: Fields, template: Callable[[Fields, str], Template]) -> Place:
    part.some_text("topic")
    (topic,) = part.topics("topic")
    return Place(
        topic=topic,
        template=template(part, "value_template"),
        here=part.text("payload_available", "online"),
        gone=part.text("payload_not_available", "offline"),
    )


class Presence:
    """Keeps whether a device is within reach; out of it until told otherwise."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._places: tuple[Place, ...] = ()
        self._voices: list[tuple[str, Voice]] = []
        self._told: dict[str, bool] = {}
        self._mode, self._latest = "latest", False

    @property
    def here(self) -> bool:
        """Whether it is within reach; always where nothing tells of it."""
        if not self._places:
            return True
        told = [self._told.get(place.topic, False) for place in self._places]
        return {"all": all(told), "any": any(told)}.get(self._mode, self._latest)

    def listen(self, topics: Topics, places: tuple[Place, ...], mode: str) -> None:
        """Listen to these places from now on; what was told on them before still counts."""
        self.end(topics)
        self._places, self._mode = places, mode or "latest"
        self._told = {p.topic: self._told.get(p.topic, False) for p in places}
        self._voices = [(place.topic, Voice(self, place)) for place in places]
        for topic, voice in self._voices:
            topics.attach(topic, voice)

    def end(self, topics: Topics) -> None:
        """Listen no more."""
        for topic, voice in self._voices:
            topics.detach(topic, voice)
        self._voices = []

    def hear(self, place: str, here: bool) -> None:
        """Take what one place says."""
        self._told[place] = self._latest = here
        self._changed()


def text_through(template: Template, payload: Payload) -> str:
    """Return a payload through a template; as it is where the template finds nothing to read."""
    try:
        return template.render(payload)
    except UndefinedValue:
        return payload.text


class Voice:
    """One place speaking."""

    keys: frozenset[str] = frozenset()

    def __init__(self, presence: Presence, place: Place) -> None:
        self._presence, self._place = presence, place

    def take(self, payload: Payload, *, retained: bool = False) -> None:
        """Understand "here" and "gone"; other words mean nothing."""
        try:
            word = text_through(self._place.template, payload)
        except BadPayload:
            return
        if word in {self._place.here, self._place.gone}:
            self._presence.hear(self._place.topic, word == self._place.here)

    def repeat(self, *, retained: bool) -> bool:
        """Every word is read."""
        return False

    def turn_away(self, reason: str, text: str) -> None:
        """Late and repeated words change nothing."""
