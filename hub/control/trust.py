"""How much proof a device's word needs, learned from how its commands end."""

import asyncio
import logging
from dataclasses import dataclass, replace

from hub.control.goals import Goal
from hub.control.habits import Habits
from hub.control.rivals import Lateness
from hub.control.running import Running, name_of
from hub.control.waiting import Step, Terms
from hub.core.bus import Bus
from hub.core.driver import Actuators
from hub.core.entities import Device, Entity
from hub.core.events import CommandContradicted, StateReported
from hub.core.facets import Wants, facet, met
from hub.core.kinds import Kind
from hub.core.registry import Registry

_log = logging.getLogger(__name__)
_AFTER = 3.0  # seconds after a confirmation in which a contradiction is laid at the device's door
_LATE = 10.0  # seconds in which an unanswered command may still be answered
_LATE_TRUSTED = 3.0
_TRAVELS = {Kind.COVER, Kind.VALVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A word just believed, and until when a contradiction counts."""

    command: str
    wants: Wants
    at: float


class Trust:
    """Sets the terms for each command and learns from its end; ``run`` watches what comes after."""

    def __init__(self, bus: Bus, registry: Registry, habits: Habits, actuators: Actuators) -> None:
        self._bus, self._registry = bus, registry
        self._habits, self._actuators = habits, actuators
        self._late = Lateness()
        self._proven: dict[str, Proven] = {}
        self._after = bus.open(StateReported, wanted=lambda report: report.entity in self._proven)

    async def run(self) -> None:
        """Watch until cancelled what devices tell after they were believed."""
        with self._after:
            async for report in self._after:
                self._doubt(report)

    def believes(self, entity: Entity, wants: Wants, now: float) -> bool:
        """Whether what an entity holds can be taken as true without asking it to do anything."""
        doubted = self._habits.is_doubted(entity)
        return not doubted and not self._late.until(entity.id, wants, now)

    def patience(self, goal: Goal, entity: Entity) -> float:
        """Return a command's patience: a blind has the time that it is known to take."""
        travel = self._habits.travel(entity)
        if entity.kind not in _TRAVELS or not travel:
            return goal.patience
        return min(max(1.5 * travel + 5, 15.0), 300.0)

    def terms(self, goal: Goal, entity: Entity, now: float) -> Terms:
        """Return what proof is asked for a command that is sent now."""
        self._proven.pop(entity.id, None)
        watch = self._watch(entity)
        until = self._late.until(entity.id, goal.wants, now)
        late = _LATE if watch else _LATE_TRUSTED
        doubt = self._habits.doubt(entity)
        return Terms(watch=watch, doubt=doubt, quiet_from=min(until, now + late), late=late)

    def learn(self, running: Running, verdict: Step | None, now: float) -> None:
        """Learn from how a command ended (``None``: a newer one took its place)."""
        entity, waiting = running.entity, running.waiting
        device = self._device(entity)
        if verdict == "confirmed":
            self._believe(running, now)
            if waiting.is_clean:
                seconds = waiting.seconds if entity.kind in _TRAVELS else 0.0
                self._habits.kept(entity, device, seconds)
                return
        else:
            self._late.note(entity.id, running.goal.wants, now + _LATE)
        trusted = self._watch(entity) == 0
        strayed = waiting.gap is not None or waiting.has_strayed or verdict == "otherwise"
        if verdict is not None and (strayed or not trusted):
            self._habits.broke(entity, device, waiting.gap or 0.0)
        elif verdict is not None:
            self._habits.slipped(entity, device)

    def _watch(self, entity: Entity) -> float:
        """Return the seconds an entity's word must hold; 0: it is believed at once."""
        if self._actuators.is_certain(entity.id):
            return 0.0
        return self._habits.watch(entity, self._device(entity))

    def _believe(self, running: Running, now: float) -> None:
        entity, wants = running.entity.id, running.goal.wants
        self._proven[entity] = Proven(command=name_of(running.command), wants=wants, at=now)
        held = self._registry.held.get(entity)
        if held is not None and held.desire is not None:
            self._registry.desire(entity, replace(held.desire, met=True))

    def _doubt(self, report: StateReported) -> None:
        """Take a report after a confirmation: one that says otherwise costs the device's trust."""
        proven, held = self._proven.get(report.entity), self._registry.held.get(report.entity)
        gap = 0.0 if proven is None else asyncio.get_running_loop().time() - proven.at
        if proven is None or held is None or gap > _AFTER:
            self._proven.pop(report.entity, None)
        elif report.fresh and not met(proven.wants, report.state, held.entity, slack=2.0):
            del self._proven[report.entity]
            self._habits.broke(held.entity, self._device(held.entity), gap)
            _log.warning("%s told otherwise %.1f s after it had confirmed", report.entity, gap)
            seen = {name: facet(report.state, name) for name in proven.wants}
            self._bus.publish(
                CommandContradicted(
                    at=report.at, entity=report.entity, command=proven.command, seen=seen
                )
            )

    def _device(self, entity: Entity) -> Device | None:
        return self._registry.devices.get(entity.device)
