"""Reports at any time become one mean a minute, and gaps stay gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

MINUTE = 60.0
GAP = 900.0  # seconds without a report after which nothing is known; never "off"
_KNOWN = 30.0  # seconds of a minute that must be known for it to have a mean

Minute = tuple[float, float | None]  # its beginning, its mean; None: unknown


@dataclass(slots=True, kw_only=True)
class Minutes:
    """A number that holds until its next report, but not longer than 15 minutes."""

    value: float | None = None
    at: float = 0.0  # when it was reported
    known: float = 0.0  # seconds of the minute under way
    weight: float = 0.0  # value × seconds in them
    until: float = 0.0  # how far time was counted

    def take(self, value: float | None, at: float) -> Iterator[Minute]:
        """Take a report in (``None``: unknown from now on); yield the minutes that ended by it.

        A report from before the last one is left out.
        """
        if at >= self.at:
            yield from self.pass_to(at)
            self.value, self.at = value, at

    def pass_to(self, at: float) -> Iterator[Minute]:
        """Let time pass; yield the minutes that ended, of a longer gap only the first."""
        if not self.until or at - self.until > 2 * GAP:
            if self.until:
                yield from self._count(self.until + 2 * MINUTE)
            self.until, self.known, self.weight = at, 0.0, 0.0
            return
        yield from self._count(at)

    def _count(self, at: float) -> Iterator[Minute]:
        while self.until < at:
            minute = self.until // MINUTE * MINUTE
            end = min(minute + MINUTE, at)
            held = min(end, self.at + GAP) - self.until
            if self.value is not None and held > 0:
                self.known += held
                self.weight += held * self.value
            self.until = end
            if end == minute + MINUTE:
                yield minute, self.weight / self.known if self.known >= _KNOWN else None
                self.known = self.weight = 0.0
