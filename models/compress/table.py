"""Before and after: size, time and accuracy of each step, side by side."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from models.runtime import session

if TYPE_CHECKING:
    from models.net import Floats

_ROUNDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One model: bytes as a file and deflated, µs a window (median), and its F1 (0–1)."""

    name: str
    size: int
    deflated: int
    latency_us: float
    f1: float
    note: str = ""


def measured(
    name: str, data: bytes, rows: "Floats", f1: Callable[["Floats"], float], note: str = ""
) -> Measured:
    """Run an ONNX file window by window for its time, over all rows for its accuracy.

    ``f1`` makes a figure of the first output.
    """
    graph = session(data, name)
    wide = rows.astype(np.float32)
    [out, *_] = graph.run(None, {"window": wide})
    took = []
    for at in range(min(_ROUNDS, len(wide))):
        began = perf_counter()
        graph.run(None, {"window": wide[at : at + 1]})
        took.append(perf_counter() - began)
    return Measured(
        name=name,
        size=len(data),
        deflated=len(zlib.compress(data, 9)),
        latency_us=1e6 * float(np.median(took)),
        f1=f1(out),
        note=note,
    )


def told(rows: Sequence[Measured]) -> str:
    """Return the table as lines; differences are to the first row, in points of F1."""
    lines = [
        f"{'':28} {'bytes':>8} {'deflated':>8} {'µs/window':>9} {'F1':>6} {'points':>6}",
    ]
    lines += [
        f"{row.name:28} {row.size:8d} {row.deflated:8d} {row.latency_us:9.1f} {row.f1:6.3f} "
        f"{100 * (row.f1 - rows[0].f1):+6.1f}  {row.note}".rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def macro_f1(said: Sequence[str], truth: Sequence[str]) -> float:
    """Return the mean F1 over the classes that occur in truth."""
    spoken, real = np.asarray(said), np.asarray(truth)
    scores = []
    for name in sorted(set(truth)):
        hit = float(((spoken == name) & (real == name)).sum())
        scores.append(2 * hit / max(float((spoken == name).sum() + (real == name).sum()), 1.0))
    return float(np.mean(scores))


def binary_f1(strange: "Floats", faulty: "Floats") -> float:
    """Return F1 of calling windows strange."""
    said, real = np.asarray(strange, dtype=bool), np.asarray(faulty, dtype=bool)
    return float(2 * (said & real).sum() / max(said.sum() + real.sum(), 1))
