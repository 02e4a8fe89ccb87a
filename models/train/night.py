"""One night's learning for one appliance: choose a way, learn, set the limit, judge, write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.calibrate import limit
from models.compress.table import binary_f1
from models.errors import ModelError
from models.features import Grid
from models.registry import Card
from models.runtime import session
from models.split import blocked
from models.train.autoencoder import Autoencoder
from models.train.examples import Examples, examples
from models.train.fitted import Fitted, exported, verified
from models.train.forest import Forest
from models.train.pca import Pca

if TYPE_CHECKING:
    from models.net import Floats

BUDGET = 0.02  # share of healthy windows that may pass the edge
_BLOCKS = 3
_TRAIN, _VALIDATE = 12, 4  # windows: fewer teach nothing
Tell = Callable[[float, str], None]  # progress 0–1, what happens

WAYS: Mapping[str, Callable[["Floats"], Fitted]] = {
    "pca": Pca.learned,
    "forest": Forest.learned,
    "autoencoder": Autoencoder.learned,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A model's file, and its card but for the version."""

    data: bytes
    card: Card


def made(
    name: str, grid: Grid, *, way: str = "", at: float = 0.0, tell: Tell = lambda _p, _w: None
) -> Made:
    """Learn a model of an appliance from its grid; raise ``ModelError`` with what is missing.

    Without a ``way`` the one is taken that does best in blocked cross-validation on the first
    80 % of the time; the last 20 % judge, and are looked at once.
    """
    if way and way not in WAYS:
        raise ModelError(f"{way!r} is no way to learn; these are: {', '.join(WAYS)}")
    taught = examples(grid)
    parts = taught.split
    if len(parts.train) < _TRAIN or len(parts.validate) < _VALIDATE:
        raise ModelError(f"{name}: {len(taught.rows)} windows are too few to be split by time")
    way = way or _best(taught, [*parts.train, *parts.validate], tell)
    tell(0.6, f"learning ({way}) from {len(parts.train)} windows")
    fitted = WAYS[way](taught.rows[parts.train])
    edge = limit(fitted.raw(taught.rows[parts.validate]).tolist(), BUDGET)
    data = exported(fitted, edge)
    off = verified(data, fitted, edge, taught.rows)
    tell(0.9, f"limit by the {edge.rule} rule; the file differs by {off:.1e} at most")
    metrics = judged(data, taught, parts.test)
    return Made(
        data=data,
        card=Card(
            name=name,
            kind=way,
            made_at=at,
            made_by=f"{len(parts.train)} {taught.window} windows of this home",
            metrics=metrics | {"windows": float(len(taught.rows))},
            settings={
                "window": taught.window,
                "signals": list(taught.names),
                "width": float(taught.rows.shape[1]),
            },
        ),
    )


def judged(data: bytes, taught: Examples, which: Sequence[int]) -> dict[str, float]:
    """Return F1, recall and the share of healthy windows called strange, on these windows."""
    if not which:
        raise ModelError("no window is left to judge by")
    graph = session(data, "the model")
    healthy = taught.rows[which].astype(np.float32)
    faulty = taught.faulty(which).astype(np.float32)
    calm, loud = (graph.run(None, {"window": rows})[0][:, 0] > 1 for rows in (healthy, faulty))
    # as many healthy as faulty ones: F1 hangs on their proportion
    weight = len(loud) // len(calm)
    said = np.concatenate([np.repeat(calm, weight), loud])
    truth = np.concatenate([np.zeros(weight * len(calm)), np.ones(len(loud))])
    return {
        "f1": binary_f1(said, truth),
        "recall": float(loud.mean()),
        "false_alarms": float(calm.mean()),
    }


def _best(taught: Examples, which: Sequence[int], tell: Tell) -> str:
    """Return the way that tells broken from healthy windows best in the blocks held back."""
    times = [taught.times[i] for i in which]
    scores = {}
    for step, (way, learn) in enumerate(WAYS.items()):
        areas = []
        for train, test in blocked(times, blocks=_BLOCKS):
            fitted = learn(taught.rows[[which[i] for i in train]])
            held = [which[i] for i in test]
            areas.append(_area(fitted.raw(taught.rows[held]), fitted.raw(taught.faulty(held))))
        scores[way] = float(np.mean(areas))
        tell(0.2 * (step + 1), f"{way}: area under the curve {scores[way]:.3f}")
    return max(scores, key=scores.__getitem__)


def _area(healthy: "Floats", faulty: "Floats") -> float:
    """Return the chance that a broken window scores above a healthy one (Mann & Whitney)."""
    return float((faulty[:, None] > healthy[None, :]).mean())
