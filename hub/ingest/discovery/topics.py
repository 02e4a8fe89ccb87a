"""State topics: one listener each, however many entities it tells of."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from hub.core.errors import BadPayload
from hub.core.health import Rejections
from hub.core.registry import Registry
from hub.core.states import State
from hub.ingest.cleaning import Rejected
from hub.ingest.discovery.hearing import Hear
from hub.ingest.payload import MISSING, Payload

_log = logging.getLogger(__name__)
_STAMPS = ("last_seen", "timestamp", "time", "Time")
_LONGEST = 300  # characters of a reason: it may repeat what a device sent
_CLOCK_SET = 300.0  # seconds back that mean a device's clock was set, not a late message

Take = Callable[[str, bytes, bool], None]


class Wire(Protocol):
    """Where topics are listened to."""

    def listen(self, topic_filter: str, take: Take) -> None:
        """Call ``take(topic, payload, retained)`` for every message that fits."""

    def ignore(self, topic_filter: str, take: Take) -> None:
        """Stop that."""


class Listener(Protocol):
    """Whoever wants a topic's payloads; ``keys`` are those of a JSON object that decide all."""

    keys: frozenset[str]

    def take(self, payload: Payload, *, retained: bool) -> None:
        """Take a payload; never raise for what it holds."""

    def repeat(self, *, retained: bool) -> bool:
        """Pass on that nothing it hears has moved; false where the payload must be read."""

    def turn_away(self, reason: str, text: str) -> None:
        """Note that a payload was late or repeated and not even looked at."""


class Ear:
    """One entity's view of one topic; ``told`` is called when a payload told something of it.

    Where keys of a JSON object decide all it hears, what they said already is not read again:
    real devices repeat everything they know whenever one value moves.
    """

    __slots__ = (
        "_aside",
        "_counts",
        "_encoding",
        "_entity",
        "_hears",
        "_registry",
        "_silent",
        "_state",
        "_told",
        "keys",
    )

    def __init__(
        self,
        entity: str,
        hears: Iterable[Hear],
        told: Callable[[bool], None],
        registry: Registry,
        counts: "Counts",
        *,
        encoding: str = "utf-8",
        aside: bool = False,
    ) -> None:
        self._aside = aside  # a setting or a diagnosis: nobody follows its repetitions
        self._entity, self._hears, self._told = entity, tuple(hears), told
        self._registry, self._counts, self._encoding = registry, counts, encoding
        decided = all(hear.keys and not hear.fresh for hear in self._hears)
        self.keys = frozenset(k for hear in self._hears for k in hear.keys if decided)
        self._state: State | None = None  # what held true after the last payload, if all was read
        self._silent = False  # whether that payload told nothing of the entity

    def take(self, payload: Payload, *, retained: bool) -> None:
        """Hand the payload on; one that cannot be read is counted, no more."""
        if self._encoding != "utf-8":
            payload = Payload(payload.raw, self._encoding)
        told, readable = False, True
        for hear in self._hears:
            if retained and hear.fresh:
                continue
            try:
                if hear.take(payload) is not False:
                    told = True
            except BadPayload as error:
                readable = False
                self._counts.add(self._entity, error)
        if told:
            self._told(retained)
        held = self._registry.held.get(self._entity)
        self._state = held.state if held is not None and readable else None
        self._silent = not told

    def repeat(self, *, retained: bool) -> bool:
        """Pass on that what was said before still holds; return whether that is so."""
        held = self._registry.held.get(self._entity)
        if held is None or held.state is not self._state:
            return False
        if self._aside and not self._silent:
            self._registry.touch(self._entity, fresh=not retained)
        elif not self._silent:
            self._registry.report(self._entity, held.state, fresh=not retained)
        return True

    def turn_away(self, reason: str, text: str) -> None:
        """Count a payload that was not even looked at."""
        self._counts.add(self._entity, Rejected(reason, text))


