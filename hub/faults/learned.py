"""A second opinion beside the rules: what the net that was taught on simulated homes says."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.started.watch import StartedWatch
from hub.faults.watch import Cycle, Found, Gone, Happening, Learned, Quantity
from models.causes import Causes, Opinion

DOUBT = 0.2  # of the edge: below it the net takes the latest programmes for healthy


@dataclass(slots=True, kw_only=True)
class Advised:
    """A ``StartedWatch`` whose findings wait until the net doubts the machine's health, too.

    Each programme is shown to the net once the rules have seen it. A fault that the rules find
    and the net does not is held back until it agrees; a spell that is over before that was none.
    What the net does not know (a standby that creeps, a machine too new for it) passes at once.
    """

    inner: StartedWatch
    causes: Causes
    opinion: Opinion | None = None
    held: Found | None = None

    @classmethod
    def of(cls, kind: ApplianceKind) -> "Advised":
        """Return a blank watch of a kind of machine."""
        return cls(inner=StartedWatch(kind=kind), causes=Causes(kind=kind.value))

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        found = self.inner.take(quantity, value, at)
        return self._weigh(found) if found else ()

    def look(self, at: float) -> Sequence[Happening]:
        """Tell what the mere passing of time shows."""
        found = self.inner.look(at)
        return self._weigh(found) if found else ()

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way."""
        return self.inner.running(at)

    def score(self) -> float | None:
        """Return how strange it runs: the rules' word; of a held finding just below the edge."""
        score = self.inner.score()
        return score if self.held is None or score is None else min(score, 0.49)

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        self.inner.settle(verdict, kind, at)
        if verdict == "confirmed" or kind is FaultKind.STANDBY_CREEP:
            return
        if verdict == "false_alarm":
            self.causes.accept()
        else:
            self.causes.calm()
        self.held = None

    def learned(self, at: float) -> Learned:
        """Return how far the machine is known."""
        return self.inner.learned(at)

    def _weigh(self, found: Sequence[Happening]) -> Sequence[Happening]:
        said: list[Happening] = []
        for happening in found:
            match happening:
                case Cycle():
                    self._show()
                    said.append(happening)
                case Found() if self._doubted(happening):
                    self.held = happening
                case Gone() if self.held is not None and self.held.finding.kind is happening.kind:
                    self.held = None
                case _:
                    said.append(happening)
        if self.held is not None and not self._doubted(self.held):
            said.append(self.held)
            self.held = None
        return said

    def _show(self) -> None:
        """Show the programme that just ended to the net."""
        ended = self.inner.last
        if ended is None or not ended.whole or not ended.minutes or min(ended.minutes) < 0:
            return
        self.opinion = self.causes.take(ended.minutes, ended.began) or self.opinion

    def _doubted(self, found: Found) -> bool:
        """Whether the net knows such faults and sees none."""
        if self.opinion is None or not self.causes.knows(found.finding.kind.value):
            return False
        return self.opinion.strange < DOUBT
