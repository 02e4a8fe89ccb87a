"""How often the watches are wrong on simulated machines nobody tuned them on, and what they cost.

``python tests/bench/faults.py`` is a trial of two minutes; ``--proof`` is the whole proof on fresh
seeds: 50 healthy years a kind, 30 runs a class of fault and severity (below an hour on two cores).
``--public`` scores the public sets beside the published tables, ``--cost`` what it all costs.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from hardware.simulated.appliances.breaks import BREAKS
from hub.core.entities import ApplianceKind
from hub.faults.watches import watch_of
from tests.bench.proof.lives import YEAR, broken, cases, healthy
from tests.bench.proof.tables import fault_rows, healthy_rows, summary, told

PROOF = {"years": 50.0, "runs": 30, "seed": 100_000, "jobs": os.cpu_count() or 1}
FAULTS_FROM = 500  # seeds of fault runs lie beyond those of healthy lives


def tasks(kinds, *, years, runs, seed, without=()):
    """Yield what is to be lived, longest first: callables that return lists of lives."""
    for kind in kinds:
        left = round(years * YEAR)
        for number in range(-(-left // YEAR)):
            days = min(YEAR, left - number * YEAR)
            yield partial(_one, kind, seed + number, days, without)
    for kind in kinds:
        for group in cases(kind):
            for number in range(runs):
                yield partial(broken, kind, seed + FAULTS_FROM + number, group, without=without)


def _one(kind, seed, days, without):
    return [healthy(kind, seed, days, without)]


def lived(work, jobs, say=lambda done, of: None):
    """Return all lives of all tasks."""
    work, lives = list(work), []
    if jobs <= 1:
        for done, task in enumerate(work, 1):
            lives += task()
            say(done, len(work))
        return lives
    with ProcessPoolExecutor(jobs) as workers:
        waiting = [workers.submit(task) for task in work]
        for done, future in enumerate(as_completed(waiting), 1):
            lives += future.result()
            say(done, len(work))
    return lives


def report(kinds, *, jobs=1, say=lambda done, of: None, **settings):
    """Return everything the tables show."""
    watched = [kind for kind in kinds if watch_of(kind) is not None]
    lives = lived(tasks(watched, **settings), jobs, say)
    order = {str(kind): at for at, kind in enumerate(kinds)}
    lives.sort(key=lambda life: (order[life.kind], life.seed))
    rows = fault_rows([life for life in lives if hasattr(life, "fault")])
    rows.sort(key=lambda row: (order[row["kind"]], row["fault"], row["severity"]))
    return {
        "healthy": healthy_rows([life for life in lives if not hasattr(life, "fault")]),
        "faults": rows,
        "all": summary(rows),
        "unwatched": [str(kind) for kind in kinds if kind not in watched],
        "settings": {**settings, "kinds": [str(kind) for kind in kinds]},
    }


def main():
    args = _asked()
    if args.cost:
        from tests.bench.proof.cost import costs

        for line in costs(args.kind or list(BREAKS)):
            print(line)
        return
    if args.public:
        from tests.bench.proof.public import scored

        for line in scored():
            print(line)
        return
    began = perf_counter()
    result = report(
        args.kind or list(BREAKS),
        years=args.years,
        runs=args.runs,
        seed=args.seed,
        without=tuple(args.without),
        jobs=args.jobs,
        say=_progress,
    )
    result["minutes"] = round((perf_counter() - began) / 60, 1)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for line in told(result):
        print(line)
    print(f"seeds from {args.seed}, {result['minutes']} minutes, {args.jobs} processes")


def _progress(done, of):
    if sys.stderr.isatty():
        print(f"\r{done} of {of} lives", end="\n" if done == of else "", file=sys.stderr)


def _asked():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--proof", action="store_true", help="the whole proof, on fresh seeds")
    words.add_argument("--quick", action="store_true", help="two minutes (as without words)")
    words.add_argument("--years", type=float, help="healthy years a kind")
    words.add_argument("--runs", type=int, help="runs a class of fault and severity")
    words.add_argument("--seed", type=int, help="the first seed (below 1000 while tuning)")
    words.add_argument("--jobs", type=int, help="processes")
    words.add_argument("--kind", type=ApplianceKind, action="append", choices=list(BREAKS))
    words.add_argument(
        "--without",
        action="append",
        default=[],
        choices=["temperature", "ambient", "command"],
        help="a signal that the household has not",
    )
    words.add_argument("--json", action="store_true", help="print everything as JSON")
    words.add_argument("--cost", action="store_true", help="what it costs a reading, and to keep")
    words.add_argument("--public", action="store_true", help="the public sets in TOMTE_DATA")
    args = words.parse_args()
    quick = {"years": 0.25, "runs": 1, "seed": 1, "jobs": 1}
    for name, value in (PROOF if args.proof else quick).items():
        if getattr(args, name) is None:
            setattr(args, name, value)
    return args


if __name__ == "__main__":
    main()
