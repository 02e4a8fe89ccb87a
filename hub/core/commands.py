"""Wishes: one class, one handler, one answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from hub.core.entities import ApplianceKind
from hub.core.errors import UnknownCommand
from hub.core.events import HUB, Cause, DemoAction, Notification, Result
from hub.core.faults import Fault, Verdict
from hub.core.kinds import Kind
from hub.core.message import Message

AnswerT = TypeVar("AnswerT")
CommandT = TypeVar("CommandT", bound="Command[Any]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[AnswerT]):
    """A wish that yields an answer of a known type; ``cause`` is whose wish it is."""

    cause: Cause = HUB


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a command to a device ended; ``reason`` is there when it was refused or unanswered."""

    result: Result
    ms: float = 0.0
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCommand(Command[Outcome]):
    """A wish to an entity, verified against what it then reports.

    ``sure`` says that whoever wishes it knows that this plug is kept on: it is not asked again.
    """

    entity: str
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(DeviceCommand):
    """Switch a light, switch, fan, climate or media player on or off."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLevel(DeviceCommand):
    """Set brightness, position, speed or volume in percent."""

    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetColorTemperature(DeviceCommand):
    """Set a light's colour temperature in kelvin."""

    kelvin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTemperature(DeviceCommand):
    """Set a climate's target in °C."""

    celsius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMode(DeviceCommand):
    """Set a climate's mode (``off``, ``heat``, ``cool``, ``auto``…)."""

    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLock(DeviceCommand):
    """Lock or unlock."""

    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(DeviceCommand):
    """Open, close or stop a cover."""

    to: Literal["open", "closed", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play(DeviceCommand):
    """Play or pause a media player."""

    playing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(DeviceCommand):
    """Ask for any service of the entity's kind, in Home Assistant's words.

    ``service`` is ``turn_on``, ``set_percentage``, ``select_option``, ``press``…; ``data`` are its
    values as JSON has them.
    """

    service: str
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllTurned:
    """How "all off" ended, by entity ids: ``kept_on`` are plugs that were left alone on purpose."""

    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    kept_on: tuple[str, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAll(Command[AllTurned]):
    """Switch everything of these kinds on or off, in a room or in the house.

    No ``area`` (an id) is the whole house; no ``kinds`` are lights, switches, fans and players.
    """

    area: str = ""
    kinds: tuple[Kind, ...] = ()
    on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFeeds(Command[None]):
    """Say what a plug feeds; ``None`` takes it back to what its name suggests."""

    entity: str
    feeds: ApplianceKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameEntity(Command[None]):
    """Call an entity by a person's name for it; an empty name brings the device's own back."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEntity(Command[None]):
    """Put an entity into an area by the area's name; a new name makes a new area."""

    entity: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitJoin(Command[float | None]):
    """Let new devices join a radio network for so many seconds; 0 ends it.

    ``bridge`` is one of several, empty for all. The answer is until when (UTC seconds).
    """

    seconds: int = 120
    bridge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameDevice(Command[None]):
    """Have a device's own bridge call it by another name."""

    device: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDevice(Command[None]):
    """Have a device leave its radio network; ``force`` where it cannot be reached any more."""

    device: str
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFaults(Command[list[Fault]]):
    """All faults known, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleFault(Command[Fault]):
    """Say what became of a fault; the appliance is learned anew where that follows."""

    fault: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNotifications(Command[list[Notification]]):
    """The inbox, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen(Command[Notification]):
    """A person has seen a notification."""

    notification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceAnswer:
    """What the hub understood and said; ``stages`` are milliseconds by stage.

    ``outcome`` is there when a device was commanded. ``wake`` is the wake word's score, where
    audio was heard; ``text`` is empty when nothing was understood.
    """

    text: str
    intent: str
    slots: dict[str, str]
    reply: Message
    said: str
    outcome: Outcome | None = None
    entity: str = ""
    wake: float | None = None
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Command[VoiceAnswer]):
    """Understand a typed sentence and do it."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen(Command[list[VoiceAnswer]]):
    """Hear a WAV file's bytes; ``wake`` false takes it all as one command (push to talk)."""

    wav: bytes
    wake: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak(Command[bytes]):
    """Say a text aloud: a WAV file's bytes; raises ``EngineMissing`` where nothing can speak."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDemo(Command[None]):
    """Press a button of the demo's bar; handled in the demo only."""

    action: DemoAction


class Commands:
    """Sends each command to the one part that promised to handle it."""

    def __init__(self) -> None:
        self._handlers: dict[type[Command[Any]], Callable[[Any], Awaitable[Any]]] = {}

    def handle(self, kind: type[CommandT], handler: Callable[[CommandT], Awaitable[Any]]) -> None:
        """Promise to answer commands of this class; a service that is rebuilt promises again."""
        self._handlers[kind] = handler

    async def send(self, command: Command[AnswerT]) -> AnswerT:
        """Carry the command out and return its answer; its error is the caller's."""
        handler = self._handlers.get(type(command))
        if handler is None:
            raise UnknownCommand(f"nobody handles {type(command).__name__}")
        answer: AnswerT = await handler(command)
        return answer
