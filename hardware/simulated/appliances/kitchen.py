"""Things that heat in the kitchen: a kettle or coffee machine, and an oven."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme
from hardware.simulated.appliances.started import Habit, worked
from hardware.simulated.appliances.stretch import Lived, Stretch

_WATER = 4_186.0  # J/(kg·K)
_CUPS = (
    *(0.02, 0.0, 0.0, 0.0, 0.1, 0.6, 2.5, 3.5, 2.5, 1.5, 1.2, 0.8),
    *(0.8, 1.2, 1.2, 1.5, 1.3, 0.9, 0.6, 0.6, 0.6, 0.4, 0.2, 0.1),
)
_MEALS = (
    *(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3, 0.2, 0.2, 0.5, 1.2),
    *(1.0, 0.4, 0.3, 0.5, 0.8, 2.2, 2.8, 1.5, 0.5, 0.2, 0.05, 0.0),
)


@dataclass(slots=True, kw_only=True)
class CoffeeMachine:
    """A coffee machine, or a kettle (``brews`` is false): so much water, brought to its heat.

    t = m·c·(T − T_main)/(P·volts²)·(1 + heater_scaled);  then a machine brews and keeps warm in
    bursts, a kettle switches off. Scale insulates the element: the water is heated more slowly
    while the machine draws the same (a millimetre of lime costs some 10 %; Pleshka & Kowalczyk
    2013). ``heater_dead``: the pump of a machine works without heat. ``thermostat_stuck``: it goes
    on heating for minutes after it is done, at 1 until its safety cut-out, half an hour.
    """

    seed: int
    heater_scaled: float = 0.0
    heater_dead: float = 0.0
    thermostat_stuck: float = 0.0
    standby_creep: float = 0.0
    standby: float = 0.0
    heater: float = 2_000.0  # W
    brews: bool = False
    warm: float = 0.0  # seconds that it is kept warm
    cups: float = 1.0  # times 0.25 l, on average
    water: float = 15.0
    daily: float = 4.0
    watts: float = field(default=0.0, init=False)
    _programme: Programme = field(default_factory=Programme, init=False)
    _habit: Habit = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._habit = Habit(seed=f"cups {self.seed}", daily=self.daily, hours=_CUPS, apart=900)

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._programme.running

    def start(self, at: float) -> None:
        """Switch it on at ``at`` (household time, UTC seconds)."""
        self._programme.start(self._phases(at))

    def step(self, seconds: float, at: float) -> None:
        """Work for ``seconds`` that end at ``at``; ``watts`` is then their mean power."""
        self._programme.standby = self.standby + self.standby_creep
        self.watts = self._programme.step(seconds)

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch in which people drink as they do."""
        self._programme.standby = self.standby + self.standby_creep
        self.water = stretch.water
        heater, self.heater = self.heater, self.heater * stretch.volts**2
        lived = worked(self._programme, stretch, self._habit.starts(stretch), self._phases)
        self.heater = heater
        return lived

    def _phases(self, dice: float) -> Iterator[Phase]:
        draw = random.Random(f"{self.seed} {dice}")  # noqa: S311 - thirst, not secrets
        kilograms = 0.25 * max(1, round(draw.gauss(self.cups, 0.6))) * draw.uniform(0.85, 1.15)
        heat = kilograms * _WATER * ((92 if self.brews else 100) - self.water + 4)
        takes = heat / self.heater * (1 + self.heater_scaled)
        overrun = 1_800 if self.thermostat_stuck >= 1 else takes * self.thermostat_stuck
        if self.heater_dead < 0.5:
            yield Phase(self.heater, takes + overrun)
        if self.brews:
            yield Phase(45, draw.uniform(25, 50) * (1 + (self.heater_dead >= 0.5)))
            yield from self._keep_warm(draw)

    def _keep_warm(self, draw: random.Random) -> Iterator[Phase]:
        left = self.warm * draw.uniform(0.5, 1.5)
        while left > 0:
            rest = draw.uniform(70, 110)
            if self.heater_dead < 0.5:
                yield Phase(self.heater, 9 * (1 + self.heater_scaled))
            yield Phase(2.5, rest)
            left -= rest


