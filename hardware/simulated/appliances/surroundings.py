"""What machines of one home share: weather, rooms, people, the mains; drawn from one seed."""

import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hardware.simulated.appliances.stretch import DAY, MINUTE, Stretch

_YEAR = 365.25
_MINUTES = 1440
_Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Days from ``start`` (UTC midnight) on; °C by the minute, the rest by the day.

    Outdoors: T = mean − A·cos(2π(d − 20)/365.25) + AR(1) days (φ 0.75, σ of 2.5 K, so spells of
    ±8 K) + a diurnal swing that is itself wider in clear spells (cf. the weather generator of
    Richardson, Water Resources Research 17 (1981) 182). Indoors: heated to a set point with a
    night setback in winter, following the outdoor mean above it in summer. Water from the main
    follows the soil: half the season's amplitude, three weeks late (Burch & Christensen, ASES
    2007). Mains: EN 50160 allows ±10 %; homes see about ±1.5 %. ``outages`` are (first, last + 1)
    minutes without mains.
    """

    start: float
    days: int
    outdoor: list[float]
    room: list[float]
    water: list[float]
    people: list[float]
    volts: list[float]
    outages: tuple[tuple[int, int], ...]

    def stretches(
        self, first: int, last: int, dead: Iterable[tuple[int, int]] = ()
    ) -> Iterator[Stretch]:
        """Yield the life of the minutes from ``first`` to before ``last``, a day at most at once.

        It is cut at midnights and wherever the mains goes; minutes count from the start, ``dead``
        are (first, last + 1) minutes without mains besides the outages.
        """
        silent = sorted([*self.outages, *dead])
        marks = {first, last, *range(0, last, _MINUTES)}
        for window in silent:
            marks.update(window)
        for begins, ends in pairwise(sorted(mark for mark in marks if first <= mark <= last)):
            yield self._stretch(begins, ends, silent)

    def _stretch(self, first: int, last: int, silent: list[tuple[int, int]]) -> Stretch:
        day = first // _MINUTES
        at = self.start + first * MINUTE
        return Stretch(
            at=at,
            room=self.room[first:last],
            outdoor=self.outdoor[first:last],
            water=self.water[day],
            people=self.people[day],
            weekend=is_weekend(at),
            volts=self.volts[day],
            powered=not any(begins <= first < ends for begins, ends in silent),
        )


def is_weekend(at: float) -> bool:
    """Whether a moment (UTC seconds) lies on a Saturday or Sunday; 1970 began on a Thursday."""
    return (int(at // DAY) + 3) % 7 >= 5


def surroundings(seed: int, start: float, days: int, *, place: float | None = None) -> Surroundings:
    """Draw the life of a home; ``place`` is its yearly mean outdoors (°C), by itself 6 to 17."""
    draw = random.Random(f"home {seed}")  # noqa: S311 - weather, not secrets
    dice = np.random.default_rng([seed, 77])
    mean = draw.uniform(6, 17) if place is None else place
    amplitude = draw.uniform(7, 11)
    first = start / DAY % _YEAR
    dates: _Floats = first + np.arange(days + 2, dtype=np.float64)
    season = mean - amplitude * np.cos(2 * np.pi * (dates - 20) / _YEAR)
    spells = _wander(dice, days + 2, keep=0.75, spread=2.5)
    outdoor = _outdoor(season + spells, draw.uniform(2.5, 5) + 0.4 * np.abs(spells))
    people = _people(draw, days, int(start // DAY))
    return Surroundings(
        start=start,
        days=days,
        outdoor=outdoor.tolist(),
        room=_indoors(outdoor, draw, dice, people, days).tolist(),
        water=_water(mean, amplitude, dates[:days]),
        people=people,
        volts=(1 + 0.012 * dice.standard_normal(days) + draw.gauss(0, 0.01)).tolist(),
        outages=_outages(draw, days),
    )


def _wander(dice: np.random.Generator, count: int, *, keep: float, spread: float) -> _Floats:
    """Return an AR(1) series with that standard deviation."""
    values = np.empty(count)
    last = dice.normal(0, spread)
    for i, shock in enumerate(dice.normal(0, spread * math.sqrt(1 - keep * keep), count)):
        values[i] = last = keep * last + shock
    return values


def _outdoor(daily: _Floats, swing: _Floats) -> _Floats:
    """Return °C a minute: the days' means drawn smoothly, warmest at 15 h."""
    days = len(daily) - 2
    minute = np.arange(days * _MINUTES)
    base = np.interp(minute / _MINUTES, np.arange(days + 2), daily)
    wide = np.interp(minute / _MINUTES, np.arange(days + 2), swing)
    hours = (minute % _MINUTES) / 60
    waves: _Floats = base + wide * np.cos(2 * np.pi * (hours - 15) / 24)
    return waves


