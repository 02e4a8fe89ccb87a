"""Streams of numbers as servers, streets and sensors give them."""

import math
import random

START = 1_709_251_200.0  # 2024-03-01, midnight in UTC
STEP = 600.0


def daily(rows, seed=1):
    """A number with a day in it, one reading every ten minutes."""
    draw = random.Random(seed)
    day = 86_400 / STEP
    return [50 + 20 * math.sin(2 * math.pi * i / day) + draw.gauss(0, 1) for i in range(rows)]


def bench(rows, seed=1):
    """Four sensors of one machine, a reading a second."""
    draw = random.Random(seed)
    return [
        [draw.gauss(5, 0.2), draw.gauss(300, 4), draw.gauss(0.1, 0.01), draw.gauss(60, 1)]
        for _ in range(rows)
    ]


def times(rows, step=STEP):
    return [START + step * i for i in range(rows)]


def text(columns, rows, step=STEP):
    lines = [",".join(["timestamp", *columns])]
    for t, row in zip(times(len(rows), step), rows, strict=True):
        cells = ["" if math.isnan(value) else f"{value:.6g}" for value in row]
        lines.append(",".join([str(t), *cells]))
    return "\n".join(lines) + "\n"
