"""A message's values, read by type as strictly as Home Assistant reads them."""

import math
import re
from collections.abc import ItemsView, Iterator, Sequence
from urllib.parse import urlparse

from hub.core.errors import BadPayload
from hub.ingest.discovery.abbreviations import Json
from hub.ingest.payload import text_of

_YES, _NO = {"1", "true", "yes", "on", "enable"}, {"0", "false", "no", "off", "disable"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LONGEST_TOPIC = 65_535  # bytes; MQTT 5.0, 1.5.4


class Fields:
    """A message's values by key; each reader raises ``BadPayload`` naming the key it dislikes.

    A key that is there with ``null`` is there: only those readers that say so take it.
    """

    def __init__(self, values: Json, *, where: str = "") -> None:
        self._values, self._where = values, where

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def items(self) -> ItemsView[str, object]:
        """Return all keys and values as they came."""
        return self._values.items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def is_null(self, key: str) -> bool:
        """Whether the message says outright that there is none."""
        return key in self._values and self._values[key] is None

    def raw(self, key: str) -> object:
        """Return the value as it came, ``None`` where there is none."""
        return self._values.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Return a text; numbers and truth values as devices print them."""
        return self.some_text(key) if key in self._values else default

    def some_text(self, key: str) -> str:
        """Return a text that must be there, be it an empty one."""
        if key not in self._values:
            raise BadPayload(f"{self._where}{key} is missing")
        value = self._values[key]
        if value is None or isinstance(value, dict | list):
            raise self.bad(key, "a text")
        return value if isinstance(value, str) else str(value)

    def text_or_none(self, key: str) -> str | None:
        """Return a text; ``None`` where there is none or the message says ``null``."""
        return None if self._values.get(key) is None else self.some_text(key)

    def choice(self, key: str, options: Sequence[str] | frozenset[str], default: str = "") -> str:
        """Return a text out of a few."""
        value = self.text(key, default)
        if key in self._values and value not in options:
            raise self.bad(key, f"one of {', '.join(sorted(options))}")
        return value

    def word_or_none(self, key: str, options: Sequence[str] | frozenset[str]) -> str | None:
        """Return a word out of a few, in small letters; ``None`` where none is or ``null``."""
        word = self._values.get(key)
        if word is None:
            return None
        if not isinstance(word, str) or word.lower() not in options:
            raise self.bad(key, "a class we know" if len(options) > 9 else " or ".join(options))
        return word.lower()

    def number(self, key: str, default: float) -> float:
        """Return a finite number."""
        if key not in self._values:
            return default
        value = self._values[key]
        try:
            found = float(value) if isinstance(value, int | float | str) else math.nan
        except (ValueError, OverflowError):
            found = math.nan
        if not math.isfinite(found):
            raise self.bad(key, "a number")
        return found

    def whole(self, key: str, default: int, *, low: int | None = None) -> int:
        """Return a whole number, ``low`` at least."""
        value = self._values.get(key, default)
        try:
            found = int(value) if isinstance(value, int | float | str) else None
        except (ValueError, OverflowError):
            found = None
        if found is None or (low is not None and found < low):
            raise self.bad(key, "a whole number" + ("" if low is None else f" of {low} or more"))
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return whether something is so."""
        value = self._values.get(key, default)
        if isinstance(value, bool):
            return value
        word = value.lower().strip() if isinstance(value, str) else ""
        if isinstance(value, int | float) or word in _YES or word in _NO:
            return word in _YES or (isinstance(value, int | float) and value != 0)
        raise self.bad(key, "true or false")

    def listed(self, key: str) -> list[object]:
        """Return a list as it came; a single value is a list of one, ``null`` an empty one."""
        value = self._values.get(key)
        if value is None:
            return []
        return value if isinstance(value, list) else [value]

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        if key not in self._values:
            return tuple(default)
        listed = self.listed(key)
        if any(value is None or isinstance(value, dict | list) for value in listed):
            raise self.bad(key, "a list of texts")
        return tuple(v if isinstance(v, str) else str(v) for v in listed)

    def topics(self, key: str) -> tuple[str, ...]:
        """Return the topics to listen to; none where the message has none.

        Dialects of our own may name several; a device's own message names one.
        """
        if key not in self._values:
            return ()
        value = self._values[key]
        if isinstance(value, tuple):
            return value
        return (_subscribable(self.some_text(key), self._where + key),)

    def way_out(self, key: str) -> str:
        """Return a topic to publish to; empty where the message has none."""
        if key not in self._values:
            return ""
        topic = _topic(self.some_text(key), self._where + key)
        if "+" in topic or "#" in topic:
            raise self.bad(key, "a topic without wildcards")
        return topic

    def url(self, key: str, schemes: Sequence[str] = ("http", "https")) -> str:
        """Return an address; empty where there is none."""
        if key not in self._values:
            return ""
        address = str(self._values[key])
        try:
            parts = urlparse(address)
        except ValueError:
            raise self.bad(key, "an address") from None
        if parts.scheme not in schemes or not parts.netloc:
            raise self.bad(key, "an address")
        return address

    def part(self, key: str) -> "Fields":
        """Return a nested object; empty where there is none."""
        if key not in self._values:
            return Fields({}, where=f"{self._where}{key}.")
        value = self._values[key]
        if not isinstance(value, dict):
            raise self.bad(key, "an object")
        return Fields(value, where=f"{self._where}{key}.")

    def bad(self, key: str, want: str) -> BadPayload:
        """Return the complaint that a key's value is not what it must be."""
        got = text_of(self._values.get(key))[:40]
        return BadPayload(f"{self._where}{key} must be {want}, not {got!r}")


def _topic(topic: str, key: str) -> str:
    try:
        size = len(topic.encode())
    except UnicodeEncodeError:
        size = 0
    if not 0 < size <= _LONGEST_TOPIC or _CONTROL.search(topic):
        raise BadPayload(f"{key} must be a topic, not {topic[:40]!r}")
    return topic


def _subscribable(topic: str, key: str) -> str:
    """Return a topic or filter whose wildcards stand alone in their levels."""
    levels = _topic(topic, key).split("/")
    for place, level in enumerate(levels):
        lonely = level in {"+", "#"} or not {"+", "#"} & set(level)
        if not lonely or (level == "#" and place + 1 < len(levels)):
            raise BadPayload(f"{key}: a wildcard must fill its level: {topic[:40]!r}")
    return topic
