"""Counts the defrosts of a no-frost machine by the running between them."""

import math
from dataclasses import dataclass, field

from hub.faults.cycling.acute import Longest
from hub.faults.cycling.feature import Feature
from hub.faults.cycling.phases import Turn

_HEATED = 1.12  # of a run's power
_REGULAR = 6  # defrosts
_SPREAD = 2.3  # of the usual running between two, the most of a regular machine
_MISSED = 2.4  # of the usual running without one


@dataclass(slots=True, kw_only=True)
class Defrosts:
    """``between`` is minutes of running between two, ``ran`` those since the last one.

    ``skip`` is how many phases after one still mean nothing.
    """

    between: Longest = field(default_factory=Longest)
    ran: float = 0.0
    skip: int = 0

    def take(self, turn: Turn, power: Feature | None, *, healthy: bool) -> bool:
        """Count a phase; return whether its length means something."""
        counts = turn.whole and not self.skip
        if turn.heat:
            self.skip = 2
            if self.ran and healthy:
                self.between.learn(self.ran)
            self.ran = 0.0
            return counts
        self.skip = max(0, self.skip - 1)
        if turn.on:
            self.ran = 0.0 if _glows(turn, power) else self.ran + turn.minutes
        return counts

    def missing(self) -> bool:
        """Whether a machine that defrosted regularly does not any more."""
        usual = math.exp(self.between.mean)
        regular = self.between.count >= _REGULAR and self.between.most < _SPREAD * usual
        return regular and self.ran > _MISSED * usual


def _glows(turn: Turn, power: Feature | None) -> bool:
    """Whether a run was a heater's that came on too early in it to be told apart."""
    return power is not None and power.known and turn.watts > _HEATED * math.exp(power.mean)
