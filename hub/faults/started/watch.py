"""Looks after a machine that people start: its programmes, when they are done, what goes wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.core.upkeep import PresentRun
from hub.faults.started.course import Course, Ended, Manner
from hub.faults.started.judge import TOLD_AFTER, Judge
from hub.faults.started.meter import Meter
from hub.faults.started.moments import Moments
from hub.faults.started.programmes import Programmes
from hub.faults.started.signs import tells
from hub.faults.started.standby import Standby
from hub.faults.started.traits import run_of
from hub.faults.watch import Cycle, Happening, Learned, Quantity

_DAY = 86_400.0
_STANDS_AFTER = 10.0  # days
_TORN = 2_700.0  # seconds: parts of one programme lie no farther apart
_MANNERS = {
    ApplianceKind.WASHER: Manner(spun=45.0),
    ApplianceKind.DISHWASHER: Manner(careful=1_200.0),
    ApplianceKind.DRYER: Manner(careful=60.0),
    ApplianceKind.OVEN: Manner(careful=300.0, shortest=240.0, smallest=2.0),
    ApplianceKind.KETTLE: Manner(careful=60.0, shortest=0.0, smallest=1.0),
    ApplianceKind.COFFEE_MACHINE: Manner(careful=180.0, shortest=0.0, smallest=0.5),
}
STARTED = frozenset(_MANNERS)
_BRIEF = frozenset({ApplianceKind.KETTLE, ApplianceKind.COFFEE_MACHINE})


@dataclass(slots=True, kw_only=True)
class StartedWatch:
    """A machine of a ``kind`` in ``STARTED``; everything else of it is learned."""

    kind: ApplianceKind
    meter: Meter = field(default_factory=lambda: Meter(default=8.0))
    course: Course = field(default_factory=Course)
    moments: Moments = field(default_factory=Moments)
    programmes: Programmes = field(default_factory=Programmes)
    judge: Judge = field(default_factory=Judge)
    standby: Standby = field(default_factory=Standby)
    since: float | None = None
    cycles: int = 0
    last: Ended | None = None
    last_known: bool = False

    @classmethod
    def of(cls, kind: ApplianceKind) -> "StartedWatch":
        """Return a blank watch for a kind of machine in ``STARTED``."""
        brief = kind in _BRIEF
        course = Course(burst_seconds=20.0, burst_joules=1000.0) if brief else Course()
        return cls(kind=kind, course=course)

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in; only power tells anything of such a machine."""
        if quantity != "power":
            return ()
        if self.since is None and value is not None:
            self.since = at
        if self.course.began is None and value is not None and value <= self.meter.level:
            self.meter.take(value, at)
            said = self.standby.take(value, at)
            return () if said is None else (said,)
        manner = _MANNERS[self.kind]
        ended = self.course.take(value, at, meter=self.meter, moments=self.moments, manner=manner)
        return () if ended is None else self._finish(ended)

    def look(self, at: float) -> Sequence[Happening]:
        """Tell whether a programme is over by now."""
        if self.course.began is None:
            return ()
        ended = self.course.look(at, meter=self.meter, manner=_MANNERS[self.kind])
        return () if ended is None else self._finish(ended)

    def running(self, at: float) -> PresentRun | None:
        """Return the programme under way, with its end where that can be guessed."""
        course = self.course
        if course.began is None or course.stage(at, self.meter) not in {"working", "quiet"}:
            return None
        elapsed, energy = at - course.began, course.joules / 3600
        left = self.programmes.left(elapsed, energy)
        run = PresentRun(began=course.began, energy_wh=round(energy, 1))
        if left is None:
            return run
        seconds, number = left
        return PresentRun(
            began=course.began,
            energy_wh=run.energy_wh,
            programme=number,
            ends=round(at + seconds),
            progress=round(min(elapsed / max(elapsed + seconds, 1.0), 0.99), 3),
        )

    def score(self) -> float | None:
        """Return how strange it runs."""
        return self.judge.score()

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        if kind is FaultKind.STANDBY_CREEP:
            self.standby.settle(verdict)
        else:
            self.judge.settle(verdict, kind)

    def learned(self, at: float) -> Learned:
        """Return how far the machine is known."""
        days = 0.0 if self.since is None else (at - self.since) / _DAY
        faults = tells(self.kind)
        now = [*faults] if self.judge.ready else []
        later = dict[FaultKind, float]()
        if not self.judge.ready:
            pace = max(self.cycles, 0.5) / max(days, 1.0)
            later = dict.fromkeys(faults, round(max(TOLD_AFTER / pace, days + 0.5), 1))
        if self.standby.ready:
            now.append(FaultKind.STANDBY_CREEP)
        else:
            later[FaultKind.STANDBY_CREEP] = _STANDS_AFTER
        return Learned(days=days, cycles=self.cycles, tells=tuple(now), from_day=later)

    def _finish(self, ended: Ended) -> Sequence[Happening]:
        """Learn from a programme that is over, and tell it."""
        self._mend(ended)
        if self.kind not in _BRIEF:
            self.moments.learn(ended.pauses, ended.moment)
        lasted = ended.ended - ended.began
        known = self.programmes.match(ended.energy, lasted, ended.peak)
        if ended.whole:
            self.programmes.learn(ended.energy, lasted, ended.peak, ended.minutes)
        self.cycles += 1
        self.last, self.last_known = ended, known is not None
        cycle = Cycle(
            began=ended.began,
            ended=ended.ended,
            energy=ended.energy,
            peak=ended.peak,
            programme=-1 if known is None else known.number,
        )
        said = self._judge(ended) if ended.whole else None
        return (cycle,) if said is None else (cycle, said)

    def _judge(self, ended: Ended) -> Happening | None:
        holds = self.kind is ApplianceKind.OVEN
        run = run_of(ended.ended, ended.energy, ended.minutes, self.judge.runs, holds=holds)
        return self.judge.take(self.kind, run)

    def _mend(self, ended: Ended) -> None:
        """Learn of a programme that was taken for two: only together they are a known one."""
        first = self.last
        if first is None or ended.after > _TORN or self.last_known or self._knows(ended):
            return
        whole = self.programmes.match(
            first.energy + ended.energy, ended.ended - first.began, max(first.peak, ended.peak)
        )
        if whole is not None:
            self.moments.mistake(first.moment, ended.after)

    def _knows(self, ended: Ended) -> bool:
        lasted = ended.ended - ended.began
        return self.programmes.match(ended.energy, lasted, ended.peak) is not None
