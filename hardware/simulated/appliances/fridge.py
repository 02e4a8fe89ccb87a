"""A fridge or freezer as two heat stores, a compressor, frost, and people who open its door."""

import math
import random
from dataclasses import dataclass, field

from hardware.simulated.appliances.stretch import DAY, Events, Lived, Stretch, often

_LONGEST = 60.0  # seconds of one Euler step; the fastest store settles in ~2,400 s
_AIR = 26_000.0  # J/K: air, liner and evaporator
_SHORTEST_REST = 150.0  # seconds a compressor's start relay keeps it off
_OPENINGS = (  # how often the door opens in each hour of the day, as a share of the mean
    *(0.1, 0.05, 0.05, 0.05, 0.1, 0.3, 1.2, 2.2, 1.8, 1.0, 0.8, 1.2),
    *(2.0, 1.4, 0.9, 0.9, 1.2, 1.8, 2.5, 2.2, 1.5, 1.0, 0.6, 0.3),
)
_EXCHANGE = 9.0  # W/K between air and contents


@dataclass(slots=True, kw_only=True)
class Fridge:
    """One compressor fridge; every random draw comes from ``seed``.

    Air (with liner and evaporator) and contents exchange heat; the thermostat feels the air::

        C_air·dT_air = [ UA·(T_room − T_air) + h·(T_food − T_air) + doors + heater − Q ]·dt
        C_food·dT_food = h·(T_air − T_food)·dt          C in J/K; UA, h in W/K; Q, power in W
        UA = conductance·(1 + 0.9·seal_leak + 3·door_ajar)
        Q = cooling·(1 − 0.008·(T_room − 22))·(1 + 0.012·(T_air − target))
            ·(1 − 0.5·frost)·(1 − 0.35·dirty_condenser)·(1 − refrigerant_loss)
        P = compressor·(1 + 0.006·(T_room − 22))·(1 + 0.25·dirty_condenser)
            ·(1 − 0.45·refrigerant_loss)·(1 + 0.11·e^(−t/240 s))
        dfrost = (openings and leaks)·dt, closed in 10–20 days;  a no-frost model melts it each
            ``defrost_every`` hours of running; a fridge's plate thaws by itself in each rest
        T_room = ambient + swing·cos(2π·(hour − 16)/24) + weather drift (an AR(1) day to day)

    On above ``target + band/2``, off below ``target − band/2``; ``short_cycling`` (a worn
    thermostat) shrinks the band by up to 80 %; ``stuck_on`` (a welded relay) never lets go;
    ``no_power`` is a dead compressor, at 1 no mains at all. Q falls with the temperature of both
    coils as compressor maps show, a dirty condenser raises the condensing temperature by some
    10 K, a loss of charge starves the evaporator (Kim & Braun, Int. J. Refrigeration 35 (2012)
    1742). Each opening brings 3–9 kJ of warm, damp air; shopping brings 60–180 kJ some evenings.
    Magnitudes: UA of 1–2.5 W/K, 10–20 min runs every 40–60 min, 0.3–0.8 kWh a day (cf. the
    first-principles model of Hermes & Melo, Int. J. Refrigeration 31 (2008) 1341); a failing
    gasket adds 30–100 % load.
    Faults, 0–1, may be set at any time.
    """

    seed: int
    ambient: float = 21.5  # °C, where nobody else says how warm the room is
    swing: float = 1.2  # K
    seal_leak: float = 0.0
    door_ajar: float = 0.0
    dirty_condenser: float = 0.0
    refrigerant_loss: float = 0.0
    short_cycling: float = 0.0
    stuck_on: float = 0.0
    no_power: float = 0.0
    defrost_failed: float = 0.0
    target: float = 4.5  # °C
    band: float = 3.0  # K
    conductance: float = 2.0  # W/K
    cooling: float = 135.0  # W
    compressor: float = 93.0  # W, in the middle of a run
    standby: float = 1.0  # W
    openings: float = 24.0  # a day
    food: float = 60_000.0  # J/K
    shopping: float = 0.08  # a share of evening openings
    defrost_every: float = 0.0  # hours of running; 0: it does not defrost by a heater
    defrost_watts: float = 180.0
    on: bool = field(default=False, init=False)
    watts: float = field(default=1.0, init=False)
    temperature: float = field(default=0.0, init=False)
    frost: float = field(default=0.0, init=False)  # 1 is a coil that is closed
    _food_at: float = field(default=0.0, init=False)
    _since: float = field(default=0.0, init=False)  # seconds since it went on or off
    _ran: float = field(default=0.0, init=False)  # seconds since the last defrost
    _melting: float = field(default=0.0, init=False)  # seconds of defrost that are left
    _bump: float = field(default=0.0, init=False)
    _damp: float = field(default=0.0, init=False)  # frost a joule of damp air
    _drift: float = field(default=0.0, init=False)
    _day: int = field(default=-1, init=False)
    _doors: Events = field(init=False, repr=False)
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - weather, not secrets
        self._doors = Events(f"doors {self.seed}")
        self.temperature = self.target + self._random.uniform(-0.4, 0.4) * self.band
        self._food_at = self.target
        self._since = _SHORTEST_REST
        self._ran = self._random.uniform(0, 3600 * self.defrost_every)
        self._damp = 1.8e-7 if self.defrost_every else (2.5e-8 if self.target < 0 else 0.0)

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at`` (household time, UTC seconds)."""
        parts = max(1, math.ceil(seconds / 20))
        room = [self._room(at)] * parts
        lived = self.live(Stretch(at=at - seconds, room=room, outdoor=room, step=seconds / parts))
        watts = max(lived.watts) if lived.watts[-1] > 5 * self.standby else lived.watts[-1]
        noise = self._random.gauss(1, 0.01 if self.on else 0.05)
        self.watts = round(max(0.0, watts * noise), 2)

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch in steps of at most a minute."""
        heats = self._visits(stretch)
        if not stretch.powered:
            return self._without_mains(stretch, heats)
        watts: list[float] = []
        celsius: list[float] = []
        for room, heat in zip(stretch.room, heats, strict=True):
            watts.append(self._advance(stretch.step, room, heat))
            celsius.append(self.temperature)
        return Lived(watts=watts, celsius=celsius)

    def _without_mains(self, stretch: Stretch, heats: list[float]) -> Lived:
        self.on = False
        celsius = []
        for room, heat in zip(stretch.room, heats, strict=True):
            self._warm(stretch.step, room, heat)
            celsius.append(self.temperature)
        return Lived(watts=[0.0] * len(celsius), celsius=celsius)

    def _room(self, at: float) -> float:
        day, second = divmod(at, DAY)
        if int(day) != self._day:
            self._day = int(day)
            self._drift = 0.7 * self._drift + self._random.gauss(0, 0.6)
        return (
            self.ambient
            + self.swing * math.cos(2 * math.pi * (second / 3600 - 16) / 24)
            + self._drift
        )

    def _visits(self, stretch: Stretch) -> list[float]:
        """Return the heat, in watts, that people let in during each step."""
        draw = self._doors.fresh(stretch.day)
        if draw is not None:
            self._plan(draw, stretch)
        heats = [0.0] * len(stretch.room)
        for i, joules in self._doors.within(stretch):
            if joules > 20_000:
                self._food_at += joules / self.food
            else:
                heats[i] += joules / stretch.step
                self.frost += joules * self._damp
        return heats

    def _plan(self, draw: random.Random, stretch: Stretch) -> None:
        mean = self.openings * stretch.people * (1.15 if stretch.weekend else 1.0)
        for hour, share in enumerate(_OPENINGS):
            for _ in range(often(draw, mean * share / 24)):
                self._doors.add((hour + draw.random()) * 3600, draw.uniform(3_000, 9_000))
                if hour in {17, 18, 19} and draw.random() < self.shopping:
                    self._doors.add((hour + draw.random()) * 3600, draw.uniform(60_000, 180_000))

    def _warm(self, span: float, room: float, heat: float) -> None:
        air, food = self.temperature, self._food_at
        exchanged = _EXCHANGE * (food - air)
        leaky = 1 + 0.9 * self.seal_leak + 3 * self.door_ajar
        heat += self.conductance * leaky * (room - air) + exchanged
        self.temperature = air + heat * span / _AIR
        self._food_at = food - exchanged * span / self.food

    def _advance(self, span: float, room: float, heat: float) -> float:
        """Move both stores on by ``span`` seconds; return the mean watts."""
        if self._melting > 0:
            return self._melt(span, room, heat)
        before = self.temperature
        self._since += span
        if not self.on:
            self._warm(span, room, heat)
            return self._rest(span, room, before)
        cold = self._cold(room)
        self._warm(span, room, heat - cold)
        self._ran += span
        if self.defrost_every:
            self.frost += 1.2e-6 * (1 + 0.9 * self.seal_leak + 3 * self.door_ajar) * span
        share = self._stop(span, before, cold)
        return share * self._power(room) + (1 - share) * self.standby

    def _cold(self, room: float) -> float:
        """Return the cooling in watts."""
        return (
            self.cooling
            * (1.176 - 0.008 * room)
            * (1 + 0.012 * (self.temperature - self.target))
            * (1 - 0.5 * min(self.frost, 1.6))
            * (1 - 0.35 * self.dirty_condenser)
            * (1 - self.refrigerant_loss)
        )

    def _power(self, room: float) -> float:
        """Return the compressor's watts."""
        power = self.compressor * (0.868 + 0.006 * room) * (1 - 0.45 * self.refrigerant_loss)
        power *= 1 + 0.25 * self.dirty_condenser
        if self._since < 900:
            power *= 0.97 + 0.14 * math.exp(-self._since / 240)
            if self._since <= _LONGEST:
                power *= self._bump
        else:
            power *= 0.97
        return power + self.standby

    def _stop(self, span: float, before: float, cold: float) -> float:
        """Let go at the cold end of the band; return the share of the span that it ran."""
        low = self.target - self.band / 2 * (1 - 0.8 * self.short_cycling)
        if self.defrost_every and self._ran > 3600 * self.defrost_every:
            return self._begin_defrost()
        if self.temperature >= low or self.stuck_on >= 0.5:
            return 1.0
        ran = min(1.0, max(0.1, (before - low) / (before - self.temperature)))
        self.on, self._since = False, (1 - ran) * span
        self.temperature += (1 - ran) * span * cold / _AIR
        return ran

    def _rest(self, span: float, room: float, before: float) -> float:
        """Start at the warm end of the band; return the mean watts."""
        high = self.target + self.band / 2 * (1 - 0.8 * self.short_cycling)
        if (self.temperature <= high and self.stuck_on < 0.5) or self._since < _SHORTEST_REST:
            return self.standby
        if self.no_power >= 0.5:
            return self.standby if self.no_power < 1 else 0.0
        rested = 0.0
        if self.temperature > before:
            rested = min(0.9, max(0.0, (high - before) / (self.temperature - before)))
        self.on, self._since = True, (1 - rested) * span
        self._bump = self._random.uniform(1.15, 1.8)
        self.temperature -= (1 - rested) * span * self._cold(room) / _AIR
        return (1 - rested) * self._power(room) + rested * self.standby

    def _begin_defrost(self) -> float:
        self.on, self._since, self._ran = False, 0.0, 0.0
        minutes = (9 + 14 * min(self.frost / 0.12, 1.6)) * (1 - self.defrost_failed)
        self._melting = 60 * max(minutes, 1.0) + 300  # the last five drip off
        self.frost *= self.defrost_failed
        return 1.0

    def _melt(self, span: float, room: float, heat: float) -> float:
        heating = self._melting > 300 and self.defrost_failed < 1
        self._melting -= span
        self._warm(span, room, heat + (0.35 * self.defrost_watts if heating else 0.0))
        self._since = 0.0
        return self.standby + (self.defrost_watts if heating else 0.0)


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
