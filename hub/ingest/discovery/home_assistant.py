"""Home Assistant MQTT discovery: devices announce themselves, and entities come of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from hub.core.clock import Clock
from hub.core.codec import decode
from hub.core.driver import Actuators
from hub.core.errors import BadPayload
from hub.core.registry import Registry
from hub.ingest.discovery.availability import Place, Presence, places_of
from hub.ingest.discovery.description import device_of, entity_of
from hub.ingest.discovery.fields import Fields, Json, written_out
from hub.ingest.discovery.kinds import (
    binary_sensor,
    climate,
    cover,
    fan,
    light,
    lock,
    media_player,
    sensor,
    switch,
)
from hub.ingest.discovery.plan import Draft, Plan
from hub.ingest.discovery.topics import Counts, Ear, Topics
from hub.ingest.mqtt import Mqtt

_log = logging.getLogger(__name__)
_LARGEST = 65_536  # bytes of an announcement
_US = "Tomte"  # what we announce to others is not ours to take in
_KINDS: dict[str, Callable[[Draft], Plan]] = {
    "light": light.plan,
    "switch": switch.plan,
    "climate": climate.plan,
    "lock": lock.plan,
    "cover": cover.plan,
    "fan": fan.plan,
    "media_player": media_player.plan,
    "sensor": sensor.plan,
    "binary_sensor": binary_sensor.plan,
}
# What a device message shares with its components unless they say otherwise.
_SHARED = (
    "device",
    "origin",
    "availability",
    "availability_mode",
    "availability_topic",
    "availability_template",
    "payload_available",
    "payload_not_available",
    "state_topic",
    "command_topic",
    "qos",
    "encoding",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """An entity that is announced, and what listens for it."""

    source: str
    entity: str
    ears: tuple[tuple[str, Ear], ...]
    presence: Presence | None


class HomeAssistant:
    """Listens for announcements under ``prefix`` and keeps registry and actuators by them."""

    def __init__(
        self,
        mqtt: Mqtt,
        registry: Registry,
        actuators: Actuators,
        clock: Clock,
        *,
        rejected: dict[str, dict[str, int]],
        prefix: str = "homeassistant",
    ) -> None:
        self._mqtt, self._registry, self._actuators = mqtt, registry, actuators
        self._clock, self._prefix = clock, prefix
        self._topics, self._counts = Topics(mqtt), Counts(rejected)
        self._living: dict[str, dict[str, Living]] = {}  # topic -> component key -> entity
        self._said: dict[str, bytes] = {}  # topic -> the announcement as it came
        self._owners: dict[str, str] = {}  # source -> topic
        for levels in ("+/+/config", "+/+/+/config"):
            mqtt.listen(f"{prefix}/{levels}", self.take)

    def take(self, topic: str, payload: bytes, _retained: bool) -> None:
        """Take in an announcement; a bad one is logged with its topic and changes nothing."""
        component = topic.removeprefix(f"{self._prefix}/").split("/")[0]
        if self._said.get(topic) == payload or component not in {*_KINDS, "device"}:
            return
        try:
            parts = _parts(component, payload)
        except BadPayload as error:
            _log.error("announcement %s is left out: %s", topic, error)
            return
        if payload:
            self._said[topic] = payload
        else:
            self._said.pop(topic, None)
        living = self._living.setdefault(topic, {})
        for key in [key for key in living if key not in parts]:
            self._remove(living.pop(key))
        for key, config in parts.items():
            self._refresh(topic, key, config)
        if not living:
            del self._living[topic]

    def _refresh(self, topic: str, key: str, config: Json) -> None:
        """Make an entity of one component, in place of what it was before."""
        living = self._living[topic]
        try:
            new = self._make(topic, key, config)
        except BadPayload as error:
            _log.error("announcement %s is left out: %s", topic, error)
            return
        old = living.get(key)
        living[key] = new
        if old is not None:
            self._hush(old)
            if old.source != new.source:
                self._forget(old)

    def _make(self, topic: str, key: str, config: Json) -> Living:
        component = str(config["platform"])
        fields = Fields(config)
        draft = Draft(topic=topic, fields=fields, publisher=self._mqtt, clock=self._clock)
        plan, places = _KINDS[component](draft), places_of(draft)
        source = f"mqtt:{component}:{fields.text('unique_id') or f'{topic}#{key}'.rstrip('#')}"
        if self._owners.get(source, topic) != topic:
            raise BadPayload(f"unique_id is already used by {self._owners[source]}")
        device, area = device_of(fields)
        entity = self._registry.describe(
            entity_of(fields, plan, source=source, device=device), device, suggested_area=area
        )
        self._owners[source] = topic
        if plan.actuator is None:
            self._actuators.drop(entity.id)
        else:
            self._actuators.put(entity.id, plan.actuator)
        return self._listen(source, entity.id, plan, places, fields.text("availability_mode"))

    def _listen(
        self, source: str, entity: str, plan: Plan, places: tuple[Place, ...], mode: str
    ) -> Living:
        ears = tuple(
            (topic, Ear(entity, next_state, self._registry, self._counts))
            for topic, next_state in plan.hears.items()
        )
        presence = Presence(entity, self._registry, places, mode) if places else None
        if presence is not None:
            presence.begin(self._topics)
        for topic, ear in ears:
            self._topics.attach(topic, ear)
        return Living(source=source, entity=entity, ears=ears, presence=presence)

    def _hush(self, old: Living) -> None:
        for topic, ear in old.ears:
            self._topics.detach(topic, ear)
        if old.presence is not None:
            old.presence.end(self._topics)

    def _remove(self, old: Living) -> None:
        self._hush(old)
        self._forget(old)

    def _forget(self, old: Living) -> None:
        self._owners.pop(old.source, None)
        self._actuators.drop(old.entity)
        self._registry.remove(old.source)


def _parts(component: str, payload: bytes) -> dict[str, Json]:
    """Return the components a message announces, by key; none where it withdraws them."""
    if not payload.strip():
        return {}
    if len(payload) > _LARGEST:
        raise BadPayload(f"{len(payload)} bytes; at most {_LARGEST} are read")
    try:
        config = written_out(decode(payload, dict[str, object]))
    except RecursionError as error:
        raise BadPayload("it is nested too deeply") from error
    if Fields(config).part("origin").text("name") == _US:
        return {}
    if component != "device":
        return {"": {**config, "platform": component}}
    return _components(config)


def _components(config: Json) -> dict[str, Json]:
    Fields(config).part("device")
    listed = config.get("components")
    if not isinstance(listed, dict) or not all(isinstance(part, dict) for part in listed.values()):
        raise BadPayload("components must be an object of objects")
    shared = {key: config[key] for key in _SHARED if key in config}
    return {
        key: {**shared, **part}
        for key, part in listed.items()
        if part.get("platform") in _KINDS and len(part) > 1
    }
