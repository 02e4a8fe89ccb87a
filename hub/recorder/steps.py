"""Values that hold from one moment to the next, and what they come to over a span of time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hub.core.ports import Sample

HOUR_MS = 3_600_000
Step = tuple[int, float | None]  # from this moment (ms since 1970) on; None: not known


class Span(NamedTuple):
    """From ``begin`` to ``end`` (ms since 1970) the value was between ``low`` and ``high``."""

    begin: int
    end: int
    low: float
    mean: float
    high: float


_span = Span._make


def spans(steps: Sequence[Step], end: int) -> Iterator[Span]:
    """Yield what held between the steps, the last one until ``end``."""
    for (begin, value), (until, _) in pairwise([*steps, (end, None)]):
        if value is not None and begin < until:
            yield _span((begin, until, value, value, value))


class Slice:
    """What falls into one sample of a chart."""

    __slots__ = ("high", "low", "sum", "weight")

    def __init__(self) -> None:
        self.low, self.high = float("inf"), float("-inf")
        self.sum = self.weight = 0.0

    def add(self, span: Span, ms: float) -> None:
        """Take in ``ms`` milliseconds of a span."""
        _, _, low, mean, high = span
        if low < self.low:  # noqa: PLR1730 - half the time of min(), in a chart's hot loop
            self.low = low
        if high > self.high:  # noqa: PLR1730
            self.high = high
        self.sum += mean * ms
        self.weight += ms


def samples(found: Iterable[Span], start: int, end: int, points: int) -> list[Sample]:
    """Cut ``start`` to ``end`` (ms) into ``points`` slices; return those with a known value."""
    width = (end - start) / points
    slices = [Slice() for _ in range(points)]
    for span in found:
        begin, until = span[0], span[1]
        index = int((begin - start) / width)
        if begin >= start and until <= start + (index + 1) * width and index < points:
            slices[index].add(span, until - begin)
        else:
            _spread(span, slices, start, width)
    return [
        Sample(at=(start + index * width) / 1000, low=s.low, mean=s.sum / s.weight, high=s.high)
        for index, s in enumerate(slices)
        if s.weight
    ]


def _spread(span: Span, slices: Sequence[Slice], start: int, width: float) -> None:
    """Give each slice its part of a span that reaches over an edge."""
    begin = float(max(span.begin, start))
    for index in range(int((begin - start) / width), len(slices)):
        right = min(float(span.end), start + (index + 1) * width)
        if right > begin:
            slices[index].add(span, right - begin)
            begin = right
        if right >= span.end:
            return
