"""How ``models/causes.json`` was learned: a teacher, its pupil, made small, and what that cost.

Run by ``python tests/bench/learned.py --train FOLDER``.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import fleet

from models import causes
from models.calibrate import limit
from models.causes import HEALTHY
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
