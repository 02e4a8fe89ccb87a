"""Washing machines second by second, with everything users of such tools report, and their plug."""

import random
from dataclasses import dataclass, field

DAY, HOUR, MINUTE = 86_400.0, 3600.0, 60.0
START = 1_709_251_200.0
PROGRAMMES = ("cotton", "easy", "wool", "eco", "rinse")


@dataclass
class Machine:
    """One washer; its powers and habits are drawn from ``seed``."""

    seed: int
    creases: bool | None = None  # turns the drum now and then after the end
    rest: float | None = None  # W: the display after the end
    off: float | None = None  # W: after the door was opened

    def __post_init__(self):
        draw = self.draw = random.Random(f"machine {self.seed}")
        self.creases = draw.random() < 0.5 if self.creases is None else self.creases
        self.rest = draw.choice((1.8, 1.0, 2.6, 0.0, 9.5)) if self.rest is None else self.rest
        if self.off is None:
            self.off = self.rest if draw.random() < 0.4 else 0.3 * (self.rest > 0)
        self.pause = draw.choice((0.0, 2.2, 3.5, self.rest))
        self.heat, self.drum = draw.uniform(1850, 2200), draw.uniform(110, 220)
        self.spin, self.pump = draw.uniform(280, 420), draw.uniform(22, 35)
        self.soak = draw.choice((0, 4, 9)) * MINUTE  # some programmes soak

    def run(self, programme):
        """Return (watts, seconds) of a programme; the last of them is its end."""
        heat = {"cotton": 16, "easy": 8, "wool": 3, "eco": 7, "rinse": 0}[programme]
        turns = {"cotton": 14, "easy": 9, "wool": 8, "eco": 26, "rinse": 0}[programme]
        rinses = {"cotton": 3, "easy": 2, "wool": 2, "eco": 2, "rinse": 2}[programme]
        yield self.pump / 3, self.near(150)
        if heat:
            yield from self.turn(3, programme)
            yield self.heat * self.near(1, 0.01), heat * self.near(60)
        if self.soak and programme in {"cotton", "eco"}:
            yield self.pause, self.near(self.soak, 0.05)
        yield from self.turn(turns, programme)
        for rinse in range(rinses):
            yield self.pump, self.near(70)
            yield self.spin * self.near(0.8), self.near(60)
            yield 0.0, self.draw.uniform(17, 38)
            yield self.pump / 3, self.near(90)
            yield from self.turn(3, programme)
            if rinse == 0:
                yield self.pause, self.draw.uniform(60, 110)
        yield self.pump, self.near(80)
        yield self.spin, self.near(200 if programme == "wool" else 420)
        yield self.drum / 2, self.near(50)

    def turn(self, minutes, programme):
        """Return the drum's turns: wool is moved for five seconds a minute."""
        on, off = (5, 55) if programme == "wool" else (12, 5)
        for _ in range(int(minutes * 60 / (on + off))):
            yield self.drum * self.near(1, 0.1), on
            yield self.pause, off

    def after(self, seconds):
        """Return what the plug sees after the end; people open the door after ``seconds``."""
        left = min(seconds, 30 * MINUTE) if self.creases else 0.0
        seconds -= left
        while left > 0:
            yield self.draw.uniform(2.4, 3.0), self.draw.uniform(180, 240)
            yield self.draw.uniform(50, 145), (turned := self.draw.uniform(8, 25))
            left -= 210 + turned
        if seconds > 0:
            yield self.rest, seconds

    def near(self, value, spread=0.06):
        return value * max(0.3, self.draw.gauss(1, spread))


@dataclass
class Life:
    """A machine's days: ``ends`` are when programmes truly ended; ``phases`` come in order."""

    machine: Machine
    at: float = START
    ends: list = field(default_factory=list)
    begins: list = field(default_factory=list)

    def phases(self, count, programmes=PROGRAMMES):
        """Yield (from, watts, seconds) of so many programmes and the rests between them."""
        draw = self.machine.draw
        common = draw.choices(programmes, k=3)
        yield from self._spend(self.machine.off, draw.uniform(1, 6) * HOUR)
        for _ in range(count):
            if draw.random() < 0.2:  # a delayed start: only the display is on
                yield from self._spend(max(self.machine.rest, 2.0), draw.uniform(0.2, 2) * HOUR)
            self.begins.append(self.at)
            name = draw.choice(common if draw.random() < 0.8 else programmes)
            for watts, seconds in self.machine.run(name):
                yield from self._spend(watts, seconds)
            self.ends.append(self.at)
            waits = draw.choice((4 * MINUTE, 20 * MINUTE, 3 * HOUR))
            for watts, seconds in self.machine.after(waits):
                yield from self._spend(watts, seconds)
            rest = draw.choice((3 * MINUTE, 5 * HOUR, 30 * HOUR))  # or the next load at once
            yield from self._spend(self.machine.off, rest)

    def _spend(self, watts, seconds):
        yield self.at, watts, seconds
        self.at += seconds


def samples(phases, pace, draw, at=START):
    """Yield (time, watts) as a plug that reads every ``pace`` seconds, half a percent off."""
    at += draw.uniform(0, pace)
    for began, watts, seconds in phases:
        while at < began + seconds:
            yield at, round(watts * draw.gauss(1, 0.005), 1)
            at += pace


def means(phases, pace=MINUTE, at=START):
    """Yield (time, watts) as a plug that tells the mean of each ``pace`` seconds at their end."""
    joules = 0.0
    until = at + pace
    for began, watts, seconds in phases:
        left, now = seconds, began
        while left > 0:
            span = min(left, until - now)
            joules += watts * span
            left, now = left - span, now + span
            if now >= until - 1e-6:
                yield until, round(joules / pace, 1)
                joules, until = 0.0, until + pace


def changes(readings, step=0.5, share=0.05, beat=600.0):
    """Yield only readings that tell something new, and one every ``beat`` seconds."""
    last, told = None, 0.0
    for at, watts in readings:
        if last is None or abs(watts - last) > step + share * last or at - told >= beat:
            last, told = watts, at
            yield at, watts
