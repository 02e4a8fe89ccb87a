"""A water heater: a tank of hot water, an immersion heater, and a household that draws from it."""

import random
from dataclasses import dataclass, field

from hardware.simulated.appliances.stretch import DAY, HOUR, Events, Lived, Stretch, often

_WATER = 4_186.0  # J/(kg·K)
_DRAWS = (  # share of the hot water in each hour of the day
    *(0.3, 0.1, 0.1, 0.1, 0.2, 0.8, 2.6, 2.9, 1.8, 1.0, 0.8, 0.8),
    *(1.0, 0.9, 0.6, 0.6, 0.7, 1.0, 1.6, 1.9, 1.7, 1.4, 1.0, 0.6),
)


@dataclass(slots=True, kw_only=True)
class WaterHeater:
    """One electric storage heater; a well-mixed tank (one node).

    ::

        m·c·dT = [ P·(1 − heater_scaled) − UA·(1 + insulation_loss)·(T − T_room) ]·dt
                 − c·V_drawn·(40 °C − T_cold)           (taps mix to 40 °C)

    On below ``target − band``, off at ``target``; a limiter at 88 °C. UA of 1–2.5 W/K as EN 60379
    standing losses of 0.8–2.2 kWh a day; draws as the load profiles of EN 16147 in mean and
    spread. Scale keeps the element's heat: its own limiter then lets it work only part of the
    time (``heater_scaled``: the share that is lost; cf. Hamed & Al-Beirutty 2010). ``leak`` is hot
    water that runs off, as a share of what the household draws; ``heater_dead`` no heat at all;
    ``thermostat_stuck`` raises the point of switching off, at 1 up to the limiter.
    ``night`` heaters have mains from 22 to 6 h only.
    """

    seed: int
    heater_dead: float = 0.0
    heater_scaled: float = 0.0
    thermostat_stuck: float = 0.0
    insulation_loss: float = 0.0
    leak: float = 0.0
    litres: float = 100.0
    power: float = 2_000.0  # W
    target: float = 58.0  # °C
    band: float = 6.0  # K
    conductance: float = 1.6  # W/K
    drawn: float = 110.0  # litres of 40 °C a day
    standby: float = 0.4  # W
    night: bool = False
    on: bool = field(default=False, init=False)
    watts: float = field(default=0.4, init=False)
    temperature: float = field(default=55.0, init=False)
    _taps: Events = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._taps = Events(f"taps {self.seed}")
        self.temperature = self.target - 0.5 * self.band

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at``."""
        lived = self.live(Stretch(at=at - seconds, room=[20.0], outdoor=[10.0], step=seconds))
        self.watts = lived.watts[-1]

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch."""
        taps: dict[int, float] = {}
        for i, litres in self._draws(stretch):
            taps[i] = taps.get(i, 0.0) + litres
        leaking = self.leak * self.drawn * stretch.step / DAY
        watts, celsius = [], []
        for i, room in enumerate(stretch.room):
            litres = leaking + taps.get(i, 0.0)
            if litres:
                cooled = litres * max(0.0, 40 - stretch.water) / self.litres
                self.temperature = max(stretch.water, self.temperature - cooled)
            allowed = stretch.powered and self._tariff(stretch.at + i * stretch.step)
            watts.append(self._advance(stretch.step, room, stretch.volts, allowed=allowed))
            celsius.append(self.temperature)
        if not stretch.powered:
            watts = [0.0] * len(watts)
        return Lived(watts=watts, celsius=celsius)

    def _tariff(self, at: float) -> bool:
        return not self.night or not 6 * HOUR <= at % DAY < 22 * HOUR

    def _draws(self, stretch: Stretch) -> list[tuple[int, float]]:
        draw = self._taps.fresh(stretch.day)
        if draw is not None and stretch.people:
            mean = self.drawn * stretch.people * draw.uniform(0.75, 1.25) / sum(_DRAWS)
            for hour, share in enumerate(_DRAWS):
                for _ in range(often(draw, mean * share / 14)):
                    shower = draw.random() < 0.25
                    litres = draw.uniform(25, 60) if shower else draw.uniform(1, 9)
                    self._tap((hour + draw.random()) * HOUR, litres)
        return self._taps.within(stretch)

    def _tap(self, second: float, litres: float) -> None:
        """Let it run at 8 litres a minute."""
        while litres > 0:
            self._taps.add(second, min(litres, 8.0))
            second, litres = second + 60, litres - 8

    def _advance(self, span: float, room: float, volts: float, *, allowed: bool) -> float:
        loss = self.conductance * (1 + self.insulation_loss) * (self.temperature - room)
        store = self.litres * _WATER
        self.temperature -= loss * span / store
        off = min(88.0, self.target + 30 * self.thermostat_stuck)
        if not self.on:
            self.on = self.temperature < off - self.band
        if not self.on or not allowed:
            return self.standby
        if self.heater_dead >= 0.5:
            return self.standby
        power = self.power * volts * volts * (1 - self.heater_scaled)
        warmer = power * span / store
        self.temperature += warmer
        if self.temperature < off:
            return power + self.standby
        share = max(0.0, 1 - (self.temperature - off) / warmer)
        self.on, self.temperature = False, off
        return share * power + self.standby


def a_water_heater(seed: int) -> WaterHeater:
    """Draw a household's water heater."""
    draw = random.Random(f"water heater {seed}")  # noqa: S311 - make and model, not secrets
    litres = draw.choice((50.0, 80.0, 80.0, 100.0, 120.0, 150.0, 200.0))
    return WaterHeater(
        seed=seed,
        litres=litres,
        power=draw.choice((1_200.0, 1_500.0, 2_000.0, 2_400.0, 3_000.0)) * draw.gauss(1, 0.02),
        target=draw.uniform(52, 65),
        band=draw.uniform(3, 9),
        conductance=(0.5 + 0.011 * litres) * draw.uniform(0.8, 1.25),
        drawn=litres * draw.uniform(0.6, 1.6),
        standby=draw.choice((0.0, 0.0, 0.4, 1.2)),
        night=draw.random() < 0.15,
    )
