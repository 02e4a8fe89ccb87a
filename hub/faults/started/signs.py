"""Which faults show in which numbers of a programme, for each kind of machine."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.core.entities import ApplianceKind as Kind
from hub.core.faults import FaultKind
from hub.faults.started.shift import Shift, Trait, shift_of
from hub.faults.started.traits import Run

_NEVER_LIME = 0.8  # log: no layer of lime more than doubles the heat that it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A fault, the trait that shows it, and to which side.

    ``picture`` names the number that is shown to people, in ``unit``, and ``shown`` reads it.
    """

    fault: FaultKind
    trait: Trait
    picture: str
    unit: str
    shown: Callable[[Run], float]
    up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A sign that shows, and how clearly: from a strength of 1 on it is worth telling."""

    sign: Sign
    shift: Shift


def _log(value: float, more: float = 0.0) -> float:
    return math.log(value + more)


def _coldness(at: float) -> float:
    """Return how cold the water from the main is at a time of the year, 1 in mid-February to -1.

    Half a season's swing of the air, three weeks late (Burch & Christensen, ASES 2007), in the
    northern hemisphere.
    """
    return math.cos(math.tau * ((at / 86_400) % 365.25 - 41) / 365.25)


def _washed(run: Run) -> float | None:
    """Return what heating took, as if the water came as in spring: 13 l, colder by up to 4.5 K."""
    return _log(max(run.heat - 70 * _coldness(run.at), 15)) if run.heat > 30 else None


def _rinsed(run: Run) -> float | None:
    """Return what heating took, as if the water came as in spring: 4 l and the dishes."""
    return _log(max(run.heat - 35 * _coldness(run.at), 15)) if run.heat > 30 else None


def _warmed(run: Run) -> float:
    return _log(run.heat, 50)


def _main(run: Run) -> float | None:
    return _log(run.washed, 2) if run.washed > 0 else None


def _turned(run: Run) -> float:
    return _log(run.turned, 5)


def _even(run: Run) -> float:
    return _log(run.even, 4)


def _drained(run: Run) -> float:
    return _log(run.drained, 3)


def _restless(run: Run) -> float:
    """Return how long the drum worked; what looks like loosening counts twice."""
    return _log(run.turned + run.loosened, 5)


def _spin(run: Run) -> float | None:
    return _log(run.spin) if run.spin > 60 else None


def _energy(run: Run) -> float | None:
    return _log(run.energy) if run.energy > 0 else None


def _peak(run: Run) -> float | None:
    return _log(run.peak) if run.peak > 0 else None


def _first(run: Run) -> float | None:
    return _log(run.first) if run.first > 0 else None


def _holding(run: Run) -> float | None:
    """Return the power that holds the heat, beside the energy that brought it there."""
    long = run.lasted > 1.6 * run.first / max(run.peak, 1.0) * 60 + 8
    return _log(run.hold / run.first) if long and run.hold > 0 and run.first > 0 else None


def _scaled(trait: Trait) -> Sign:
    return Sign(
        fault=FaultKind.HEATER_SCALED,
        trait=trait,
        picture="energy",
        unit="Wh",
        shown=lambda run: run.heat,
    )


_SCALED_WASHER = _scaled(
    Trait(
        number=_washed,
        context=((_main, 0.12),),
        guess=0.13,
        floor=0.03,
        worth=0.13,
        limit=3.5,
        windows=(4, 5, 8, 12, 18, 24),  # lime does not grow in two washes
    )
)
_SCALED_DISHWASHER = _scaled(
    Trait(number=_rinsed, context=((_turned, 0.15),), guess=0.06, floor=0.03, worth=0.13, limit=3.6)
)
_DRAIN = Sign(
    fault=FaultKind.DRAIN_BLOCKED,
    trait=Trait(
        number=_drained,
        guess=0.25,
        floor=0.1,
        worth=0.5,
    ),
    picture="length",
    unit="s",
    shown=lambda run: 60 * run.lasted,
)
_UNBALANCED = Sign(
    fault=FaultKind.UNBALANCED,
    trait=Trait(
        number=_restless,
        context=((_warmed, 0.25), (_even, 0.22)),
        guess=0.1,
        floor=0.05,
        worth=0.13,
    ),
    picture="length",
    unit="s",
    shown=lambda run: 60 * run.lasted,
)
_BEARING = Sign(
    fault=FaultKind.BEARING_WORN,
    trait=Trait(number=_spin, guess=0.1, floor=0.04, worth=0.25),
    picture="watts",
    unit="W",
    shown=lambda run: run.spin,
)
_SLACK = Sign(
    fault=FaultKind.UNBALANCED,
    trait=Trait(number=_spin, guess=0.1, floor=0.04, worth=0.3),
    picture="watts",
    unit="W",
    shown=lambda run: run.spin,
    up=False,
)
_WEAK = Sign(
    fault=FaultKind.HEATER_DEAD,
    trait=Trait(number=_peak, guess=0.03, floor=0.025, worth=0.12, limit=5.0),
    picture="peak",
    unit="W",
    shown=lambda run: run.peak,
    up=False,
)
_LINT = Sign(
    fault=FaultKind.CLOGGED_FILTER,
    trait=Trait(number=_energy, guess=0.25, floor=0.08, worth=0.15, limit=3.9),
    picture="energy",
    unit="Wh",
    shown=lambda run: run.energy,
)
_INSULATION = Sign(
    fault=FaultKind.INSULATION_LOSS,
    trait=Trait(number=_holding, guess=0.12, floor=0.05, worth=0.15),
    picture="watts",
    unit="W",
    shown=lambda run: run.hold,
)
_TOO_HOT = Sign(
    fault=FaultKind.THERMOSTAT_STUCK,
    trait=Trait(number=_first, guess=0.15, floor=0.06, worth=0.15, limit=3.6),
    picture="energy",
    unit="Wh",
    shown=lambda run: run.first,
)
_LIMED = Sign(
    fault=FaultKind.HEATER_SCALED,
    trait=Trait(
        number=_first,
        guess=0.3,
        floor=0.05,
        worth=0.13,
        limit=3.8,
        most=100,
        windows=(2, 3, 4, 6, 9, 13, 18, 24, 36, 54),
    ),
    picture="energy",
    unit="Wh",
    shown=lambda run: run.first,
)

SIGNS: dict[Kind, tuple[Sign, ...]] = {
    Kind.WASHER: (_SCALED_WASHER, _DRAIN, _UNBALANCED, _SLACK, _BEARING),
    Kind.DISHWASHER: (_SCALED_DISHWASHER, _DRAIN),
    Kind.DRYER: (_LINT,),
    Kind.KETTLE: (_LIMED,),
    Kind.COFFEE_MACHINE: (_LIMED,),
    Kind.OVEN: (_WEAK, _INSULATION, _TOO_HOT),
}


def cause(sign: Sign, shift: Shift) -> FaultKind:
    """Return the fault that a sign means.

    Lime slows a heating down, and so does a thermostat that lets go late: alone by its power a
    little of the one looks like the other. Only one that hardly ever lets go is told apart.
    """
    stuck = sign is _LIMED and shift.amount > _NEVER_LIME
    return FaultKind.THERMOSTAT_STUCK if stuck else sign.fault


def means(sign: Sign) -> frozenset[FaultKind]:
    """Return all faults that a sign may mean."""
    more = (FaultKind.THERMOSTAT_STUCK,) if sign is _LIMED else ()
    return frozenset((sign.fault, *more))


def tells(kind: Kind) -> tuple[FaultKind, ...]:
    """Return the faults that programmes of such a machine can show."""
    faults = [fault for sign in SIGNS[kind] for fault in sorted(means(sign))]
    if kind is not Kind.KETTLE:  # without its element it draws nothing, as if nobody used it
        faults.append(FaultKind.HEATER_DEAD)
    return tuple(dict.fromkeys(faults))


def strongest(kind: Kind, runs: Sequence[Run]) -> Seen | None:
    """Return what shows most clearly in the last programmes, if anything does."""
    seen = [Seen(sign=sign, shift=shift_of(sign.trait, runs, up=sign.up)) for sign in SIGNS[kind]]
    best = max(seen, key=_clearness, default=None)
    return best if best is not None and best.shift.strength > 0 else None


def _clearness(seen: Seen) -> tuple[bool, float]:
    """Rank what shows; water that stays explains a spin and a rinse that are missing."""
    strength = seen.shift.strength
    return seen.sign.fault is FaultKind.DRAIN_BLOCKED and strength >= 0.7, strength