def _indoors(
    outdoor: _Floats,
    draw: random.Random,
    dice: np.random.Generator,
    people: list[float],
    days: int,
) -> _Floats:
    """Return °C a minute: heated when it is cold, following outdoors when it is warm."""
    target, setback, away = draw.uniform(19.5, 22), draw.uniform(0, 2.5), draw.uniform(2, 5)
    daily = outdoor.reshape(days, _MINUTES).mean(axis=1)
    before = daily[:2][::-1] if days > 1 else np.repeat(daily, 2)
    lagged = np.convolve(np.concatenate([before, daily]), [0.45, 0.33, 0.22])[2:-2]
    free = target + 0.7 * (lagged - draw.uniform(14, 17))  # sun and people keep a home warmer
    empty = np.array([p == 0 for p in people])
    heated = np.where(empty, target - away, target)
    held = np.logaddexp(2 * heated, 2 * free) / 2 + _wander(dice, days, keep=0.6, spread=0.35)
    minute = np.arange(days * _MINUTES)
    smooth = np.interp(minute / _MINUTES, np.arange(days) + 0.5, held)
    hours = (minute % _MINUTES) / 60
    night = setback * np.clip(np.cos(2 * np.pi * (hours - 4) / 24), 0, 1)
    night *= np.repeat(free < heated, _MINUTES)
    day = draw.uniform(0.3, 1.0) * np.cos(2 * np.pi * (hours - 17) / 24)
    inside: _Floats = smooth - night + day
    return inside


def _water(mean: float, amplitude: float, dates: _Floats) -> list[float]:
    soil = mean + 2 - 0.5 * amplitude * np.cos(2 * np.pi * (dates - 41) / _YEAR)
    celsius: list[float] = np.maximum(soil, 3.0).tolist()
    return celsius


def _people(draw: random.Random, days: int, first: int) -> list[float]:
    """Return for each day who is at home: nobody on holidays, more with guests."""
    people = [1.0] * days
    day = -int(draw.uniform(0, 20))
    while day < days:
        day += int(draw.expovariate(1 / 110)) + 20  # 2 to 3 holidays a year
        length = draw.choice((3, 4, 7, 7, 8, 10, 14, 14, 21))
        for away in range(max(day, 0), min(day + length, days)):
            people[away] = 0.0
        day += length
    for day in range(days):
        weekend = (first + day + 3) % 7 >= 5
        if people[day] and draw.random() < (0.03 if weekend else 0.006):
            for with_guests in range(day, min(day + draw.choice((1, 1, 2, 2, 3, 5)), days)):
                if people[with_guests]:
                    people[with_guests] = draw.uniform(1.4, 2.2)
    return people


def _outages(draw: random.Random, days: int) -> tuple[tuple[int, int], ...]:
    """Return power cuts, about two a year: minutes mostly, hours sometimes."""
    cuts = []
    day = draw.expovariate(1 / 180)
    while day < days:
        first = int(day * _MINUTES)
        cuts.append((first, first + 1 + int(draw.lognormvariate(3.0, 1.2))))
        day += 1 + draw.expovariate(1 / 180)
    return tuple(cuts)
