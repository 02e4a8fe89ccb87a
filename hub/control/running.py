"""A command under way: sent, repeated where that is safe, and followed to its end."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field

from hub.control.goals import Goal
from hub.control.waiting import Step, Waiting
from hub.core.bus import Inbox
from hub.core.commands import Call, DeviceCommand, Outcome
from hub.core.driver import Actuator
from hub.core.entities import Entity
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.events import StateReported
from hub.core.message import Message

_log = logging.getLogger(__name__)
_LEAVE = 10.0  # seconds a command may need to leave the house


@dataclass(slots=True, kw_only=True)
class Running:
    """A command under way; ``limit`` is the wait it is in."""

    command: DeviceCommand
    goal: Goal
    entity: Entity
    waiting: Waiting
    limit: asyncio.Timeout | None = None
    is_superseded: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def rest(self, reports: Inbox[StateReported]) -> None:
        """Wait until something is told or due."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self.waiting.due) as self.limit:
                await reports.wait()

    def give_way(self) -> None:
        """End without a verdict: a newer command wants something else."""
        self.is_superseded = True
        if self.limit is not None:
            self.limit.reschedule(asyncio.get_running_loop().time())


async def follow(
    running: Running, actuator: Actuator, reports: Inbox[StateReported]
) -> Step | Outcome | None:
    """Send and wait for the end; ``None`` where a newer command took its place."""
    loop, waiting = asyncio.get_running_loop(), running.waiting
    step: Step = "repeat"
    while step in {"repeat", "wait"}:
        if step == "wait":
            await running.rest(reports)
        elif failed := await put(running.command, running.entity, actuator):
            return failed
        for report in reports.drain():
            waiting.take(report, loop.time())
        step = waiting.decide(loop.time())
        if running.is_superseded and step in {"repeat", "wait"}:
            return None
    return step


async def put(command: DeviceCommand, entity: Entity, actuator: Actuator) -> Outcome | None:
    """Put a command on its way; return how it ended where it could not leave."""
    try:
        async with asyncio.timeout(_LEAVE):
            await actuator.send(command)
    except (DeviceUnreachable, TimeoutError) as error:
        _log.warning("%s: %s", command.entity, error or "the way is blocked")
        return Outcome(result="no_answer", reason=about("unreachable", entity))
    except CommandRefused as error:
        _log.info("%s: %s", command.entity, error)
        return Outcome(result="refused", reason=about("cannot", entity))
    return None


def outcome_of(verdict: Step, entity: Entity, ms: float) -> Outcome:
    """Return how a command ended as its sender is told."""
    match verdict:
        case "confirmed":
            return Outcome(result="confirmed", ms=ms)
        case "sent":
            return Outcome(result="sent", ms=ms)
        case "silent":
            return Outcome(result="no_answer", ms=ms, reason=about("no_answer", entity))
        case _:
            return Outcome(result="no_answer", ms=ms, reason=about("otherwise", entity))


def has_reached(outcome: Outcome) -> bool:
    """Whether a command got to its device, as far as is known."""
    return outcome.reason is None or outcome.reason.id != "control.unreachable"


def name_of(command: DeviceCommand) -> str:
    """Return what events call a command."""
    return command.service if isinstance(command, Call) else type(command).__name__


def about(what: str, entity: Entity) -> Message:
    """Return a reason of this room's, about an entity."""
    return Message(id=f"control.{what}", values={"name": entity.label})
