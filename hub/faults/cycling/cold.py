"""Fridges and freezers: their numbers, and the faults that move them."""

import math

from hub.core.faults import FaultKind
from hub.faults.cycling.cold_now import cold_cycle, cold_now
from hub.faults.cycling.feature import Trait
from hub.faults.cycling.nature import Nature, Signature

_HOURS = (0.0, 0.0)  # sine and cosine of the hour


def _traits(mild: float, inside: float) -> tuple[Trait, ...]:
    """Return the numbers of a machine that keeps ``inside`` °C in a room of ``mild`` °C.

    Heat comes in with the difference to the room, and cooling falls by 0.8 % a kelvin
    (compressor maps; Hermes & Melo, Int. J. Refrigeration 31 (2008) 1341).
    """
    load = 10 / (mild - inside)  # of ln load per 10 K of the room
    wide, dark = (0.12, 0.12), load * 0.12
    return (
        Trait(
            name="duty",
            signal="duty",
            unit="%",
            scale=100.0,
            capped=True,
            worth=0.12,
            low=False,
            guess=0.08,
            slopes=(load + 0.08, *_HOURS),
            doubts=(0.2, *wide),
            blind=dark,
        ),
        Trait(
            name="run",
            signal="run",
            unit="s",
            scale=60.0,
            worth=0.15,
            low=False,
            floor=0.03,
            slopes=(0.7 * load + 0.1, *_HOURS),
            doubts=(0.3, *wide),
            blind=dark,
        ),
        Trait(
            name="rest",
            signal="rest",
            unit="s",
            scale=60.0,
            worth=0.15,
            high=False,
            floor=0.03,
            slopes=(-load, *_HOURS),
            doubts=(0.3, *wide),
            blind=dark,
        ),
        Trait(
            name="power",
            signal="power",
            unit="W",
            worth=0.06,
            guess=0.03,
            floor=0.008,
            slopes=(0.06, *_HOURS),
            doubts=(0.06, 0.02, 0.02),
            blind=0.015,
        ),
        Trait(
            name="temperature",
            signal="temperature",
            unit="°C",
            worth=1.0,
            guess=0.4,
            floor=0.15,
            slopes=(0.0, *_HOURS),
            doubts=(0.5, 0.3, 0.3),
            plain=True,
        ),
        Trait(
            name="standby",
            signal="standby",
            unit="W",
            worth=2.5,
            guess=0.3,
            floor=0.15,
            slopes=(0.0, *_HOURS),
            doubts=(0.1, 0.1, 0.1),
            plain=True,
            low=False,
        ),
        Trait(
            name="heat",
            signal="length",
            unit="s",
            scale=60.0,
            worth=0.35,
            guess=0.15,
            floor=0.05,
            slopes=(0.0, *_HOURS),
            doubts=(0.1, 0.05, 0.05),
        ),
        Trait(
            name="watts",
            signal="power",
            unit="W",
            worth=0.2,
            floor=0.03,
            low=False,
            high=False,
            slopes=(load, *_HOURS),
            doubts=(0.3, *wide),
            blind=dark,
        ),
        Trait(
            name="pace",
            signal="run",
            unit="s",
            worth=0.4,
            guess=0.2,
            floor=0.05,
            quick=True,
            slopes=(-0.3 * load, *_HOURS),
            doubts=(0.3, *wide),
            high=False,
            budget=1e8,
        ),
        Trait(
            name="load",
            signal="duty",
            unit="%",
            worth=0.3,
            guess=0.25,
            floor=0.05,
            quick=True,
            slopes=(1.6 * load, *_HOURS),
            doubts=(0.4, *wide),
            low=False,
            high=False,
            blind=dark * 1.5,
        ),
    )


def _signatures(usual: dict[str, float]) -> dict[FaultKind, Signature]:
    """Return how each fault moves the numbers.

    A run lasts band/(Q − load), a rest band/load: with duty d = load/Q, more load by ``u``
    (logarithm) shortens rests by u and lengthens runs by u·d/(1 − d); less cooling by ``q``
    lengthens runs by q/(1 − d) and leaves rests.
    """
    d = min(max(math.exp(usual.get("duty", -1.05)), 0.05), 0.85)
    longer = 1 / (1 - d)
    leak = {"duty": 1.0, "run": d * longer, "rest": -1.0, "power": 0.0, "temperature": 0.0}
    return {
        FaultKind.SEAL_LEAK: leak,
        FaultKind.DIRTY_CONDENSER: {
            "duty": 0.4,
            "run": 0.4 * longer,
            "rest": 0.0,
            "power": 0.24,
            "temperature": 0.0,
        },
        FaultKind.REFRIGERANT_LOSS: {
            "duty": 1.0,
            "run": longer,
            "rest": 0.0,
            "power": -0.5,
            "temperature": 0.0,
        },
        FaultKind.DEFROST_FAILED: {"heat": -1.0, "power": 0.0},
        FaultKind.SHORT_CYCLING: {"run": -1.0, "rest": -1.0, "duty": 0.0, "power": 0.0},
        FaultKind.STANDBY_CREEP: {"standby": 5.0, "duty": 0.0},
        FaultKind.SENSOR_DRIFTING: {"temperature": 2.0, "duty": 0.0, "run": 0.0, "rest": 0.0},
    }


_FROM_DAY = {
    FaultKind.NO_POWER: 0.5,
    FaultKind.STUCK_ON: 2.0,
    FaultKind.SENSOR_STUCK: 1.0,
    **dict.fromkeys(
        (
            FaultKind.SHORT_CYCLING,
            FaultKind.DOOR_AJAR,
            FaultKind.SEAL_LEAK,
            FaultKind.DIRTY_CONDENSER,
            FaultKind.REFRIGERANT_LOSS,
            FaultKind.SENSOR_DRIFTING,
            FaultKind.STANDBY_CREEP,
        ),
        3.0,
    ),
    FaultKind.DEFROST_FAILED: 14.0,
    FaultKind.UNKNOWN_ANOMALY: 14.0,
}

FRIDGE = Nature(
    block=360,
    mild=21.5,
    traits=_traits(21.5, 4.5),
    signatures=_signatures,
    heats=True,
    days=_FROM_DAY,
    cycle=cold_cycle,
    now=cold_now,
    sudden={FaultKind.SEAL_LEAK: ("load", FaultKind.DOOR_AJAR)},
    lead=("duty",),
)
FREEZER = Nature(
    block=360,
    mild=20.0,
    traits=_traits(20.0, -18.0),
    signatures=_signatures,
    heats=True,
    days=_FROM_DAY,
    cycle=cold_cycle,
    now=cold_now,
    sudden={FaultKind.SEAL_LEAK: ("load", FaultKind.DOOR_AJAR)},
    lead=("duty",),
)
