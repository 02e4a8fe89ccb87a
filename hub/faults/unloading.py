"""Whether somebody opened a machine that is done, as far as its power shows it."""

from dataclasses import dataclass

from hub.core.entities import ApplianceKind

EMPTIED = frozenset({ApplianceKind.WASHER, ApplianceKind.DISHWASHER, ApplianceKind.DRYER})
_SETTLES = 120.0  # seconds after the end in which the power still falls by itself
_LEARNS = 600.0  # seconds after that in which its lowest is what it draws while it waits
_ALERT = 1.0  # W: the display and the lock of a machine that waits to be opened
_DROP = 0.6  # of the waiting power: below it somebody opened it (1.8 W to 0.3 W is common)
_SURE = 2  # machines that showed it so often will show it again


@dataclass(slots=True, kw_only=True)
class Unloading:
    """Follows the power after a programme; plain fields, so that it can be stored.

    Many machines draw a watt or two until their door is opened. One that never did is not judged:
    nothing tells whether it was emptied. ``opened`` counts how often it was seen.
    """

    ended: float | None = None  # the programme that waits
    waiting: float | None = None  # W it draws while it waits
    opened: int = 0
    reminded: bool = False

    @property
    def since(self) -> float | None:
        """When the programme ended that nobody emptied, if that can be told of this machine."""
        shows = self.waiting is not None and self.waiting >= _ALERT and self.opened >= _SURE
        return self.ended if shows else None

    def finish(self, ended: float) -> None:
        """Look from now on whether it is emptied: a programme is over."""
        self.ended, self.waiting, self.reminded = ended, None, False

    def take(self, watts: float, at: float) -> bool:
        """Take a report in; return whether it shows that the machine was opened just now."""
        if self.ended is None or at < self.ended + _SETTLES:
            return False
        if self.waiting is None or at < self.ended + _SETTLES + _LEARNS:
            self.waiting = watts if self.waiting is None else min(self.waiting, watts)
            return False
        if self.waiting < _ALERT:
            self.ended = self.waiting = None  # it is dark by itself: nothing to be seen
            return False
        if watts > _DROP * self.waiting:
            return False
        self.opened += 1
        return self.empty()

    def empty(self) -> bool:
        """Note that it was opened or began anew; return whether a programme had waited for it."""
        had, self.ended, self.waiting = self.since is not None, None, None
        self.reminded = False
        return had

    def due(self, at: float, after: float) -> bool:
        """Whether to remind now, once a programme, ``after`` so many seconds."""
        since = self.since
        if since is None or self.reminded or not after or at < since + after:
            return False
        self.reminded = True
        return True
