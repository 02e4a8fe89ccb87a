"""Whether a device is within reach, as its availability topics tell."""

from dataclasses import dataclass, replace

from hub.core.errors import BadPayload
from hub.core.registry import Registry
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.plan import Draft
from hub.ingest.discovery.topics import Topics
from hub.ingest.payload import MISSING, Payload, text_of
from hub.ingest.templates import Getter


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A topic, how to read it, and the words for within reach and out of it."""

    topic: str
    getter: Getter
    here: str
    gone: str


def places_of(draft: Draft) -> tuple[Place, ...]:
    """Return the availability topics a message names; raise ``BadPayload``."""
    fields = draft.fields
    if "availability_topic" in fields:
        topic = fields.text("availability_topic")
        places = [_place(draft, topic, "availability_template")]
    else:
        listed = fields.raw("availability") or []
        if not isinstance(listed, list) or any(not isinstance(place, dict) for place in listed):
            raise BadPayload("availability must be a list of objects with a topic each")
        parts = [Fields(place, where="availability.") for place in listed]
        places = [
            _place(replace(draft, fields=part), part.needed("topic"), "value_template")
            for part in parts
        ]
    return tuple(place for place in places if place is not None)


def _place(draft: Draft, topic: str, template_key: str) -> Place | None:
    getter = draft.getter(template_key)
    if getter is None:
        return None
    return Place(
        topic=topic,
        getter=getter,
        here=draft.fields.text("payload_available", "online"),
        gone=draft.fields.text("payload_not_available", "offline"),
    )


class Presence:
    """Keeps an entity's availability by its places; out of reach until told otherwise."""

    def __init__(
        self, entity: str, registry: Registry, places: tuple[Place, ...], mode: str
    ) -> None:
        self._entity, self._registry, self._mode = entity, registry, mode
        self._told: dict[int, bool] = {}
        self._latest = self._begun = False
        self._voices = [
            (place.topic, Voice(self, number, place)) for number, place in enumerate(places)
        ]

    def begin(self, topics: Topics) -> None:
        """Listen, and say what is known so far."""
        for topic, voice in self._voices:
            topics.attach(topic, voice)
        self._begun = True
        self._say()

    def end(self, topics: Topics) -> None:
        """Listen no more."""
        for topic, voice in self._voices:
            topics.detach(topic, voice)

    def hear(self, number: int, here: bool) -> None:
        """Take what one place says."""
        self._told[number] = self._latest = here
        if self._begun:
            self._say()

    def _say(self) -> None:
        told = [self._told.get(number, False) for number in range(len(self._voices))]
        here = {"all": all(told), "any": any(told)}.get(self._mode, self._latest)
        if self._entity in self._registry.held:
            self._registry.set_available(self._entity, here)


class Voice:
    """One place speaking."""

    def __init__(self, presence: Presence, number: int, place: Place) -> None:
        self._presence, self._number, self._place = presence, number, place

    def take(self, payload: Payload) -> None:
        """Understand "here" and "gone"; other words mean nothing."""
        try:
            value = self._place.getter(payload)
            word = "" if value is MISSING else text_of(value)
        except BadPayload:
            word = payload.raw.decode(errors="replace")  # some say it plainly despite a template
        if word in {self._place.here, self._place.gone}:
            self._presence.hear(self._number, word == self._place.here)

    def turn_away(self, reason: str, text: str) -> None:
        """Late and repeated words change nothing."""
