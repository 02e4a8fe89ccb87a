"""Tells runs from rests in the power of one machine, by a level that it shows itself."""

import math
from dataclasses import dataclass, field

from models.levels import Levels

MINUTE = 60.0
_GAP = 3  # unknown minutes that break a run or a rest
_SETTLED = 3  # minutes of a run before its power counts as settled
_STEP = 1.1  # a rise by this in the middle of a run is a heater that came on
_EVEN = 2.0, 6.0  # minutes of a short rest
_DIP = 0.62  # of the minute before
_SAMPLED = 5  # every so many minutes the levels are learned from, once a day is known
_DAY = 1440  # minutes
_DARK = 0.3  # of the standby
_IDLE = 0.25  # of the level
_DOWNWARDS = 0.7
_STANDBY = 2.0  # W: less is no sign of anything
_UPWARDS = 1.002  # by which the lowest rest is forgotten with each
_HOUR = 60


@dataclass(slots=True, kw_only=True)
class Turn:
    """A run, a rest, or a spell of another load (``heat``), that just ended.

    ``minutes`` is how long, ``watts`` the settled mean of a run or the mean of a rest, ``peak``
    the highest minute, ``last`` the last whole one, ``joules`` the energy. ``whole``: neither end
    was hidden by a gap.
    """

    on: bool
    heat: bool
    began: float
    minutes: float
    watts: float
    peak: float
    last: float
    joules: float
    whole: bool

    def like(self, before: "Turn | None") -> bool:
        """Whether this short rest was as long as the one before."""
        low, high = _EVEN
        return (
            before is not None
            and low <= self.minutes <= high
            and (abs(self.minutes - before.minutes) <= 1)
        )


@dataclass(slots=True, kw_only=True)
class Phases:
    """The run or rest under way; ``level`` (W) tells one from the other.

    The level is the geometric mean of the standing power and of the power at which work begins,
    but at least ``share`` of the power at which half of the energy is drawn: neither a standby
    that creeps up nor a fan beside a compressor is work.
    """

    level: float = 20.0
    share: float = 0.3
    heats: bool = False  # whether another load may come on in a run
    on: bool | None = None
    heat: bool = False
    whole: bool = False
    began: float = 0.0
    joules: float = 0.0
    known: int = 0
    peak: float = 0.0
    before: float = 0.0  # the last minute's watts
    earlier: float = 0.0  # the one before
    dips: int = 0  # times that a run's power fell and it went on
    rising: bool = False  # whether the last minute was the first of a rise
    settled: float = 0.0
    counted: int = 0  # minutes in ``settled``
    missing: int = 0
    minutes: int = 0  # known minutes of its life
    dark: float = 0.0  # until when it drew less than its standby: its plug was off
    standing: float = 0.0  # W of its lowest rests
    stood: bool = False  # whether that is known
    levels: Levels = field(default_factory=Levels)

    def take(self, at: float, watts: float) -> Turn | None:
        """Take a minute in; return the phase that it ended, if any."""
        self.missing = 0
        self.minutes += 1
        if self.minutes < _DAY or not self.minutes % _SAMPLED:
            self._learn(watts)
        on = watts >= self.level
        if on is self.on:
            if on and self._works(watts):
                return self._turn(at - MINUTE, watts, heat=True)
            if not on and watts < _DARK * self.standing and self.standing >= _STANDBY:
                self.dark = at + MINUTE
            if not self.rising:
                self.known += 1
                self.joules += watts * MINUTE
            return None
        return self._turn(at, watts)

    def _works(self, watts: float) -> bool:
        """Take a minute of a run in; return whether another load came on a minute ago."""
        before = self.before
        if self.heats and not self.heat and watts > _STEP * before and self.known >= 2:
            risen, self.rising = self.rising, True
            return risen
        self.rising = False
        self.peak = max(self.peak, watts)
        if self.known > _SETTLED:
            self.settled += before
            self.counted += 1
        if watts < _DIP * before and self.known > _SETTLED:
            self.dips += 1
        self.earlier, self.before = before, watts
        return False

    def miss(self) -> None:
        """Take an unknown minute in: after a few of them nothing is known of the phase."""
        self.missing += 1
        if self.missing >= _GAP:
            self.lose()

    def lose(self) -> None:
        """Forget the phase under way."""
        self.on, self.heat, self.whole = None, False, False

    def lasts(self, at: float) -> float:
        """Return for how many minutes the present phase has lasted at the end of a minute."""
        return (at - self.began) / MINUTE + 1

    def mean(self) -> float:
        """Return the mean watts of the present phase."""
        return self.joules / MINUTE / max(self.known, 1)

    def _turn(self, at: float, watts: float, *, heat: bool = False) -> Turn | None:
        ended = None
        if self.on is False and self.whole:
            self._stood()
        if self.on is not None:
            ended = Turn(
                on=self.on,
                heat=self.heat,
                began=self.began,
                minutes=(at - self.began) / MINUTE,
                watts=self.settled / self.counted if self.counted else self.mean(),
                peak=self.peak,
                last=self.earlier,
                joules=self.joules,
                whole=self.whole and not heat,
            )
        self.whole = self.on is not None
        self.on, self.heat = watts >= self.level, heat
        self.began, self.joules, self.known = at, watts * MINUTE, 1
        self.peak = self.before = self.earlier = watts
        self.settled, self.counted, self.rising = 0.0, 0, False
        return ended

    def _stood(self) -> None:
        """Learn the standby from a whole rest: the lowest, since a fan may run on in others.

        One rest lowers it by a third at most: its plug may have been off.
        """
        mean = self.mean()
        if not self.stood:
            self.standing = mean
        self.standing = max(min(mean, _UPWARDS * self.standing), _DOWNWARDS * self.standing)
        self.stood = True

    def _learn(self, watts: float) -> None:
        if self.on is False and self.known > _DAY and watts < _IDLE * self.level:
            return  # a rest of days, as in winter, tells nothing of its work
        self.levels.learn(watts, MINUTE if self.minutes < _DAY else _SAMPLED * MINUTE)
        if self.minutes % _HOUR and self.minutes % _SAMPLED:
            return
        if self.minutes % (_HOUR if self.minutes <= _DAY else _DAY) == 0:
            self.judge()

    def judge(self) -> None:
        """Draw the level anew from what was seen."""
        self.levels.fade()
        between = self.levels.threshold()
        if between is not None and self.minutes >= 3 * _HOUR:
            level = max(between, self.share * self.levels.working())
            if abs(math.log(level / self.level)) > 0.2:
                self.level = level
