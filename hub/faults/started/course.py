"""Finds where a programme begins and ends in the power a plug reports, as it reports it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from hub.faults.started.meter import GAP, Meter
from hub.faults.started.moments import Moment, Moments

MINUTE, HOUR = 60.0, 3600.0
_BREATH = 120.0  # seconds: work that comes back sooner was never interrupted
_NOTED = 20.0  # seconds: shorter pauses are not remembered …
_BETWEEN = 30.0  # … and waited for where reports come faster than this
_COARSE = 45.0  # seconds between reports: a quiet one has lasted long enough after a spin
_TURN = 40.0  # seconds of quiet between two bursts that are no single one
_LOST = 3 * HOUR  # unknown for so long: nobody can say what became of it
_STANDS = 1800.0  # seconds at the same few watts: that is no work, whatever the level
_RECENT = 4  # whole minutes of work that tell what was done last
_DRUM, _FULL_SPIN, _SPIN = 20.0, 120.0, 900.0  # W: the drum turns; it spins; that is heat
_NO_SPIN_BEFORE = 900.0  # seconds of a programme
_MINUTES_SPUN = 4  # wash and rinse spins are shorter

Stage = Literal["idle", "starting", "working", "quiet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What is known beforehand of a kind of machine.

    ``level`` (W) tells work from rest until it is learned; ``careful`` (seconds) is waited for
    more work while the machine is unknown, ``spun`` where its last work was a long spin, with
    which programmes end (0: no such machine); a programme takes at least ``shortest`` and at most
    ``longest`` seconds and draws at least ``smallest`` Wh.
    """

    level: float = 8.0
    careful: float = 900.0
    spun: float = 0.0
    shortest: float = 600.0
    longest: float = 28_800.0
    smallest: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A programme that is over (UTC seconds, Wh, W).

    ``minutes`` are its mean powers minute by minute (-1: unknown); ``whole`` tells whether all of
    it was seen; ``after`` how long before it another one had ended (seconds).
    """

    began: float
    ended: float
    energy: float
    peak: float
    minutes: list[float]
    whole: bool
    after: float
    moment: Moment
    pauses: list[Moment]


@dataclass(slots=True, kw_only=True)
class Course:
    """A machine between two rests: what it has drawn since it began, and whether that is all.

    Less than ``burst_seconds`` and ``burst_joules`` is a turn of the drum, a look at the display.
    """

    burst_seconds: float = 75.0
    burst_joules: float = 10_800.0
    began: float | None = None
    sure: bool = False  # it is work, not a look at the display
    quiet_from: float | None = None
    again_from: float | None = None  # a burst after a long pause: more work, or a turn of the drum
    again_joules: float = 0.0
    again_quiet: float | None = None  # when that burst fell quiet
    wait: float = 0.0  # seconds of quiet that end it
    now: Moment | None = None  # when it fell quiet
    joules: float = 0.0
    quiet_joules: float = 0.0
    peak: float = 0.0
    held: float = 0.0
    spin: float = 0.0  # the strongest power without heat that two reports agree about
    whole: bool = True
    minutes: list[float] = field(default_factory=list)  # joules
    pauses: list[Moment] = field(default_factory=list)
    last_end: float = 0.0

    def take(
        self, watts: float | None, at: float, *, meter: Meter, moments: Moments, manner: Manner
    ) -> Ended | None:
        """Take a report in; return the programme that it ends."""
        before, held = meter.at, meter.watts
        seconds = meter.take(watts, at)
        if self.began is None:
            if watts is not None and watts > meter.level:
                self._begin(at)
            return None
        if held is not None and seconds:
            self._count(held, seconds, before, working=held > meter.level)
        elif not self._bridge(before, at):
            return None
        if watts is None:
            return None
        if watts > meter.level:
            self._work(at)
            return None
        self._rest(watts, at, meter=meter, moments=moments, manner=manner)
        return self.look(at, meter=meter, manner=manner)

    def look(self, at: float, *, meter: Meter, manner: Manner) -> Ended | None:
        """Return the programme that is over by ``at``; silence of the plug ends none."""
        if self.began is None or meter.watts is None or at - meter.at > GAP:
            return None
        stands = meter.standing(at, _STANDS)
        if stands is not None and (self.quiet_from is None or self.again_from is not None):
            self._stand(stands, meter)
        self._let_go(at, meter)
        if self.quiet_from is None or self.again_from is not None:
            return None
        quiet = at - self.quiet_from
        if not self.sure:
            if quiet >= _BREATH:
                self.drop()
            return None
        shortest = _BETWEEN if meter.pace < _BETWEEN else 0.0
        return self._end(self.quiet_from, manner) if quiet >= max(self.wait, shortest) else None

    def stage(self, at: float, meter: Meter) -> Stage:
        """Tell what it is doing; without a report for long it is not said to run."""
        if self.began is None or meter.watts is None or at - meter.at > GAP:
            return "idle"
        if not self.sure:
            return "starting"
        return "working" if self.quiet_from is None else "quiet"

    def drop(self) -> None:
        """Forget the programme under way."""
        self.began = self.quiet_from = self.again_from = self.again_quiet = self.now = None
        self.minutes, self.pauses = [], []

    def _begin(self, at: float) -> None:
        self.drop()
        self.began, self.sure, self.whole = at, False, True
        self.joules = self.quiet_joules = self.peak = self.again_joules = 0.0
        self.held = self.spin = 0.0

    def _bridge(self, before: float, at: float) -> bool:
        """Cross a time of which nothing is known; return whether it still is the same course."""
        if at <= before:
            if before - at > MINUTE:
                self.drop()
            return False
        if at - before > _LOST:
            self.drop()
            return False
        self.whole = self.whole and at - before <= MINUTE
        return True

    def _count(self, held: float, seconds: float, since: float, *, working: bool) -> None:
        """Add what was drawn in the seconds after ``since``."""
        self._note(held, seconds, since)
        joules = held * seconds
        if held <= _SPIN and 0.87 * held <= self.held <= 1.15 * held:
            self.spin = max(self.spin, held)
        self.held = held
        if self.quiet_from is None:
            self.joules += joules
            self.peak = max(self.peak, held)
            self.sure = self.sure or self._weighs(since + seconds, self.began, self.joules)
            return
        self.quiet_joules += joules
        if working:
            self.again_joules += joules

    def _note(self, held: float, seconds: float, since: float) -> None:
        """Spread what was drawn over the minutes since the beginning."""
        start, end = since - (self.began or since), since + seconds - (self.began or since)
        while start < end:
            index = int(start // MINUTE)
            span = min(end, (index + 1) * MINUTE) - start
            while len(self.minutes) <= index:
                self.minutes.append(0.0 if len(self.minutes) == index else -1.0)
            self.minutes[index] = max(self.minutes[index], 0.0) + held * span
            start += max(span, 1e-6)

    def _weighs(self, at: float, since: float | None, joules: float) -> bool:
        long = since is not None and at - since >= self.burst_seconds
        return long or joules >= self.burst_joules

    def _work(self, at: float) -> None:
        if self.quiet_from is None:
            return
        if self.again_from is None:
            self.again_from, self.again_joules = at, 0.0
        self.again_quiet = None
        if at - self.quiet_from < _BREATH or self._weighs(at, self.again_from, self.again_joules):
            self._resume()

    def _let_go(self, at: float, meter: Meter) -> None:
        """Take a burst that is over for a turn of the drum."""
        stays = 0.0 if meter.pace >= _TURN else _TURN
        if self.again_quiet is not None and at - self.again_quiet >= stays:
            self.again_from = self.again_quiet = None

    def _resume(self) -> None:
        """Count the quiet as a pause."""
        if self.quiet_from is None or self.again_from is None:
            return
        lasted = self.again_from - self.quiet_from
        if self.now is not None and lasted >= _NOTED:
            self.pauses.append(replace(self.now, lasted=lasted))
        self.joules += self.quiet_joules
        self.quiet_joules = 0.0
        self.quiet_from = self.again_from = self.again_quiet = self.now = None

    def _rest(
        self, watts: float, at: float, *, meter: Meter, moments: Moments, manner: Manner
    ) -> None:
        if self.again_from is not None:
            if self._weighs(at, self.again_from, self.again_joules):
                self._resume()
            elif self.again_quiet is None:
                self.again_quiet = at
        if self.quiet_from is None:
            self.quiet_from, self.now = at, None
        if self.sure and (self.now is None or _differs(self.now.rest, watts)):
            self.now = self._moment(watts)
            sure = manner.spun > 0 and meter.rests(watts) and moments.spun(self.now)
            spun = manner.spun if meter.pace < _COARSE else 0.0
            careful = spun if sure else manner.careful
            self.wait = moments.wait(self.now, careful=careful)

    def _moment(self, watts: float) -> Moment:
        elapsed = (self.quiet_from or 0.0) - (self.began or 0.0)
        last = int(elapsed // MINUTE)
        first = max(0, last - _RECENT)
        joules = [joules for joules in self.minutes[first : last + 1] if joules > 0]
        work = sum(joules) / max(elapsed - first * MINUTE, MINUTE)
        spun = has_spun(self.minutes, elapsed, self.spin)
        return Moment(elapsed=elapsed, energy=self.joules / HOUR, work=work, rest=watts, spun=spun)

    def _stand(self, since: float, meter: Meter) -> None:
        """Learn that what was taken for work is how the machine stands."""
        meter.tolerate(meter.flat)
        self.again_from = None
        if self.quiet_from is None:
            self.quiet_from = max(since, self.began or since)
            self.now, self.wait = self._moment(meter.flat), 0.0

    def _end(self, ended: float, manner: Manner) -> Ended | None:
        """Close the course; return it where it was a programme."""
        began, now = self.began or ended, self.now or self._moment(0.0)
        last = int(max(ended - began - 1, 0) // MINUTE) + 1
        course = Ended(
            began=began,
            ended=ended,
            energy=self.joules / HOUR,
            peak=self.peak,
            minutes=[round(j / MINUTE, 1) if j >= 0 else -1.0 for j in self.minutes[:last]],
            whole=self.whole,
            after=began - self.last_end,
            moment=now,
            pauses=self.pauses,
        )
        self.drop()
        fits = manner.shortest <= ended - began <= manner.longest
        if not fits or course.energy < manner.smallest:
            return None
        self.last_end = ended
        return course


def has_spun(minutes: Sequence[float], elapsed: float, strongest: float) -> bool:
    """Whether the last work of a programme (joules a minute) was a long and steady spin.

    At least four minutes among the last nine near to the ``strongest`` (W), well above what the
    drum took before. Wash and rinse spins are shorter (cf. the power traces in Reinhardt et al.,
    *On the Accuracy of Appliance Identification*, SustainIT 2012).
    """
    if elapsed < _NO_SPIN_BEFORE:
        return False
    last = int(max(elapsed - 1, 0) // MINUTE) + 1
    first, run = max(0, last - 9), 0
    strong = max(_FULL_SPIN, 0.8 * strongest)
    for index in range(first, min(last, len(minutes))):
        if strong <= minutes[index] / MINUTE <= _SPIN:
            first, run = (index, 1) if not run else (first, run + 1)
        elif run < _MINUTES_SPUN:
            run = 0
    worked = sorted(j / MINUTE for j in minutes[:first] if _DRUM <= j / MINUTE <= _SPIN)
    usual = worked[len(worked) // 2] if len(worked) >= _MINUTES_SPUN else _SPIN
    return run >= _MINUTES_SPUN and 1.45 * usual <= minutes[first + 1] / MINUTE


def _differs(a: float, b: float) -> bool:
    return abs(a - b) > 0.2 + 0.15 * max(a, b)
