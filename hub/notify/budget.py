"""How often a person is interrupted: alarms always, warnings seldom, the rest once a week."""

from dataclasses import dataclass
from typing import Literal

from hub.core.ports import Records

Severity = Literal["notice", "warning", "alarm"]
MONTH = 30 * 86_400.0  # seconds
_MOST = 2  # interruptions in a month after which a warning waits; an alarm never does
_KEY = "interruptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions:
    """When somebody was interrupted in the last month (UTC seconds, oldest first)."""

    times: tuple[float, ...] = ()


class Budget:
    """Counts interruptions in the durable store, so that a restart forgives none."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._spent: tuple[float, ...] = ()

    async def open(self) -> None:
        """Read what was kept."""
        kept = await self._records.load(Interruptions)
        self._spent = kept.get(_KEY, Interruptions()).times

    def allows(self, severity: Severity, at: float) -> bool:
        """Return whether a message of this severity may interrupt somebody now."""
        if severity == "warning":
            return sum(at - MONTH < time <= at for time in self._spent) < _MOST
        return severity == "alarm"

    async def count(self, at: float) -> None:
        """Note that somebody was interrupted."""
        recent = tuple(time for time in self._spent if at - MONTH < time <= at)
        self._spent = (*recent, at)
        await self._records.keep(_KEY, Interruptions(times=self._spent))
