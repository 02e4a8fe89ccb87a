"""What shows at once: a run or a rest that does not end, a thermometer that stands."""

import math
from dataclasses import dataclass, field

_NONE = 1e6  # beyond any temperature
_PAUSE = 7200.0  # seconds over which the cooling of a tank is measured
_MOST_TURNS = 4  # phases through which a thermometer may stand, by its coarse steps
_ROOM = 20.0  # °C where nobody says
_FADE = 0.002  # share of the span that is forgotten with each block
_EARLY = 3.0  # days at which limits are half as wide again as later


@dataclass(slots=True, kw_only=True)
class Range:
    """The lowest and highest value seen, which fade towards each other by a share a block."""

    low: float = 0.0
    high: float = 0.0
    count: int = 0

    def learn(self, low: float, high: float) -> None:
        """Take the extremes of a healthy block in."""
        if not self.count:
            self.low, self.high = low, high
        fade = _FADE * self.span
        self.low, self.high = min(self.low + fade, low), max(self.high - fade, high)
        self.count += 1

    @property
    def span(self) -> float:
        """How far apart they are."""
        return max(self.high - self.low, 0.0)


@dataclass(slots=True, kw_only=True)
class Longest:
    """The longest of many durations (minutes), and what is usual of them."""

    most: float = 0.0
    mean: float = 0.0  # of ln minutes
    count: int = 0

    def learn(self, minutes: float) -> None:
        """Take the duration of a healthy phase in."""
        self.count += 1
        log = math.log(max(minutes, 0.5))
        gain = max(0.01, 1 / self.count)
        self.mean += gain * (
            max(-1.0, min(1.0, log - self.mean)) if self.count > 5 else log - self.mean
        )
        self.most = max(minutes, self.most * 0.9995)

    def limit(self, days: float, *, times: float, plus: float, usual: float) -> float:
        """Return the duration beyond which it is overdue; wider while little was seen."""
        if self.count < 8:
            return math.inf
        early = 1 + _EARLY / (days + _EARLY)
        return max(times * early * self.most + plus, usual * early * math.exp(self.mean))


@dataclass(slots=True, kw_only=True)
class Thermometer:
    """The temperature at the machine: last value, extremes of a block, how long it stood."""

    value: float | None = None
    at: float = 0.0
    low: float = _NONE
    high: float = -_NONE
    total: float = 0.0
    count: int = 0
    stood: float = 0.0  # since when it is the same
    turns: int = 0  # whole phases since then
    most_turns: int = 0  # most phases through which it ever stood
    range: Range = field(default_factory=Range)

    def take(self, value: float | None, at: float) -> None:
        """Take a reading in."""
        if value != self.value:
            self.most_turns = max(self.most_turns, min(self.turns, _MOST_TURNS))
            self.stood, self.turns = at, 0
        self.value, self.at = value, at
        if value is None:
            return
        self.total += value
        self.count += 1
        self.low = min(self.low, value)
        self.high = max(self.high, value)

    def fresh(self, at: float) -> float | None:
        """Return the temperature, if it is known now."""
        return self.value if at - self.at <= 900 else None

    def close(self) -> tuple[float, int]:
        """End a block; return the sum and the number of its readings."""
        out = self.total, self.count
        self.total, self.count = 0.0, 0
        self.low, self.high = _NONE, -_NONE
        return out


@dataclass(slots=True, kw_only=True)
class Command:
    """What the machine is told, and since when; ``None``: nobody knows.

    ``idled`` is how long it rested although it was told to run, ``starts`` how warm it was when
    it then began, ``overran`` how long it went on after it was told to stop.
    """

    value: float | None = None
    since: float = 0.0
    felt: float | None = None  # °C then
    idled: Longest = field(default_factory=Longest)
    starts: Range = field(default_factory=Range)
    overran: Longest = field(default_factory=Longest)

    def stop(self, ended: float) -> None:
        """Note a run that ended."""
        if self.value == 0.0 and ended > self.since:
            self.overran.learn((ended - self.since) / 60)

    def take(self, value: float | None, at: float, felt: float | None) -> None:
        """Take a command in, and how warm it is."""
        if value != self.value:
            self.value, self.since, self.felt = value, at, felt

    def start(self, began: float, ended: float, inside: float | None) -> None:
        """Note a rest that ended with a start."""
        if self.value == 1.0 and ended > self.since:
            self.idled.learn((ended - max(began, self.since)) / 60)
            if inside is not None and began >= self.since:
                self.starts.learn(inside, inside)


@dataclass(slots=True, kw_only=True)
class Quiet:
    """A tank at rest: how fast it cools when nobody draws, and how cold it gets.

    ``slowest`` is the least share of its warmth (above the room) lost an hour, over two hours of
    the block under way; ``coldest`` the lowest temperature at rest, ``idle`` what is usual of it.
    """

    mark: float = 0.0
    marked: float = 0.0  # when
    slowest: float = _NONE
    coldest: float = _NONE
    idle: Range = field(default_factory=Range)

    def rest(self, celsius: float, room: float, at: float) -> None:
        """Take a temperature at rest in."""
        self.coldest = min(self.coldest, celsius)
        if not self.marked:
            self.mark, self.marked = celsius, at
        elif at - self.marked >= _PAUSE:
            hours = (at - self.marked) / 3600
            warmth = max((self.mark + celsius) / 2 - room, 5.0)
            self.slowest = min(self.slowest, (self.mark - celsius) / warmth / hours)
            self.mark, self.marked = celsius, at

    def follow(self, celsius: float | None, room: float | None, at: float) -> None:
        """Follow a tank at rest; ``None``: it runs, or nothing is known."""
        if celsius is None:
            self.marked = 0.0
        else:
            self.rest(celsius, _ROOM if room is None else room, at)

    def close(self, *, healthy: bool) -> float | None:
        """End a block; return ln of the least share lost an hour, where it was quiet once."""
        slowest, coldest = self.slowest, self.coldest
        self.slowest = self.coldest = _NONE
        if healthy and coldest < _NONE:
            self.idle.learn(coldest, coldest)
        return math.log(max(slowest, 0.001)) if slowest < _NONE else None
