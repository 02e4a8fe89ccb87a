"""A learned model as a detector: a window goes in, how strange it is comes out."""

import math
from collections.abc import Sequence
from pathlib import Path

from models.errors import ModelError
from models.registry import Card, Registry
from models.runtime import Graph, check, session


class Learned:
    """Implements ``Detector`` by an ONNX graph with one output: 0 as usual, 1 the edge.

    It learns nothing while it runs; a window with an unknown number scores as the one before.
    """

    def __init__(self, graph: Graph, card: Card) -> None:
        self._graph, self.card = graph, card
        self._last = 0.0

    def update(self, t: float, x: Sequence[float]) -> float:
        """Score one window; raise ``ModelError`` where it is of another width."""
        import numpy as np

        row = np.asarray([x], dtype=np.float32)
        width = int(_setting(self.card, "width", len(x)))
        if row.shape[1] != width:
            raise ModelError(f"{self.card.name}: wants {width} numbers, got {row.shape[1]}")
        if np.isfinite(row).all():
            [score, *_] = self._graph.run(None, {"window": row})
            value = float(score[0, 0])
            self._last = value if math.isfinite(value) else self._last
        return self._last


def opened(registry: Registry, name: str, version: int = 0, *, root: Path = Path("/")) -> Learned:
    """Open a version (the working one by itself); raise ``ModelError`` with the cure."""
    card = registry.card(name, version)
    data = registry.read(card)
    check(data, f"{name} {card.version}")
    return Learned(session(data, f"{name} {card.version}", root=root), card)


def _setting(card: Card, key: str, otherwise: float) -> float:
    value = card.settings.get(key)
    return value if isinstance(value, float | int) else otherwise
