"""A year of messages of every sort of device, as seeded streams of UTC seconds."""

import math
import random

DAY, HOUR, MINUTE = 86_400.0, 3600.0, 60.0
YEAR = 365 * DAY


def awake(at, rng):
    """Whether somebody is at home and up: nights, working days, weekends away, a holiday."""
    day, hour = divmod(at, DAY)
    if 200 <= day < 221 or (int(day) % 28 in {26, 27} and int(day) > 20):
        return False
    hour /= HOUR
    return 7 <= hour < 23 and not (int(day) % 7 < 5 and 9 <= hour < 17 and rng.random() < 0.9)


def beat(rng, every, *, jitter=0.02, loss=0.0, end=YEAR):
    """Speak every so often, sometimes unheard."""
    at = 0.0
    while at < end:
        if rng.random() >= loss:
            yield at
        at += every * max(0.1, rng.gauss(1, jitter))


def bursts(rng, every, size):
    """Say five things one after the other, and again after a while."""
    for began in beat(rng, every):
        at = began
        for _ in range(size):
            yield at
            at += rng.uniform(1, 40)


def on_change(rng, mean):
    """Speak only when somebody does something, and only then."""
    at = 0.0
    while at < YEAR:
        at += rng.expovariate(1 / mean)
        if awake(at, rng):
            yield at


def with_beat(rng, mean, every):
    """Speak when somebody does something, and anyway after so long without."""
    last = 0.0
    for at in on_change(rng, mean):
        while at - last > every:
            last += every * rng.uniform(0.97, 1.03)
            yield last
        last = at
        yield at


def sunny(rng, every):
    """Speak while the sun shines, whose days grow longer and shorter, and not under snow."""
    snow = {int(day) + more for day in rng.sample(range(330, 360), 3) for more in range(3)}
    for at in beat(rng, every):
        day, hour = divmod(at, DAY)
        half = 6 + 2.2 * math.sin(2 * math.pi * (day - 80) / 365)
        if abs(hour / HOUR - 12.5) < half and int(day) not in snow:
            yield at


def calmer_at_night(rng, by_day, by_night):
    """Sleep longer at night to spare the battery."""
    at = 0.0
    while at < YEAR:
        yield at
        at += (by_day if 7 <= at % DAY / HOUR < 22 else by_night) * rng.uniform(0.9, 1.1)


def drifting(rng, mean):
    """Tell a value that moves by itself: more by day, less at night, half as much in summer."""
    at = 0.0
    while at < YEAR:
        yield at
        slow = 1 + (not 7 <= at % DAY / HOUR < 23) + (150 < at / DAY < 240)
        at += rng.expovariate(1 / (mean * slow)) + 5


def working(rng, days_on):
    """A television's meter: speaks all the time while it runs, never while it stands still."""
    at = 0.0
    while at < YEAR:
        end = at + days_on * DAY * rng.uniform(0.5, 1.5)
        while at < end:
            yield at
            at += rng.uniform(1, 20) + (30 if rng.random() < 0.9 else 0)
        at += rng.uniform(2, 80) * HOUR


def seeded(seed):
    """Return a source of chance that is the same in every run."""
    return random.Random(seed)
