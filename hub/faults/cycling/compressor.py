"""Air conditioners and heat pumps: their numbers, and the faults that move them."""

import math

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Trait
from hub.faults.cycling.moments import told
from hub.faults.cycling.nature import Machine, Nature, Signature
from hub.faults.cycling.phases import Turn
from hub.faults.watch import Finding

_LONGEST_REST = 240.0  # minutes: after a longer one a run says nothing of the thermostat's band
_SHORTEST = 5.0  # minutes of a run that has a power
_DISOBEYED = 15.0  # minutes
_FINISHES = 50.0  # minutes that a heat pump may go on by itself: water, a defrost
_FOLLOWS, _RISES = 240.0, 1.5  # minutes; K that its water gets warmer in an hour or so
_STARTS = 8
_HOT, _WARM = 2.5, 0.5  # K above where it used to start
_NO_HEATING = 11.0  # °C outdoors: beyond, it makes hot water only
_DAYS = {
    FaultKind.STUCK_ON: 0.5,
    FaultKind.COMMAND_IGNORED: 0.5,
    **dict.fromkeys(
        (
            FaultKind.SHORT_CYCLING,
            FaultKind.CLOGGED_FILTER,
            FaultKind.DIRTY_CONDENSER,
            FaultKind.REFRIGERANT_LOSS,
        ),
        4.0,
    ),
    FaultKind.UNKNOWN_ANOMALY: 14.0,
}


def _traits(*, power: tuple[float, ...], capacity: tuple[float, ...]) -> tuple[Trait, ...]:
    """Return the numbers of a compressor; ``power`` and ``capacity`` are how they go with warmth.

    Capacity is ln(1/run + 1/rest): cooling or heat over the thermostat's band, whatever the load
    (a run lasts band/(Q − load), a rest band/load).
    """
    return (
        Trait(
            name="power", signal="watts", unit="W", worth=0.055, guess=0.03, floor=0.012,
            quick=True, slopes=power, doubts=tuple(0.1 for _ in power), memory=600.0, blind=0.05,
            budget=1e9, wanders=True,
        ),
        Trait(
            name="capacity", signal="capacity", unit="1/h", scale=60.0, worth=0.13, guess=0.12,
            floor=0.05, quick=True, slopes=capacity, doubts=tuple(0.3 for _ in capacity),
            memory=600.0, blind=0.1, budget=1e9, wanders=True,
        ),
        Trait(
            name="dips", signal="defrosts", unit="1/h", worth=1.2, guess=0.5, floor=0.3,
            slopes=tuple(0.0 for _ in power), doubts=tuple(0.3 for _ in power), high=False,
        ),
        Trait(
            name="watts", signal="power", unit="W", worth=0.3, guess=0.3, low=False, high=False,
            slopes=tuple(0.0 for _ in power), doubts=tuple(1.0 for _ in power),
        ),
    )  # fmt: skip


def _cooling(usual: dict[str, float]) -> dict[FaultKind, Signature]:
    """Return how each fault moves the numbers of an air conditioner.

    A fouled filter takes airflow, capacity and some power; a fouled outdoor coil raises power
    (Breuker & Braun, HVAC&R Research 4 (1998) 303); lost refrigerant takes both.
    """
    return {
        FaultKind.CLOGGED_FILTER: {"power": -0.3, "capacity": -1.0},
        FaultKind.REFRIGERANT_LOSS: {"power": -0.47, "capacity": -1.0},
        FaultKind.DIRTY_CONDENSER: {"power": 0.9, "capacity": -1.0},
        FaultKind.SHORT_CYCLING: {"capacity": 1.0},
    }


