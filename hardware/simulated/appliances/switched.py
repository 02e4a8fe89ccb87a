"""Things that are switched on and off: fan, lamp, television; each with its log of commands."""

import random
from dataclasses import dataclass, field
from typing import Literal

from hardware.simulated.appliances.stretch import HOUR, Events, Lived, Stretch

_Kind = Literal["fan", "lamp", "tv"]


@dataclass(slots=True, kw_only=True)
class Switched:
    """One load that people switch on for hours; the power when on is drawn around its mean.

    P = power·speed·(1 + bearing_worn) + flicker on, ``standby`` (+ ``standby_creep`` W) off. A
    fan's motor works against the air with the cube of its speed, of which its three steps keep
    1, 0.62 and 0.4 in power (makers' tables); a worn bearing adds friction. A television's
    picture makes its power wander by some 10 % (AR(1) by the minute). ``command_ignored``: "on" is
    commanded and nothing is drawn; ``stuck_relay``: "off" is commanded and it goes on.
    """

    seed: int
    kind: _Kind
    bearing_worn: float = 0.0
    command_ignored: float = 0.0
    stuck_relay: float = 0.0
    standby_creep: float = 0.0
    power: float = 40.0  # W
    standby: float = 0.0
    speeds: tuple[float, ...] = (1.0,)
    flicker: float = 0.004
    evenings: tuple[tuple[float, float, float], ...] = ((19.0, 3.5, 0.9),)
    """When it is used: hour, hours long, and how likely on a day at home."""
    winter: float = 0.0  # hours that it goes on earlier in winter
    warm: float = -50.0  # °C indoors below which it is left off
    commanded: bool = field(default=False, init=False)
    watts: float = field(default=0.0, init=False)
    _until: float = field(default=0.0, init=False)
    _speed: float = field(default=1.0, init=False)
    _picture: float = field(default=0.0, init=False)
    _starts: Events = field(init=False, repr=False)
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - pictures, not secrets
        self._starts = Events(f"{self.kind} {self.seed}")

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at``."""
        lived = self.live(Stretch(at=at - seconds, room=[24.0], outdoor=[15.0], step=seconds))
        self.watts = lived.watts[-1]

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch."""
        self._plan(stretch)
        starts = [(i, hours) for i, hours in self._starts.within(stretch)]
        count = len(stretch.room)
        watts, commands = list[float](), list[float]()
        for i, hours in [*starts, (count, 0.0)]:
            self._fill(watts, commands, i, stretch)
            if i < count and stretch.room[i] > self.warm:
                self.commanded = True
                self._until = max(self._until, stretch.at + i * stretch.step + hours * HOUR)
                self._speed = self._random.choice(self.speeds)
        return Lived(watts=watts, command=commands)

    def _fill(self, watts: list[float], commands: list[float], end: int, stretch: Stretch) -> None:
        """Go on until minute ``end``, switching off when the time has come."""
        while len(watts) < end:
            last = end
            if self.commanded:
                off = round((self._until - stretch.at) / stretch.step)
                last = min(end, max(off, len(watts)))
                if last == len(watts):
                    self.commanded, last = False, end
            span = last - len(watts)
            commands.extend([float(self.commanded)] * span)
            watts.extend(self._drawn(span, powered=stretch.powered))

    def _drawn(self, span: int, *, powered: bool) -> list[float]:
        if not powered:
            return [0.0] * span
        on = self.commanded and self.command_ignored < 0.5
        if not on and self.stuck_relay < 0.5:
            return [self.standby + self.standby_creep] * span
        mean, flicker, picture = self.power * self._speed, self.flicker, self._picture
        mean *= 1 + self.bearing_worn
        gauss, drawn = self._random.gauss, list[float]()
        for _ in range(span):
            picture = 0.85 * picture + flicker * gauss(0, 1)
            drawn.append(mean * (1 + picture))
        self._picture = picture
        return drawn

    def _plan(self, stretch: Stretch) -> None:
        draw = self._starts.fresh(stretch.day)
        if draw is None or stretch.people == 0:
            return
        year = (stretch.day % 365.25) / 365.25
        dark = self.winter * (0.5 - abs(year - 0.5)) * -2 + self.winter / 2
        for hour, hours, likely in self.evenings:
            if draw.random() < likely * (1.1 if stretch.weekend else 1.0):
                begins = max(0.2, draw.gauss(hour, 0.5) - dark * (hour > 15))
                begins -= draw.uniform(0, 3) * stretch.weekend
                self._starts.add(max(begins, 0.1) * HOUR, hours * draw.lognormvariate(0, 0.35))


def a_fan(seed: int) -> Switched:
    """Draw a household's fan: in the bathroom every day, or in the bedroom."""
    draw = random.Random(f"fan {seed}")  # noqa: S311 - make and model, not secrets
    bath = draw.random() < 0.5
    shower = (7.0, draw.uniform(0.3, 0.8), 0.95), (19.5, draw.uniform(0.3, 0.8), 0.6)
    night = ((draw.uniform(14, 20), draw.uniform(2, 6), 0.8),)
    return Switched(
        seed=seed,
        kind="fan",
        power=draw.uniform(9, 30) if bath else draw.uniform(30, 65),
        standby=0.0 if bath else draw.choice((0.0, 0.5, 1.0)),
        speeds=(1.0,) if bath else (1.0, 0.62, 0.4),
        evenings=shower if bath else night,
        flicker=0.008,
    )


def a_lamp(seed: int) -> Switched:
    """Draw a household's lamp: LED, a few of them halogen."""
    draw = random.Random(f"lamp {seed}")  # noqa: S311 - make and model, not secrets
    evening = (draw.uniform(18.0, 20.5), draw.uniform(1.5, 4.5), draw.uniform(0.6, 0.97))
    morning = (6.8, draw.uniform(0.3, 1.0), draw.uniform(0.1, 0.7))
    return Switched(
        seed=seed,
        kind="lamp",
        power=draw.choice((4.5, 7.0, 9.0, 12.0, 20.0, 42.0)) * draw.gauss(1, 0.05),
        standby=draw.choice((0.0, 0.2, 0.4)),
        evenings=(morning, evening),
        winter=draw.uniform(0.5, 2.5),
        flicker=0.003,
    )


def a_tv(seed: int) -> Switched:
    """Draw a household's television."""
    draw = random.Random(f"tv {seed}")  # noqa: S311 - make and model, not secrets
    evening = (draw.uniform(18, 20.5), draw.uniform(1.5, 4.0), draw.uniform(0.6, 0.95))
    morning = (8.0, draw.uniform(0.4, 1.5), draw.uniform(0.0, 0.4))
    return Switched(
        seed=seed,
        kind="tv",
        power=draw.uniform(45, 190),
        standby=draw.choice((0.2, 0.3, 0.5, 0.9, 2.0)),
        evenings=(morning, evening),
        flicker=draw.uniform(0.02, 0.06),
    )
