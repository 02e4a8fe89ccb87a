"""A heat pump: a buffer tank that heats a house, hot water twice a day, and frost on its coil."""

import random
from dataclasses import dataclass, field

from hardware.simulated.appliances.stretch import HOUR, Events, Lived, Stretch

_REST = 300.0  # seconds a compressor stays off at least
_WATER = 4_186.0  # J/(kg·K)


@dataclass(slots=True, kw_only=True)
class HeatPump:
    """One air-to-water heat pump of fixed speed; its buffer follows a heating curve.

    ::

        C·dT_buffer = [ Q − UA·(T_in − gains − T_out) ]·dt        C in J/K, UA in W/K
        T_set = 30 + curve·(20 − T_out);   on below T_set − band/2, off above T_set + band/2
        Q = heating·(1 + 0.022·(T_out − 7))·(1 − 0.004·(T_flow − 35))·(1 − 0.2·frost)·(faults)
        P = Q_clean/COP·(faults);   COP = 0.42·(T_flow + 278)/(T_flow + 15 − T_out)
        dfrost = rate(T_out)·dt while it runs below 6 °C; a reverse cycle of some minutes melts it

    COP as a share of Carnot's with 5 K and 10 K at the coils (cf. Staffell et al., Energy Environ.
    Sci. 5 (2012) 9291); frosting is worst between −2 and 4 °C and costs 10–40 % when it is not
    melted (Guo et al., Applied Energy 85 (2008) 1207). Hot water: what the day asked for is made
    up in the morning and the evening at 52 °C. ``dirty_condenser`` is the outdoor coil,
    ``clogged_filter`` the strainer of the water (or the filter of the air). ``short_cycling``
    shrinks the band by up to 85 %, ``stuck_on`` is a welded contactor; with ``command_ignored``
    it does not run although its heating is commanded.
    """

    seed: int
    clogged_filter: float = 0.0
    dirty_condenser: float = 0.0
    refrigerant_loss: float = 0.0
    short_cycling: float = 0.0
    stuck_on: float = 0.0
    defrost_failed: float = 0.0
    command_ignored: float = 0.0
    heating: float = 7_500.0  # W at 7 °C outdoors and 35 °C flow
    conductance: float = 190.0  # W/K of the house
    store: float = 1_400_000.0  # J/K of the buffer
    curve: float = 0.7
    band: float = 6.0  # K
    gains: float = 3.5  # K that sun and people keep the house warmer
    hot_water: float = 4.0  # kWh of heat a day
    standby: float = 9.0  # W of pump and electronics
    on: bool = field(default=False, init=False)
    watts: float = field(default=9.0, init=False)
    temperature: float = field(default=34.0, init=False)  # of the buffer
    frost: float = field(default=0.0, init=False)
    _owed: float = field(default=0.0, init=False)  # J of hot water that is to be made now
    _melting: float = field(default=0.0, init=False)  # seconds of defrost that are left
    _since: float = field(default=_REST, init=False)
    _shift: float = field(default=0.0, init=False)
    _baths: Events = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._baths = Events(f"hot water {self.seed}")

    def step(self, seconds: float, at: float) -> None:
        """Live through ``seconds`` that end at ``at``, on a cool day."""
        lived = self.live(Stretch(at=at - seconds, room=[21.0], outdoor=[4.0], step=seconds))
        self.watts = lived.watts[-1]

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch; heating is commanded whenever the house needs it."""
        self._plan(stretch)
        baths = dict(self._baths.within(stretch))
        watts, commands, celsius = [], [], []
        for i, (room, outdoor) in enumerate(zip(stretch.room, stretch.outdoor, strict=True)):
            if i in baths:
                self._owed += baths[i]
            watts.append(self._advance(stretch.step, room, outdoor, powered=stretch.powered))
            commands.append(float(self._wanted(outdoor)))
            celsius.append(self.temperature)
        return Lived(watts=watts, celsius=celsius, command=commands)

    def _plan(self, stretch: Stretch) -> None:
        draw = self._baths.fresh(stretch.day)
        if draw is None:
            return
        if draw.random() < 0.01:
            self._shift = draw.choice((-2.0, -1.0, 0.0, 0.0, 1.0, 2.0))
        heat = self.hot_water * 3.6e6 * (0.12 + stretch.people * draw.uniform(0.6, 1.3))
        heat *= (52 - stretch.water) / 40
        self._baths.add(draw.gauss(6.0, 0.2) * HOUR, 0.55 * heat)
        self._baths.add(draw.gauss(18.5, 0.2) * HOUR, 0.45 * heat)

    def _set(self, outdoor: float) -> float:
        return 30 + self._shift + self.curve * max(0.0, 20 - outdoor)

    def _wanted(self, outdoor: float) -> bool:
        """Whether the machine should run: hot water is due, or the buffer is too cold."""
        if self._owed > 0:
            return True
        half = self.band / 2 * (1 - 0.85 * self.short_cycling)
        edge = self._set(outdoor) + (half if self.on else -half)
        return outdoor < 16.5 and self.temperature < edge

    def _advance(self, span: float, room: float, outdoor: float, *, powered: bool) -> float:
        need = self.conductance * (room - self.gains - outdoor)
        flows = min(max(need, 0.0), 60 * max(self.temperature - 21, 0.0) * self.conductance / 60)
        self.temperature -= flows * span / self.store
        self._since += span
        if outdoor > 7:
            self.frost *= 0.97  # thaws by itself
        if not powered or self.command_ignored >= 0.5:
            self.on = False
            return 0.0 if not powered else self.standby
        if self._melting > 0:
            return self._melt(span)
        self._decide(outdoor)
        return self.standby + (self._run(span, outdoor) if self.on else 0.0)

    def _decide(self, outdoor: float) -> None:
        wanted = self._wanted(outdoor) or (self.stuck_on >= 0.5 and self.temperature < 60)
        if wanted != self.on and (self.on or self._since >= _REST * (1 - self.short_cycling)):
            self.on, self._since = wanted, 0.0

    def _run(self, span: float, outdoor: float) -> float:
        flow = 52.0 if self._owed > 0 else self.temperature + 3
        clean = self.heating * (0.846 + 0.022 * outdoor) * (1.14 - 0.004 * flow)
        power = clean * (flow + 15 - outdoor) / (0.42 * (flow + 278))
        power *= (1 + 0.1 * self.frost) * (1 + 0.3 * self.dirty_condenser)
        power *= (1 + 0.2 * self.clogged_filter) * (1 - 0.55 * self.refrigerant_loss)
        heat = clean * (1 - 0.2 * self.frost) * (1 - 0.5 * self.dirty_condenser)
        heat *= (1 - self.clogged_filter) * (1 - self.refrigerant_loss)
        if self._owed > 0:
            self._owed -= heat * span
        else:
            self.temperature += heat * span / self.store
        self._freeze(span, outdoor)
        return power

    def _freeze(self, span: float, outdoor: float) -> None:
        if outdoor < 6:
            worst = max(0.15, 1 - abs(outdoor - 1.5) / 7)
            self.frost = min(2.2, self.frost + worst * span / 4_200)
        if self.frost >= 1 + 1.2 * self.defrost_failed - 1e-9 and self.defrost_failed < 1:
            self._melting = 330 * (1 - 0.5 * self.defrost_failed)
            self.frost *= self.defrost_failed

    def _melt(self, span: float) -> float:
        """Run backwards: heat is taken from the buffer to melt the coil."""
        self._melting -= span
        self.temperature -= 0.45 * self.heating * span / self.store
        return self.standby + 0.13 * self.heating


def a_heat_pump(seed: int) -> HeatPump:
    """Draw a household's heat pump."""
    draw = random.Random(f"heat pump {seed}")  # noqa: S311 - make and model, not secrets
    house = draw.uniform(110, 260)
    return HeatPump(
        seed=seed,
        heating=house * draw.uniform(30, 42),
        conductance=house,
        store=house * draw.uniform(4_500, 9_000),
        curve=draw.uniform(0.4, 1.0),
        band=draw.uniform(4.5, 8.0),
        gains=draw.uniform(2.0, 5.0),
        hot_water=draw.uniform(2.0, 7.0),
        standby=draw.uniform(4, 25),
    )
