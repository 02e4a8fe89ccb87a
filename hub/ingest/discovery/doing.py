"""What a service sends, and how a value is written for a command topic."""

from ast import literal_eval
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hub.core.errors import CommandRefused
from hub.ingest.templates import TemplateFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A command topic and how a value is written for it."""

    topic: str
    word: Callable[[Mapping[str, object]], str] | None

    def written(self, value: object, variables: Mapping[str, object]) -> str | bytes:
        """Return the payload; raise ``CommandRefused`` where the template cannot say it.

        What a template writes as a Python bytes literal leaves as those bytes, as Home Assistant
        sends it.
        """
        if self.word is None:
            return str(value)
        try:
            text = self.word({"value": value, **variables})
            return _bytes_of(text) if text.startswith(("b'", 'b"')) else text
        except TemplateFailed as error:
            raise CommandRefused(f"{self.topic}: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """A message to the broker."""

    topic: str
    payload: str | bytes
    qos: int = 0
    retain: bool = False


@dataclass(slots=True, kw_only=True)
class Doing:
    """What a service sends, and what may be assumed once it is sent."""

    messages: list[Publish] = field(default_factory=list)
    assumed: dict[str, object] = field(default_factory=dict)


def _bytes_of(text: str) -> str | bytes:
    """Return what a bytes literal means; the text itself where it only begins like one."""
    try:
        said: object = literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return text
    return said if isinstance(said, bytes) else text


def refuse(why: str) -> str:
    """Raise ``CommandRefused``."""
    raise CommandRefused(why)
