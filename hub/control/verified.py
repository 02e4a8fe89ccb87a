"""Commands to devices, carried out and verified: nothing is called done on hope."""

import asyncio
import logging

from hub.control.goals import Goal, goal_of
from hub.core.bus import Bus, Inbox
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
from hub.core.driver import Actuator, Actuators
from hub.core.entities import Entity
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.events import CommandEnded, StateReported
from hub.core.message import Message
from hub.core.registry import Registry
from hub.core.states import Kind

_log = logging.getLogger(__name__)
_KINDS: tuple[type[DeviceCommand], ...] = (
    Turn,
    SetLevel,
    SetColorTemperature,
    SetTemperature,
    SetMode,
    SetLock,
    Move,
    Play,
)
_PATIENCE = {Kind.CLIMATE: 5.0, Kind.LOCK: 10.0, Kind.COVER: 60.0}  # seconds a device may take
_USUAL = 3.0


class Verified:
    """Answers every command to a device with how it ended."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        registry: Registry,
        actuators: Actuators,
    ) -> None:
        self._bus, self._clock = bus, clock
        self._registry, self._actuators = registry, actuators
        self._turns: dict[str, asyncio.Lock] = {}  # entity -> one command at a time
        for kind in _KINDS:
            commands.handle(kind, self.carry_out)

    async def carry_out(self, command: DeviceCommand) -> Outcome:
        """Do it and return how it ended; raise ``UnknownEntity``."""
        self._registry.find(command.entity)
        async with self._turns.setdefault(command.entity, asyncio.Lock()):
            outcome = await self._try(command)
        self._bus.publish(
            CommandEnded(
                at=self._clock.time(),
                cause=command.cause,
                entity=command.entity,
                command=type(command).__name__,
                result=outcome.result,
                ms=outcome.ms,
            )
        )
        return outcome

    async def _try(self, command: DeviceCommand) -> Outcome:
        held = self._registry.find(command.entity)
        goal = goal_of(command, held.entity)
        if isinstance(goal, Message):
            return Outcome(result="refused", reason=goal)
        actuator = self._actuators.find(command.entity)
        if actuator is None or not held.available:
            return Outcome(result="no_answer", reason=_about("unreachable", held.entity))
        if held.last_updated is not None and goal(held.state):
            return Outcome(result="already")
        try:
            return await self._send(command, held.entity, actuator, goal)
        except DeviceUnreachable as error:
            _log.warning("%s: %s", command.entity, error)
            return Outcome(result="no_answer", reason=_about("unreachable", held.entity))
        except CommandRefused as error:
            _log.info("%s: %s", command.entity, error)
            return Outcome(result="refused", reason=_about("cannot", held.entity))

    async def _send(
        self, command: DeviceCommand, entity: Entity, actuator: Actuator, goal: Goal
    ) -> Outcome:
        if not entity.reports:
            await actuator.send(command)
            return Outcome(result="sent")
        loop = asyncio.get_running_loop()
        with self._bus.open(StateReported, limit=4096) as reports:
            self._registry.attribute(entity.id, command.cause)
            began = loop.time()
            try:
                async with asyncio.timeout(_PATIENCE.get(entity.kind, _USUAL)):
                    await actuator.send(command)
                    await _met(reports, entity.id, goal)
            except TimeoutError:
                ms = 1000 * (loop.time() - began)
                return Outcome(result="no_answer", ms=ms, reason=_about("no_answer", entity))
            finally:
                if entity.id in self._registry.held:
                    self._registry.attribute(entity.id, None)
        return Outcome(result="confirmed", ms=1000 * (loop.time() - began))


async def _met(reports: Inbox[StateReported], entity: str, goal: Goal) -> None:
    async for report in reports:
        if report.entity == entity and goal(report.state):
            return


def _about(what: str, entity: Entity) -> Message:
    return Message(id=f"control.{what}", values={"name": entity.label})
