"""How well the kind of an appliance is guessed from its power; and the fit of what is learned.

Run: ``python tests/bench/kinds.py [machines a kind [first seed]]``, a few minutes. With ``--fit``
it makes ``models/kinds.json`` from 60 simulated machines a kind and 300 other loads first; never
from real days, nor from the seeds that are judged.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from kinds_seen import others, real, simulated

from models.kinds import FAMILIES, LEARNED, UNKNOWN, Kinds, suggestion
from models.machines import TABLE

FIT, JUDGED = 400_000, 800_000  # first seeds
BLUR = 0.4  # deviations that traits of real machines may be off the simulated ones


def fit():
    """Write what is learned: a logistic regression on traits, blurred against too much trust."""
    from sklearn.linear_model import LogisticRegression

    examples = [one for one in simulated(range(FIT, FIT + 60)) if one[2]]
    examples += [one for one in others(range(300)) if one[2]]
    names = list(examples[0][2])
    rows = np.array([[found[name] for name in names] for _, _, found in examples])
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scaled, dice = (rows - means) / scales, np.random.default_rng(0)
    blurred = [scaled] + [scaled + BLUR * dice.standard_normal(scaled.shape) for _ in range(3)]
    kinds = np.tile([kind for kind, _, _ in examples], 4)
    line = LogisticRegression(C=0.05, max_iter=200, class_weight="balanced")
    line.fit(np.vstack(blurred), kinds)
    learned = {
        "traits": names,
        "means": means.round(4).tolist(),
        "scales": scales.round(4).tolist(),
        "kinds": {
            kind: [round(constant, 3), *np.round(weights, 3).tolist()]
            for kind, constant, weights in zip(
                line.classes_.tolist(), line.intercept_.tolist(), line.coef_, strict=True
            )
        },
    }
    LEARNED.write_text(json.dumps(learned) + "\n", encoding="utf-8")
    print(f"{LEARNED.name}: {LEARNED.stat().st_size} bytes from {len(examples)} examples")


def said(kinds, found):
    """Return the kind that is suggested; "too little" or "unknown" where none is."""
    if found is None:
        return "too little"
    suggested = suggestion(kinds.of_traits(found))
    return suggested.kind if suggested else UNKNOWN


def judge(examples):
    """Print what is said of each kind, and the shares right, wrong and silent."""
    kinds, counts = Kinds(), {}
    for kind, days, found in examples:
        counts.setdefault((days, kind), Counter())[said(kinds, found)] += 1
    for days in sorted({days for days, _ in counts}):
        print(f"\nafter {days} days")
        sums = Counter()
        for kind in TABLE:
            told = counts.get((days, kind), Counter())
            kin = next((family for family in FAMILIES if kind in family), {kind})
            right = sum(count for name, count in told.items() if name in kin)
            silent = told["too little"] + told[UNKNOWN]
            sums += Counter(
                all=told.total(),
                right=right,
                exact=told[kind],
                silent=silent,
                blind=told["too little"],
            )
            print(f"  {kind:16}{', '.join(f'{name} {n}' for name, n in told.most_common())}")
        shares = {name: sums[name] / max(sums["all"], 1) for name in ("right", "exact", "silent")}
        wrong = 1 - shares["right"] - shares["silent"]
        print(
            f"  right (kin count) {shares['right']:.1%}, the very kind {shares['exact']:.1%}, "
            f"wrong {wrong:.1%}, silent {shares['silent']:.1%} "
            f"(too little seen {sums['blind'] / max(sums['all'], 1):.1%})"
        )
        strange = counts.get((days, UNKNOWN), Counter())
        if strange:
            named = strange.total() - strange["too little"] - strange[UNKNOWN]
            print(f"  other loads that are given a kind: {named} of {strange.total()}")


def judge_real(folder):
    """Print what is said of each real machine."""
    kinds = Kinds()
    print("\nreal machines")
    for name, kind, days, found in real(folder):
        first = kinds.of_traits(found)[:2] if found else ()
        likely = ", ".join(f"{one.kind} {one.probability:.2f}" for one in first)
        print(f"  {name:18}{kind:14}{days:3} days  {said(kinds, found):14}{likely}")


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("machines", type=int, nargs="?", default=25, help="of each kind")
    words.add_argument("first_seed", type=int, nargs="?", default=JUDGED)
    words.add_argument("--fit", action="store_true", help="make models/kinds.json first")
    args = words.parse_args()
    if args.fit:
        fit()
    seeds = range(args.first_seed, args.first_seed + args.machines)
    judge([*simulated(seeds), *others(range(args.first_seed, args.first_seed + 5 * args.machines))])
    folder = Path(os.environ.get("TOMTE_DATA", "../shared/data")) / "faults"
    if folder.is_dir():
        judge_real(folder)


if __name__ == "__main__":
    main()
