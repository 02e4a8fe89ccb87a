"""A compiled template, and the one for "no template"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hub.ingest.payload import Payload

Command = Callable[[Mapping[str, object]], str]


class Template(Protocol):
    """Two ways to read a payload; both raise ``TemplateFailed`` or ``BadPayload``."""

    def render(self, payload: Payload, /) -> str:
        """Return Home Assistant's text."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a JSON object that decide what it gives; none where more does."""

    def native(self, payload: Payload, /) -> object:
        """Return the value as JSON typed it where the template is a plain path, else the text.

        ``MISSING`` where the payload does not hold it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A template as two functions; ``keys`` are those of the JSON object that decide all."""

    render: Callable[[Payload], str]
    native: Callable[[Payload], object]
    keys: tuple[str, ...] = ()


def _text(payload: Payload) -> str:
    return payload.text


plain: Template = Compiled(render=_text, native=_text)  # what stands where no template does
