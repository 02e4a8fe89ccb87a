"""What one cold appliance usually does, learned from windows of six hours that looked healthy."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.core.faults import FaultKind
from hub.faults.spans import HOUR, Span
from models.online import Seasonal

WINDOW = 6 * HOUR
_ENOUGH = 12  # windows: three days
_A_DAY = 4  # windows
_SMALLEST = 0.3  # an excess of duty below this share is worth no message
_LARGEST = 1.5  # and nobody's excess is normal beyond this


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual at a time of day; ``limit`` is the share by which duty may stray from it."""

    duty: float
    starts_per_hour: float
    run: float
    rest: float
    watts: float
    limit: float

    @property
    def high(self) -> float:
        """The highest duty that is still normal."""
        return min(0.98, self.duty * (1 + self.limit))

    @property
    def low(self) -> float:
        """The lowest duty that is still normal."""
        return max(0.0, self.duty * (1 - self.limit))


@dataclass(slots=True, kw_only=True)
class Baseline:
    """Medians and spreads by time of day; windows are scored before they are learned."""

    duty: Seasonal = field(default_factory=Seasonal)
    starts: Seasonal = field(default_factory=Seasonal)
    run: Seasonal = field(default_factory=Seasonal)
    rest: Seasonal = field(default_factory=Seasonal)
    watts: Seasonal = field(default_factory=Seasonal)
    celsius: Seasonal = field(default_factory=Seasonal)
    tolerance: float = 0.0  # what a person has called a false alarm is normal up to here
    starts_tolerance: float = 0.0  # the same for starts: times the usual, less one
    slots: list[Usual] = field(default_factory=list)  # drawn anew with each window learned

    @property
    def ready(self) -> bool:
        """Whether enough days were seen to judge by."""
        return len(self.duty) >= _ENOUGH and min(usual.duty for usual in self.slots) > 0

    @property
    def days(self) -> float:
        """How many days were learned from, at most 28."""
        return len(self.duty) / _A_DAY

    def learn(self, window: Span) -> None:
        """Take a healthy window in."""
        slot = slot_of(window.start)
        self.duty.learn(slot, window.duty)
        self.starts.learn(slot, window.starts_per_hour)
        self.run.learn(slot, window.run)
        self.rest.learn(slot, window.rest)
        self.watts.learn(slot, window.watts)
        if window.celsius is not None:
            self.celsius.learn(slot, window.celsius)
        self.draw()

    def excuse(self, kind: FaultKind, excess: float) -> None:
        """Count as normal what a person has called a false alarm, and a little more."""
        if kind is FaultKind.SHORT_CYCLING:
            self.starts_tolerance = max(self.starts_tolerance, 1.2 * excess)
        else:
            self.tolerance = max(self.tolerance, 1.2 * excess)
        self.draw()

    def draw(self) -> None:
        """Work out anew what is usual in each part of the day."""
        limit = self._limit()
        numbers = (self.duty, self.starts, self.run, self.rest, self.watts)
        self.slots = [
            Usual(duty=duty, starts_per_hour=starts, run=run, rest=rest, watts=watts, limit=limit)
            for duty, starts, run, rest, watts in zip(*(n.usual() for n in numbers), strict=True)
        ]

    def usual(self, hours: Sequence[Span]) -> Usual:
        """Return what is usual over these hours, weighing each by its known time."""
        known = sum(hour.known for hour in hours) or 1.0
        parts = [(hour.known / known, self.slots[slot_of(hour.start)]) for hour in hours]
        return Usual(
            duty=sum(share * usual.duty for share, usual in parts),
            starts_per_hour=sum(share * usual.starts_per_hour for share, usual in parts),
            run=sum(share * usual.run for share, usual in parts),
            rest=sum(share * usual.rest for share, usual in parts),
            watts=sum(share * usual.watts for share, usual in parts),
            limit=self.slots[0].limit,
        )

    def _limit(self) -> float:
        """Return the share by which duty may stray: three spreads, wider after few days."""
        spread = 3 * self.duty.width() * (1 + 2 / max(self.days, 1.0))
        return min(_LARGEST, max(_SMALLEST, spread, self.tolerance))


def slot_of(at: float) -> int:
    """Return which quarter of the day (UTC) a moment lies in."""
    return int(at % (4 * WINDOW) // WINDOW)
