"""The power of one plug, as it is reported, and the level that tells work from rest."""

from dataclasses import dataclass, field

from models.levels import Levels

GAP = 900.0  # seconds without a report after which the power is unknown
_HOUR = 3600.0
_LEARNED = 86_400.0  # known seconds after which a machine's own level replaces the default
_BATCH = 600.0  # seconds of time at one power that are learned together
_AWAKE = 3.2  # W: displays and the electronics between two turns of the drum draw less
_HIGHEST = 25.0  # W: what stands still above this may be slow work


@dataclass(slots=True, kw_only=True)
class Meter:
    """A power signal that holds until the next report, but not longer than ``GAP``.

    ``level`` is ``default`` (W) until the machine has shown its own: the geometric mean of its
    standing power and of the power at which its work begins. ``pace`` is the usual number of
    seconds between two reports; ``flat`` is the power that it has not left since ``flat_from``.
    """

    default: float
    watts: float | None = None
    at: float = 0.0
    level: float = 0.0
    levels: Levels = field(default_factory=Levels)
    judged: float = 0.0
    pace: float = 60.0
    flat: float = 0.0
    flat_from: float = 0.0
    batch_joules: float = 0.0
    batch_seconds: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.level or self.default

    def take(self, watts: float | None, at: float) -> float:
        """Take a report in; return for how many seconds the one before it held (0: unknown)."""
        held, seconds = self.watts, at - self.at
        self.watts, self.at = watts, at
        if watts is not None and not -0.25 * self.flat - 1 < watts - self.flat < 1 + self.flat / 4:
            self.flat, self.flat_from = watts, at
        if held is None or not 0 < seconds <= GAP:
            self.flat_from = max(self.flat_from, at)
            return 0.0
        self.pace += 0.1 * (seconds - self.pace)
        self._learn(held, seconds)
        return seconds

    def standing(self, at: float, seconds: float) -> float | None:
        """Return since when it has drawn the same few watts, if for at least ``seconds``."""
        known = self.watts is not None and self.flat <= _HIGHEST
        return self.flat_from if known and at - self.flat_from >= seconds else None

    def rests(self, watts: float) -> bool:
        """Whether so many watts are how it stands: no valve is open, nothing turns."""
        usual = 1.3 * self.levels.standing() if self.levels.known >= _LEARNED else 0.0
        return watts <= max(_AWAKE, usual)

    def tolerate(self, watts: float) -> None:
        """Count so many watts as rest from now on."""
        self.level = max(self.level, 1.6 * watts + 1)

    def _learn(self, held: float, seconds: float) -> None:
        batch = self.batch_seconds
        joules = self.batch_joules
        if batch and (batch >= _BATCH or abs(held * batch - joules) > 0.1 * (joules + batch)):
            self.levels.learn(joules / batch, batch)
            self.batch_joules = self.batch_seconds = 0.0
            if self.at - self.judged >= _HOUR:
                self._judge()
        self.batch_joules += held * seconds
        self.batch_seconds += seconds

    def _judge(self) -> None:
        self.judged = self.at
        self.levels.fade()
        if self.levels.known < _LEARNED:
            return
        standing = self.levels.standing()
        lowest = max(self.default / 2, 1.6 * standing + 1)
        self.level = max(lowest, min(self.levels.threshold() or 0.0, 3 * self.default, lowest * 4))
