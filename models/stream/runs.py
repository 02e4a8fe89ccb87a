"""A power signal cut into work and rest: when it began, how long it took, how much it drew."""

import math
from dataclasses import dataclass

_HOLDS = 15  # unknown minutes after which nobody knows what a machine did


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Work or rest from its first to its last minute; ``is_whole`` is false if a gap cut it."""

    is_work: bool
    minutes: int
    energy: float  # W·min
    peak: float
    least: float
    is_whole: bool


@dataclass(slots=True, kw_only=True)
class Runs:
    """Minutes of power (W) become stretches of work above ``level`` and of rest below it.

    A rest of up to ``pause`` minutes belongs to the work around it, but for its energy.
    """

    level: float
    pause: int = 0
    is_work: bool | None = None
    minutes: int = 0
    energy: float = 0.0
    peak: float = -math.inf
    least: float = math.inf
    is_whole: bool = False
    resting: int = 0  # minutes of a rest that may be a pause
    unknown: int = 0

    def update(self, watts: float) -> Stretch | None:
        """Take a minute in; return the stretch that is over by it."""
        if math.isnan(watts):
            self.unknown += 1
            return self.cut() if self.unknown == _HOLDS else None
        self.unknown = 0
        is_work = watts > self.level
        if self.is_work is None:
            self._begin(is_work, 0, is_whole=False)
        ended = None
        if is_work != self.is_work:
            ended = self._turned(is_work)
        elif is_work:
            self.resting = 0
        self._count(watts, is_work)
        return ended

    def cut(self) -> Stretch | None:
        """End the stretch under way, as a gap does: nobody knows how it went on."""
        was, self.is_work = self._stretch(is_whole=False), None
        return was if was.minutes else None

    def _turned(self, is_work: bool) -> Stretch | None:  # noqa: FBT001 - what it turned to
        if not is_work:
            self.resting += 1
            if self.resting <= self.pause:
                return None
        pause = self.resting if not is_work else 0
        ended = self._stretch(is_whole=self.is_whole, less=max(pause - 1, 0))
        self._begin(is_work, max(pause - 1, 0), is_whole=True)
        return ended

    def _begin(self, is_work: bool, minutes: int, *, is_whole: bool) -> None:  # noqa: FBT001
        self.is_work, self.minutes, self.is_whole = is_work, minutes, is_whole
        self.energy, self.peak, self.least, self.resting = 0.0, -math.inf, math.inf, 0

    def _count(self, watts: float, is_work: bool) -> None:  # noqa: FBT001
        self.minutes += 1
        if is_work == self.is_work:
            self.energy += watts
            self.peak, self.least = max(self.peak, watts), min(self.least, watts)

    def _stretch(self, *, is_whole: bool, less: int = 0) -> Stretch:
        return Stretch(
            is_work=bool(self.is_work),
            minutes=self.minutes - less,
            energy=self.energy,
            peak=self.peak,
            least=self.least,
            is_whole=is_whole,
        )
