"""Everything announced, found by key, by what it is, and by who announced it."""

from collections.abc import Iterable

from hub.ingest.discovery.message import Key, Part
from hub.ingest.discovery.thing import Thing


class Roll:
    """Who is there; and which native parts wait while Home Assistant's words go first."""

    def __init__(self) -> None:
        self._things: dict[Key, Thing] = {}
        self._by_source: dict[str, Thing] = {}
        self._by_origin: dict[str, dict[Key, Thing]] = {}
        self._waiting: dict[str, tuple[str, Part]] = {}  # source -> origin and part

    @property
    def things(self) -> Iterable[Thing]:
        """Everything announced."""
        return self._things.values()

    def find(self, key: Key) -> Thing | None:
        """Return the thing of that key."""
        return self._things.get(key)

    def same(self, source: str) -> Thing | None:
        """Return the thing that is the same, whoever announced it."""
        return self._by_source.get(source)

    def of(self, origin: str) -> list[Thing]:
        """Return what one announcement announced."""
        return list(self._by_origin.get(origin, {}).values())

    def add(self, thing: Thing) -> None:
        """Take it in."""
        self._things[thing.key] = self._by_source[thing.source] = thing
        self._by_origin.setdefault(thing.origin, {})[thing.key] = thing

    def drop(self, thing: Thing) -> None:
        """Strike it off."""
        del self._things[thing.key]
        del self._by_source[thing.source]
        siblings = self._by_origin[thing.origin]
        del siblings[thing.key]
        if not siblings:
            del self._by_origin[thing.origin]

    def wait(self, source: str, origin: str, part: Part) -> None:
        """Keep a native part for when nobody announces the thing in Home Assistant's words."""
        self._waiting[source] = origin, part

    def next(self, source: str) -> tuple[str, Part] | None:
        """Return the native part that waits to announce it, and its origin."""
        return self._waiting.pop(source, None)

    def wait_no_more(self, origin: str) -> None:
        """Forget the parts of a native origin: it speaks anew."""
        for source in [s for s, (other, _) in self._waiting.items() if other == origin]:
            del self._waiting[source]
