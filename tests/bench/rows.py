"""What a row of anyone's readings costs, and a minute of a machine nobody knows: µs of CPU.

``python tests/bench/rows.py``; the figures hold for the machine and the load they are taken under.
"""

import argparse
import math
import random
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from hub.core.codec import encode
from hub.faults.stream.column import Column
from hub.faults.stream.columns import Columns
from hub.faults.stream.power import Power
from hub.faults.stream.watch import StreamWatch

START, DAY = 1_709_251_200.0, 86_400.0
ROWS, TRAIN, PART, WEEKS = 8000, 3000, 250, 3


def _days(step, width, draw):
    rows = range(ROWS)
    times = [START + step * i for i in rows]
    wave = [3 * math.sin(2 * math.pi * t / DAY) for t in times]
    return times, [[wave[i] + draw.gauss(0, 1) for _ in range(width)] for i in rows]


def _cycles(draw):
    watts = [90.0 if i % 50 < 15 else 0.5 for i in range(ROWS)]
    return [START + 60 * i for i in range(ROWS)], [[w + draw.gauss(0, 0.05) + 0.3] for w in watts]


def _row(kind, times, rows):
    watch = kind.learned(times[:TRAIN], rows[:TRAIN]) if kind is not Columns else None
    watch = watch or kind.learned(rows[:TRAIN])
    took = []
    for first in range(TRAIN, ROWS, PART):
        began = process_time()
        for i in range(first, first + PART):
            watch.update(times[i], rows[i])
        took.append(1e6 * (process_time() - began) / PART)
    return f"{sum(took) / len(took):6.1f} µs (quickest {PART} rows {min(took):.1f})"


def _home(draw):
    watch, minutes = StreamWatch(), WEEKS * 7 * 1440
    watts = [8 + math.sin(2 * math.pi * i / 1440) + draw.gauss(0, 0.3) for i in range(minutes)]
    began = process_time()
    for i, value in enumerate(watts):
        watch.take("power", value, START + 60 * i)
        watch.look(START + 60 * i)
    return 1e6 * (process_time() - began) / minutes, len(encode(watch)) / 1000


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    draw = random.Random(1)
    print(f"power, a minute          {_row(Power, *_cycles(draw))}")
    print(f"eight columns, a row     {_row(Columns, *_days(1.0, 8, draw))}")
    print(f"any other column, a row  {_row(Column, *_days(300.0, 1, draw))}")
    micro, kept = _home(draw)
    print(f"a machine nobody knows, a minute {micro:.1f} µs, {kept:.0f} kB")


if __name__ == "__main__":
    main()
