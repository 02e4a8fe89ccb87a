"""A second opinion beside the rules: what the net that was taught on simulated homes says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.started.watch import StartedWatch
from hub.faults.watch import Cycle, Found, Gone, Happening, Learned, Quantity
from models.causes import Causes, Opinion

DOUBT = 0.05  # of the edge: below it the net takes the latest programmes for healthy
SLOW = frozenset(  # what grows for weeks, and looks like another season or other habits
    {FaultKind.HEATER_SCALED, FaultKind.BEARING_WORN, FaultKind.CLOGGED_FILTER}
)
TAUGHT = frozenset({ApplianceKind.WASHER, ApplianceKind.DISHWASHER, ApplianceKind.DRYER})
SURE = 0.8  # probability among faults from which the net's name for it counts


@dataclass(slots=True, kw_only=True)
class Advised:
    """A ``StartedWatch`` whose slow findings wait until the net doubts the machine's health, too.

    Each programme is shown to the net once the rules have seen it. A slow fault that the rules
    find and the net does not is held back until it agrees; a spell that is over before was none.
    Where the net is sure of another cause, the fault is called by that: ``named`` is the rules'
    name and the net's. What the net does not know (a standby that creeps, a machine too new for
    it) passes at once.
    """

    inner: StartedWatch
    causes: Causes
    opinion: Opinion | None = None
    held: Found | None = None
    named: tuple[FaultKind, FaultKind] | None = None

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
        if self.named is not None and kind is self.named[1]:
            self.inner.settle(verdict, self.named[0], at)
        else:
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
                case Found() if self._is_doubted(happening):
                    self.held = happening
                case Found():
                    said.append(self._by_name(happening))
                case Gone() if self.held is not None and self.held.finding.kind is happening.kind:
                    self.held = None
                case Gone():
                    said.append(self._gone(happening))
        if self.held is not None and not self._is_doubted(self.held):
            said.append(self._by_name(self.held))
            self.held = None
        return said

    def _by_name(self, found: Found) -> Found:
        """Return a finding under the name that the net is sure of."""
        opinion, kind = self.opinion, found.finding.kind
        if opinion is None or not self.causes.knows(kind.value):
            return found
        if opinion.probability < SURE or opinion.cause == kind.value or opinion.strange < DOUBT:
            return found
        self.named = kind, FaultKind(opinion.cause)
        return Found(finding=replace(found.finding, kind=self.named[1]))

    def _gone(self, gone: Gone) -> Gone:
        if self.named is None or gone.kind is not self.named[0]:
            return gone
        named, self.named = self.named[1], None
        return Gone(kind=named)

    def _show(self) -> None:
        """Show the programme that just ended to the net."""
        ended = self.inner.last
        if ended is None or not ended.whole or not ended.minutes or min(ended.minutes) < 0:
            return
        self.opinion = self.causes.take(ended.minutes, ended.began) or self.opinion

    def _is_doubted(self, found: Found) -> bool:
        """Whether the net knows such a slow fault and sees none."""
        kind = found.finding.kind
        if self.opinion is None or kind not in SLOW or not self.causes.knows(kind.value):
            return False
        return self.opinion.strange < DOUBT
