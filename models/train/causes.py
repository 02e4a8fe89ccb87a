"""A net that names causes, learned without a teacher: what scikit-learn alone can do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.net import Net, from_sklearn, spread_of

if TYPE_CHECKING:
    from models.net import Floats


def named(
    rows: "Floats", causes: Sequence[str], *, hidden: Sequence[int] = (32, 16), seed: int = 0
) -> Net:
    """Learn which cause windows speak for; every cause weighs alike (by drawing it as often)."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    centre, spread = spread_of(rows)
    net = from_sklearn([], [], centre, spread)
    dice = np.random.default_rng(seed)
    truth = np.asarray(causes)
    classes, counts = np.unique(truth, return_counts=True)
    draws = [dice.choice(np.flatnonzero(truth == name), int(np.median(counts))) for name in classes]
    chosen = dice.permutation(np.concatenate(draws))
    model = MLPClassifier(
        hidden_layer_sizes=tuple(hidden), alpha=3e-2, max_iter=60, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(net.scaled(rows[chosen]), truth[chosen])
    learned = from_sklearn(model.coefs_, model.intercepts_, centre, spread)
    return replace(learned, ends="softmax", classes=tuple(str(name) for name in model.classes_))
