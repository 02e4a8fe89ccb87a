"""A sensor that shows always the same: for how long, and how long that was ever usual."""

from dataclasses import dataclass

_DAY = 86_400.0
_SURE = 7.0  # days of watching before anything is said
_LONGER = 3.0  # the longest ever


@dataclass(slots=True, kw_only=True)
class Still:
    """How long a number has not moved while it was reported; silence counts for nothing."""

    value: float | None = None
    since: float = 0.0
    last: float = 0.0
    longest: float = 0.0  # seconds
    began: float = 0.0

    def update(self, value: float, at: float) -> None:
        """Take a known minute in."""
        if not self.began:
            self.began = at
        gap = at - self.last
        if value != self.value:
            if self.value is not None:
                self.longest = max(self.longest, min(self.last - self.since, self.limit))
            self.value, self.since = value, at
        elif gap > _DAY / 24:
            self.since += gap
        self.last = at

    @property
    def limit(self) -> float:
        """Seconds after which it is stuck: a day, and three times the longest ever."""
        return max(_DAY, _LONGER * self.longest)

    @property
    def stuck(self) -> float:
        """Share of the limit that is reached; 0 while it is hardly known."""
        known = self.last - self.began >= _SURE * _DAY
        return (self.last - self.since) / self.limit if known else 0.0