class Counts:
    """What was turned away, by entity and reason; the first of each is logged."""

    def __init__(self, rejected: dict[str, dict[str, int]]) -> None:
        self._rejected = rejected

    def add(self, entity: str, error: BadPayload) -> None:
        """Count one more."""
        reason = error.reason if isinstance(error, Rejected) else "unreadable"
        counts = self._rejected.setdefault(entity, {})
        counts[reason] = counts.get(reason, 0) + 1
        why = str(error)[:_LONGEST]
        if isinstance(self._rejected, Rejections):
            self._rejected.last[entity] = why
        if counts[reason] == 1:
            _log.warning("%s: a reading is left out (%s): %s", entity, reason, why)


class Topic:
    """Hands a topic's payloads to every ear; late and repeated ones are turned away.

    An entity announced later hears the last payload at once, as a retained one: the broker sends
    those only to the first who asks.
    """

    __slots__ = ("_before", "_ears", "_last", "_stamp", "_stamp_key")

    def __init__(self, *, orderly: bool = True) -> None:
        self._ears: list[Listener] = []
        self._last: bytes | None = None
        self._before: dict[str, object] | None = None  # the last JSON object, for several ears
        self._stamp_key: str | None = (
            None if orderly else ""
        )  # "" once it is known that there is none
        self._stamp = 0.0

    def __call__(self, _topic: str, raw: bytes, retained: bool) -> None:
        payload = Payload(raw)
        if self._stamp_key != "" and not self._is_news(payload):
            return
        self._last = raw
        moved = self._moved(payload) if len(self._ears) > 1 else None
        for ear in tuple(self._ears):
            still = moved is not None and ear.keys and ear.keys.isdisjoint(moved)
            if not still or not ear.repeat(retained=retained):
                ear.take(payload, retained=retained)

    def _moved(self, payload: Payload) -> set[str] | None:
        """Return the keys that say something else than before; ``None`` where all may."""
        before, self._before = self._before, None
        try:
            message = payload.json
        except BadPayload:
            return None
        if type(message) is not dict:
            return None
        self._before = message
        if before is None:
            return None
        moved = before.keys() - message.keys()
        for key, value in message.items():
            was = before.get(key, MISSING)
            if type(value) is not type(was) or value != was or not _alike(value, was):
                moved.add(key)
        return moved

    @property
    def last(self) -> bytes | None:
        """The last payload that was handed on, if any came."""
        return self._last

    def add(self, ear: Listener, *, recall: bool) -> None:
        """Tell this ear from now on; where it shall ``recall``, beginning with the last payload."""
        self._ears.append(ear)
        if recall and self._last is not None:
            ear.take(Payload(self._last), retained=True)

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


def _alike(one: object, other: object) -> bool:
    """Whether two equal values are of the same types throughout: 1 is not ``true``."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_alike(value, other.get(key)) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return all(_alike(a, b) for a, b in zip(one, other, strict=False))
    return True


class Topics:
    """Every topic that devices tell of themselves on.

    ``recall`` hands an entity announced later what its topic said last; ``orderly`` turns away
    what carries an older time than the message before.
    """

    def __init__(self, wire: Wire, *, recall: bool = True, orderly: bool = True) -> None:
        self._wire, self._recall, self._orderly = wire, recall, orderly
        self._topics: dict[str, Topic] = {}

    def attach(self, name: str, listener: Listener) -> None:
        """Hand a topic's payloads to a listener from now on."""
        topic = self._topics.get(name)
        if topic is None:
            wild = "+" in name or "#" in name
            topic = self._topics[name] = Topic(orderly=self._orderly and not wild)
            self._wire.listen(name, topic)
        topic.add(listener, recall=self._recall)

    def detach(self, name: str, listener: Listener) -> None:
        """Hand it no more."""
        topic = self._topics.get(name)
        if topic is not None and topic.drop(listener):
            del self._topics[name]
            self._wire.ignore(name, topic)

    def last(self, name: str) -> bytes | None:
        """Return the last payload of a topic somebody listens to, if any came."""
        topic = self._topics.get(name)
        return None if topic is None else topic.last


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
