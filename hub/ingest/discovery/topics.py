"""State topics: one listener each, however many entities it tells of."""

import logging
from datetime import datetime
from typing import Protocol

from hub.core.errors import BadPayload
from hub.core.registry import Registry
from hub.core.states import State
from hub.ingest.cleaning import Rejected
from hub.ingest.discovery.plan import Next, PartlyBad
from hub.ingest.mqtt import Mqtt
from hub.ingest.payload import MISSING, Payload

_log = logging.getLogger(__name__)
_STAMPS = ("last_seen", "timestamp", "time", "Time")
_CLOCK_SET = 300.0  # seconds back that mean a device's clock was set, not a late message


class Listener(Protocol):
    """Whoever wants a topic's payloads."""

    def take(self, payload: Payload) -> None:
        """Take a payload; never raise for what it holds."""

    def turn_away(self, reason: str, text: str) -> None:
        """Note that a payload was late or repeated and not even looked at."""


class Ear:
    """One entity's view of one topic."""

    def __init__(self, entity: str, next_state: Next, registry: Registry, counts: "Counts") -> None:
        self.entity, self._next = entity, next_state
        self._registry, self._counts = registry, counts

    def take(self, payload: Payload) -> None:
        """Bring the entity's state up to date; a payload it cannot read is counted, no more."""
        held = self._registry.held.get(self.entity)
        if held is None:
            return
        state: State | None
        try:
            state = self._next(payload, held.state)
        except PartlyBad as error:
            self._counts.add(self.entity, error.wrong)
            state = error.state
        except BadPayload as error:
            self._counts.add(self.entity, error)
            return
        if state is not None:
            self._registry.report(self.entity, state)

    def turn_away(self, reason: str, text: str) -> None:
        """Count a payload that was not even looked at."""
        self._counts.add(self.entity, Rejected(reason, text))


class Counts:
    """What was turned away, by entity and reason; the first of each is logged."""

    def __init__(self, rejected: dict[str, dict[str, int]]) -> None:
        self._rejected = rejected

    def add(self, entity: str, error: BadPayload) -> None:
        """Count one more."""
        reason = error.reason if isinstance(error, Rejected) else "unreadable"
        counts = self._rejected.setdefault(entity, {})
        counts[reason] = counts.get(reason, 0) + 1
        if counts[reason] == 1:
            _log.warning("%s: a reading is left out (%s): %s", entity, reason, error)


class Topic:
    """Hands a topic's payloads to every ear; late and repeated ones are turned away.

    An entity announced later hears the last payload at once: the broker sends a retained one
    only to the first who asks.
    """

    __slots__ = ("_ears", "_last", "_stamp", "_stamp_key")

    def __init__(self) -> None:
        self._ears: list[Listener] = []
        self._last: bytes | None = None
        self._stamp_key: str | None = None  # "" once it is known that there is none
        self._stamp = 0.0

    def __call__(self, _topic: str, raw: bytes, _retained: bool) -> None:
        payload = Payload(raw)
        if self._stamp_key != "" and not self._is_news(payload):
            return
        self._last = raw
        for ear in self._ears:
            ear.take(payload)

    def add(self, ear: Listener) -> None:
        """Tell this ear from now on, beginning with the last payload."""
        self._ears.append(ear)
        if self._last is not None:
            ear.take(Payload(self._last))

    def drop(self, ear: Listener) -> bool:
        """Tell this ear no more; return whether nobody is left."""
        self._ears.remove(ear)
        return not self._ears

    def _is_news(self, payload: Payload) -> bool:
        """Whether a payload that carries its time is neither late nor a repetition."""
        try:
            message = payload.json
        except BadPayload:
            return True  # each ear says what it thinks of it
        if not isinstance(message, dict):
            self._stamp_key = ""
            return True
        if self._stamp_key is None:
            self._stamp_key = next((k for k in _STAMPS if k in message), "")
        stamp = _seconds(message.get(self._stamp_key))
        if stamp is None:
            return True
        late = self._stamp - stamp
        if 0 < late < _CLOCK_SET:
            return self._turn_away("out_of_order", f"{late:.0f} s older than the one before")
        if late == 0 and payload.raw == self._last:
            return self._turn_away("duplicate", "the same message again")
        self._stamp = stamp
        return True

    def _turn_away(self, reason: str, text: str) -> bool:
        for ear in self._ears:
            ear.turn_away(reason, text)
        return False


class Topics:
    """Every topic that devices tell of themselves on."""

    def __init__(self, mqtt: Mqtt) -> None:
        self._mqtt = mqtt
        self._topics: dict[str, Topic] = {}

    def attach(self, name: str, listener: Listener) -> None:
        """Hand a topic's payloads to a listener from now on."""
        topic = self._topics.get(name)
        if topic is None:
            topic = self._topics[name] = Topic()
            self._mqtt.listen(name, topic)
        topic.add(listener)

    def detach(self, name: str, listener: Listener) -> None:
        """Hand it no more."""
        topic = self._topics.get(name)
        if topic is not None and topic.drop(listener):
            del self._topics[name]
            self._mqtt.ignore(name, topic)


def _seconds(stamp: object) -> float | None:
    """Return a device's time stamp as seconds: ISO text, seconds or milliseconds."""
    if isinstance(stamp, bool) or stamp is None or stamp is MISSING:
        return None
    if isinstance(stamp, int | float):
        return stamp / 1000 if stamp > 1e11 else float(stamp)
    if not isinstance(stamp, str):
        return None
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return None
