"""Several opinions become one: each beside its own record, the two loudest count."""

from collections.abc import Sequence
from dataclasses import dataclass

_HALF_LIFE = 1000  # samples: after so many, half of a record is a record again
_MOST_OFTEN = 7
_FADES = tuple(0.5 ** (1 / (_HALF_LIFE * (1 + often))) for often in range(_MOST_OFTEN + 1))
_NEAR, _BEYOND = 0.8, 1.3  # records: as loud as before; louder than anything before
_APART = 50  # samples between two times that count as two
_LOUDEST = 2
_MOST = 20.0  # records


@dataclass(slots=True, kw_only=True)
class Records:
    """The loudest that each detector was, fading; ``floors`` are records nobody falls below.

    A record that is reached again and again is how things are: it fades the slower, the more
    ``often`` it was reached.
    """

    floors: list[float]
    records: list[float]
    often: list[int]
    since: list[int]  # samples since a record was nearly reached

    @classmethod
    def above(cls, floors: Sequence[float]) -> "Records":
        """Return records of detectors that have said nothing yet."""
        blank = [0] * len(floors)
        return cls(floors=list(floors), records=list(floors), often=blank, since=list(blank))

    def update(self, scores: Sequence[float]) -> list[float]:
        """Return each score as a share of its record so far, then keep the new records."""
        shares = []
        for i, score in enumerate(scores):
            record = max(self.records[i] * _FADES[self.often[i]], self.floors[i])
            share = score / record
            self.since[i] += 1
            if share > _NEAR:
                self._reached(i, share)
            shares.append(min(share, _MOST))
            self.records[i] = max(record, score)
        return shares

    def _reached(self, i: int, share: float) -> None:
        if share > _BEYOND:
            self.often[i] = 0
        elif self.since[i] > _APART:
            self.often[i] = min(self.often[i] + 1, _MOST_OFTEN)
        self.since[i] = 0


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
