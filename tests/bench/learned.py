"""What the learned part adds to the rules, and what it costs; everything on homes nobody tuned on.

Run: ``python tests/bench/learned.py [--homes 20] [--first-seed 810000]`` prints the table with and
without; ``--train FOLDER`` learns ``models/causes.json`` anew (the windows are kept in the folder)
and prints what distilling, pruning and int8 changed; ``--homes 0`` prints the cost alone.
"""

import argparse
import copy
import importlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import fleet

from hub.core import codec
from hub.faults.learned import BELIEF, GREY, Advised
from hub.faults.started.judge import Judge
from hub.faults.started.traits import run_of
from hub.faults.watch import Found
from models import causes
from models.causes import Causes

LEADS = (90, 150, 300)  # healthy days before the faults, home by home
APPLIANCES = 30


@dataclass
class Tally:
    """What came of many runs: of each fault (runs, found, named right, days until found)."""

    false: int = 0
    runs: dict = field(default_factory=dict)

    def note(self, run, told):
        found = self.runs.setdefault((run.fault, run.severity), [0, 0, 0, []])
        found[0] += 1
        if told is not None:
            found[1] += 1
            found[2] += told[1] == run.fault
            found[3].append(told[0])


class Pair:
    """The rules and the net over the same programmes; three ways to speak of them."""

    WAYS = ("rules alone", "rules and net", "net alone")

    def __init__(self, kind):
        self.kind, self.net = kind, Causes(kind=kind.value)
        self.alone, self.helped = Judge(), Judge()
        self.opinion, self.loud = None, False

    def take(self, at, power):
        """Take a programme in; return what each way says now: a cause, or nothing."""
        self.opinion = self.net.take(power, at)
        return self._rules(self.alone, at, power), self._both(at, power), self._alone()

    def _rules(self, judge, at, power):
        run = run_of(at + 60 * len(power), sum(power) / 60, power, judge.runs)
        return name_of(judge.take(self.kind, run))

    def _both(self, at, power):
        """Say what the rules say, or what both see half-way, as ``Advised`` does."""
        said = self._rules(self.helped, at, power)
        if said or self.opinion is None or self.opinion.strange < BELIEF:
            return said
        return name_of(self.helped.suspect(self.kind, self.opinion.cause, GREY))

    def _alone(self):
        strange = self.opinion.strange if self.opinion else 0.0
        begins = strange > 1 and not self.loud
        self.loud = strange > (0.5 if self.loud else 1.0)
        return self.opinion.cause if begins else ""


def name_of(told):
    return told.finding.kind.value if isinstance(told, Found) else ""


def live(kind, homes):
    """Return a tally for each way, and the healthy years."""
    tallies, years = [Tally() for _ in Pair.WAYS], 0.0
    for index, home in enumerate(homes):
        lead = LEADS[index % len(LEADS)]
        healthy, *broken = fleet.runs(kind, home, lead=lead)
        pair = Pair(kind)
        for at, power in healthy.cycles:
            for tally, said in zip(tallies, pair.take(at, power), strict=True):
                tally.false += bool(said)
        years += lead / 365
        for run in broken:
            for tally, told in zip(tallies, first(copy.deepcopy(pair), run), strict=True):
                tally.note(run, told)
    return tallies, years


def first(pair, run):
    """Return for each way its first word of a broken machine: (days, cause)."""
    told = [None] * len(Pair.WAYS)
    for at, power in run.cycles:
        for way, said in enumerate(pair.take(at, power)):
            if said and told[way] is None:
                told[way] = ((at - run.broken_at) / 86_400, said)
    return told


def compare(homes, kinds):
    """Print recall, delay, naming and false alerts with and without the learned part."""
    for kind in (kind for kind in fleet.KINDS if not kinds or kind.value in kinds):
        tallies, years = live(kind, homes)
        print(f"\n{kind}: {len(homes)} unseen homes, {years:.1f} healthy years")
        print(f"{'':26}", *(f"{way:>26}" for way in Pair.WAYS))
        alerts = (f"{tally.false:3d} ({tally.false / years:.2f} a year)" for tally in tallies)
        print(f"{'false alerts':26}", *(f"{words:>26}" for words in alerts))
        for fault in sorted(tallies[0].runs):
            cells = (cell(tally.runs[fault]) for tally in tallies)
            print(f"{' '.join(fault):26}", *(f"{words:>26}" for words in cells), flush=True)
    print("\na cell: recall, share named right, median days until told")


def cell(found):
    runs, told, right, days = found
    middle = f"{np.median(days):4.1f}" if days else "   –"
    return f"{told / runs:.2f}  {right / max(told, 1):.2f}  {middle} d"


def cost():
    """Print what a programme costs, and how large everything is for 30 appliances."""
    importlib.import_module("onnxruntime")
    causes.model_of.cache_clear()
    kind = fleet.KINDS[0]
    watch, took = Advised.of(kind), []
    for at, power in fleet.runs(kind, 1, lead=150)[0].cycles:
        began = perf_counter()
        watch.causes.take(power, at)
        took.append(perf_counter() - began)
    model = causes.model_of(kind.value)
    window = [0.0] * len(model.net.centre)
    alone = []
    for _ in range(1000):
        began = perf_counter()
        model.shares(window)
        alone.append(perf_counter() - began)
    print(f"\nthe net: {1e6 * np.median(alone):.0f} µs a window; ", end="")
    print(f"with the window made of a programme {1e6 * np.median(took):.0f} µs (median)")
    nets, kept = causes.STORED.stat().st_size, len(codec.encode(watch.causes))
    print(f"nets of all kinds {nets / 1000:.1f} kB; remembered of a machine {kept / 1000:.1f} kB")
    print(f"for {APPLIANCES} such machines {(nets + APPLIANCES * kept) / 1e6:.2f} MB")


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--homes", type=int, default=20, help="of each kind")
    words.add_argument("--first-seed", type=int, default=810_000)
    words.add_argument("--kinds", nargs="*", default=(), metavar="KIND")
    words.add_argument("--train", type=Path, metavar="FOLDER")
    args = words.parse_args()
    if args.train:
        import learning

        learning.learn(args.train)
        causes._stored.cache_clear()
        causes.model_of.cache_clear()
    if args.homes:
        compare(range(args.first_seed, args.first_seed + args.homes), args.kinds)
    cost()


if __name__ == "__main__":
    main()
