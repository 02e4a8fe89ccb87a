"""A machine that works through a programme: phases of power, one after the other."""

import random
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Phase(NamedTuple):
    """So many watts for so many seconds."""

    watts: float
    seconds: float


@dataclass(slots=True)
class Programme:
    """Phases still to come; between programmes the machine draws ``standby`` watts."""

    standby: float = 1.0
    _left: deque[Phase] = field(default_factory=deque)
    _spent: float = 0.0  # seconds of the first phase that are over

    @property
    def running(self) -> bool:
        """Whether phases are left."""
        return bool(self._left)

    def start(self, phases: Iterable[Phase]) -> None:
        """Begin anew with these phases."""
        self._left, self._spent = deque(phases), 0.0

    def cut(self) -> None:
        """Forget what is left."""
        self.start(())

    def step(self, seconds: float) -> float:
        """Work for ``seconds`` and return the mean power in watts."""
        joules, left, phases, spent = 0.0, seconds, self._left, self._spent
        while left > 0 and phases:
            watts, lasts = phases[0]
            rest = lasts - spent
            if rest > left:
                joules += watts * left
                spent += left
                left = 0.0
            else:
                joules += watts * rest
                left -= rest
                spent = 0.0
                phases.popleft()
        self._spent = spent
        return (joules + self.standby * left) / seconds


def churned(
    draw: random.Random, watts: float, seconds: float, *, spell: float = 280.0, rest: float = 2.0
) -> Iterator[Phase]:
    """Turn a drum on and off for so long: spells of work and pauses of 17 to 125 s.

    In some pauses the electronics sleep and the meter shows nothing.
    """
    while seconds > 0:
        work = min(seconds, draw.uniform(0.7, 1.25) * spell)
        yield Phase(watts * draw.uniform(0.85, 1.15), work)
        asleep = draw.random() < 0.3
        pause = draw.uniform(17, 38) if asleep else draw.uniform(30, 125)
        yield Phase(0.0 if asleep else rest, min(pause, max(seconds - work, 5.0)))
        seconds -= work + pause


def anti_crease(draw: random.Random, seconds: float) -> Iterator[Phase]:
    """Loosen the laundry after the end: 2.4 to 3 W, a burst of 50 to 145 W each 3 to 4 minutes."""
    standing = draw.uniform(2.4, 3.0)
    while seconds > 0:
        pause, burst = draw.uniform(180, 240), draw.uniform(8, 20)
        yield Phase(standing, pause)
        yield Phase(draw.uniform(50, 145), burst)
        seconds -= pause + burst
