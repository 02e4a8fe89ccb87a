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

    def native(self, payload: Payload, /) -> object:
        """Return the value as JSON typed it where the template is a plain path, else the text.

        ``MISSING`` where the payload does not hold it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A template as two functions."""

    render: Callable[[Payload], str]
    native: Callable[[Payload], object]


def _text(payload: Payload) -> str:
    return payload.text


plain: Template = Compiled(render=_text, native=_text)  # what stands where no template does
