"""What goes over the wire that is not a value of the core: the snapshot and the frames."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from hub.core.announced import Announced
from hub.core.entities import Appliance, ApplianceKind, Area, Device, Entity
from hub.core.events import Notification
from hub.core.faults import Fault
from hub.core.upkeep import Price


class AnyState(Protocol):
    """One of ``hub.core.states.State``: the schemas name the union, which msgspec cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """An entity and what holds true of it; ``last_*`` are UTC seconds, null before any report.

    ``silent_since`` is when its device was last heard, if it has been silent for far longer than
    usual. ``rejected`` counts the readings that were left out, by reason; ``last_rejected`` says
    why the last one was. ``is_fresh`` is false while the state is only remembered or kept by the
    broker. ``desired`` are the facets the household wants; it ``differs`` where the entity tells
    otherwise. ``feeds`` is what a plug feeds, by a person's word or its name; ``keeps_on`` where it
    must not lose power by the way.
    """

    entity: Entity
    state: AnyState
    last_changed: float | None
    last_updated: float | None
    available: bool
    silent_since: float | None = None
    rejected: dict[str, int] = field(default_factory=dict)
    last_rejected: str = ""
    is_fresh: bool = False
    desired: dict[str, object] = field(default_factory=dict)
    differs: bool = False
    feeds: ApplianceKind | None = None
    keeps_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """A device, all it carries, who announced it, and which of its topics say far too much."""

    device: Device
    entities: Sequence[EntityView]
    announced: Sequence[Announced]
    floods: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerView:
    """The MQTT broker as the hub sees it."""

    connected: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The whole house at one moment; ``now`` is household time in UTC seconds.

    ``floods`` are the topics that say far too much right now, and how often a second. ``price`` is
    there once the household said what a kilowatt-hour costs.
    """

    now: float
    areas: Sequence[Area]
    devices: Sequence[Device]
    entities: Sequence[EntityView]
    appliances: Sequence[Appliance]
    faults: Sequence[Fault]
    notifications: Sequence[Notification]
    broker: BrokerView
    demo: bool
    voice: bool
    language: str
    units: Literal["metric", "imperial"]
    version: str
    floods: dict[str, float] = field(default_factory=dict)
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What now holds true of an entity; ``at`` is when its state last changed (UTC seconds)."""

    id: str
    state: AnyState
    at: float | None
    available: bool
    silent_since: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFrame:
    """The first frame of a WebSocket."""

    type: Literal["home"] = "home"
    home: Home


@dataclass(frozen=True, slots=True, kw_only=True)
class StatesFrame:
    """What changed since the last frame."""

    type: Literal["states"] = "states"
    now: float
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFrame:
    """Household time went on while nothing changed."""

    type: Literal["clock"] = "clock"
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something was not done: ``code`` is the error's class, ``text`` says it in English."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The body of every answer that is no success."""

    error: Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorFrame:
    """A request of this socket failed; ``id`` is the request's, 0 where it had none."""

    type: Literal["error"] = "error"
    id: int
    error: Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The hub answers."""

    ready: bool
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text to be spoken aloud; no language means the browser's."""

    text: str
    language: str = ""
