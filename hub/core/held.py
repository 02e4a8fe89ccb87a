"""What the hub holds of one entity: its state, and what the household wants of it."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.core.entities import Entity
from hub.core.events import Cause
from hub.core.facets import Want
from hub.core.kinds import Shown
from hub.core.states import EMPTY, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a camera or an image shows: its bytes, and which kind they are (``image/jpeg``…)."""

    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desire:
    """What the household last wanted of an entity, as facets; ``met`` once the device said so."""

    wants: dict[str, Want]
    at: float
    by: Cause
    met: bool = False


class Held:
    """What the hub holds of one entity; ``last_*`` are UTC seconds, ``None`` before any report.

    ``is_fresh`` once the device itself said so since the hub began; ``desire`` is what the
    household wants of it, ``None`` where it wants nothing.
    """

    __slots__ = (
        "asked_by",
        "available",
        "desire",
        "entity",
        "is_fresh",
        "last_changed",
        "last_updated",
        "picture",
        "shown",
        "silent_since",
        "state",
    )

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.state: State = EMPTY[entity.kind]
        self.available = True
        self.last_changed: float | None = None
        self.last_updated: float | None = None
        self.asked_by: Cause | None = None
        self.shown: Callable[[], Shown] | None = None
        self.picture: Callable[[], Picture | None] | None = None
        self.is_fresh = False
        self.desire: Desire | None = None
        self.silent_since: float | None = None  # in a spell of silence: when it was last heard
