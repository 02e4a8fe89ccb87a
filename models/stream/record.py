"""Several opinions become one: each beside its own record, the two loudest count."""

from collections.abc import Sequence
from dataclasses import dataclass

_HALF_LIFE = 1500  # samples: after so many, half a record is a record again
_FADE = 0.5 ** (1 / _HALF_LIFE)
_LOUDEST = 2
_MOST = 20.0  # records


@dataclass(slots=True, kw_only=True)
class Records:
    """The loudest that each detector was, fading; ``floors`` are records nobody falls below."""

    floors: list[float]
    records: list[float]

    @classmethod
    def above(cls, floors: Sequence[float]) -> "Records":
        """Return records of detectors that have said nothing yet."""
        return cls(floors=list(floors), records=list(floors))

    def update(self, scores: Sequence[float]) -> list[float]:
        """Return each score as a share of its record so far, then keep the new records."""
        shares = []
        for i, score in enumerate(scores):
            record = max(self.records[i] * _FADE, self.floors[i])
            shares.append(min(score / record, _MOST))
            self.records[i] = max(score, record)
        return shares


def agreed(shares: Sequence[float]) -> float:
    """Return the mean of the two loudest."""
    return sum(sorted(shares)[-_LOUDEST:]) / _LOUDEST


@dataclass(slots=True, kw_only=True)
class Rest:
    """Says each thing once: for ``rows`` after a score above 1, scores stay below 1."""

    rows: int
    quiet: int = 0

    def update(self, score: float) -> float:
        """Take the next score; return it, or just under 1 while at rest."""
        if self.quiet > 0:
            self.quiet -= 1
            return min(score, 0.99)
        if score > 1.0:
            self.quiet = self.rows
        return score
