"""Looks after a load that is only on or off: whether it follows its switch, and what it draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.faults.plain.bearing import Bearing
from hub.faults.plain.switch import Switch
from hub.faults.started.meter import GAP
from hub.faults.started.standby import Standby
from hub.faults.watch import Happening, Learned, Quantity
from models.levels import Levels

PLAIN = frozenset({ApplianceKind.LAMP, ApplianceKind.TV, ApplianceKind.FAN})
_DAY, _HOUR = 86_400.0, 3600.0
_SWITCHED = (FaultKind.COMMAND_IGNORED, FaultKind.STUCK_RELAY)
_FIRST = 3.0  # W: what tells on from off until two levels are known
_KNOWN = 86_400.0  # seconds after which they may be
_STANDS_AFTER = 10.0  # days


@dataclass(slots=True, kw_only=True)
class PlainWatch:
    """A lamp, a television or a fan; ``kind`` says which.

    It is at work above ``level``: between what it draws at rest and at work, as it has shown. That
    its switch is not followed shows only where commands are heard; a dead lamp that nobody wants
    on looks like one that is off.
    """

    kind: ApplianceKind
    since: float | None = None
    at: float = 0.0
    watts: float | None = None
    level: float = _FIRST
    judged: float = 0.0
    uses: int = 0
    working: bool = False
    levels: Levels = field(default_factory=Levels)
    switch: Switch = field(default_factory=Switch)
    standby: Standby = field(default_factory=Standby)
    bearing: Bearing = field(default_factory=Bearing)

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in: power, or what the switch was told."""
        if quantity == "command":
            self.switch.tell(value, at)
            return ()
        if quantity != "power":
            return ()
        held, seconds = self.watts, at - self.at
        self.watts, self.at = value, at
        if value is None:
            return ()
        if self.since is None:
            self.since = at
        if held is None or not 0 < seconds <= GAP:
            self.working = value > self.level
            return ()
        return self._count(held, value, seconds, at)

    def look(self, at: float) -> Sequence[Happening]:
        """Tell nothing: the readings do."""
        return ()

    def score(self) -> float | None:
        """Return how strange it runs: at the edge while it does not do what it was told."""
        if self.standby.since is not None or self.switch.spell or self.bearing.spell:
            return 1.0
        if self.since is None or self.at - self.since < 3 * _DAY:
            return None
        return max(self.switch.score(), self.bearing.score())

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        if kind is FaultKind.STANDBY_CREEP:
            self.standby.settle(verdict)
        elif kind is FaultKind.BEARING_WORN:
            self.bearing.settle(verdict)
        elif kind in _SWITCHED or kind is FaultKind.NO_POWER:
            self.switch.settle(verdict)

    def learned(self, at: float) -> Learned:
        """Return how far the load is known."""
        days = 0.0 if self.since is None else (at - self.since) / _DAY
        now: list[FaultKind] = []
        later: dict[FaultKind, float] = {}
        if self.switch.heard:
            for kind in _SWITCHED:
                if self.switch.ready:
                    now.append(kind)
                else:
                    later[kind] = round(days + 3, 1)
        for kind, ready in self._slow():
            if ready:
                now.append(kind)
            else:
                later[kind] = max(_STANDS_AFTER, round(days + 1, 1))
        return Learned(days=days, cycles=self.uses, tells=tuple(now), from_day=later)

    def _slow(self) -> list[tuple[FaultKind, bool]]:
        slow = [(FaultKind.STANDBY_CREEP, self.standby.ready)]
        if self.kind is ApplianceKind.FAN:
            slow.append((FaultKind.BEARING_WORN, self.bearing.ready))
        return slow

    def _count(self, held: float, watts: float, seconds: float, at: float) -> Sequence[Happening]:
        """Count the time since the last report, in which it drew what it had told then."""
        self.levels.learn(held, seconds)
        if at - self.judged >= _HOUR:
            self._judge(at)
        works = watts > self.level
        said: list[Happening | None] = []
        if works:
            if self.kind is ApplianceKind.FAN and self.working:
                self.bearing.add(held, seconds)
        else:
            said.append(self.standby.take(watts, at))
        if works is not self.working:
            self.working = works
            self.uses += works
            if not works:
                said.append(self.bearing.close(at))
        said.append(self.switch.see(watts, works=works, seconds=seconds, at=at))
        return [one for one in said if one is not None]

    def _judge(self, at: float) -> None:
        """Find what tells on from off."""
        self.judged = at
        self.levels.fade()
        if self.levels.known >= _KNOWN:
            standing = self.levels.standing()
            self.level = max(min(self.levels.threshold() or _FIRST, 6 * standing), 1.5)
