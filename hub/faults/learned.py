"""A second witness beside the rules: the net that was taught on simulated homes."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.started.watch import StartedWatch
from hub.faults.watch import Cycle, Happening, Learned, Quantity
from models.causes import Causes, Opinion

GREY = 0.6  # of the rules' limit: from here on they are unsure
BELIEF = 0.7  # of the net's own edge
HELPED = frozenset({ApplianceKind.DRYER})  # where it was shown to help (docs/models.md)


@dataclass(slots=True, kw_only=True)
class Advised:
    """A ``StartedWatch`` that is helped where it is unsure.

    Each whole programme is shown to the net once the rules have seen it. A fault that shows in the
    rules half-way, and of which the net is half sure, is told: with the rules' picture, of the
    fault that both name. The net never speaks alone, and never silences the rules.
    """

    inner: StartedWatch
    causes: Causes
    opinion: Opinion | None = None

    @classmethod
    def of(cls, kind: ApplianceKind) -> "Advised":
        """Return a blank watch of a kind of machine."""
        return cls(inner=StartedWatch.of(kind), causes=Causes(kind=kind.value))

    @property
    def kind(self) -> ApplianceKind:
        """Which kind of machine it watches."""
        return self.inner.kind

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        found = self.inner.take(quantity, value, at)
        return self._ask(found) if found else ()

    def look(self, at: float) -> Sequence[Happening]:
        """Tell what the mere passing of time shows."""
        found = self.inner.look(at)
        return self._ask(found) if found else ()

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way."""
        return self.inner.running(at)

    def score(self) -> float | None:
        """Return how strange it runs, as the rules say."""
        return self.inner.score()

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        self.inner.settle(verdict, kind, at)
        if verdict == "confirmed" or kind is FaultKind.STANDBY_CREEP:
            return
        if verdict == "false_alarm":
            self.causes.accept()
        else:
            self.causes.calm()
        self.opinion = None

    def learned(self, at: float) -> Learned:
        """Return how far the machine is known."""
        return self.inner.learned(at)

    def _ask(self, found: Sequence[Happening]) -> Sequence[Happening]:
        """Show the net the programme that ended, if one did, and tell what both then see."""
        ended = self.inner.last
        if ended is None or not any(isinstance(one, Cycle) for one in found):
            return found
        if not ended.whole or not ended.minutes or min(ended.minutes) < 0:
            return found
        self.opinion = self.causes.take(ended.minutes, ended.began)
        if self.opinion is None or self.opinion.strange < BELIEF:
            return found
        both = self.inner.judge.suspect(self.kind, self.opinion.cause, GREY)
        return found if both is None else (*found, both)
