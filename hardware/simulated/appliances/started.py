"""What machines share that people start: habits, the rooms' rhythm, and mains that may go."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme
from hardware.simulated.appliances.stretch import HOUR, Events, Lived, Stretch, hour_of, often


@dataclass(slots=True, kw_only=True)
class Habit:
    """How often and when people start a machine: a mean count on a day at home, by hour."""

    seed: str
    daily: float
    hours: tuple[float, ...]
    weekend: float = 1.3  # times as often on a day off
    apart: float = 0.0  # seconds between two starts at least
    delays: float = 0.0  # share of starts that are put off by some hours
    _events: Events = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._events = Events(self.seed)

    def starts(self, stretch: Stretch) -> list[tuple[int, float]]:
        """Return the minutes of a stretch at which it is started, each with its own dice."""
        draw = self._events.fresh(stretch.day)
        if draw is not None:
            self._plan(draw, stretch)
        return self._events.within(stretch)

    def _plan(self, draw: random.Random, stretch: Stretch) -> None:
        mean = self.daily * stretch.people * (self.weekend if stretch.weekend else 1.0)
        last = -self.apart
        for second in sorted(hour_of(draw, self.hours) for _ in range(often(draw, mean))):
            begins = max(second, last + self.apart * draw.uniform(1.0, 1.5))
            self._events.add(begins, draw.random())
            last = begins


def worked(
    programme: Programme,
    stretch: Stretch,
    starts: Iterable[tuple[int, float]],
    phases: Callable[[float], Iterable[Phase]],
) -> Lived:
    """Live through a stretch: idle at standby, and at each start the phases of its dice.

    A start while the machine runs is left out. Without mains a programme waits where it is.
    """
    count, watts = len(stretch.room), list[float]()
    if not stretch.powered:
        return Lived(watts=[0.0] * count)
    for minute, dice in [*starts, (count, -1.0)]:
        while len(watts) < minute and programme.running:
            watts.append(programme.step(stretch.step))
        watts.extend([programme.standby] * (minute - len(watts)))
        if dice >= 0 and not programme.running:
            programme.start(phases(dice))
    return Lived(watts=watts)


def delayed(draw: random.Random, share: float, watts: float) -> Iterable[Phase]:
    """Wait some hours at a few watts where the start is put off."""
    if draw.random() < share:
        yield Phase(watts, draw.uniform(1, 8) * HOUR)
