"""Traces for the bench of kinds: simulated machines, loads that are none of them, real days."""

import csv
import gzip
import math
import random
from datetime import UTC, datetime

import numpy as np

from hardware.simulated.appliances.traces import trace
from hub.core.entities import ApplianceKind
from models.machines import TABLE
from models.portrait import Portrait
from models.traits import traits

DAYS = (3, 7, 10)  # after which a machine is looked at
_START = 1_704_067_200.0
_REAL = {  # the folders' names say what was measured
    "refrigerator": "fridge",
    "fridge": "fridge",
    "washingmachine": "washer",
    "washing": "washer",
    "dishwasher": "dishwasher",
    "dryer": "dryer",
    "water": "water_heater",
}


def simulated(seeds):
    """Yield (kind, days, traits) of every kind of simulated machine; None: too little was seen."""
    for kind in TABLE:
        for seed in seeds:
            lived = trace(ApplianceKind(kind), seed, DAYS[-1])
            for days, found in seen(lived.t.tolist(), lived.power.tolist()):
                yield kind, days, found


def others(seeds):
    """Yield (``unknown``, days, traits) of loads that are no machine of the table.

    Two in three come and go at random in power, length, rests, hours and shape; the others are
    two machines behind one plug, neither of which draws more than three quarters.
    """
    for seed in seeds:
        watts = _anything(seed) if seed % 3 else _strip(seed)
        times = (_START + 60 * np.arange(len(watts))).tolist()
        for days, found in seen(times, watts.tolist()):
            yield "unknown", days, found


def real(folder):
    """Yield (name, kind, days, traits) of the healthy days of real machines."""
    for path in sorted([*folder.glob("tracebase/*/healthy*"), *folder.glob("power/*/healthy*")]):
        name = path.parent.name
        with gzip.open(path, "rt") as lines:
            rows = list(csv.reader(lines))[1:]
        times = [datetime.fromisoformat(row[0]).replace(tzinfo=UTC).timestamp() for row in rows]
        watts = [float(row[1]) if row[1] else math.nan for row in rows]
        last = len(rows) // 1440
        for days, found in seen(times, watts, {3, 7, last}):
            yield name, _REAL[name.split("_")[0]], days, found


def seen(times, watts, days=DAYS):
    """Yield (day, traits) of a minute trace, NaN for a missing minute."""
    portrait = Portrait()
    for row, (at, value) in enumerate(zip(times, watts, strict=True), start=1):
        portrait.take(None if value != value else value, at)
        if row % 1440 == 0 and row // 1440 in days:
            yield row // 1440, traits(portrait)


def _strip(seed):
    draw = random.Random(f"strip {seed}")
    while True:
        pair = [
            trace(ApplianceKind(kind), 1_000_000 + draw.randrange(100_000), DAYS[-1]).power
            for kind in draw.sample(sorted(TABLE), 2)
        ]
        sums = [float(np.nansum(one)) for one in pair]
        if 0.25 < sums[0] / max(sum(sums), 1.0) < 0.75:
            return pair[0] + pair[1]


def _anything(seed):
    draw, dice = random.Random(f"anything {seed}"), np.random.default_rng([seed, 9])
    watts = np.full(DAYS[-1] * 1440, float(draw.choice((0, 0, 0.3, 1, 2, 5))))
    power, on, off = 10 ** draw.uniform(0.5, 3.7), 10 ** draw.uniform(0, 2.6), draw.uniform(0.5, 3)
    spread, rests = draw.uniform(0.02, 1.3), draw.uniform(0.05, 1.5)
    shape = draw.choice((_wandering, _even, _stepping, _fading))
    first, span = draw.uniform(0, 24), draw.choice((24, 24, draw.uniform(2, 16)))
    minute = 0
    while True:
        minute += max(1, int(10**off * math.exp(rests * draw.gauss(0, 1))))
        if minute >= len(watts):
            return np.round(watts, 1)
        if (minute / 60 - first) % 24 > span:
            continue
        end = min(len(watts), minute + max(1, int(on * math.exp(spread * draw.gauss(0, 1)))))
        drawn = power * shape(end - minute, on, dice)
        watts[minute:end] += np.minimum(drawn * (1 + 0.01 * dice.standard_normal(len(drawn))), 9000)
        minute = end


def _even(count, _, __):
    return np.ones(count)


def _wandering(count, _, dice):
    return np.exp(0.5 * np.cumsum(dice.normal(0, 0.08, count)))


def _stepping(count, _, dice):
    return np.repeat(dice.uniform(0.05, 1, count // 7 + 1), 7)[:count]


def _fading(count, on, _):
    return np.exp(-np.arange(count) / max(on, 1) / 0.7)
