"""Who does what when: a day in the household, the same for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from hardware.simulated.home import Home, relay

_DAY, _HOUR = 86_400.0, 3_600.0


class Turn(Protocol):
    """Switches one thing."""

    def __call__(self, *, on: bool) -> None: ...


@dataclass(frozen=True, slots=True, order=True)
class Doing:
    """Something a person does at ``at`` (UTC seconds).

    ``hands_on`` is left to whoever looks at the page while the household runs at a steady pace.
    """

    at: float
    do: Callable[[], None] = field(compare=False)
    hands_on: bool = field(compare=False, default=False)


class People:
    """The two who live here."""

    def __init__(self, home: Home, *, seed: int) -> None:
        self._home, self._seed = home, seed
        self._day: float | None = None
        self._todo: list[Doing] = []

    def live(self, until: float, *, hands_on: bool) -> None:
        """Do what is due by ``until``; without ``hands_on`` switches and machines are left alone.

        What was due before the first call has been done by then.
        """
        day = until // _DAY
        if day != self._day:
            plan = self._plan(day)
            if self._day is None:
                plan = (doing for doing in plan if doing.at > until)
            self._day = day
            self._todo = sorted([*self._todo, *plan])
        while self._todo and self._todo[0].at <= until:
            doing = self._todo.pop(0)
            if hands_on or not doing.hands_on:
                doing.do()

    def _plan(self, day: float) -> Iterator[Doing]:
        draw = random.Random(f"{self._seed} {day:.0f}")  # noqa: S311 - habits, not secrets
        start = day * _DAY
        yield from self._comings_and_goings(start, draw)
        yield from self._chores(start, draw)

    def _comings_and_goings(self, start: float, draw: random.Random) -> Iterator[Doing]:
        home = self._home
        for _ in range(draw.randint(12, 18)):
            at = start + draw.uniform(6.5, 23) * _HOUR
            yield from _spell(at, draw.uniform(60, 240), home.motion.turn)
        for hour in (8.2, 17.6, draw.uniform(10, 20)):
            yield from _spell(start + (hour + draw.gauss(0, 0.2)) * _HOUR, 90, home.door.turn)
        airing = start + (7.4 + draw.gauss(0, 0.2)) * _HOUR
        yield from _spell(airing, draw.uniform(600, 1500), home.window.turn)

    def _chores(self, start: float, draw: random.Random) -> Iterator[Doing]:
        home = self._home

        def hour(mean: float, spread: float) -> float:
            return start + (mean + draw.gauss(0, spread)) * _HOUR

        yield from _spell(hour(17.5, 0.3), 4.5 * _HOUR, home.hall_light.turn, hands_on=True)
        evening, length = hour(19.7, 0.3), draw.uniform(1.5, 3) * _HOUR
        yield from _spell(evening, length, relay(home.television).turn, hands_on=True)
        yield Doing(hour(7.0, 0.2), home.coffee.start, hands_on=True)
        if draw.random() < 0.6:
            yield Doing(hour(15.5, 0.4), home.coffee.start, hands_on=True)
        if draw.random() < 0.85:
            yield Doing(hour(20.5, 0.4), home.dishwasher.start, hands_on=True)
        wash = hour(10.5, 1.0)
        if draw.random() < 0.75:
            yield Doing(wash, partial(self._wash, wash), hands_on=True)

    def _wash(self, at: float) -> None:
        if not self._home.washer.running:
            self._home.washer.start(at)


def _spell(at: float, seconds: float, turn: Turn, *, hands_on: bool = False) -> Iterator[Doing]:
    """Turn something on and, so many seconds later, off."""
    yield Doing(at, partial(turn, on=True), hands_on=hands_on)
    yield Doing(at + seconds, partial(turn, on=False), hands_on=hands_on)
