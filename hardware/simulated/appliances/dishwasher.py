"""A dishwasher: two heatings, a circulating pump, drainings, a long quiet drying."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme
from hardware.simulated.appliances.started import Habit, delayed, worked
from hardware.simulated.appliances.stretch import Lived, Stretch

_WATER = 4_186.0  # J/(kg·K)
_HOURS = (
    *(0.3, 0.05, 0.0, 0.0, 0.0, 0.0, 0.1, 0.4, 1.0, 1.0, 0.7, 0.5),
    *(0.7, 1.8, 1.5, 0.6, 0.4, 0.5, 1.0, 2.5, 4.0, 3.5, 2.0, 0.8),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A programme: °C of the wash and of the last rinse, minutes of washing and of drying."""

    wash: float
    rinse: float
    minutes: float
    drying: float
    share: float = 1.0


CLEANS = (
    Clean(wash=50, rinse=55, minutes=95, drying=50),  # eco
    Clean(wash=60, rinse=65, minutes=50, drying=35, share=0.7),  # normal
    Clean(wash=70, rinse=68, minutes=65, drying=35, share=0.2),  # intensive
    Clean(wash=45, rinse=48, minutes=16, drying=4, share=0.3),  # quick
)


@dataclass(slots=True, kw_only=True)
class Dishwasher:
    """One dishwasher; phases are drawn from ``seed``.

    Fill, pre-rinse, heat and wash, two rinses, a hot last rinse, drying at a few watts. A heating
    takes what water, dishes and tub need::

        t = (m·c + C_dishes)·(T − T_main or T_tub) / (P·volts²)·(1 + heater_scaled)

    with 4 kg of water and 12 kJ/K of dishes and tub (Bengtsson et al., Applied Thermal Engineering
    87 (2015) 480: eco of some 0.8 kWh). ``heater_dead``: the pump runs 25 minutes instead, cold.
    ``drain_blocked`` makes drainings up to twenty times as long; at 1 it stops with an error.
    ``standby_creep`` is in watts.
    """

    seed: int
    heater_dead: float = 0.0
    heater_scaled: float = 0.0
    drain_blocked: float = 0.0
    standby_creep: float = 0.0
    standby: float = 0.5  # W
    heater: float = 1_900.0  # W
    pump: float = 60.0  # W
    drying: float = 4.0  # W
    water: float = 15.0  # °C from the main
    daily: float = 0.7
    delays: float = 0.0
    cleans: tuple[Clean, ...] = (CLEANS[0],)
    watts: float = field(default=0.5, init=False)
    _programme: Programme = field(default_factory=Programme, init=False)
    _habit: Habit = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._habit = Habit(
            seed=f"dishes {self.seed}", daily=self.daily, hours=_HOURS, weekend=1.2, apart=10_800
        )

    @property
    def running(self) -> bool:
        """Whether a programme is under way."""
        return self._programme.running

    def start(self, at: float) -> None:
        """Begin a programme at ``at`` (household time, UTC seconds); one under way is cut off."""
        self._programme.start(self._phases(random.Random(f"{self.seed} {at:.0f}")))  # noqa: S311

    def step(self, seconds: float, at: float) -> None:
        """Work for ``seconds`` that end at ``at``; ``watts`` is then their mean power."""
        self._programme.standby = self.standby + self.standby_creep
        self.watts = self._programme.step(seconds)

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch in which people wash up as they do."""
        self._programme.standby = self.standby + self.standby_creep
        self.water = stretch.water
        heater, self.heater = self.heater, self.heater * stretch.volts**2
        lived = worked(self._programme, stretch, self._habit.starts(stretch), self._chosen)
        self.heater = heater
        return lived

    def _chosen(self, dice: float) -> Iterator[Phase]:
        draw = random.Random(f"{self.seed} {dice}")  # noqa: S311 - dishes, not secrets
        yield from delayed(draw, self.delays, 1.5)
        yield from self._phases(draw)

    def _phases(self, draw: random.Random) -> Iterator[Phase]:
        clean = draw.choices(self.cleans, [clean.share for clean in self.cleans])[0]
        pump = self.pump * draw.uniform(0.96, 1.04)
        yield Phase(7, draw.uniform(60, 110))
        yield Phase(pump, draw.uniform(200, 420))
        yield from self._heat(draw, clean.wash - self.water)
        yield Phase(pump, 60 * clean.minutes * draw.uniform(0.9, 1.1))
        for _ in range(2):
            yield from self._drain(draw)
            if self.drain_blocked >= 1:
                yield Phase(6.0, draw.uniform(900, 3_000))  # shows an error until somebody comes
                return
            yield Phase(pump, draw.uniform(240, 420))
        yield from self._heat(draw, clean.rinse - 24)
        yield Phase(pump, draw.uniform(200, 360))
        yield from self._drain(draw)
        yield Phase(self.drying, 60 * clean.drying * draw.uniform(0.9, 1.1))

    def _heat(self, draw: random.Random, warmer: float) -> Iterator[Phase]:
        if self.heater_dead >= 0.5:
            yield Phase(self.pump, draw.uniform(1_200, 1_800))
            return
        power = (self.heater + self.pump) * draw.uniform(0.985, 1.015)
        heat = (4.0 * _WATER + 12_000) * warmer * draw.uniform(0.92, 1.08)
        yield Phase(power, heat / self.heater * (1 + self.heater_scaled))

    def _drain(self, draw: random.Random) -> Iterator[Phase]:
        yield Phase(28, draw.uniform(45, 80) * (1 + 19 * self.drain_blocked))
        yield Phase(3, draw.uniform(17, 38))


def a_dishwasher(seed: int) -> Dishwasher:
    """Draw a household's dishwasher."""
    draw = random.Random(f"dishwasher {seed}")  # noqa: S311 - make and model, not secrets
    return Dishwasher(
        seed=seed,
        standby=draw.choice((0.0, 0.2, 0.5, 0.9, 1.4)),
        heater=draw.uniform(1_700, 2_150),
        pump=draw.uniform(40, 95),
        drying=draw.uniform(2, 12),
        daily=draw.uniform(0.4, 1.0),
        delays=draw.choice((0.0, 0.0, 0.15, 0.4)),
        cleans=tuple(draw.sample(CLEANS, draw.randint(1, 3))),
    )
