"""A diagnosed condition of an appliance, as every room passes it around."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hub.core.message import Message


class FaultKind(StrEnum):
    """What can be wrong; the sentences are ``fault.<kind>.*`` in ``hub/texts``."""

    SEAL_LEAK = "seal_leak"
    DOOR_AJAR = "door_ajar"
    DIRTY_CONDENSER = "dirty_condenser"
    REFRIGERANT_LOSS = "refrigerant_loss"
    DEFROST_FAILED = "defrost_failed"
    SHORT_CYCLING = "short_cycling"
    STUCK_ON = "stuck_on"
    CLOGGED_FILTER = "clogged_filter"
    HEATER_DEAD = "heater_dead"
    HEATER_SCALED = "heater_scaled"
    THERMOSTAT_STUCK = "thermostat_stuck"
    INSULATION_LOSS = "insulation_loss"
    LEAK = "leak"
    DRY_RUN = "dry_run"
    BLOCKED = "blocked"
    UNBALANCED = "unbalanced"
    BEARING_WORN = "bearing_worn"
    DRAIN_BLOCKED = "drain_blocked"
    STUCK_RELAY = "stuck_relay"
    STANDBY_CREEP = "standby_creep"
    NO_POWER = "no_power"
    SENSOR_STUCK = "sensor_stuck"
    SENSOR_DRIFTING = "sensor_drifting"
    COMMAND_IGNORED = "command_ignored"
    UNKNOWN_ANOMALY = "unknown_anomaly"


Severity = Literal["notice", "warning", "alarm"]
Verdict = Literal["confirmed", "fixed", "false_alarm"]
FaultPhase = Literal["open", "confirmed", "fixed", "false_alarm", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The picture that shows it: a signal over time beside what is normal.

    ``times`` are UTC seconds, ``values`` as many numbers in ``unit``; between ``low`` and
    ``high`` lies what this appliance usually does; from ``since`` on it was strange. ``now`` is
    what it does since then, ``usual`` what it did before; ``over`` is the time (seconds) that
    ``now`` was taken over.
    """

    signal: str
    unit: str
    times: tuple[float, ...]
    values: tuple[float, ...]
    low: float
    high: float
    since: float
    now: float = 0.0
    usual: float = 0.0
    over: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an appliance, why we think so, and what to do.

    ``appliance`` is its device; of a device without one it is the entity. ``confirm`` says what
    would show that it is so. ``kwh_per_month`` is what it draws beyond the usual;
    ``cost_per_month`` is that in ``currency``, where the household gave a price.
    """

    id: str
    appliance: str
    kind: FaultKind
    severity: Severity
    confidence: float
    title: Message
    why: Message
    advice: tuple[Message, ...]
    evidence: tuple[Evidence, ...]
    raised_at: float
    phase: FaultPhase = "open"
    settled_at: float | None = None
    cost_per_month: float | None = None
    kwh_per_month: float | None = None
    currency: str = ""
    confirm: Message | None = None
