"""What cannot wait for the next run: work without an end, rest without an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

from models.stream.runs import Stretch

_LONGER = 2.5  # the longest work seen
_SHORTEST = 120.0  # minutes
_REST, _MORE = 1.6, 60.0  # the longest rest seen, and minutes on top, of what switches itself
_UNEVEN_REST, _UNEVEN_MORE = 3.0, 1440.0  # the same of what people switch
_NEVER = 1e9
_EVEN, _OFTEN = 4.0, 20  # long rests to short ones; rests seen
_STANDBY = 2.0, 0.3, 0.01  # W, of the standby, of the work: what standby may grow by


@dataclass(slots=True, kw_only=True)
class Acute:
    """Minutes since the power (W) was last at rest, ``quiet``, and since it was above ``level``.

    Each counts as a share of its limit; unknown minutes count for nothing.
    """

    level: float
    quiet: float
    longest_work: float
    longest_rest: float
    work: int = 0
    rest: int = 0

    @classmethod
    def learned(cls, known: Sequence[Stretch], level: float) -> Self:
        """Learn from whole stretches; without a rest among them only the work has a limit."""
        works = [one for one in known if one.is_work]
        rests = [one for one in known if not one.is_work]
        least = sorted(one.least for one in rests if one.minutes > 2)
        standby = least[int(0.98 * (len(least) - 1))] if least else 0.0
        typical = median([one.energy / one.minutes for one in works])
        grown = max(_STANDBY[0], _STANDBY[1] * standby, _STANDBY[2] * typical)
        longest = _LONGER * max(one.minutes for one in works)
        return cls(
            level=level,
            quiet=min(standby + grown, level) if rests else level,
            longest_work=max(longest, _SHORTEST),
            longest_rest=_longest_rest(sorted(one.minutes for one in rests)),
        )

    def update(self, watts: float) -> dict[str, float]:
        """Take a known minute in; return how much of each limit is reached."""
        self.work = 0 if watts <= self.quiet else self.work + 1
        self.rest = 0 if watts > self.level else self.rest + 1
        return {"work": self.work / self.longest_work, "rest": self.rest / self.longest_rest}

    def forget(self) -> None:
        """Begin to count anew, as after a gap."""
        self.work = self.rest = 0


def _longest_rest(rests: Sequence[int]) -> float:
    if not rests:
        return _NEVER
    tenth = len(rests) // 10
    is_even = rests[-1 - tenth] < _EVEN * max(rests[tenth], 1)
    if is_even and len(rests) > _OFTEN:
        return _REST * rests[-1] + _MORE
    return _UNEVEN_REST * rests[-1] + _UNEVEN_MORE
