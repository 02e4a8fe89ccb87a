"""What usually follows when a machine falls quiet: more work after a pause, or nothing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

_ENDS, _PAUSES = 40, 240  # moments remembered
_ENOUGH = 0.8  # ends like this one that must have been seen before it is hurried
_ENOUGH_ELSEWHERE = 2.0  # … and where only work and rest are like it
_NEW = 40.0  # seconds that are waited then
_RIVAL = 0.15  # so much of a pause like this one is waited for
_MARGIN = 1.25  # pauses are waited for a little longer than they ever were
_AS_STRONG = 0.7
_SLACK = 8.0  # seconds
_RESTART = 120.0  # seconds: so soon nobody has emptied and filled it
_SAME = 0.25  # a pause as like another as this (squared distance) takes its place
_PLACE, _WORK, _REST = 0.15, 0.25, 0.22  # what counts as one step apart, in logarithms
_FAR = 12.0  # squared steps: as far as one difference alone can set moments apart
_OTHERWISE = 25.0  # … but a long spin and none are never the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A machine fell quiet: after so many seconds and Wh, from such work to such rest (W).

    ``spun`` tells whether that work was a long spin. ``lasted`` is how long it then was quiet, in
    seconds; for an end it means nothing.
    """

    elapsed: float
    energy: float
    work: float
    rest: float
    spun: bool = False
    lasted: float = 0.0

    def apart(self, other: "Moment") -> float:
        """Return the squared distance to another moment, in steps; no difference weighs all."""
        place = math.log((self.elapsed + 30) / (other.elapsed + 30)) / _PLACE
        drawn = math.log((self.energy + 3) / (other.energy + 3)) / _PLACE
        return self.unlike(other) + min(place * place, 4.0) + min(drawn * drawn, 4.0)

    def unlike(self, other: "Moment") -> float:
        """Return the same wherever in whichever programme: by work and rest alone."""
        work = math.log((self.work + 10) / (other.work + 10)) / _WORK
        rest = math.log((self.rest + 0.5) / (other.rest + 0.5)) / _REST
        otherwise = _OTHERWISE if self.spun is not other.spun else 0.0
        return otherwise + min(work * work, _FAR) + min(rest * rest, _FAR)


@dataclass(slots=True, kw_only=True)
class Moments:
    """Ends and pauses of one machine; the oldest make room for new ones."""

    ends: list[Moment] = field(default_factory=list)
    pauses: list[Moment] = field(default_factory=list)

    def wait(self, now: Moment, *, careful: float) -> float:
        """Return for how many seconds a machine that fell quiet may still be in a pause.

        ``careful`` is the answer where too little like this was seen.
        """
        like = sum(math.exp(-now.apart(end) / 2) for end in self.ends)
        if like >= _ENOUGH:
            rivals = [(pause.lasted, now.apart(pause)) for pause in self.pauses]
            return _longest(rivals, max(_RIVAL, 0.004 * like))
        elsewhere = sum(math.exp(-now.unlike(end) / 2) for end in self.ends)
        if elsewhere >= _ENOUGH_ELSEWHERE:
            rivals = [(pause.lasted, now.unlike(pause)) for pause in self.pauses]
            return max(_longest(rivals, 2 * _RIVAL), 0.0 if now.spun else _NEW)
        return careful

    def spun(self, now: Moment) -> bool:
        """Whether that was a long spin, as strong as those at the ends that are known."""
        known = [end.work for end in self.ends if end.spun]
        return now.spun and (not known or now.work >= _AS_STRONG * min(known))

    def learn(self, pauses: Iterable[Moment], end: Moment) -> None:
        """Take in what a whole programme has shown.

        A long pause where programmes always ended was a new start, soon after an end.
        """
        for pause in pauses:
            like = sum(math.exp(-pause.apart(known) / 2) for known in self.ends)
            if like < _ENOUGH or pause.lasted < _RESTART:
                self.pause(pause)
        self.ends = [*self.ends, end][-_ENDS:]

    def pause(self, pause: Moment) -> None:
        """Take a pause in; one just like it, but shorter, is forgotten."""
        rest = [old for old in self.pauses if old.lasted > pause.lasted or old.apart(pause) > _SAME]
        self.pauses = [*rest, pause][-_PAUSES:]

    def mistake(self, end: Moment, lasted: float) -> None:
        """Learn that what was taken for an end was a pause."""
        self.ends = [known for known in self.ends if known != end]
        self.pause(replace(end, lasted=lasted))


def _longest(rivals: Iterable[tuple[float, float]], left: float) -> float:
    """Return how long the pauses of (seconds, squared distance) ask to wait; few count nothing."""
    for lasted, apart in sorted(rivals, reverse=True):
        left -= math.exp(-apart / 2)
        if left < 0:
            return _MARGIN * lasted + _SLACK
    return 0.0
