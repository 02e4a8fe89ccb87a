"""One command on its way: what its device tells is weighed until it is clear how it ended."""

from dataclasses import dataclass
from typing import Literal

from hub.control.goals import Goal
from hub.core.entities import Entity
from hub.core.events import StateChanged, StateReported
from hub.core.facets import distance, facet, met
from hub.core.states import AlarmState, State, UpdateState

_ON_THE_WAY = {"opening", "closing", "locking", "unlocking", "arming", "disarming", "pending"}
_LEAVING = 180.0  # seconds an alarm panel may give people to leave the house
_LONGEST = 3600.0  # seconds on the way after which a command is given up at last
_SAME = 1.0  # seconds a word must hold that was no news: it may be older than the command

Step = Literal["confirmed", "sent", "silent", "otherwise", "repeat", "wait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How much proof is asked of a device.

    ``watch`` is for how many seconds its word must hold; ``doubt`` the same once this command has
    not gone smoothly. ``quiet_from`` is the moment until which other commands' late answers may
    come, ``late`` how long after a repeated sending that is.
    """

    watch: float = 0.0
    doubt: float = 0.0
    quiet_from: float = 0.0
    late: float = 0.0


class Waiting:
    """Weighs the reports of one entity; all moments are the loop's, in seconds."""

    def __init__(self, goal: Goal, entity: Entity, before: State, terms: Terms, now: float) -> None:
        self._goal, self._entity, self._terms = goal, entity, terms
        self._last: State = before
        self._began = now
        self._until = now + goal.patience
        self._again = now + goal.patience / 2 if goal.repeats else None
        self._since: float | None = None  # when the wanted state was told that still holds
        self._watch = terms.watch
        self._quiet_from = terms.quiet_from
        self._has_told = False  # whether the device itself said anything
        self.is_moving = False
        self.gap: float | None = None  # seconds between a word and what contradicted it
        self.has_strayed = False  # whether it went somewhere else
        self.is_clean = True

    @property
    def due(self) -> float:
        """When there is something to decide, should nothing be told before."""
        if self._since is not None:
            return max(self._since + self._watch, self._quiet_from)
        if self._again is not None and not self.is_moving:
            return min(self._again, self._until)
        return self._until

    @property
    def seconds(self) -> float:
        """How long the device took to tell what was wanted."""
        return 0.0 if self._since is None else self._since - self._began

    def take(self, report: StateReported, now: float) -> None:
        """Weigh a report."""
        if met(self._goal.wants, report.state, self._entity):
            if report.fresh:
                self._agree(report, now)
        else:
            self._disagree(report, now)
        self._last = report.state
        if report.fresh:
            self._has_told = True

    def decide(self, now: float) -> Step:
        """Return how it ended, or what to do meanwhile."""
        if self._since is not None:
            return "confirmed" if now >= self.due else "wait"
        if now >= self._until:
            return self._end(now)
        if self._again is not None and now >= self._again and not self.is_moving:
            return self._repeat(now)
        return "wait"

    def _agree(self, report: StateReported, now: float) -> None:
        if self._since is None:
            self._since = now
            news = isinstance(report, StateChanged)
            watch = self._terms.watch if self.is_clean else self._terms.doubt
            self._watch = watch if news else max(watch, _SAME)

    def _disagree(self, report: StateReported, now: float) -> None:
        if self._since is not None:
            if report.fresh:
                self.gap = max(self.gap or 0.0, now - self._since)
            self.is_clean = False
            self._since = None
            self._until = max(self._until, now + self._goal.patience / 2)
        elif not report.fresh:
            return
        elif self._nears(report.state):
            self.is_moving = True
            patience = _LEAVING if isinstance(report.state, AlarmState) else self._goal.patience
            self._until = max(self._until, min(now + patience, self._began + _LONGEST))
        elif any(facet(report.state, n) != facet(report.previous, n) for n in self._goal.wants):
            self.is_clean, self.has_strayed = False, True

    def _nears(self, state: State) -> bool:
        """Whether a state is one that lies on the way."""
        if facet(state, "phase") in _ON_THE_WAY:
            return True
        if isinstance(state, UpdateState) and state.in_progress:
            return True
        then, now = distance(self._goal.wants, self._last), distance(self._goal.wants, state)
        return now is not None and (then is None or now < then)

    def _repeat(self, now: float) -> Step:
        self._again = None
        self.is_clean = False
        self._until = max(self._until, now + self._goal.patience / 2)
        self._quiet_from = max(self._quiet_from, now + self._terms.late)
        return "repeat"

    def _end(self, now: float) -> Step:
        """Return what can be said now that patience is over."""
        if not self._has_told:
            meets = met(self._goal.wants, self._last, self._entity)
            return "sent" if meets else "silent"
        return "otherwise" if self._again is None else self._repeat(now)
