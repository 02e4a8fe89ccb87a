"""A fridge or freezer as two heat stores, a compressor and the people who open its door."""

import math
import random
from dataclasses import dataclass, field

_STEP = 20.0  # seconds of one Euler step; the fastest store settles in ~2,400 s
_AIR = 26_000.0  # J/K: air, liner and evaporator
_DAY = 86_400.0
_SHORTEST_REST = 150.0  # seconds a compressor's start relay keeps it off
_OPENINGS = (  # how often the door opens in each hour of the day, as a share of the mean
    *(0.1, 0.05, 0.05, 0.05, 0.1, 0.3, 1.2, 2.2, 1.8, 1.0, 0.8, 1.2),
    *(2.0, 1.4, 0.9, 0.9, 1.2, 1.8, 2.5, 2.2, 1.5, 1.0, 0.6, 0.3),
)


@dataclass(slots=True, kw_only=True)
class Fridge:
    """One compressor fridge; every random draw comes from ``seed``.

    Air (with liner and evaporator) and contents exchange heat; the thermostat feels the air::

        C_air·dT_air = [ UA·(1 + 0.9·seal_leak)·(T_room − T_air) + h·(T_food − T_air) − Q ]·dt
        C_food·dT_food = h·(T_air − T_food)·dt          C in J/K; UA, h in W/K; Q, power in W
        T_room = ambient + swing·cos(2π·(hour − 16)/24) + weather drift (an AR(1) day to day)

    On above ``target + band/2``, off below ``target − band/2``; ``short_cycling`` (a worn
    thermostat) shrinks the band by up to 80 %. Q is ``cooling`` watts, taken from the mains at a
    coefficient of performance of about 1.4, higher right after a start. Each opening of the door
    brings 3–9 kJ of warm, damp air; shopping brings 60–180 kJ some evenings. Magnitudes: UA of
    1–2.5 W/K, 10–20 min runs every 40–60 min, 0.3–0.8 kWh a day (cf. the first-principles model
    of Hermes & Melo, Int. J. Refrigeration 31 (2008) 1341); a failing gasket adds 30–100 % load.
    Faults, 0–1, may be set at any time.
    """

    seed: int
    ambient: float = 21.5  # °C
    swing: float = 1.2  # K
    seal_leak: float = 0.0
    short_cycling: float = 0.0
    target: float = 4.5  # °C
    band: float = 3.0  # K
    conductance: float = 2.0  # W/K
    cooling: float = 135.0  # W
    compressor: float = 93.0  # W, in the middle of a run
    openings: float = 24.0  # a day
    food: float = 60_000.0  # J/K
    on: bool = field(default=False, init=False)
    watts: float = field(default=1.0, init=False)
    temperature: float = field(default=0.0, init=False)
    _food_at: float = field(default=0.0, init=False)
    _since: float = field(default=0.0, init=False)  # seconds since it went on or off
    _drift: float = field(default=0.0, init=False)
    _day: int = field(default=-1, init=False)
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - weather, not secrets
        self.temperature = self.target + self._random.uniform(-0.4, 0.4) * self.band
        self._food_at = self.target
        self._since = _SHORTEST_REST

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at`` (household time, UTC seconds)."""
        room = self._room(at)
        warmth = self._visits(seconds, at) / seconds  # W
        started = False
        left = seconds
        while left > 0:
            span = min(_STEP, left)
            left -= span
            started |= self._advance(span, room, warmth)
        self.watts = self._metered(started=started)

    def _room(self, at: float) -> float:
        day, second = divmod(at, _DAY)
        if int(day) != self._day:
            self._day = int(day)
            self._drift = 0.7 * self._drift + self._random.gauss(0, 0.6)
        return (
            self.ambient
            + self.swing * math.cos(2 * math.pi * (second / 3600 - 16) / 24)
            + self._drift
        )

    def _visits(self, seconds: float, at: float) -> float:
        """Return the heat, in joules, that people let in during the step."""
        hour = int(at % _DAY // 3600)
        chance = self.openings * _OPENINGS[hour] * seconds / _DAY
        heat = 0.0
        while self._random.random() < chance:
            heat += self._random.uniform(3_000, 9_000)
            if hour in {17, 18, 19} and self._random.random() < 0.08:
                self._food_at += self._random.uniform(60_000, 180_000) / self.food
            chance -= 1
        return heat

    def _advance(self, span: float, room: float, warmth: float) -> bool:
        """Move both stores on by ``span`` seconds; return whether the compressor started."""
        exchanged = 9.0 * (self._food_at - self.temperature)
        leaking = self.conductance * (1 + 0.9 * self.seal_leak)
        heat = leaking * (room - self.temperature) + exchanged + warmth
        if self.on:
            heat -= self.cooling
        self.temperature += heat * span / _AIR
        self._food_at -= exchanged * span / self.food
        self._since += span
        return self._thermostat()

    def _thermostat(self) -> bool:
        half = self.band / 2 * (1 - 0.8 * self.short_cycling)
        if self.on and self.temperature < self.target - half:
            self.on, self._since = False, 0.0
        elif not self.on and self.temperature > self.target + half and self._since > _SHORTEST_REST:
            self.on, self._since = True, 0.0
            return True
        return False

    def _metered(self, *, started: bool) -> float:
        """Return what a plug shows: the power right now, with 1 % noise."""
        if started:
            return self.compressor * self._random.uniform(1.3, 1.8)
        if not self.on:
            return round(max(0.0, self._random.gauss(1.0, 0.05)), 2)
        settling = 1 + 0.14 * math.exp(-self._since / 240) - 0.03
        return round(self.compressor * settling * self._random.gauss(1, 0.01), 2)


def freezer(*, seed: int, ambient: float = 19.0) -> Fridge:
    """Return a chest freezer at −18 °C: better insulated, seldom opened, in a cooler room."""
    return Fridge(
        seed=seed,
        ambient=ambient,
        target=-18.0,
        band=3.5,
        conductance=1.05,
        cooling=105.0,
        compressor=88.0,
        openings=5.0,
        food=90_000.0,
    )
