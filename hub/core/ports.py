"""What rooms ask of one another without knowing each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

RecordT = TypeVar("RecordT")


class Records(Protocol):
    """Durable values by class and key: what is acknowledged survives a power cut."""

    async def load(self, kind: type[RecordT]) -> dict[str, RecordT]:
        """Return all of this class, by key, oldest first; unreadable ones are logged, left out."""

    async def keep(self, key: str, record: object) -> None:
        """Store a record under ``key`` in its class; return once it is on disk."""

    async def drop(self, kind: type[object], key: str) -> None:
        """Forget a record; return once that is on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The values of an entity in one span of a chart: ``at`` is its start in UTC seconds."""

    at: float
    low: float
    mean: float
    high: float


class History(Protocol):
    """What entities measured in the past."""

    async def between(self, entity: str, start: float, end: float, points: int) -> Sequence[Sample]:
        """Return at most ``points`` samples from ``start`` to ``end`` (UTC seconds).

        The first sample carries on the value that held at ``start`` where one is known.
        """
