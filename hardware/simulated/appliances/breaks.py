"""What can break in which machine: how fast it comes, what shows it, how bad moderate is.

The numbers are the machines' own parameters; docs/faults.md says what they do, and the tests hold
them to it. They were set once, by paired lives with and without, before any limit was tuned.
"""

from dataclasses import dataclass

from hub.core.entities import ApplianceKind as Kind
from hub.core.faults import FaultKind

SENSOR = frozenset({FaultKind.SENSOR_STUCK, FaultKind.SENSOR_DRIFTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One class of fault of one kind of machine.

    ``moderate`` and ``severe`` are what the machine's parameter is set to (K for a drifting
    sensor, W for a creeping standby); ``moderate`` is ``None`` where it works or does not.
    A slow one grows over ``onset`` days. ``needs`` are the signals without which it cannot be
    told; others help.
    """

    fault: FaultKind
    severe: float
    moderate: float | None = None
    slow: bool = False
    needs: tuple[str, ...] = ("power",)

    def level(self, severity: str) -> float:
        """Return the parameter's value for "moderate" or "severe"; ``ValueError`` else."""
        if severity == "severe":
            return self.severe
        if severity == "moderate" and self.moderate is not None:
            return self.moderate
        raise ValueError(f"{self.fault} is not simulated {severity!r}, only severe")


def _slow(fault: FaultKind, moderate: float, severe: float) -> Break:
    return Break(fault=fault, moderate=moderate, severe=severe, slow=True)


def _sudden(fault: FaultKind, moderate: float, severe: float) -> Break:
    return Break(fault=fault, moderate=moderate, severe=severe)


def _dead(fault: FaultKind, *more: str, severe: float = 1.0) -> Break:
    return Break(fault=fault, severe=severe, needs=("power", *more))


def _sensor(moderate: float, severe: float) -> tuple[Break, ...]:
    return (
        Break(fault=FaultKind.SENSOR_STUCK, severe=1.0, needs=("temperature",)),
        Break(
            fault=FaultKind.SENSOR_DRIFTING,
            moderate=moderate,
            severe=severe,
            slow=True,
            needs=("temperature",),
        ),
    )


_CREEP = _slow(FaultKind.STANDBY_CREEP, 2.0, 6.0)
_COLD = (
    _slow(FaultKind.SEAL_LEAK, 0.22, 0.6),
    _sudden(FaultKind.DOOR_AJAR, 0.08, 0.5),
    _slow(FaultKind.DIRTY_CONDENSER, 0.35, 1.0),
    _slow(FaultKind.REFRIGERANT_LOSS, 0.2, 0.5),
    _sudden(FaultKind.SHORT_CYCLING, 0.32, 0.9),
    _dead(FaultKind.STUCK_ON),
    _dead(FaultKind.NO_POWER),
    _slow(FaultKind.DEFROST_FAILED, 0.9, 1.0),
    *_sensor(2.0, 5.0),
)

BREAKS: dict[Kind, tuple[Break, ...]] = {
    Kind.FRIDGE: _COLD,
    Kind.FREEZER: _COLD,
    Kind.AIR_CONDITIONER: (
        _slow(FaultKind.CLOGGED_FILTER, 0.2, 0.5),
        _slow(FaultKind.DIRTY_CONDENSER, 0.24, 0.8),
        _slow(FaultKind.REFRIGERANT_LOSS, 0.2, 0.5),
        _sudden(FaultKind.SHORT_CYCLING, 0.3, 0.9),
        _dead(FaultKind.STUCK_ON, "command"),
        _dead(FaultKind.COMMAND_IGNORED, "command"),
    ),
    Kind.HEAT_PUMP: (
        _slow(FaultKind.CLOGGED_FILTER, 0.18, 0.45),
        _slow(FaultKind.DIRTY_CONDENSER, 0.3, 0.8),
        _slow(FaultKind.REFRIGERANT_LOSS, 0.2, 0.45),
        _sudden(FaultKind.SHORT_CYCLING, 0.3, 0.9),
        _slow(FaultKind.DEFROST_FAILED, 0.6, 1.0),
        _dead(FaultKind.STUCK_ON, "command"),
        _dead(FaultKind.COMMAND_IGNORED, "command"),
    ),
    Kind.WATER_HEATER: (
        _dead(FaultKind.HEATER_DEAD),
        _slow(FaultKind.HEATER_SCALED, 0.2, 0.5),
        _sudden(FaultKind.THERMOSTAT_STUCK, 0.3, 1.0),
        _slow(FaultKind.INSULATION_LOSS, 0.6, 2.0),
        _sudden(FaultKind.LEAK, 0.25, 1.0),
        *_sensor(6.0, 15.0),
    ),
    Kind.PUMP: (
        _sudden(FaultKind.DRY_RUN, 0.25, 1.0),
        _sudden(FaultKind.BLOCKED, 0.18, 1.0),
        _sudden(FaultKind.LEAK, 0.17, 1.0),
        _slow(FaultKind.BEARING_WORN, 0.2, 0.5),
        _sudden(FaultKind.SHORT_CYCLING, 0.25, 0.9),
    ),
    Kind.WASHER: (
        _dead(FaultKind.HEATER_DEAD),
        _slow(FaultKind.HEATER_SCALED, 0.25, 0.7),
        _sudden(FaultKind.DRAIN_BLOCKED, 0.55, 1.0),
        _sudden(FaultKind.UNBALANCED, 0.3, 1.0),
        _slow(FaultKind.BEARING_WORN, 0.55, 1.2),
        _CREEP,
    ),
    Kind.DISHWASHER: (
        _dead(FaultKind.HEATER_DEAD),
        _slow(FaultKind.HEATER_SCALED, 0.25, 0.7),
        _sudden(FaultKind.DRAIN_BLOCKED, 0.4, 1.0),
        _CREEP,
    ),
    Kind.DRYER: (
        _dead(FaultKind.HEATER_DEAD),
        _slow(FaultKind.CLOGGED_FILTER, 0.2, 0.5),
        _CREEP,
    ),
    Kind.COFFEE_MACHINE: (
        _dead(FaultKind.HEATER_DEAD),
        _slow(FaultKind.HEATER_SCALED, 0.25, 0.7),
        _sudden(FaultKind.THERMOSTAT_STUCK, 0.3, 1.0),
        _CREEP,
    ),
    Kind.KETTLE: (
        _slow(FaultKind.HEATER_SCALED, 0.25, 0.7),
        _sudden(FaultKind.THERMOSTAT_STUCK, 0.22, 1.0),
    ),
    Kind.OVEN: (
        _sudden(FaultKind.HEATER_DEAD, 0.22, 1.0),
        _slow(FaultKind.INSULATION_LOSS, 0.45, 1.2),
        _sudden(FaultKind.THERMOSTAT_STUCK, 0.3, 1.0),
        _CREEP,
    ),
    Kind.FAN: (
        _slow(FaultKind.BEARING_WORN, 0.22, 0.6),
        _dead(FaultKind.COMMAND_IGNORED, "command"),
        _dead(FaultKind.STUCK_RELAY, "command"),
    ),
    Kind.LAMP: (
        _dead(FaultKind.COMMAND_IGNORED, "command"),
        _dead(FaultKind.STUCK_RELAY, "command"),
        _slow(FaultKind.STANDBY_CREEP, 1.0, 3.0),
    ),
    Kind.TV: (
        _dead(FaultKind.COMMAND_IGNORED, "command"),
        _dead(FaultKind.STUCK_RELAY, "command"),
        _CREEP,
    ),
}


def break_of(kind: Kind, fault: FaultKind) -> Break:
    """Return how a kind breaks; ``ValueError`` with the faults it has where it has not this one."""
    for one in BREAKS.get(kind, ()):
        if one.fault is fault:
            return one
    known = ", ".join(one.fault for one in BREAKS.get(kind, ())) or "none"
    raise ValueError(f"a simulated {kind} has no {fault}; it has: {known}")
