"""What is known of a kind of machine before one is seen: its numbers, and what moves them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Trait

Signature = dict[str, float]  # by how much a fault moves each number (log units, K, W)
Signatures = Callable[[dict[str, float]], dict[FaultKind, Signature]]
_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """Constants of one kind of machine.

    ``block`` is in minutes. ``signatures`` tells, from what is usual of the machine, how each
    fault would move its numbers; what is not named there is free.
    """

    block: int
    mild: float
    traits: tuple[Trait, ...]
    signatures: Signatures
    share: float = 0.3
    heats: bool = False
    cold: bool = False  # it keeps cold day and night
    level: float = 20.0  # W between rest and work until it has shown its own
    days: dict[FaultKind, float]
    odd: float = 6.0  # hours that do not count after one without mains or readings

    def covariates(self, ambient: float | None, at: float) -> list[float]:
        """Return what the numbers depend on: the ambient less ``mild``, by 10 K; the hour."""
        angle = 2 * math.pi * (at % _DAY) / _DAY
        warmer = 0.0 if ambient is None else (ambient - self.mild) / 10
        return [warmer, math.sin(angle), math.cos(angle)]

    def from_day(self) -> dict[FaultKind, float]:
        """Return from which day on each kind of fault can be told."""
        return dict(self.days)
