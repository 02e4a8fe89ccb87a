"""A stretch of a household's life: what surrounds a machine, minute by minute, for up to a day."""

import random
from dataclasses import dataclass, field

DAY, HOUR, MINUTE = 86_400.0, 3_600.0, 60.0


@dataclass(slots=True, kw_only=True)
class Stretch:
    """So many minutes of one day, as ``room`` (°C) has; ``at`` is when the first begins (UTC s).

    ``outdoor`` and ``water`` (from the main) are °C, ``people`` is 0 when nobody is at home, 1 as
    usual, more with guests; ``volts`` is the mains voltage as a share of the nominal one.
    """

    at: float
    room: list[float]
    outdoor: list[float]
    water: float = 12.0
    people: float = 1.0
    weekend: bool = False
    volts: float = 1.0
    powered: bool = True
    step: float = MINUTE  # seconds a value

    @property
    def day(self) -> int:
        """Number the day."""
        return int(self.at // DAY)

    @property
    def until(self) -> float:
        """When it ends (UTC seconds)."""
        return self.at + len(self.room) * self.step


@dataclass(slots=True, kw_only=True)
class Lived:
    """What a machine did in a stretch: watts (true means), °C inside and command a minute."""

    watts: list[float]
    celsius: list[float] | None = None
    command: list[float] | None = None


@dataclass(slots=True)
class Events:
    """Things people do at a moment of a day (seconds of the day, how much), drawn once a day."""

    seed: str
    _day: int = field(default=-1, init=False)
    _events: list[tuple[float, float]] = field(default_factory=list, init=False)

    def fresh(self, day: int) -> random.Random | None:
        """Return the day's own dice when the day is new, else ``None``."""
        if day == self._day:
            return None
        self._day = day
        self._events = []
        return random.Random(f"{self.seed} {day}")  # noqa: S311 - habits, not secrets

    def add(self, second: float, amount: float) -> None:
        """Note something; a moment past midnight is left out."""
        if 0 <= second < DAY:
            self._events.append((second, amount))

    def within(self, stretch: Stretch) -> list[tuple[int, float]]:
        """Return what falls into a stretch, as (its minute, how much), in order."""
        began = stretch.at % DAY
        ended = began + len(stretch.room) * stretch.step
        return [
            (int((second - began) // stretch.step), amount)
            for second, amount in sorted(self._events)
            if began <= second < ended
        ]


def hour_of(draw: random.Random, hours: tuple[float, ...]) -> float:
    """Return a second of the day, drawn by how much happens in each of its 24 hours."""
    hour = draw.choices(range(24), hours)[0]
    return (hour + draw.random()) * HOUR


def often(draw: random.Random, mean: float) -> int:
    """Return how many times something happens that happens ``mean`` times (Poisson)."""
    count, left = 0, mean
    while (left := left - draw.expovariate(1.0)) > 0:
        count += 1
    return count
