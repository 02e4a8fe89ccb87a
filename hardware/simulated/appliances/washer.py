"""A washing machine: heats, turns the drum, rinses and spins, in programmes that people choose."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme, anti_crease, churned
from hardware.simulated.appliances.started import Habit, delayed, worked
from hardware.simulated.appliances.stretch import Lived, Stretch

_PAUSE = 2.0  # W: electronics awake, nothing turning
_WATER = 4_186.0  # J/(kg·K)
_HOURS = (
    *(0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.5, 1.5, 2.5, 3.0, 3.0, 2.5),
    *(2.0, 2.0, 2.0, 2.0, 2.5, 3.0, 3.5, 3.0, 2.0, 1.0, 0.4, 0.1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wash:
    """A programme: warmed to ``celsius``, washed for ``minutes``, rinsed, spun for ``spin`` s."""

    celsius: float
    minutes: float
    rinses: int
    spin: float
    litres: float = 13.0
    share: float = 1.0  # how often people choose it


COTTON = Wash(celsius=42, minutes=24, rinses=3, spin=480)
WASHES = (
    COTTON,
    Wash(celsius=60, minutes=32, rinses=3, spin=540, share=0.5),
    Wash(celsius=34, minutes=105, rinses=2, spin=540, litres=11, share=0.7),  # eco 40-60
    Wash(celsius=30, minutes=16, rinses=2, spin=360, share=0.7),
    Wash(celsius=30, minutes=6, rinses=1, spin=300, litres=10, share=0.4),
    Wash(celsius=90, minutes=40, rinses=3, spin=540, share=0.06),
    Wash(celsius=0, minutes=0, rinses=1, spin=480, share=0.15),  # rinse and spin
)


@dataclass(slots=True, kw_only=True)
class Washer:
    """One front loader; the length of every phase is drawn from ``seed``.

    A cotton programme at 40–60 °C: fill, 2 kW heating for 12–18 min, agitation of 100–250 W with
    pauses at 2 W or nothing, two or three rinses with short spins, a last spin of 300–500 W;
    0.5–0.8 kWh in all, then 1 W standby. Heating takes what water and drum need::

        t = 1.1·m·c·(T_wash − T_main) / (P·volts²)·(1 + heater_scaled)

    (phases and magnitudes as in Milani et al., Energy Efficiency 8 (2015) 985, and in the plug
    recordings of REFIT, Murray et al., Sci. Data 4 (2017) 160122). ``heater_dead``: it turns for
    40 minutes in cold water instead. ``drain_blocked`` makes each draining longer, up to ten times;
    at 1 it gives up before the spin. ``unbalanced``: each spin is tried anew after loosening, up to
    a dozen times, at 1 the fast spin is not reached. ``bearing_worn`` adds its share to whatever
    the motor draws. ``standby_creep`` is in watts.
    """

    seed: int
    heater_dead: float = 0.0
    heater_scaled: float = 0.0
    drain_blocked: float = 0.0
    unbalanced: float = 0.0
    bearing_worn: float = 0.0
    standby_creep: float = 0.0
    standby: float = 1.0  # W
    heater: float = 2_020.0  # W
    motor: float = 1.0  # times the usual power
    water: float = 15.0  # °C from the main
    ends_at: float = 0.0  # W from the end until the door is opened; 0: the same as standby
    loosens: float = 0.0  # seconds of anti-crease after the end
    daily: float = 0.7  # washes on a day at home
    delays: float = 0.0  # share of starts that are put off
    washes: tuple[Wash, ...] = (COTTON,)
    watts: float = field(default=1.0, init=False)
    energy_wh: float = field(default=0.0, init=False)  # of the programme running or just ended
    _programme: Programme = field(default_factory=Programme, init=False)
    _random: random.Random = field(init=False, repr=False)
    _habit: Habit = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - weather, not secrets
        self._habit = Habit(
            seed=f"laundry {self.seed}", daily=self.daily, hours=_HOURS, weekend=1.6, apart=7_200
        )

    @property
    def running(self) -> bool:
        """Whether a programme is under way."""
        return self._programme.running

    def start(self, at: float) -> None:
        """Begin a programme at ``at`` (household time, UTC seconds); one under way is cut off."""
        self.energy_wh = 0.0
        self._programme.start(self._phases(random.Random(f"{self.seed} {at:.0f}")))  # noqa: S311

    def step(self, seconds: float, at: float) -> None:
        """Work for ``seconds`` that end at ``at``; ``watts`` is then their mean power."""
        busy = self.running
        self._programme.standby = self.standby + self.standby_creep
        mean = self._programme.step(seconds)
        if busy:
            self.energy_wh += mean * seconds / 3600
        self.watts = round(mean * self._random.gauss(1, 0.005), 2)

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch in which people wash as they do."""
        self._programme.standby = self.standby + self.standby_creep
        self.water = stretch.water
        heater, self.heater = self.heater, self.heater * stretch.volts**2
        lived = worked(self._programme, stretch, self._habit.starts(stretch), self._chosen)
        self.heater = heater
        return lived

    def _chosen(self, dice: float) -> Iterator[Phase]:
        draw = random.Random(f"{self.seed} {dice}")  # noqa: S311 - laundry, not secrets
        yield from delayed(draw, self.delays, 2.5)
        yield from self._phases(draw)
        if self.loosens and draw.random() < 0.8:
            yield from anti_crease(draw, self.loosens)
        if self.ends_at:
            yield Phase(self.ends_at + self.standby_creep, draw.expovariate(1 / 2_400))

    def _phases(self, draw: random.Random) -> Iterator[Phase]:
        wash = draw.choices(self.washes, [wash.share for wash in self.washes])[0]
        load = draw.uniform(0.8, 1.2)  # how full the drum is
        yield Phase(8, draw.uniform(100, 180))
        yield from self._heat(draw, wash, load)
        yield from self._turn(draw, 60 * wash.minutes * draw.uniform(0.92, 1.08))
        rinses = wash.rinses - (1 if wash.rinses > 2 and draw.random() < 0.5 else 0)
        for _ in range(rinses):
            yield from self._drain(draw)
            if self.drain_blocked >= 1:
                yield Phase(4.0, draw.uniform(600, 3_000))  # shows an error until somebody comes
                return
            yield from self._spin(draw, draw.uniform(300, 420), draw.uniform(60, 150))
            yield Phase(7, draw.uniform(60, 110))
            yield from self._turn(draw, draw.uniform(270, 400))
        yield from self._drain(draw)
        yield from self._spin(draw, draw.uniform(380, 500), wash.spin * draw.uniform(0.85, 1.15))
        yield Phase(60, draw.uniform(40, 80))  # loosens the laundry

    def _heat(self, draw: random.Random, wash: Wash, load: float) -> Iterator[Phase]:
        if wash.celsius <= self.water:
            return
        if self.heater_dead >= 0.5:
            yield from self._turn(draw, draw.uniform(1_800, 2_700))
            return
        power = self.heater * draw.uniform(0.985, 1.015)
        heat = 1.1 * wash.litres * load * _WATER * (wash.celsius - self.water)
        yield Phase(power, heat / power * (1 + self.heater_scaled))

    def _turn(self, draw: random.Random, seconds: float) -> Iterator[Phase]:
        power = draw.uniform(110, 240) * self.motor * (1 + self.bearing_worn)
        return churned(draw, power, seconds, rest=_PAUSE)

    def _drain(self, draw: random.Random) -> Iterator[Phase]:
        times = 1 + 9 * self.drain_blocked
        yield Phase(32, draw.uniform(50, 90) * times)

    def _spin(self, draw: random.Random, watts: float, seconds: float) -> Iterator[Phase]:
        for _ in range(round(12 * min(self.unbalanced, 1.0))):
            yield Phase(140 * self.motor, draw.uniform(20, 35))  # breaks off
            yield Phase(55 * self.motor, draw.uniform(30, 60))  # and loosens
        fast = 0.45 if self.unbalanced >= 1 else 1.0
        yield Phase(watts * fast * self.motor * (1 + self.bearing_worn), seconds)


def a_washer(seed: int) -> Washer:
    """Draw a household's washing machine."""
    draw = random.Random(f"washer {seed}")  # noqa: S311 - make and model, not secrets
    standby = draw.choice((0.0, 0.3, 0.3, 0.5, 1.0, 1.6))
    modern = draw.random() < 0.5
    return Washer(
        seed=seed,
        standby=standby,
        heater=draw.uniform(1_750, 2_200),
        motor=draw.uniform(0.7, 1.25),
        ends_at=1.8 if modern else 0.0,
        loosens=1_800.0 if modern and draw.random() < 0.5 else 0.0,
        daily=draw.uniform(0.35, 1.1),
        delays=draw.choice((0.0, 0.0, 0.1, 0.3)),
        washes=tuple(draw.sample(WASHES, draw.randint(2, 5))),
    )
