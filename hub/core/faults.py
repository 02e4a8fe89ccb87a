"""A diagnosed condition of an appliance, as every room passes it around."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hub.core.message import Message


class FaultKind(StrEnum):
    """What can be wrong; the sentences are ``fault.<kind>.*`` in ``hub/texts``."""

    SEAL_LEAK = "seal_leak"
    SHORT_CYCLING = "short_cycling"
    UNKNOWN_ANOMALY = "unknown_anomaly"
    COMMAND_IGNORED = "command_ignored"


Severity = Literal["notice", "warning", "alarm"]
Verdict = Literal["confirmed", "fixed", "false_alarm"]
FaultPhase = Literal["open", "confirmed", "fixed", "false_alarm", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The picture that shows it: a signal over time beside what is normal.

    ``times`` are UTC seconds, ``values`` as many numbers in ``unit``; between ``low`` and
    ``high`` lies what this appliance usually does; from ``since`` on it was strange.
    """

    signal: str
    unit: str
    times: tuple[float, ...]
    values: tuple[float, ...]
    low: float
    high: float
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an appliance, why we think so, and what to do.

    ``appliance`` is its device; of a device without one it is the entity.
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
