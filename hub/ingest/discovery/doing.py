"""What a service sends, and how a value is written for a command topic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hub.core.errors import CommandRefused
from hub.ingest.templates import TemplateFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A command topic and how a value is written for it."""

    topic: str
    word: Callable[[Mapping[str, object]], str] | None

    def written(self, value: object, variables: Mapping[str, object]) -> str:
        """Return the payload; raise ``CommandRefused`` where the template cannot say it."""
        if self.word is None:
            return str(value)
        try:
            return self.word({"value": value, **variables})
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


def refuse(why: str) -> str:
    """Raise ``CommandRefused``."""
    raise CommandRefused(why)
