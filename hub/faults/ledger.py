"""What an appliance did day by day, and its last programmes: counted from its power alone."""

from dataclasses import dataclass, field
from statistics import median

from hub.core.upkeep import Day, PastRun
from hub.faults.minutes import GAP
from models.levels import Levels

HOUR, DAY = 3600.0, 86_400.0
_DAYS, _RUNS = 60, 50  # kept
_LEARNED = DAY  # known seconds after which "it works" can be told from "it rests"


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Sums of the day under way (UTC), the days before it, the programmes before now.

    Plain fields, so that it can be stored; ``watts`` hold until the next report.
    """

    days: list[Day] = field(default_factory=list)
    runs: list[PastRun] = field(default_factory=list)  # oldest first
    levels: Levels = field(default_factory=Levels)
    level: float | None = None  # W: above it works
    hour: float = 0.0  # the level was drawn in this hour
    day: float = 0.0  # when the day under way began
    known: float = 0.0  # seconds
    worked: float = 0.0  # seconds
    joules: float = 0.0
    cycles: int = 0
    score: float | None = None  # the strangest of the day
    watts: float | None = None
    at: float = 0.0

    def take(self, watts: float | None, at: float) -> None:
        """Take a report in; ``None``: nothing is known from now on."""
        held, since = self.watts, self.at
        self.watts, self.at = watts, at
        if at >= self.day + DAY:
            self._turn_day(at)
        if held is None or not 0 < at - since <= GAP:
            return
        self._count(held, at - since)
        if at >= self.hour + HOUR:
            self._judge(at)

    def note_run(self, run: PastRun) -> None:
        """Keep a programme that is over."""
        self.runs = [*self.runs, run][-_RUNS:]
        self.cycles += 1

    def note_score(self, score: float | None) -> None:
        """Keep how strange it was, the strangest of the day."""
        if score is not None:
            self.score = max(score, self.score or 0.0)

    def energy_per_cycle(self) -> float | None:
        """Return the median Wh of a programme."""
        return median(run.energy_wh for run in self.runs) if self.runs else None

    def shown(self) -> tuple[Day, ...]:
        """Return the days, the one under way last."""
        return (*self.days, self._today()) if self.known or self.cycles else tuple(self.days)

    def _count(self, watts: float, seconds: float) -> None:
        self.known += seconds
        self.joules += watts * seconds
        if self.level is not None and watts > self.level:
            self.worked += seconds
        self.levels.learn(watts, seconds)

    def _judge(self, at: float) -> None:
        """Draw the level anew between resting and working."""
        self.hour = at // HOUR * HOUR
        self.levels.fade()
        if self.levels.known >= _LEARNED:
            self.level = self.levels.threshold()

    def _turn_day(self, at: float) -> None:
        if self.known or self.cycles:
            self.days = [*self.days, self._today()][-_DAYS:]
        self.day = at // DAY * DAY
        self.known = self.worked = self.joules = 0.0
        self.cycles, self.score = 0, None

    def _today(self) -> Day:
        return Day(
            start=self.day,
            energy_wh=round(self.joules / HOUR, 1),
            known=round(min(1.0, self.known / DAY), 3),
            duty=round(self.worked / self.known, 3) if self.level and self.known else None,
            cycles=self.cycles,
            score=self.score,
        )
