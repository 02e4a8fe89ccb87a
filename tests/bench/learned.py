"""What the learned part adds, what it costs, and how it was learned; everything on unseen homes.

Run: ``python tests/bench/learned.py [--homes 40] [--first-seed 700000]`` prints the table with and
without; ``--train FOLDER`` learns ``models/causes.json`` anew (the windows are kept in the folder)
and prints what distilling, pruning and int8 changed.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import fleet

from models import causes
from models.calibrate import limit
from models.causes import HEALTHY, Causes
from models.compress.int8 import quantised
from models.compress.prune import pruned
from models.compress.table import macro_f1, measured, told
from models.net import to_onnx

TRAINED, CHOSEN, UNSEEN = (40_000, 150), (90_000, 50), (700_000, 40)  # first home, homes
LAMBDAS = (0.12, 0.08, 0.05, 0.03, 0.0)
RATE = causes._RATE  # the evidence is held exactly as in the house
BUDGET = 0.1  # false alerts an appliance-year that the learned part may add
BLOCK = 60.0  # days


def seeds(part):
    first, count = part
    return list(range(first, first + count))


def f1_of(classes, truth):
    names = np.asarray(classes)
    return lambda out: macro_f1(names[out.argmax(axis=1)], truth)


def learn(folder):
    """Learn the nets of all kinds, print their tables, keep them."""
    kept = {}
    for kind in fleet.KINDS:
        x, y, _, _ = fleet.cached(kind, seeds(TRAINED), folder)
        kept[kind.value] = learn_one(kind, x, y, folder)
    causes.STORED.write_text(json.dumps(kept) + "\n")
    print(f"\n{causes.STORED.name}: {causes.STORED.stat().st_size / 1000:.1f} kB for all kinds")


def learn_one(kind, x, y, folder):
    from models.teacher.conv import taught
    from models.teacher.conv import to_onnx as teacher_to_onnx
    from models.teacher.distil import distilled
    from models.train.causes import named

    few = thinned(y)
    teacher = taught(x[few], y[few])
    small = distilled(teacher, x[few], y[few])
    alone = named(x[few], y[few])
    xv, yv, _, runs = fleet.cached(kind, seeds(CHOSEN), folder)
    light, lam, ratio = boldest(small, xv, yv)
    final = quantised(light)
    xt, yt, _, _ = fleet.cached(kind, seeds((UNSEEN[0] - 50_000, UNSEEN[1])), folder)
    f1 = f1_of(teacher.classes, yt)
    print(f"\n{kind}: {len(few)} windows of {TRAINED[1]} homes; {len(xt)} windows of unseen homes")
    rows = [
        measured("teacher, convolutional", teacher_to_onnx(teacher), xt, f1),
        measured("small one, no teacher", to_onnx(alone), xt, f1_of(alone.classes, yt)),
        measured("small one, distilled", to_onnx(small), xt, f1),
        measured("… and pruned", to_onnx(light), xt, f1, f"λ {lam:g}, {ratio:.0%} zeros"),
        measured("… distilled, int8", to_onnx(quantised(small)), xt, f1),
        measured("… pruned and int8 (kept)", to_onnx(final), xt, f1),
    ]
    print(told(rows))
    edge = edge_of(final, xv, yv, runs)
    print(f"edge of the evidence: {edge:.2f}")
    return causes.packed(final, edge)


def thinned(y):
    """Return windows to learn from: every third healthy one."""
    healthy = np.flatnonzero(y == HEALTHY)[::3]
    return np.sort(np.concatenate([healthy, np.flatnonzero(y != HEALTHY)]))


def boldest(net, x, y):
    """Return the net pruned as much as costs at most half a point on the homes chosen by."""
    f1 = f1_of(net.classes, y)
    best = f1(net.run(x))
    for lam in LAMBDAS:
        light, ratio = pruned(net, lam)
        if f1(light.run(x)) >= best - 0.005:
            break
    return light, lam, ratio


def edge_of(net, x, y, runs):
    """Return the edge that healthy homes pass once in ten years, by the worst of 60 days each."""
    shares = net.run(x)[:, net.classes.index(HEALTHY)]
    worst = []
    for run in np.unique(runs[y == HEALTHY]):
        held = evidence(shares[(runs == run) & (y == HEALTHY)])
        days = np.cumsum(1 / pace(x[(runs == run) & (y == HEALTHY)]))
        worst += [held[days // BLOCK == block].max() for block in np.unique(days // BLOCK)]
    return limit(worst, BUDGET * BLOCK / 365).edge


def pace(x):
    """Return cycles a day, as the last number of a window has it."""
    return np.maximum(np.expm1(x[:, -1]), 0.05)


def evidence(shares):
    held, out = 0.0, []
    for share in shares:
        held += RATE * (causes._log_odds(1 - share) - held)
        out.append(held)
    return np.asarray(out)


@dataclass
class Tally:
    """What came of many runs."""

    years: float = 0.0
    false: int = 0
    runs: dict = field(default_factory=dict)

    def note(self, run, alert):
        found = self.runs.setdefault((run.fault, run.severity), [0, 0, 0, []])
        found[0] += 1
        if alert is not None:
            found[1] += 1
            found[2] += alert[1] == run.fault
            found[3].append(alert[0])


class Learned:
    """The learned part alone: cycles in, alerts out."""

    def __init__(self, kind):
        self.causes, self.on = Causes(kind=kind.value), False

    def take(self, at, power):
        """Return the cause where an alert begins."""
        opinion = self.causes.take(power, at)
        if opinion is None:
            return None
        began = opinion.strange > 1 and not self.on
        self.on = opinion.strange > (0.5 if self.on else 1.0)
        return opinion.cause if began else None


class Statistics:
    """Statistics alone: energy, minutes, peak and minutes at full load of the nearest usual cycles.

    Each is a two-sided CUSUM of its residual in units of its own spread (Page 1954), as simple
    cycle monitors have it; the cause is the first number that shifts.
    """

    NAMES = ("energy", "minutes", "peak", "full")

    def __init__(self, kind):
        self.usual, self.sums, self.kind, self.on = [], np.zeros((2, 4)), kind, False

    def take(self, at, power):
        watts = np.asarray(power)
        full = (watts > watts.max() / 2).sum()
        row = np.log([watts.sum() / 60, len(watts), watts.max(), full + 1.0])
        if len(self.usual) < 16:
            self.usual.append(row)
            return None
        usual = np.asarray(self.usual)
        near = np.argsort(np.abs(usual - row).sum(axis=1))[:3]
        spread = np.maximum(residuals(usual).std(axis=0), 0.02)
        z = np.clip((row - usual[near].mean(axis=0)) / spread, -3, 3)
        self.sums = np.maximum(self.sums + np.stack([z, -z]) - 0.5, 0)
        began = self.sums.max() > 9 and not self.on
        self.on = self.sums.max() > (4 if self.on else 9)
        if self.sums.max() < 3:
            self.usual = [*self.usual, row][-40:]
        return self.named(*np.unravel_index(self.sums.argmax(), (2, 4))) if began else None

    def named(self, side, number):
        if side == 0:
            scaled = "clogged_filter" if self.kind == "dryer" else "heater_scaled"
            return {0: scaled, 1: "drain_blocked", 2: "unknown", 3: scaled}[number]
        return {0: "heater_dead", 1: "drain_blocked", 2: "heater_dead", 3: "heater_dead"}[number]


def residuals(usual):
    apart = np.abs(usual[:, None] - usual[None]).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    return usual - usual[np.argsort(apart, axis=1)[:, :3]].mean(axis=1)


def live(kind, homes, make):
    """Return the tally of a watch over homes: a healthy year each, and each fault after 90 days."""
    tally = Tally()
    for home in homes:
        lead = random.Random(f"lead {home}").choice((90, 200, 365))
        healthy, *broken = fleet.runs(kind, home, lead=lead)
        watch = make(kind)
        for at, power in healthy.cycles:
            tally.false += watch.take(at, power) is not None
        tally.years += lead / 365
        frozen = json.dumps(state(watch))
        for run in broken:
            watch = revived(make(kind), frozen)
            tally.note(run, first_alert(watch, run))
    return tally


def state(watch):
    """Return all that a watch remembers, as plain values."""
    if isinstance(watch, Statistics):
        return {"usual": np.asarray(watch.usual).tolist(), "sums": watch.sums.tolist()}
    known = watch.causes.signatures
    return {
        "signatures": {name: getattr(known, name) for name in known.__dataclass_fields__},
        "evidence": watch.causes.evidence,
        "shares": watch.causes.shares,
    }


def revived(watch, frozen):
    held = json.loads(frozen)
    if isinstance(watch, Statistics):
        watch.usual = [np.asarray(row) for row in held["usual"]]
        watch.sums = np.asarray(held["sums"])
        return watch
    for name, value in held["signatures"].items():
        setattr(watch.causes.signatures, name, value)
    watch.causes.evidence, watch.causes.shares = held["evidence"], held["shares"]
    return watch


def first_alert(watch, run):
    for at, power in run.cycles:
        cause = watch.take(at, power)
        if cause is not None:
            return (at - run.broken_at) / 86_400, cause
    return None


def compare(homes):
    """Print recall, delay, naming and false alerts with and without the learned part."""
    for kind in fleet.KINDS:
        print(f"\n{kind}, {len(homes)} unseen homes")
        for name, make in (("statistics alone", Statistics), ("learned", Learned)):
            tally = live(kind, homes, make)
            rate = tally.false / tally.years
            print(f"  {name}: {tally.false} false alerts in {tally.years:.0f} years ({rate:.2f})")
            for (fault, severity), (runs, found, right, days) in sorted(tally.runs.items()):
                delay = f"{np.median(days):5.1f} d" if days else "    –  "
                print(
                    f"    {fault:16} {severity:9} recall {found / runs:.2f}  named right "
                    f"{right / max(found, 1):.2f}  median delay {delay}"
                )


def cost():
    """Print what a cycle costs, and how large everything is for 30 appliances."""
    kind = fleet.KINDS[0]
    watch = Causes(kind=kind.value)
    cycles = fleet.runs(kind, 1, lead=150)[0].cycles
    took = []
    for at, power in cycles:
        began = perf_counter()
        watch.take(power, at)
        took.append(perf_counter() - began)
    kept = json.dumps(state(type("W", (), {"causes": watch})()))
    model = causes.model_of(kind.value)
    window = [0.0] * len(model._net.centre)
    began = perf_counter()
    for _ in range(1000):
        model.shares(window)
    print(f"\na cycle: {1e6 * np.median(took):.0f} µs in all; ", end="")
    print(f"the net {1e3 * (perf_counter() - began):.0f} µs a window")
    print(f"remembered of an appliance: {len(kept) / 1000:.1f} kB; ", end="")
    print(f"nets of all kinds {causes.STORED.stat().st_size / 1000:.1f} kB")


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--homes", type=int, default=UNSEEN[1])
    words.add_argument("--first-seed", type=int, default=UNSEEN[0])
    words.add_argument("--train", type=Path, metavar="FOLDER")
    args = words.parse_args()
    if args.train:
        learn(args.train)
        causes._stored.cache_clear()
        causes.model_of.cache_clear()
    compare(range(args.first_seed, args.first_seed + args.homes))
    cost()


if __name__ == "__main__":
    main()
