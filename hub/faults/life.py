"""One appliance as the monitor sees it: its watch, and what is counted beside it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from hub.core.entities import Appliance, ApplianceKind
from hub.core.faults import FaultKind
from hub.core.upkeep import Known, PresentRun
from hub.faults.ledger import DAY, HOUR, Ledger
from hub.faults.unloading import EMPTIED, Unloading
from hub.faults.watch import Happening, Learned, Quantity, Watch

_log = logging.getLogger(__name__)
SLIPS = (ArithmeticError, LookupError, ValueError, TypeError, AttributeError)  # of a damaged memory
_STALE = 900.0  # seconds after which a signal counts as not heard


@runtime_checkable
class KnowsRuns(Protocol):
    """A watch that can say how far a programme under way is."""

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way."""


@dataclass(slots=True, kw_only=True)
class Life:
    """What is stored of an appliance beside its watch: which machine it is, since when."""

    kind: ApplianceKind
    since: float
    ledger: Ledger = field(default_factory=Ledger)
    unloading: Unloading = field(default_factory=Unloading)


class Watched:
    """An appliance under watch; ``watch`` is ``None`` for a machine that is only counted.

    ``anew`` makes a blank watch of the same kind.
    """

    def __init__(
        self,
        appliance: Appliance,
        watch: Watch | None,
        life: Life,
        *,
        anew: Callable[[], Watch | None] = lambda: None,
    ) -> None:
        self.appliance, self.watch, self.life, self._anew = appliance, watch, life, anew
        self.kept_at = 0.0  # when it was last stored
        self.scored_at = 0.0
        self.score: float | None = None
        self.told_run: PresentRun | None = None
        self.opened = False  # it was emptied since this was last asked
        self._heard: dict[Quantity, float] = {}

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a measurement in; ``None``: nothing is known from now on."""
        if value is not None:
            self._heard[quantity] = at
        if quantity == "power":
            self.life.ledger.take(value, at)
            if value is not None and self.life.unloading.ended is not None:
                self.opened = self.life.unloading.take(value, at) or self.opened
        if self.watch is None:
            return ()
        try:
            return self.watch.take(quantity, value, at)
        except SLIPS:
            return self._forget()

    def look(self, at: float) -> Sequence[Happening]:
        """Tell what the mere passing of time shows; a watch without any signal has not begun."""
        if self.watch is None or not self._heard:
            return ()
        try:
            return self.watch.look(at)
        except SLIPS:
            return self._forget()

    def _forget(self) -> Sequence[Happening]:
        """Begin anew with a watch that stumbled over what it remembers: the others go on."""
        _log.exception("what was learned of %s is of no use any more", self.appliance.id)
        self.watch = self._anew()
        return ()

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way, if that can be told."""
        return self.watch.running(at) if isinstance(self.watch, KnowsRuns) else None

    def finish(self, ended: float) -> None:
        """Wait, where it can be emptied, for that: a programme ended."""
        if self.appliance.kind in EMPTIED:
            self.life.unloading.finish(ended)

    def signals(self, at: float) -> tuple[str, ...]:
        """Return what was heard of it lately; its switch need not repeat itself."""
        return tuple(
            sorted(
                quantity
                for quantity, heard in self._heard.items()
                if quantity == "command" or at - heard <= _STALE + HOUR
            )
        )

    def known(self, at: float) -> Known | None:
        """Return how far it is known; ``None`` where it is not watched."""
        if self.watch is None or not self.appliance.power:
            return None
        learned = self.watch.learned(at)
        return Known(
            days=round(learned.days, 1),
            cycles=learned.cycles,
            tells=tuple(learned.tells),
            tells_from=_moments(learned, at),
        )


def _moments(learned: Learned, at: float) -> dict[FaultKind, float]:
    return {kind: at + max(0.0, day - learned.days) * DAY for kind, day in learned.from_day.items()}
