"""Who listens to which topic: exact names found in one look, wildcards matched once a topic."""

import asyncio
import sys
from collections.abc import Callable, Iterable

from hub.core.errors import BadPayload

Take = Callable[[str, bytes, bool], None]  # topic, payload, whether the broker had kept it
COUNTED = 100  # messages of a topic between two looks at how fast they come
_ROOM = 20_000  # topics whose listeners are remembered
_DEEPEST = 200  # levels: at a deeper filter Mosquitto ends the connection
_LONGEST = 65_535  # bytes of a name (MQTT 5.0, section 1.5.4)


class Lane:
    """A topic with who listens to it and how many messages came since ``since`` (two clocks)."""

    __slots__ = ("count", "limit", "since", "takes", "topic")

    def __init__(self, topic: str, takes: tuple[Take, ...], limit: int) -> None:
        self.topic, self.takes, self.limit = topic, takes, limit
        self.count, self.since = 0, (0.0, 0.0)


class Filter:
    """What is asked of the broker for one filter, and for whom."""

    __slots__ = ("every", "levels", "qos", "takes")

    def __init__(self, name: str) -> None:
        self.levels = name.split("/")
        self.takes: list[Take] = []
        self.qos = -1
        self.every = False  # whether each message counts, however fast they come


class Routes:
    """Listeners by topic filter, and what has to be asked of the broker because of them."""

    def __init__(self) -> None:
        self._filters: dict[str, Filter] = {}
        self._wild: dict[str, Filter] = {}  # those with + or #
        self._lanes: dict[str, Lane] = {}
        self._wanted: dict[str, None] = {}  # in order, each once
        self._unwanted: dict[str, None] = {}
        self._flooding: set[str] = set()
        self.changed = asyncio.Event()

    def add(self, name: str, take: Take, *, qos: int = 1, every: bool = False) -> None:
        """Lead messages that fit the filter ``name`` to ``take``; the highest ``qos`` counts.

        Raise ``BadPayload`` for a name that no broker takes.
        """
        check_filter(name)
        known = self._filters.get(name)
        if known is None:
            known = self._filters[name] = Filter(name)
            if not is_exact(name):
                self._wild[name] = known
        if qos > known.qos:
            known.qos = qos
            self._wanted[name] = None
            self._unwanted.pop(name, None)
            self.changed.set()
        known.every = known.every or every
        known.takes.append(take)
        self._forget_lanes(name)

    def drop(self, name: str, take: Take) -> None:
        """Stop leading messages of ``name`` to ``take``."""
        known = self._filters.get(name)
        if known is None:
            return
        if take in known.takes:
            known.takes.remove(take)
        if not known.takes:
            del self._filters[name]
            self._wild.pop(name, None)
            self._wanted.pop(name, None)
            self._unwanted[name] = None
            self.changed.set()
        self._forget_lanes(name)

    def lane(self, topic: str) -> Lane:
        """Return a topic's lane; the hot path of every message."""
        return self._lanes.get(topic) or self._look(topic)

    def find(self, topic: str) -> Iterable[Take]:
        """Return who listens to a topic."""
        return self.lane(topic).takes

    def mark(self, topic: str, *, flooding: bool) -> None:
        """Give a topic that floods a limit of no message, until it is calm."""
        (self._flooding.add if flooding else self._flooding.discard)(topic)
        self._lanes.pop(topic, None)

    def renew(self) -> None:
        """Everything has to be asked for again: the connection is new."""
        self._wanted = dict.fromkeys(self._filters)
        self._unwanted = {}
        self.changed.set()

    def changes(self) -> tuple[list[tuple[str, int]], list[str]]:
        """Return the filters to ask for with their QoS, and those to ask no more for."""
        out = [(name, self._filters[name].qos) for name in self._wanted], list(self._unwanted)
        self._wanted, self._unwanted = {}, {}
        self.changed.clear()
        return out

    def _look(self, topic: str) -> Lane:
        levels = topic.split("/")
        exact = self._filters.get(topic)
        fitting = [known for known in self._wild.values() if _fits(known.levels, levels)]
        fitting = fitting if exact is None else [exact, *fitting]
        takes = tuple(take for known in fitting for take in known.takes)
        limit = 0 if topic in self._flooding else COUNTED
        if any(known.every for known in fitting):
            limit = sys.maxsize
        if len(self._lanes) >= _ROOM:
            self._lanes.clear()
        self._lanes[topic] = Lane(topic, takes, limit)
        return self._lanes[topic]

    def _forget_lanes(self, name: str) -> None:
        if is_exact(name):
            self._lanes.pop(name, None)
        else:
            self._lanes.clear()


def is_exact(name: str) -> bool:
    """Whether a filter names one topic."""
    return "+" not in name and "#" not in name


def fits(name: str, topic: str) -> bool:
    """Whether a filter lets a topic through."""
    return _fits(name.split("/"), topic.split("/"))


def check_filter(name: str) -> None:
    """Raise ``BadPayload`` for a filter that would cost the whole connection if it were sent."""
    levels = name.split("/")
    try:
        size = len(name.encode())
    except UnicodeEncodeError as error:
        raise BadPayload(f"{name!a} is no topic: it is not Unicode text") from error
    if not 0 < size <= _LONGEST or "\0" in name or len(levels) > _DEEPEST:
        raise BadPayload(f"{name[:80]!a} is no topic: it is empty, too long, or holds a zero byte")
    wrong = any(("+" in part or "#" in part) and len(part) > 1 for part in levels)
    if wrong or "#" in levels[:-1]:
        raise BadPayload(f"{name!a} is no topic filter: + stands for one level, # for the last")


def _fits(pattern: list[str], levels: list[str]) -> bool:
    """Whether a topic's levels fit a filter's; ``$``-topics fit no leading wildcard."""
    if levels[0].startswith("$") and pattern[0] in {"+", "#"}:
        return False
    for place, want in enumerate(pattern):
        if want == "#":
            return True
        if place >= len(levels) or want not in {"+", levels[place]}:
            return False
    return len(pattern) == len(levels)
