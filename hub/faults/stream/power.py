"""One column of power of a machine nobody told us of: its work, its rest, what changes in them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Self

from hub.faults.stream.columns import Said
from hub.faults.stream.minute import Minute
from models.stream.acute import Acute
from models.stream.alarm import Alarm
from models.stream.cusp import work_level
from models.stream.lasting import Lasting
from models.stream.runs import Runs, Stretch

_DAY = 1440.0  # minutes
_FINE, _COARSE = 45.0, 120.0  # seconds between rows that are means of less, of more than a minute
_JUMP = 300.0  # seconds
_PAUSE, _REST, _WIDER = 45, 60, 3.0  # minutes: longest pause, shortest rest; how far they part
_WORTH = {"minutes": 0.12, "watts": 0.1, "energy": 0.12, "peak": 0.1}  # log units
_OVER = 0.8  # of a limit


@dataclass(slots=True, kw_only=True)
class Power:
    """All that is remembered of one machine's power, minute by minute."""

    runs: Runs
    acute: Acute
    lasting: dict[str, Lasting]
    is_fine: bool
    shares: dict[str, float] = field(default_factory=dict)
    last: float = 0.0  # UTC seconds
    minute: Minute = field(default_factory=Minute)
    alarm: Alarm = field(default_factory=lambda: Alarm(on=1.0, off=_OVER, share=0.0))

    @classmethod
    def learned(cls, times: Sequence[float], rows: Sequence[Sequence[float]]) -> Self | None:
        """Learn from healthy rows of one number; ``None`` where they show no machine's power."""
        step = _step(times)
        level = work_level([row[0] for row in rows]) if len(rows[0]) == 1 else None
        if level is None or not 0 < step <= _COARSE:
            return None
        is_fine = step < _FINE
        column = list(_minutes(times, rows)) if is_fine else _pairs(times, rows)
        pause = _pause(list(_stretches(column, Runs(level=level))))
        runs = Runs(level=level, pause=pause)
        known = [one for one in _stretches(column, runs) if one.is_whole]
        if not any(one.is_work for one in known):
            return None
        return cls(
            runs=runs,
            acute=Acute.learned(known, level),
            lasting=_lasting(known, len(column) / _DAY),
            is_fine=is_fine,
            last=times[-1],
        )

    def update(self, t: float, x: Sequence[float]) -> Said:
        """Score one row, then learn from it."""
        minute = self.minute.update(t, x[0]) if self.is_fine else (t, x[0])
        if minute is not None:
            self._minute(*minute)
        score = max(self.shares.values(), default=0.0)
        was = self.alarm.is_on
        is_strange = self.alarm.update(score)
        return Said(score=score, is_strange=is_strange, is_change=is_strange and not was)

    def _minute(self, t: float, watts: float) -> None:
        ended = None
        if not 0 < t - self.last <= _JUMP:
            self.runs.cut()
            self.acute.forget()
        self.last = t
        if not math.isnan(watts):
            self.shares |= self.acute.update(watts)
        ended = self.runs.update(watts)
        if ended is not None and ended.is_whole and ended.is_work:
            traits = _traits(ended)
            self.shares |= {name: one.update(traits[name]) for name, one in self.lasting.items()}


def _step(times: Sequence[float]) -> float:
    return median([later - sooner for sooner, later in pairwise(times)] or [0.0])


def _pairs(times: Sequence[float], rows: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    return [(t, row[0]) for t, row in zip(times, rows, strict=True)]


def _minutes(
    times: Sequence[float], rows: Sequence[Sequence[float]]
) -> Iterator[tuple[float, float]]:
    under_way = Minute()
    for t, value in _pairs(times, rows):
        ended = under_way.update(t, value)
        if ended is not None:
            yield ended


def _stretches(column: Sequence[tuple[float, float]], runs: Runs) -> Iterator[Stretch]:
    last = -math.inf
    for t, watts in column:
        was = None if 0 < t - last <= _JUMP else runs.cut()
        last = t
        ended = runs.update(watts)
        yield from (one for one in (was, ended) if one is not None)


def _pause(stretches: Sequence[Stretch]) -> int:
    """Return how long a rest (minutes) is a pause: below the widest gap between rests' lengths."""
    rests = sorted(one.minutes for one in stretches if not one.is_work and one.is_whole)
    gaps = [
        (longer / shorter, shorter)
        for shorter, longer in pairwise(rests)
        if shorter <= _PAUSE and longer >= _REST
    ]
    wide, pause = max(gaps, default=(0.0, 0))
    return int(1.5 * pause) if wide >= _WIDER and len(rests) > 3 else 0


def _traits(work: Stretch) -> dict[str, float]:
    return {
        "minutes": math.log(work.minutes),
        "watts": math.log(work.energy / work.minutes + 1),
        "energy": math.log(work.energy + 1),
        "peak": math.log(work.peak + 1),
    }


def _lasting(known: Sequence[Stretch], days: float) -> dict[str, Lasting]:
    traits = [_traits(one) for one in known if one.is_work]
    found = {
        name: Lasting.learned([each[name] for each in traits], worth, days)
        for name, worth in _WORTH.items()
    }
    return {name: one for name, one in found.items() if one is not None}
