"""Words a device lists in its announcement, and words that are none of them."""

from collections.abc import Collection, Iterable

from hub.core.errors import CommandRefused
from hub.ingest.discovery.fields import Fields

_LONGEST = 200  # characters of a reason: a list may be long


def none_of(word: str, words: Iterable[object]) -> str:
    """Return what is said of a word that is none of a list."""
    return f"{word[:40]!r} is none of {', '.join(map(str, words))}"[:_LONGEST]


def chosen(data: Fields, key: str, words: Collection[object]) -> str:
    """Return the word a service is asked for; raise ``CommandRefused`` for none of the list."""
    word = data.some_text(key)
    if word not in words:
        raise CommandRefused(none_of(word, words))
    return word


def listed_beside(fields: Fields, key: str, topic: str) -> tuple[object, ...]:
    """Return a list that must stand beside a command topic, and the topic beside it."""
    if (key in fields) != (topic in fields):
        raise fields.bad(key, f"there exactly where {topic} is")
    return tuple(fields.listed(key))


def words_in(listed: Iterable[object]) -> tuple[str, ...]:
    """Return those that are words: what else is listed cannot be chosen."""
    return tuple(each for each in listed if isinstance(each, str))
