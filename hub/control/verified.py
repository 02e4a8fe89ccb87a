"""Commands to devices end as what the device then reports, never as what was hoped for."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

from hub.control.goals import Goal, goal_of
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import (
    Commands,
    DeviceCommand,
    Move,
    Outcome,
    Play,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.driver import Actuators
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.events import CommandEnded, Result, StateReported
from hub.core.message import Message
from hub.core.registry import Held, Registry
from hub.core.states import Kind

_KINDS = (Turn, SetLevel, SetColorTemperature, SetTemperature, SetMode, SetLock, Move, Play)
_LIMITS = {Kind.CLIMATE: 5.0, Kind.LOCK: 10.0, Kind.COVER: 60.0}  # seconds to confirm
_LIMIT = 3.0  # for everything else


class VerifiedCommands:
    """Sends a command and waits until the device itself reports that it is done."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        *,
        registry: Registry,
        actuators: Actuators,
    ) -> None:
        self._bus, self._clock = bus, clock
        self._registry, self._actuators = registry, actuators
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        for kind in _KINDS:
            commands.handle(kind, self.carry_out)

    async def carry_out(self, command: DeviceCommand) -> Outcome:
        """Do it, one command an entity at a time; raise ``UnknownEntity``."""
        held = self._registry.find(command.entity)
        loop = asyncio.get_running_loop()
        async with self._turns[command.entity]:
            began = loop.time()
            result, reason = await self._try(command, held)
            ms = 1000 * (loop.time() - began) if result in {"confirmed", "no_answer"} else 0.0
        self._bus.publish(
            CommandEnded(
                at=self._clock.time(),
                cause=command.cause,
                entity=command.entity,
                command=type(command).__name__,
                result=result,
                ms=ms,
            )
        )
        return Outcome(result=result, ms=ms, reason=reason)

    async def _try(self, command: DeviceCommand, held: Held) -> tuple[Result, Message | None]:
        way, goal = self._actuators.find(command.entity), goal_of(command)
        if way is None:
            return "refused", _about("control.cannot", held)
        if held.entity.reports and held.available and goal(held.state) and not _is_stop(command):
            return "already", None
        with self._bus.open(StateReported, wanted=_tells(command.entity, goal)) as seen:
            self._registry.attribute(command.entity, command.cause)
            try:
                await way.send(command)
                if not held.entity.reports:
                    return "sent", None
                async with asyncio.timeout(_LIMITS.get(held.entity.kind, _LIMIT)):
                    await anext(aiter(seen))
            except CommandRefused:
                return "refused", _about("control.cannot", held)
            except DeviceUnreachable:
                return "no_answer", _about("control.unreachable", held)
            except TimeoutError:
                return "no_answer", _about("control.no_answer", held)
            finally:
                self._registry.attribute(command.entity, None)
        return "confirmed", None


def _tells(entity: str, goal: Goal) -> Callable[[StateReported], bool]:
    """Return whether an event is this entity reporting that the goal is reached."""
    return lambda event: event.entity == entity and goal(event.state)


def _is_stop(command: DeviceCommand) -> bool:
    return isinstance(command, Move) and command.to == "stop"


def _about(message: str, held: Held) -> Message:
    return Message(id=message, values={"name": held.entity.label})