@dataclass(slots=True, kw_only=True)
class Oven:
    """One oven: C·dT = [P·on − UA·(1 + insulation_loss)·(T − T_room)]·dt, between two limits.

    Preheating takes 8–14 min at 2–3 kW, then a duty of a quarter to a half holds 180–220 °C: UA of
    3–5 W/K and C of 8–14 kJ/K (Burlon et al., Energies 8 (2015) 13843). ``heater_dead`` is the
    share of the elements that died; ``thermostat_stuck`` lets it heat on, at 1 without end.
    """

    seed: int
    heater_dead: float = 0.0
    insulation_loss: float = 0.0
    thermostat_stuck: float = 0.0
    standby_creep: float = 0.0
    standby: float = 0.8
    heater: float = 2_400.0
    conductance: float = 4.0  # W/K
    store: float = 10_000.0  # J/K
    band: float = 16.0  # K
    daily: float = 0.5
    watts: float = field(default=0.8, init=False)
    _programme: Programme = field(default_factory=Programme, init=False)
    _habit: Habit = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._habit = Habit(
            seed=f"meals {self.seed}", daily=self.daily, hours=_MEALS, weekend=1.7, apart=7_200
        )

    def step(self, seconds: float, at: float) -> None:
        """Work for ``seconds`` that end at ``at``; ``watts`` is then their mean power."""
        self.watts = self._programme.step(seconds)

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch in which people bake as they do."""
        self._programme.standby = self.standby + self.standby_creep
        heater, self.heater = self.heater, self.heater * stretch.volts**2
        lived = worked(self._programme, stretch, self._habit.starts(stretch), self._phases)
        self.heater = heater
        return lived

    def _phases(self, dice: float) -> Iterator[Phase]:
        draw = random.Random(f"{self.seed} {dice}")  # noqa: S311 - recipes, not secrets
        target = draw.choice((160.0, 180.0, 180.0, 200.0, 220.0)) - 21
        target *= 1 + 0.8 * min(self.thermostat_stuck, 0.99)
        left = 60 * draw.choice((20, 30, 40, 45, 60, 90)) * draw.uniform(0.85, 1.15)
        left *= 3 if self.thermostat_stuck >= 1 else 1  # nobody hears it click
        power = self.heater * max(0.0, 1 - self.heater_dead)
        loss = self.conductance * (1 + self.insulation_loss)
        warm, heating = 0.0, True  # K above the room
        light = 25.0 + self.standby + self.standby_creep
        while left > 0:
            warm += (power * heating - loss * warm) * 20 / self.store
            yield Phase(light + power * heating, 20)
            edge = target + (self.band / 2 if heating else -self.band / 2)
            heating = warm < edge or self.thermostat_stuck >= 1
            left -= 20


def a_coffee_machine(seed: int) -> CoffeeMachine:
    """Draw a household's coffee machine."""
    draw = random.Random(f"coffee machine {seed}")  # noqa: S311 - make, not secrets
    return CoffeeMachine(
        seed=seed,
        standby=draw.choice((0.0, 0.5, 1.2)),
        heater=draw.uniform(950, 1_500),
        brews=True,
        warm=draw.choice((0.0, 0.0, 900.0, 1_800.0)),
        cups=draw.uniform(1.5, 4.0),
        daily=draw.uniform(1.5, 5.0),
    )


def a_kettle(seed: int) -> CoffeeMachine:
    """Draw a household's kettle."""
    draw = random.Random(f"kettle {seed}")  # noqa: S311 - make, not secrets
    return CoffeeMachine(
        seed=seed,
        heater=draw.uniform(1_800, 2_900),
        cups=draw.uniform(2.0, 4.5),
        daily=draw.uniform(1.8, 6.0),
    )


def an_oven(seed: int) -> Oven:
    """Draw a household's oven."""
    draw = random.Random(f"oven {seed}")  # noqa: S311 - make and model, not secrets
    return Oven(
        seed=seed,
        standby=draw.choice((0.3, 0.8, 1.5, 3.0)),
        heater=draw.uniform(2_000, 3_200),
        conductance=draw.uniform(3.0, 5.0),
        store=draw.uniform(7_000, 12_000),
        band=draw.uniform(10, 24),
        daily=draw.uniform(0.25, 0.8),
    )
