"""Electric water heaters: their numbers, and the faults that move them."""

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Trait
from hub.faults.cycling.moments import stood, told
from hub.faults.cycling.nature import Machine, Nature, Signature
from hub.faults.cycling.phases import Turn
from hub.faults.watch import Finding

_HOURS = (0.0, 0.0)
_OVER = 4.0  # K above where it used to switch off
_UNDER = 2.0  # K below the coldest it ever rested at
_SEASONED = 12.0  # K: more than a thermostat alone lets it cool, so it heats by the clock
_NIGHTLY = 6.0  # ln minutes of a usual rest: the same
_WAITED = 20.0  # minutes

_TRAITS = (
    Trait(
        name="power", signal="power", unit="W", worth=0.1, guess=0.04, floor=0.01, high=False,
        budget=1e5,
        slopes=(0.0, *_HOURS), doubts=(0.02, 0.02, 0.02),
    ),
    Trait(
        name="cooling", signal="cooling", unit="%/h", scale=100.0, worth=0.3, guess=0.15,
        floor=0.06, low=False, slopes=(0.0, *_HOURS), doubts=(0.1, 0.01, 0.01), memory=120.0,
        budget=1e5,
    ),
    Trait(
        name="off", signal="temperature", unit="°C", worth=2.5, guess=0.6, floor=0.3, plain=True,
        quick=True, slopes=(0.0, *_HOURS), doubts=(0.3, 0.2, 0.2), memory=400.0,
    ),
    Trait(
        name="standby", signal="standby", unit="W", worth=2.5, guess=0.3, floor=0.15, plain=True,
        low=False, slopes=(0.0, *_HOURS), doubts=(0.1, 0.1, 0.1),
    ),
    Trait(
        name="watts", signal="power", unit="W", worth=0.3, guess=0.3, low=False, high=False,
        slopes=(0.0, *_HOURS), doubts=(0.1, 0.1, 0.1),
    ),
)  # fmt: skip


def _signatures(usual: dict[str, float]) -> dict[FaultKind, Signature]:
    """Return how each fault moves the numbers.

    A scaled element is let work only part of the time by its own limiter; heat that leaves by
    worse insulation, or with water that runs off, cools a tank that nobody draws from.
    """
    return {
        FaultKind.HEATER_SCALED: {"power": -0.3},
        FaultKind.INSULATION_LOSS: {"cooling": 0.5},
        FaultKind.SENSOR_DRIFTING: {"off": 5.0},
        FaultKind.STANDBY_CREEP: {"standby": 5.0},
    }


def _cycle(machine: Machine, turn: Turn) -> dict[str, float]:
    """Return the temperature at which it let go."""
    inside = machine.inside.fresh(turn.began + 60 * turn.minutes)
    return {} if inside is None or turn.minutes < 4 else {"off": inside}


def _now(machine: Machine, at: float) -> Finding | None:
    if machine.phases.on is None:
        return None
    return _resting(machine, at) or stood(machine, at, turns=3) or _hot(machine, at)


def _hot(machine: Machine, at: float) -> Finding | None:
    inside, off = machine.inside.fresh(at), machine.features.get("off")
    if not machine.phases.on or inside is None or off is None or not (off.known and off.values):
        return None
    too_hot = inside > _highest(machine)
    return told(machine, FaultKind.THERMOSTAT_STUCK, "run", at) if too_hot else None


def _resting(machine: Machine, at: float) -> Finding | None:
    inside, off = machine.inside.fresh(at), machine.features.get("off")
    lasts = machine.phases.lasts(at - 60)
    if machine.phases.on or lasts <= _WAITED:
        return None
    if inside is None or off is None or machine.quiet.idle.count < 5:
        dead = lasts > machine.rests.limit(machine.days, times=1.4, plus=60, usual=3)
    elif machine.quiet.idle.span > _SEASONED or machine.rests.mean > _NIGHTLY:
        limit = machine.rests.limit(machine.days, times=1.2, plus=60, usual=1.5)
        dead = lasts > limit and inside < off.mean - _SEASONED
    else:
        drifted = min(0.0, off.offs[-1]) if off.offs else 0.0
        dead = inside < machine.quiet.idle.low + drifted - _UNDER
    return told(machine, FaultKind.HEATER_DEAD, "rest", at) if dead else None


def _highest(machine: Machine) -> float:
    """Return the temperature that it never reached: neither ever nor, as it drifts, lately."""
    last = machine.features["off"].values[-3:]
    return max(machine.inside.range.high + 1.5, max(last) + _OVER)


TANK = Nature(
    block=1440,
    mild=20.0,
    traits=_TRAITS,
    signatures=_signatures,
    cycle=_cycle,
    now=_now,
    days={
        FaultKind.HEATER_DEAD: 2.0,
        FaultKind.SENSOR_STUCK: 1.0,
        FaultKind.THERMOSTAT_STUCK: 3.0,
        FaultKind.HEATER_SCALED: 5.0,
        FaultKind.SENSOR_DRIFTING: 4.0,
        FaultKind.INSULATION_LOSS: 7.0,
        FaultKind.LEAK: 7.0,
        FaultKind.STANDBY_CREEP: 5.0,
        FaultKind.UNKNOWN_ANOMALY: 14.0,
    },
    sudden={
        FaultKind.INSULATION_LOSS: ("cooling", FaultKind.LEAK),
        FaultKind.SENSOR_DRIFTING: ("off", FaultKind.THERMOSTAT_STUCK),
    },
    level=200.0,
    haste=240.0,
)
