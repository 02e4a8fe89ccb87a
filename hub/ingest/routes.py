"""Who listens to which topic: exact names found in one look, wildcards matched once a topic."""

import asyncio
from collections.abc import Callable, Iterable

Take = Callable[[str, bytes, bool], None]  # topic, payload, whether the broker had kept it
_ROOM = 20_000  # topics whose listeners are remembered


class Routes:
    """Listeners by topic filter, and what has to be asked of the broker because of them."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Take]] = {}  # filter -> who
        self._wild: dict[str, list[str]] = {}  # wildcard filter -> its levels
        self._found: dict[str, tuple[Take, ...]] = {}
        self._wanted: dict[str, None] = {}  # in order, each once
        self._unwanted: dict[str, None] = {}
        self.changed = asyncio.Event()

    def add(self, name: str, take: Take) -> None:
        """Lead messages that fit the filter ``name`` to ``take``."""
        if name not in self._listeners:
            self._listeners[name] = []
            self._wanted[name] = None
            self._unwanted.pop(name, None)
            self.changed.set()
        self._listeners[name].append(take)
        self._forget_found(name)

    def drop(self, name: str, take: Take) -> None:
        """Stop leading messages of ``name`` to ``take``."""
        listeners = self._listeners.get(name, [])
        if take in listeners:
            listeners.remove(take)
        if name in self._listeners and not listeners:
            del self._listeners[name]
            self._wanted.pop(name, None)
            self._unwanted[name] = None
            self.changed.set()
        self._forget_found(name)

    def find(self, topic: str) -> Iterable[Take]:
        """Return who listens to a topic; the hot path of every message."""
        return self._found.get(topic) or self._look(topic)

    def renew(self) -> None:
        """Everything has to be asked for again: the connection is new."""
        self._wanted = dict.fromkeys(self._listeners)
        self._unwanted = {}
        self.changed.set()

    def changes(self) -> tuple[list[str], list[str]]:
        """Return the filters to ask for and those to ask no more for, since the last call."""
        out = list(self._wanted), list(self._unwanted)
        self._wanted, self._unwanted = {}, {}
        self.changed.clear()
        return out

    def _look(self, topic: str) -> tuple[Take, ...]:
        levels = topic.split("/")
        takes = [*self._listeners.get(topic, ())]
        for name, pattern in self._wild.items():
            if _fits(pattern, levels):
                takes += self._listeners[name]
        if len(self._found) >= _ROOM:
            self._found.clear()
        self._found[topic] = tuple(takes)
        return self._found[topic]

    def _forget_found(self, name: str) -> None:
        if "+" not in name and "#" not in name:
            self._found.pop(name, None)
            return
        self._found.clear()
        if name in self._listeners:
            self._wild[name] = name.split("/")
        else:
            self._wild.pop(name, None)


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