def _heating(usual: dict[str, float]) -> dict[FaultKind, Signature]:
    """Return how each fault moves the numbers of a heat pump.

    A clogged strainer takes flow, so heat, and raises the condensing temperature a little; a
    fouled or iced outdoor coil lowers the evaporating one: more power for less heat.
    """
    return {
        FaultKind.CLOGGED_FILTER: {"power": 0.16, "capacity": -1.0},
        FaultKind.DIRTY_CONDENSER: {"power": 0.46, "capacity": -1.0},
        FaultKind.REFRIGERANT_LOSS: {"power": -0.5, "capacity": -1.0},
        FaultKind.DEFROST_FAILED: {"power": 0.46, "capacity": -1.0, "dips": -6.0},
        FaultKind.SHORT_CYCLING: {"capacity": 1.0},
    }


def _capacity(machine: Machine, turn: Turn) -> dict[str, float]:
    rest, told_ = machine.rested, machine.command
    if rest is None or rest.minutes > _LONGEST_REST:
        return {}
    if told_.value == 1.0 and told_.since > rest.began and machine.nature.mild > 20:
        return {}  # switched on by people since: it had to cool a warm room
    if told_.value == 0.0 and machine.nature.mild > 20:
        return {}  # switched off in the middle of a run
    return {"capacity": math.log(1 / max(turn.minutes, 0.7) + 1 / max(rest.minutes, 0.7))}


def _cool(machine: Machine, turn: Turn) -> dict[str, float]:
    out = _capacity(machine, turn)
    if turn.minutes >= _SHORTEST:
        out["power"] = math.log(max(turn.watts, 1.0))
    return out


def _heat(machine: Machine, turn: Turn) -> dict[str, float]:
    around = machine.ambient.fresh(turn.began + 60 * turn.minutes)
    if around is not None and around > _NO_HEATING:
        return {}
    out = _capacity(machine, turn)
    if turn.minutes >= _SHORTEST:
        out["power"] = math.log(max(turn.last, 1.0))
    return out


def _now(machine: Machine, at: float) -> Finding | None:
    phases, command = machine.phases, machine.command
    if phases.on is None or command.value is None:
        return None
    lasts = phases.lasts(at - 60)
    since = (at - max(command.since, phases.dark)) / 60
    if command.value == 0.0 and phases.on and min(lasts, since) > _overrun(machine, at):
        return told(machine, FaultKind.STUCK_ON, "run", at)
    if command.value == 1.0 and not phases.on and min(lasts, since) > _ignored(machine, at):
        return told(machine, FaultKind.COMMAND_IGNORED, "rest", at)
    return None


def _overrun(machine: Machine, at: float) -> float:
    """Return after how many minutes a run goes on too long after the command to stop.

    A heat pump whose water gets no warmer by it follows a set point that rises with the cold.
    """
    overran = machine.command.overran
    least = _DISOBEYED if machine.nature.mild > 20 else _FINISHES
    inside, felt = machine.inside.fresh(at), machine.command.felt
    if least == _FINISHES and inside is not None and felt is not None and inside < felt + _RISES:
        least = _FOLLOWS
    return least if overran.count < 3 else max(least, 1.6 * overran.most + 10)


def _ignored(machine: Machine, at: float) -> float:
    """Return after how many minutes of command a machine at rest does not obey.

    An air conditioner may rest while it is commanded, since it is cool enough.
    """
    if machine.nature.mild < 20:
        return _DISOBEYED + 5
    inside, starts = machine.inside.fresh(at), machine.command.starts
    if inside is None or starts.count < _STARTS:
        return max(180.0, 2 * machine.command.idled.most + 60)
    warmer = inside - starts.high
    return 25.0 if warmer > _HOT else (120.0 if warmer > _WARM else 600.0)


COOLING = Nature(
    block=360,
    mild=30.0,
    traits=_traits(power=(0.16, 0.0, 0.0), capacity=(-0.11, 0.0, 0.0)),
    signatures=_cooling,
    cycle=_cool,
    now=_now,
    days=_DAYS,
    level=150.0,
)
HEATING = Nature(
    block=360,
    mild=2.0,
    traits=_traits(power=(0.06, 0.11), capacity=(0.22, 0.0)),
    signatures=_heating,
    cycle=_heat,
    now=_now,
    days=_DAYS | {FaultKind.DEFROST_FAILED: 14.0},
    daily=False,
    level=150.0,
)
