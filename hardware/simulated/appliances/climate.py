"""An air conditioner: a room that the sun warms, a compressor, and people who want it cool."""

import random
from dataclasses import dataclass, field

from hardware.simulated.appliances.stretch import HOUR, Events, Lived, Stretch

_REST = 180.0  # seconds a compressor stays off at least


@dataclass(slots=True, kw_only=True)
class AirConditioner:
    """One split unit of fixed speed that people switch on when it is warm.

    The room as one heat store against the temperature it would have by itself::

        C·dT = [ UA·(T_free − T) − Q ]·dt              C in J/K, UA in W/K, Q and P in W
        Q = cooling·(1 − 0.011·(T_out − 30))·(1 − clogged_filter)·(1 − 0.5·dirty_condenser)
            ·(1 − refrigerant_loss)
        P = compressor·(1 + 0.016·(T_out − 30))·(1 − 0.35·clogged_filter)·(1 + 0.6·dirty_condenser)
            ·(1 − 0.5·refrigerant_loss) + fan

    Capacity falls and power rises with the outdoor temperature by about these shares in makers'
    tables (cf. Cherem-Pereira & Mendes, Energy & Buildings 47 (2012) 414); a fouled filter lowers
    airflow and both, a fouled coil raises power (Breuker & Braun, HVAC&R Research 4 (1998) 303).
    ``short_cycling`` shrinks the thermostat's band by up to 90 %; ``stuck_on`` is a welded
    contactor: the compressor runs whatever thermostat and command say; with ``command_ignored`` it
    does not start. Switched on in the hours of its habit when the room is 1 K too warm.
    """

    seed: int
    clogged_filter: float = 0.0
    dirty_condenser: float = 0.0
    refrigerant_loss: float = 0.0
    short_cycling: float = 0.0
    stuck_on: float = 0.0
    command_ignored: float = 0.0
    target: float = 24.5  # °C
    band: float = 1.2  # K
    conductance: float = 120.0  # W/K
    store: float = 700_000.0  # J/K
    cooling: float = 2_600.0  # W
    compressor: float = 850.0  # W
    fan: float = 35.0  # W
    standby: float = 1.5  # W
    begins: float = 17.0  # hours
    ends: float = 23.0
    commanded: bool = field(default=False, init=False)
    on: bool = field(default=False, init=False)
    watts: float = field(default=1.5, init=False)
    temperature: float = field(default=24.0, init=False)
    _since: float = field(default=_REST, init=False)
    _until: float = field(default=0.0, init=False)  # the end of today's use (UTC s)
    _shift: float = field(default=0.0, init=False)  # what people turned the set point by
    _starts: Events = field(init=False, repr=False)
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - habits, not secrets
        self._starts = Events(f"cooling {self.seed}")

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at``, on a warm day."""
        lived = self.live(Stretch(at=at - seconds, room=[29.0], outdoor=[31.0], step=seconds))
        self.watts = lived.watts[-1]

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch."""
        self._plan(stretch)
        starts = dict(self._starts.within(stretch))
        watts, commands, celsius, at = [], [], [], stretch.at
        for i, (room, outdoor) in enumerate(zip(stretch.room, stretch.outdoor, strict=True)):
            if i in starts and room > self.target + self._shift + 1.0:
                self.commanded, self._until = True, at + starts[i] * HOUR
            elif self.commanded and at >= self._until:
                self.commanded = False
            watts.append(self._advance(stretch.step, room, outdoor, powered=stretch.powered))
            commands.append(float(self.commanded))
            celsius.append(self.temperature)
            at += stretch.step
        return Lived(watts=watts, celsius=celsius, command=commands)

    def _plan(self, stretch: Stretch) -> None:
        draw = self._starts.fresh(stretch.day)
        if draw is None or stretch.people == 0:
            return
        if draw.random() < 0.02:
            self._shift = draw.choice((-1.5, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0))
        begins = draw.gauss(self.begins, 0.6) - (5.0 if stretch.weekend else 0.0)
        begins -= draw.uniform(0, 3) if stretch.people > 1 else 0.0
        ends = draw.gauss(self.ends, 0.7)
        hour = max(0.5, begins)
        while hour < min(ends, 23.5):  # when it is not warm yet, people look again an hour later
            self._starts.add(hour * HOUR, max(0.5, ends - hour))
            hour += 1.0

    def _advance(self, span: float, free: float, outdoor: float, *, powered: bool) -> float:
        drift = self.conductance * (free + 1.5 - self.temperature)
        self._since += span
        if not powered:
            self.on = False
        if not self.on or self.command_ignored >= 0.5:
            self.temperature += drift * span / self.store
            return self._start(powered=powered)
        fouled = (1 - self.clogged_filter) * (1 - 0.5 * self.dirty_condenser)
        cold = self.cooling * (1.33 - 0.011 * outdoor) * fouled * (1 - self.refrigerant_loss)
        before = self.temperature
        self.temperature += (drift - cold) * span / self.store
        power = self.compressor * (0.52 + 0.016 * outdoor) * (1 - 0.35 * self.clogged_filter)
        power *= (1 + 0.6 * self.dirty_condenser) * (1 - 0.5 * self.refrigerant_loss)
        return self._stop(span, before) * power + self.fan

    def _start(self, *, powered: bool) -> float:
        if not powered:
            return 0.0
        if self.command_ignored >= 0.5:
            self.on = False
            return self.standby
        high = self.target + self._shift + self.band / 2 * (1 - 0.9 * self.short_cycling)
        wanted = self.commanded and self.temperature > high
        if (wanted or self.stuck_on >= 0.5) and self._since >= _REST * (1 - self.short_cycling):
            self.on, self._since = True, 0.0
        return self.fan if self.commanded else self.standby

    def _stop(self, span: float, before: float) -> float:
        """Let go when it is cool or the command says so; return the share that it ran."""
        low = self.target + self._shift - self.band / 2 * (1 - 0.9 * self.short_cycling)
        if self.stuck_on >= 0.5 or (self.commanded and self.temperature > low):
            return 1.0
        self.on, self._since = False, 0.0
        if self.temperature >= low or before <= self.temperature:
            return 1.0
        return min(1.0, max(0.1, (before - low) / (before - self.temperature)))


def an_air_conditioner(seed: int) -> AirConditioner:
    """Draw a household's air conditioner."""
    draw = random.Random(f"air conditioner {seed}")  # noqa: S311 - make and model, not secrets
    size = draw.uniform(0.7, 1.6)
    ends = draw.choice((22.5, 23.3, 23.5))
    return AirConditioner(
        seed=seed,
        target=draw.uniform(23.0, 25.5),
        band=draw.uniform(0.8, 1.8),
        conductance=120 * size,
        store=draw.uniform(450_000, 900_000) * size,
        cooling=120 * size * draw.uniform(17, 26),
        compressor=draw.uniform(700, 950) * size,
        fan=draw.uniform(18, 55),
        standby=draw.choice((0.5, 1.0, 2.0, 4.0)),
        begins=draw.uniform(11.0, 18.0),
        ends=ends,
    )
