"""From a score to a word: when it begins, when it is over, and not twice."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Alarm:
    """A condition that lasts, with hysteresis.

    It begins above ``on`` plus what was left after the last one, and is over below ``off`` or
    below ``share`` of its own peak.
    """

    on: float
    off: float
    share: float = 0.4
    is_on: bool = False
    peak: float = 0.0
    left: float = 0.0

    def update(self, score: float) -> bool:
        """Take the next score; return whether the condition lasts."""
        if self.is_on:
            self.peak = max(self.peak, score)
            if score < max(self.off, self.share * self.peak):
                self.is_on, self.left = False, score
        elif score > self.on + self.left:
            self.is_on, self.peak = True, score
        if not self.is_on:
            self.left = min(self.left, score)
        return self.is_on


@dataclass(slots=True, kw_only=True)
class Once:
    """A moment: each thing is said once, then there is ``rest`` for so many rows."""

    limit: float
    rest: int
    quiet: int = 0

    def update(self, score: float) -> bool:
        """Take the next score; return whether something is to be said now."""
        if self.quiet > 0:
            self.quiet -= 1
            return False
        said = score > self.limit
        if said:
            self.quiet = self.rest
        return said
