"""Commands to devices, carried out and verified: nothing is called done on hope."""

import asyncio
from dataclasses import replace

from hub.control.goals import Goal, goal_of
from hub.control.habits import Habits
from hub.control.rivals import are_rivals, merged
from hub.control.running import (
    Running,
    about,
    follow,
    has_reached,
    name_of,
    outcome_of,
    put,
)
from hub.control.trust import Trust
from hub.control.twins import Shelf
from hub.control.waiting import Waiting
from hub.core.appliances import feeds, keeps_on
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import (
    Call,
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
from hub.core.events import CommandEnded, StateReported
from hub.core.facets import met
from hub.core.held import Desire, Held
from hub.core.message import Message, Value
from hub.core.registry import Registry

_KINDS: tuple[type[DeviceCommand], ...] = (
    Call,
    Turn,
    SetLevel,
    SetColorTemperature,
    SetTemperature,
    SetMode,
    SetLock,
    Move,
    Play,
)


class Verified:
    """Answers every command to a device with how it ended; ``run`` watches what comes after."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        registry: Registry,
        actuators: Actuators,
        *,
        shelf: Shelf | None = None,
    ) -> None:
        self._bus, self._clock = bus, clock
        self._registry, self._actuators, self._shelf = registry, actuators, shelf
        self._trust = Trust(bus, registry, shelf.habits if shelf else Habits(), actuators)
        self._running: dict[str, list[Running]] = {}
        for kind in _KINDS:
            commands.handle(kind, self.carry_out)

    async def run(self) -> None:
        """Watch until cancelled what devices tell after they were believed."""
        await self._trust.run()

    async def begin(self, command: DeviceCommand) -> Outcome:
        """Check a command and put it on its way without waiting for its end.

        Answers *sent*, or why it was not. Raise ``UnknownEntity``.
        """
        ready = self._check(command)
        if isinstance(ready, Outcome):
            return ready
        goal, held, actuator = ready
        self._wish(goal, command)
        failed = await put(command, held.entity, actuator)
        return failed or Outcome(result="sent")

    async def carry_out(self, command: DeviceCommand) -> Outcome:
        """Do it and return how it ended; raise ``UnknownEntity``."""
        outcome = await self._try(command)
        self._bus.publish(
            CommandEnded(
                at=self._clock.time(),
                cause=command.cause,
                entity=command.entity,
                command=name_of(command),
                result=outcome.result,
                ms=outcome.ms,
                reached=has_reached(outcome),
            )
        )
        return outcome

    def _check(self, command: DeviceCommand) -> tuple[Goal, Held, Actuator] | Outcome:
        """Return what is needed to carry it out, or why it cannot be."""
        held = self._registry.find(command.entity)
        goal = goal_of(command, held)
        if isinstance(goal, Message):
            return Outcome(result="refused", reason=goal)
        if goal.wants.get("on") is False and not command.sure:
            device = self._registry.devices.get(held.entity.device)
            kind = feeds(held.entity, device)
            if kind is not None and keeps_on(held.entity, device):
                return Outcome(result="refused", reason=_keeps_on(held.entity, kind.value))
        actuator = self._actuators.find(command.entity)
        if actuator is None or not held.available:
            return Outcome(result="no_answer", reason=about("unreachable", held.entity))
        return goal, held, actuator

    async def _try(self, command: DeviceCommand) -> Outcome:
        while True:
            ready = self._check(command)
            if isinstance(ready, Outcome):
                return ready
            goal, held, actuator = ready
            twin = self._same(command.entity, goal)
            if twin is None:
                break
            await twin.ended.wait()
        if self._is_so(goal, held):
            return Outcome(result="already")
        async with asyncio.TaskGroup() as group:
            self._wish(goal, command)
            if self._shelf is not None and goal.wants:
                group.create_task(self._shelf.keep([command.entity]))
            if held.entity.reports and goal.wants:
                outcome = await self._verify(command, goal, held, actuator)
            else:
                failed = await put(command, held.entity, actuator)
                outcome = failed or Outcome(result="sent")
        return outcome

    def _same(self, entity: str, goal: Goal) -> Running | None:
        """Return a command under way for the same; those for something else give way."""
        for other in self._running.get(entity, ()):
            if other.goal.wants == goal.wants and not goal.once and not other.is_superseded:
                return other
            if are_rivals(other.goal.wants, goal.wants):
                other.give_way()
        return None

    def _is_so(self, goal: Goal, held: Held) -> bool:
        """Whether the device said, and can be believed, that there is nothing to do."""
        now = asyncio.get_running_loop().time()
        return (
            bool(goal.wants)
            and not goal.once
            and held.is_fresh
            and met(goal.wants, held.state, held.entity)
            and not self._running.get(held.entity.id)
            and self._trust.believes(held.entity, goal.wants, now)
        )

    def _wish(self, goal: Goal, command: DeviceCommand) -> None:
        held = self._registry.find(command.entity)
        if goal.wants:
            before = {} if held.desire is None else held.desire.wants
            wants = merged(before, goal.wants)
            wish = Desire(wants=wants, at=self._clock.time(), by=command.cause)
            self._registry.desire(command.entity, wish)

    async def _verify(
        self, command: DeviceCommand, goal: Goal, held: Held, actuator: Actuator
    ) -> Outcome:
        entity, loop = held.entity, asyncio.get_running_loop()
        goal, began = replace(goal, patience=self._trust.patience(goal, entity)), loop.time()
        terms = self._trust.terms(goal, entity, began)
        waiting = Waiting(goal, entity, held.state, terms, began)
        running = Running(command=command, goal=goal, entity=entity, waiting=waiting)
        self._running.setdefault(entity.id, []).append(running)
        self._registry.attribute(entity.id, command.cause)
        try:
            with self._bus.open(StateReported, wanted=lambda r: r.entity == entity.id) as reports:
                verdict = await follow(running, actuator, reports)
        finally:
            self._release(running)
        if isinstance(verdict, Outcome):
            return verdict
        self._trust.learn(running, verdict, loop.time())
        if verdict is None:
            return Outcome(result="sent", reason=about("superseded", entity))
        ms = 1000 * (waiting.seconds if verdict == "confirmed" else loop.time() - began)
        return outcome_of(verdict, entity, ms)

    def _release(self, running: Running) -> None:
        """Lay what comes now at the next command's door, or at the device's own."""
        entity = running.entity.id
        left = [other for other in self._running.pop(entity, ()) if other is not running]
        if left:
            self._running[entity] = left
        if entity in self._registry.held:
            self._registry.attribute(entity, left[-1].command.cause if left else None)
        running.ended.set()


def _keeps_on(entity: Entity, kind: str) -> Message:
    values: dict[str, Value] = {"name": entity.label, "kind": f"@reply.kind.{kind}"}
    return Message(id="control.keeps_on", values=values)
