"""What a power trace looks like: a few numbers that grow a reading at a time, asked at any time."""

from dataclasses import dataclass, field

from models.levels import Levels

MINUTE = 60.0
_DAY = 86_400.0
_KEPT = 160  # runs: five days of a fridge, months of a washer
_FIRST = 8.0  # W between rest and work until the machine has shown its own
_PATIENCE = 15 * MINUTE  # work that comes again after so short a rest belongs to the same use
_REDRAWN = 1.6  # a limit that moves by more than this factor makes the runs before it worthless
_GAP = 3 * MINUTE  # between two readings on the minute grid something is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One stretch of work: ``began``/``ended`` in seconds, energy in Wh, ``peak`` in W.

    ``lever`` is the energy times the seconds after ``began`` at which it was drawn (Wh s);
    ``swing`` the sum of the changes from minute to minute (W). ``rested`` is false where the rest
    before it was not seen throughout; ``minute`` counts the known minutes up to its end.
    """

    began: float
    ended: float
    energy: float
    peak: float
    lever: float
    swing: float
    rested: bool
    minute: int


@dataclass(slots=True, kw_only=True)
class Portrait:
    """Time at each power, energy by hour of the day, and the last runs; plain fields, storable.

    ``take`` wants one reading a minute, at local time in seconds (so that a night is a night);
    what is missing is passed as ``None`` or left out and never counts as rest.
    """

    levels: Levels = field(default_factory=Levels)
    hours: list[float] = field(default_factory=lambda: [0.0] * 24)  # Wh
    known: int = 0  # minutes
    runs: list[Run] = field(default_factory=list)
    limit: float = _FIRST
    rests: bool = False  # whether two levels were found
    origin: int = 0  # minutes known when the limit was last moved
    at: float = 0.0  # the newest reading
    began: float = 0.0  # of the run under way; 0 while it rests
    energy: float = 0.0
    lever: float = 0.0
    peak: float = 0.0
    swing: float = 0.0
    before: float = -1.0  # W a minute ago; below 0: unknown
    blind: bool = True  # a gap lies between the last run that ended and now

    @property
    def days(self) -> float:
        """How many days are known, gaps left out."""
        return self.known / 1440

    @property
    def duty(self) -> float:
        """Return the share of the remembered time above the limit."""
        working = (s for i, s in enumerate(self.levels.seconds) if watts_of(i) > self.limit)
        return sum(working) / max(self.levels.known, MINUTE)

    @property
    def watched(self) -> float:
        """How many known days the runs are from."""
        full = len(self.runs) >= _KEPT
        return (self.known - (self.runs[0].minute if full else self.origin)) / 1440

    def take(self, watts: float | None, at: float) -> None:
        """Take the mean power of the minute that began at ``at`` (local seconds)."""
        if watts is None or at - self.at > _GAP or at < self.at:
            self._lose()
            if watts is None:
                return
        self.at = at
        self.known += 1
        self.levels.learn(watts, MINUTE)
        if watts > self.limit:
            self._work(watts, at)
        elif self.began:
            self._rest(at)
        self.before = watts
        if not self.known % 360:
            self._redraw()

    def _work(self, watts: float, at: float) -> None:
        drawn = watts / 60
        self.hours[int(at % _DAY // 3600)] += drawn
        if not self.began:
            if self.before < 0:
                return  # its beginning was not seen
            self.began = at
            self.energy = self.lever = self.peak = self.swing = 0.0
        else:
            self.swing += abs(watts - self.before)
        self.energy += drawn
        self.lever += drawn * (at - self.began)
        self.peak = max(self.peak, watts)

    def _rest(self, at: float) -> None:
        self.runs.append(
            Run(
                began=self.began,
                ended=at,
                energy=round(self.energy, 2),
                peak=round(self.peak, 1),
                lever=round(self.lever, 1),
                swing=round(self.swing, 1),
                rested=not self.blind,
                minute=self.known,
            )
        )
        del self.runs[:-_KEPT]
        self.began, self.blind = 0.0, False

    def _lose(self) -> None:
        """Let go of the run under way: nobody saw how it went on."""
        self.began, self.before, self.blind = 0.0, -1.0, True

    def _redraw(self) -> None:
        """Place the limit between rest and work anew, every six hours that are known."""
        self.levels.fade()
        limit = self.levels.threshold()
        self.rests = limit is not None
        if limit is not None and not 1 / _REDRAWN < limit / self.limit < _REDRAWN:
            self.limit, self.runs, self.origin = limit, [], self.known
            self.hours = [0.0] * 24
            self._lose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Runs with short rests between them, taken as one use of the machine; units as ``Run``."""

    began: float
    ended: float
    energy: float
    peak: float
    lever: float
    runs: int


def uses(runs: list[Run]) -> list[Use]:
    """Return the runs joined into uses: a washer pauses, and has still one wash."""
    found: list[Use] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and run.rested and run.began - last.ended <= _PATIENCE:
            found[-1] = Use(
                began=last.began,
                ended=run.ended,
                energy=last.energy + run.energy,
                peak=max(last.peak, run.peak),
                lever=last.lever + run.lever + run.energy * (run.began - last.began),
                runs=last.runs + 1,
            )
        else:
            parts = run.energy, run.peak, run.lever
            found.append(
                Use(
                    began=run.began,
                    ended=run.ended,
                    energy=parts[0],
                    peak=parts[1],
                    lever=parts[2],
                    runs=1,
                )
            )
    return found


def watts_of(index: int) -> float:
    """Return the watts that a bin of ``Levels`` stands for."""
    return float(0.1 * 10 ** (index / 12))
