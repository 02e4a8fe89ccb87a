"""Facts that have happened, as values that cannot change."""

from dataclasses import dataclass, field
from typing import Literal

from hub.core.entities import Appliance, Area, Device, Entity
from hub.core.faults import Fault
from hub.core.message import Message
from hub.core.states import State

Who = Literal["device", "person", "voice", "routine", "hub", "cloud", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who or what made it happen: "why?", undo, audit and habits are answered from this."""

    who: Who = "device"
    name: str = ""


DEVICE = Cause()
HUB = Cause(who="hub")
VOICE = Cause(who="voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; ``at`` is household time in UTC seconds."""

    at: float
    cause: Cause = DEVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class StateReported(Event):
    """An entity told its state, the same as before.

    ``fresh`` is false for what the device did not say just now: kept by the broker, or assumed.
    """

    entity: str
    state: State
    previous: State
    fresh: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(StateReported):
    """An entity told a state that differs from the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChanged(Event):
    """A device came within reach, or left it."""

    entity: str
    available: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorSilent(Event):
    """A device has not been heard for far longer than usual, though nobody said it was away.

    ``device`` is its id, or the entity's own where it has none; ``since`` is when it was last
    heard (UTC seconds), ``usual`` the longest pause it usually makes (seconds). ``asleep`` says
    that it lives on a battery.
    """

    device: str
    name: str
    entities: tuple[str, ...]
    since: float
    usual: float
    asleep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorBack(Event):
    """A silent device was heard again; ``since`` is that of its ``SensorSilent``."""

    device: str
    entities: tuple[str, ...]
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdChanged(Event):
    """Things of the house were described, renamed or moved: the new versions of what changed."""

    entities: tuple[Entity, ...] = ()
    devices: tuple[Device, ...] = ()
    areas: tuple[Area, ...] = ()
    appliances: tuple[Appliance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRemoved(Event):
    """An entity was withdrawn by its device or removed by a person."""

    entity: Entity


Result = Literal["confirmed", "already", "sent", "refused", "no_answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEnded(Event):
    """A command to a device came to its end; ``ms`` from sending to the device's confirmation.

    ``reached`` is false where it did not get to the device, which then is not to blame.
    """

    entity: str
    command: str
    result: Result
    ms: float
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandContradicted(Event):
    """A device told otherwise soon after it had confirmed a command; it is trusted less now.

    ``seen`` is what it told, by facet.
    """

    entity: str
    command: str
    seen: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandIgnored(Event):
    """A device disobeyed so often that a person should know.

    ``count`` commands in a row were not followed. ``watts`` is there when it says that it is on
    and its meter shows this little, ``usual`` being what it drew before.
    """

    entity: str
    count: int
    watts: float | None = None
    usual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandHeeded(Event):
    """A device of which ``CommandIgnored`` was said follows again."""

    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesireChanged(Event):
    """What the household wants of an entity is another: facets and their values."""

    entity: str
    desired: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRaised(Event):
    """An appliance has something that a person should know."""

    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultChanged(Event):
    """A fault was settled, or what is known of it changed."""

    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEnded(Event):
    """An appliance finished a programme (``began``/``ended`` UTC seconds, energy in Wh).

    ``programme`` numbers the programmes that it was seen to have; -1 is one not seen before.
    """

    appliance: str
    began: float
    ended: float
    energy_wh: float
    peak_watts: float = 0.0
    programme: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceEnded(Event):
    """A sentence was heard or typed and answered; ``stages`` are milliseconds by stage."""

    text: str
    intent: str
    reply: Message
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationChanged(Event):
    """The inbox has something new, or something in it was seen or sent on."""

    notification: "Notification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A message to the household; ``seen_at``/``sent_at`` are UTC seconds once it happened.

    ``lines`` follow it one below the other: what a summary sums up.
    """

    id: str
    at: float
    message: Message
    severity: Literal["notice", "warning", "alarm"]
    subject: str = ""
    seen_at: float | None = None
    sent_at: float | None = None
    lines: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerChanged(Event):
    """The MQTT broker was reached or lost."""

    connected: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodChanged(Event):
    """A topic began or ceased to say far too much; of a flood only the newest is read.

    ``per_second`` is the most there was, ``left_out`` what was not read of this flood; ``name`` is
    what people call the device, where one is known to speak on this topic.
    """

    topic: str
    flooding: bool
    per_second: float
    left_out: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCrashed(Event):
    """A part of the hub failed; it is built anew after ``pause`` seconds."""

    service: str
    error: str
    pause: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopBlocked(Event):
    """The event loop stood still; ``culprit`` is the function that held it."""

    seconds: float
    culprit: str


DemoAction = Literal["speak", "break_fridge", "lying_lamp", "cut_broker", "start_over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAsked(Event):
    """Somebody pressed a button of the demo's bar."""

    action: DemoAction
