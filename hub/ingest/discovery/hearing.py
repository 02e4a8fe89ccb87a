"""What is done with a topic's payloads."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.ingest.payload import Payload

TakeText = Callable[[str], bool | None]  # False: it tells nothing
TakePayload = Callable[[Payload], bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hear:
    """What is done with a topic's payloads; ``fresh`` turns retained ones away.

    ``keys`` are those of a JSON object that decide all, where they do: what they said already
    need not be read again.
    """

    take: TakePayload
    fresh: bool = False
    keys: tuple[str, ...] = ()
