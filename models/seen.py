"""What a version said of the windows it was shown, so that it can be watched and compared."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.files import read_object, write_atomic

_MOST = 240  # windows remembered of each version
_FILE = "seen.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Windows by when they began (UTC s), and the score of each: 1 is the edge."""

    times: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    @property
    def until(self) -> float:
        """When the latest window began."""
        return self.times[-1] if self.times else -math.inf

    @property
    def strange(self) -> float:
        """The share of windows beyond the edge; 0 of none."""
        return sum(score > 1 for score in self.scores) / max(len(self.scores), 1)


def seen(home: Path, version: int) -> Seen:
    """Return what a version said; nothing where its file is not there."""
    if not version or not (home / _FILE).exists():
        return Seen()
    held = read_object(home / _FILE).get(str(version))
    held = held if isinstance(held, dict) else {}
    times, scores = (_numbers(held.get(name)) for name in ("times", "scores"))
    count = min(len(times), len(scores))
    return Seen(times=times[:count], scores=scores[:count])


def note(home: Path, version: int, times: Sequence[float], scores: Sequence[float]) -> Seen:
    """Add what a version said of new windows, in order of time; return all that is remembered."""
    before = seen(home, version)
    now = Seen(
        times=[*before.times, *times][-_MOST:],
        scores=[*before.scores, *(round(score, 4) for score in scores)][-_MOST:],
    )
    held = read_object(home / _FILE) if (home / _FILE).exists() else {}
    kept = {key: value for key, value in held.items() if (home / key).is_dir()}
    kept[str(version)] = {"times": now.times, "scores": now.scores}
    write_atomic(home / _FILE, (json.dumps(kept) + "\n").encode())
    return now


def _numbers(value: object) -> list[float]:
    found = value if isinstance(value, list) else []
    return [float(item) for item in found if isinstance(item, int | float)]
