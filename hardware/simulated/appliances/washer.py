"""A washing machine: heats, turns the drum, rinses and spins, with pauses, in about 80 minutes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hardware.simulated.appliances.programme import Phase, Programme

_PAUSE = 2.0  # W: electronics awake, nothing turning


@dataclass(slots=True, kw_only=True)
class Washer:
    """One front loader; the length of every phase is drawn from ``seed``.

    A cotton programme at 40–60 °C: fill, 2 kW heating for 12–18 min, agitation of 100–250 W with
    pauses of 1–2 min at 2 W, two or three rinses with short spins, a last spin of 300–500 W;
    0.5–0.8 kWh in all, then 1 W standby.
    """

    seed: int
    standby: float = 1.0  # W
    watts: float = field(default=1.0, init=False)
    energy_wh: float = field(default=0.0, init=False)  # of the programme running or just ended
    _programme: Programme = field(default_factory=Programme, init=False)
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - weather, not secrets

    @property
    def running(self) -> bool:
        """Whether a programme is under way."""
        return self._programme.running

    def start(self, at: float) -> None:
        """Begin a programme at ``at`` (household time, UTC seconds); one under way is cut off."""
        self.energy_wh = 0.0
        self._random = random.Random(f"{self.seed} {at:.0f}")  # noqa: S311 - laundry
        self._programme.start(self._phases())

    def step(self, seconds: float, at: float) -> None:
        """Work for ``seconds`` that end at ``at``; ``watts`` is then their mean power."""
        busy = self.running
        self._programme.standby = self.standby
        mean = self._programme.step(seconds)
        if busy:
            self.energy_wh += mean * seconds / 3600
        self.watts = round(mean * self._random.gauss(1, 0.005), 2)

    def _phases(self) -> Iterator[Phase]:
        draw = self._random.uniform
        yield Phase(watts=8, seconds=draw(100, 180))
        yield Phase(watts=draw(1950, 2100), seconds=draw(720, 1080))
        yield from self._agitation(blocks=self._random.randint(4, 5))
        for _ in range(self._random.randint(2, 3)):
            yield Phase(watts=32, seconds=draw(50, 90))  # the drain pump
            yield Phase(watts=draw(300, 420), seconds=draw(60, 150))
            yield Phase(watts=7, seconds=draw(60, 110))
            yield from self._agitation(blocks=1)
        yield Phase(watts=32, seconds=draw(60, 90))
        yield Phase(watts=draw(380, 500), seconds=draw(360, 600))
        yield Phase(watts=60, seconds=draw(40, 80))  # loosens the laundry

    def _agitation(self, *, blocks: int) -> Iterator[Phase]:
        for _ in range(blocks):
            yield Phase(
                watts=self._random.uniform(110, 240), seconds=self._random.uniform(220, 340)
            )
            yield Phase(watts=_PAUSE, seconds=self._random.uniform(50, 125))
