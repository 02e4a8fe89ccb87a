"""A tumble dryer: a drum, a heater or a heat pump, and water that has to leave the laundry."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme, anti_crease
from hardware.simulated.appliances.started import Habit, worked
from hardware.simulated.appliances.stretch import Lived, Stretch

_VAPOUR = 2_400_000.0  # J/kg to evaporate water
_HOURS = (
    *(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 0.8, 1.5, 2.5, 3.0, 3.0),
    *(2.5, 2.5, 2.5, 2.5, 2.5, 3.0, 3.5, 3.5, 2.5, 1.5, 0.6, 0.2),
)


@dataclass(slots=True, kw_only=True)
class Dryer:
    """One dryer with a moisture sensor; loads are drawn from ``seed``.

    ::

        dm/dt = −(1 − clogged_filter)·heat/(L·losses),  done when the laundry is dry
        power = drum·(1 + bearing_worn) + heater (2–2.5 kW, or a heat pump's 350–600 W)

    With m of 1.5–4 kg of water, L = 2.4 MJ/kg and 1.25 for losses; a heat pump moves about three
    times its power (Bengtsson et al., Int. J. Refrigeration 41 (2014) 54: 0.2–0.3 kWh/kg against
    0.7). Towards the end the thermostat lets a resistive heater go now and then, more often
    with a ``clogged_filter``, which lowers airflow and so the rate of drying. ``heater_dead``: the
    drum turns until the time is over, 2.5 hours. ``bearing_worn`` adds to the drum's share.
    ``standby_creep`` is in watts.
    """

    seed: int
    clogged_filter: float = 0.0
    heater_dead: float = 0.0
    bearing_worn: float = 0.0
    standby_creep: float = 0.0
    standby: float = 0.6  # W
    drum: float = 210.0  # W
    heater: float = 2_100.0  # W
    gain: float = 1.0  # heat a watt: 1 of a resistive heater, about 3 of a heat pump
    loosens: float = 0.0  # seconds of anti-crease
    daily: float = 0.4
    watts: float = field(default=0.6, init=False)
    _programme: Programme = field(default_factory=Programme, init=False)
    _habit: Habit = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._habit = Habit(
            seed=f"drying {self.seed}", daily=self.daily, hours=_HOURS, weekend=1.6, apart=9_000
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
        """Live through a stretch; in winter people dry more indoors."""
        self._programme.standby = self.standby + self.standby_creep
        heater, self.heater = self.heater, self.heater * stretch.volts**2
        lived = worked(self._programme, stretch, self._habit.starts(stretch), self._chosen)
        self.heater = heater
        return lived

    def _chosen(self, dice: float) -> Iterator[Phase]:
        draw = random.Random(f"{self.seed} {dice}")  # noqa: S311 - laundry, not secrets
        yield from self._phases(draw)

    def _phases(self, draw: random.Random) -> Iterator[Phase]:
        drum = self.drum * (1 + self.bearing_worn) * draw.uniform(0.97, 1.03)
        if self.heater_dead >= 0.5:
            yield Phase(drum, 9_000)
            return
        water = draw.choice((1.6, 2.2, 2.2, 2.8, 3.6)) * draw.uniform(0.9, 1.1)
        left = water * _VAPOUR * 1.25
        warm = draw.uniform(240, 420)  # seconds until anything dries
        yield Phase(drum + self.heater, warm)
        dries = self.heater * self.gain * (1 - self.clogged_filter)
        if self.gain > 1:
            yield from self._pumped(draw, drum, left / dries)
        else:
            yield from self._heated(draw, drum, left / dries)
        yield Phase(drum, draw.uniform(300, 600))  # cools down
        if self.loosens:
            yield from anti_crease(draw, self.loosens)

    def _heated(self, draw: random.Random, drum: float, seconds: float) -> Iterator[Phase]:
        yield Phase(drum + self.heater, 0.7 * seconds)
        left = 0.3 * seconds
        while left > 0:  # the thermostat lets go
            on = min(left, draw.uniform(150, 260))
            yield Phase(drum + self.heater, on)
            yield Phase(drum, draw.uniform(50, 100))
            left -= on

    def _pumped(self, draw: random.Random, drum: float, seconds: float) -> Iterator[Phase]:
        """Rise to full power over the first third, as the circuit warms."""
        for share, power in ((0.1, 0.82), (0.15, 0.93), (0.75, 1.02)):
            yield Phase(drum + power * self.heater * draw.uniform(0.99, 1.01), share * seconds)


def a_dryer(seed: int) -> Dryer:
    """Draw a household's dryer: heat pump (most sold today) or resistive."""
    draw = random.Random(f"dryer {seed}")  # noqa: S311 - make and model, not secrets
    pumped = draw.random() < 0.6
    return Dryer(
        seed=seed,
        standby=draw.choice((0.0, 0.3, 0.6, 1.2)),
        drum=draw.uniform(150, 260),
        heater=draw.uniform(380, 620) if pumped else draw.uniform(1_900, 2_500),
        gain=draw.uniform(2.6, 3.6) if pumped else 1.0,
        loosens=draw.choice((0.0, 1_800.0, 3_600.0)),
        daily=draw.uniform(0.25, 0.9),
    )
