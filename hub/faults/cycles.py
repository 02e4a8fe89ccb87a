"""Finds runs and programmes in the power a plug reports, as it reports it."""

from dataclasses import dataclass, field

from hub.faults.spans import GAP, HOUR, Span
from models.levels import Levels

_LEARNED = 86_400.0  # known seconds after which a machine's own level replaces the default
_QUIET = 240.0  # seconds below the level that end a programme; pauses are shorter
_SHORTEST = 600.0  # seconds
_LONGEST = 28_800.0  # seconds: beyond that it was a standby not yet known as one
_SMALLEST = 20.0  # Wh: anything less was a look at the display, not a programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A programme from its first to its last work (UTC seconds); energy in Wh, peak in W."""

    began: float
    ended: float
    energy: float
    peak: float


@dataclass(slots=True, kw_only=True)
class Power:
    """A power signal that holds until the next report, but not longer than ``GAP``."""

    default: float  # W: the level that tells work from rest until it is learned
    watts: float | None = None
    at: float = 0.0
    level: float = 0.0
    levels: Levels = field(default_factory=Levels)
    judged: float = 0.0  # when the level was last drawn anew

    def __post_init__(self) -> None:
        self.level = self.level or self.default

    def take(self, watts: float | None, at: float) -> tuple[float, float]:
        """Take a report in; return the watts held since the last one and for how many seconds."""
        held, since = self.watts, self.at
        self.watts, self.at = watts, at
        if held is None or not 0 < at - since <= GAP:
            return 0.0, 0.0
        self.levels.learn(held, at - since)
        if at - self.judged >= HOUR:
            self._judge(at)
        return held, at - since

    def _judge(self, at: float) -> None:
        self.judged = at
        self.levels.fade()
        if self.levels.known >= _LEARNED:
            never_worked = max(self.default, 2 * self.levels.standing())
            self.level = self.levels.threshold() or never_worked


@dataclass(slots=True, kw_only=True)
class Runs:
    """Counts the runs of a machine that switches itself on and off, hour by hour."""

    power: Power = field(default_factory=lambda: Power(default=20.0))
    hour: float | None = None  # when the hour under way began; what follows counts it
    known: float = 0.0
    on: float = 0.0
    joules: float = 0.0
    starts: int = 0
    warmth: float = 0.0
    felt: float = 0.0
    working: bool | None = None
    celsius: float | None = None

    def take(self, watts: float | None, at: float) -> Span | None:
        """Take a report (``None``: unknown from now on); return the hour that it closes, if any."""
        held, seconds = self.power.take(watts, at)
        closed = self._turn_hour(at - seconds)
        if seconds:
            self._count(held, seconds)
        working = None if watts is None else watts > self.power.level
        if working and seconds and self.working is False:
            self.starts += 1
        self.working = working
        return closed

    def _count(self, held: float, seconds: float) -> None:
        self.known += seconds
        self.joules += held * seconds
        if self.working:
            self.on += seconds
        if self.celsius is not None:
            self.warmth += self.celsius * seconds
            self.felt += seconds

    def _turn_hour(self, at: float) -> Span | None:
        """Return the hour under way if ``at`` lies beyond it, and begin the next."""
        if self.hour is not None and at < self.hour + HOUR:
            return None
        closed = None
        if self.hour is not None:
            closed = Span(
                start=self.hour,
                known=self.known,
                on=self.on,
                joules=self.joules,
                starts=self.starts,
                warmth=self.warmth,
                felt=self.felt,
            )
        self.hour = at // HOUR * HOUR
        self.known = self.on = self.joules = self.warmth = self.felt = 0.0
        self.starts = 0
        return closed


@dataclass(slots=True, kw_only=True)
class Programmes:
    """Finds programmes: they begin with work and end when nothing worked for four minutes."""

    power: Power = field(default_factory=lambda: Power(default=8.0))
    began: float | None = None
    worked: float = 0.0  # when it last worked
    joules: float = 0.0
    quiet_joules: float = 0.0  # drawn since it last worked: part of it if it goes on
    peak: float = 0.0

    def take(self, watts: float | None, at: float) -> Cycle | None:
        """Take a report (``None``: unknown from now on); return the programme that is over."""
        held, seconds = self.power.take(watts, at)
        self._count(held, seconds, at)
        if watts is not None and watts > self.power.level:
            if self.began is None:
                self._begin(at)
            self.worked = at
        return self.look(at)

    def look(self, at: float) -> Cycle | None:
        """Return the programme that is over by ``at``; silence of the plug ends none."""
        if self.began is None or self.power.watts is None:
            return None
        if self.power.watts > self.power.level or at - self.worked < _QUIET:
            return None
        began, self.began = self.began, None
        energy = self.joules / HOUR
        if not _SHORTEST <= self.worked - began <= _LONGEST or energy < _SMALLEST:
            return None
        return Cycle(began=began, ended=self.worked, energy=energy, peak=self.peak)

    def _begin(self, at: float) -> None:
        self.began, self.worked = at, at
        self.joules = self.quiet_joules = self.peak = 0.0

    def _count(self, held: float, seconds: float, at: float) -> None:
        if self.began is None or not seconds:
            return
        self.quiet_joules += held * seconds
        if held > self.power.level:
            self.joules += self.quiet_joules
            self.quiet_joules, self.worked = 0.0, at
            self.peak = max(self.peak, held)
