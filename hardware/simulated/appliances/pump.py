"""A well pump that keeps a pressure vessel filled, and a household that draws water from it."""

import random
from dataclasses import dataclass, field

from hardware.simulated.appliances.stretch import DAY, HOUR, Events, Lived, Stretch, often

_SUB = 5.0  # seconds a step while anything flows: runs last half a minute
_DRAWS = (
    *(0.4, 0.2, 0.15, 0.15, 0.3, 0.9, 2.4, 2.4, 1.7, 1.2, 1.0, 1.0),
    *(1.2, 1.0, 0.8, 0.8, 0.9, 1.2, 1.7, 1.7, 1.5, 1.2, 0.9, 0.6),
)


@dataclass(slots=True, kw_only=True)
class Pump:
    """One pump between two pressures; the vessel holds ``drawdown`` litres between them.

    ::

        dV = [ flow·(faults)·on − drawn − leak ]·dt       V in litres above the lower pressure
        on at V ≤ 0, off at V ≥ drawdown·(1 − short_cycling)
        P = power·(1 − 0.45·dry_run)·(1 + bearing_worn)·(1 + 0.1·blocked)

    Between the pressures an ideal gas gives drawdown = vessel·(1/p_on − 1/p_off)·p_0 (Boyle;
    makers' tables say a quarter to a third of the vessel); a vessel that lost its air holds almost
    nothing (``short_cycling``). A centrifugal pump that draws air does no work on water: its power
    falls to about 55 % (affinity laws; Beebe, *Predictive Maintenance of Pumps*, 2004) and at
    ``dry_run`` 1 the pressure never comes; a ``blocked`` impeller gives less flow, at 1 it is
    locked: twice the power until the motor's protection lets go, again every four minutes.
    ``leak`` is water lost at rest as a share of what the household draws; ``bearing_worn`` adds
    friction. Some gardens are watered in summer.
    """

    seed: int
    dry_run: float = 0.0
    blocked: float = 0.0
    leak: float = 0.0
    bearing_worn: float = 0.0
    short_cycling: float = 0.0
    power: float = 750.0  # W
    flow: float = 45.0  # litres a minute
    drawdown: float = 14.0  # litres
    drawn: float = 260.0  # litres a day
    garden: float = 0.0  # litres on a dry evening
    standby: float = 0.0
    on: bool = field(default=False, init=False)
    watts: float = field(default=0.0, init=False)
    _held: float = field(default=10.0, init=False)  # litres above the lower pressure
    _locked: float = field(default=0.0, init=False)  # seconds since a locked motor last tried
    _taps: Events = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._taps = Events(f"wells {self.seed}")

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at``."""
        lived = self.live(Stretch(at=at - seconds, room=[18.0], outdoor=[15.0], step=seconds))
        self.watts = lived.watts[-1]

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch."""
        taps: dict[int, float] = {}
        for i, litres in self._draws(stretch):
            taps[i] = taps.get(i, 0.0) + litres
        leaking = self.leak * self.drawn * stretch.step / DAY
        if not stretch.powered:
            self.on = False
            return Lived(watts=[0.0] * len(stretch.room))
        watts = []
        for i in range(len(stretch.room)):
            litres = leaking + taps.get(i, 0.0)
            if self.on or self._held <= litres:
                watts.append(self._work(stretch.step, litres))
            else:
                self._held -= litres
                watts.append(self.standby)
        return Lived(watts=watts)

    def _draws(self, stretch: Stretch) -> list[tuple[int, float]]:
        draw = self._taps.fresh(stretch.day)
        if draw is not None:
            self._plan(draw, stretch)
        return self._taps.within(stretch)

    def _plan(self, draw: random.Random, stretch: Stretch) -> None:
        mean = self.drawn * stretch.people * draw.uniform(0.75, 1.25) / sum(_DRAWS)
        mean *= 1.2 if stretch.weekend else 1.0
        for hour, share in enumerate(_DRAWS):
            for _ in range(often(draw, mean * share / 11)):
                big = draw.random() < 0.12
                litres = draw.uniform(30, 80) if big else draw.uniform(1, 13)
                self._tap((hour + draw.random()) * HOUR, litres, 9.0)
        if self.garden and stretch.outdoor[0] > 12 and draw.random() < 0.4:
            self._tap(draw.uniform(18, 20.5) * HOUR, self.garden * draw.uniform(0.5, 1.5), 15.0)

    def _tap(self, second: float, litres: float, rate: float) -> None:
        while litres > 0:
            self._taps.add(second, min(litres, rate))
            second, litres = second + 60, litres - rate

    def _work(self, span: float, litres: float) -> float:
        """Pump, in short steps; return the mean watts."""
        if self.blocked >= 1:
            return self._strain(span)
        parts = max(1, round(span / _SUB))
        taken, sub = litres / parts, span / parts
        gives = self.flow / 60 * sub * (1 - self.dry_run) * (1 - self.blocked)
        full = max(0.3, self.drawdown * (1 - self.short_cycling))
        held, on, ran = self._held, self.on, 0.0
        for _ in range(parts):
            held -= taken
            if on:
                held += gives
                ran += sub
                if held >= full:
                    on = False
                    ran -= sub * min(1.0, (held - full) / max(gives, 1e-6))
                    held = full
            elif held <= 0:
                on = True
        self._held, self.on = max(held, -20.0), on
        return ran / span * self._power() + self.standby

    def _power(self) -> float:
        loaded = (1 - 0.45 * self.dry_run) * (1 + 0.1 * self.blocked)
        return self.power * loaded * (1 + self.bearing_worn)

    def _strain(self, span: float) -> float:
        """Try to turn a locked rotor for 20 s every four minutes."""
        self.on = True
        self._locked += span
        if self._locked < 240:
            return self.standby
        self._locked = 0.0
        return 2.0 * self.power * min(20.0, span) / span + self.standby


def a_pump(seed: int) -> Pump:
    """Draw a household's well pump."""
    draw = random.Random(f"pump {seed}")  # noqa: S311 - make and model, not secrets
    power = draw.uniform(450, 1_300)
    return Pump(
        seed=seed,
        power=power,
        flow=power * draw.uniform(0.045, 0.075),
        drawdown=draw.uniform(5, 30),
        drawn=draw.uniform(120, 420),
        garden=draw.choice((0.0, 0.0, 0.0, 200.0, 500.0)),
        standby=draw.choice((0.0, 0.0, 0.8, 2.0)),
    )
