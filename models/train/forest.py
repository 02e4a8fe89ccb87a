"""An isolation forest (Liu et al., ICDM 2008), as one tree ensemble in ONNX."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from models.onnx_file import Draft

if TYPE_CHECKING:
    from sklearn.ensemble import IsolationForest

    from models.net import Floats

_EULER = 0.5772156649015329


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees that part rows at random: what is parted off early is strange."""

    forest: "IsolationForest"

    @classmethod
    def learned(cls, rows: "Floats", *, seed: int = 0, trees: int = 60) -> Self:
        """Learn from healthy rows."""
        from sklearn.ensemble import IsolationForest

        forest = IsolationForest(n_estimators=trees, random_state=seed)
        return cls(forest.fit(rows.astype(np.float32)))

    @property
    def width(self) -> int:
        """Numbers a row."""
        return int(self.forest.n_features_in_)

    def raw(self, rows: "Floats") -> "Floats":
        """Return ``2^(-E[depth]/c(n))``."""
        scores: Floats = -self.forest.score_samples(rows.astype(np.float32))
        return scores

    def draw(self, draft: Draft) -> str:
        """Put the forest into a graph: mean depth, then the power of two."""
        nodes: dict[str, list[Any]] = {name: [] for name in _NODES}
        for number, tree in enumerate(self.forest.estimators_):
            _grow(nodes, number, tree.tree_)
        depth = draft.apply(
            "TreeEnsembleRegressor",
            draft.source,
            domain="ai.onnx.ml",
            n_targets=1,
            aggregate_function="AVERAGE",
            post_transform="NONE",
            **nodes,
        )
        unit = -float(np.log(2.0)) / _path(float(self.forest.max_samples_))
        rate = draft.constant(np.array([[unit]], dtype=np.float32))
        return draft.apply("Exp", draft.apply("Mul", depth, rate))


_NODES = (
    "nodes_treeids",
    "nodes_nodeids",
    "nodes_featureids",
    "nodes_values",
    "nodes_modes",
    "nodes_truenodeids",
    "nodes_falsenodeids",
    "target_treeids",
    "target_nodeids",
    "target_ids",
    "target_weights",
)


def _grow(nodes: dict[str, list[Any]], number: int, tree: Any) -> None:  # noqa: ANN401 - Cython
    depths = {0: 0}
    for node in range(tree.node_count):
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        is_leaf = left < 0
        values = {
            "nodes_treeids": number,
            "nodes_nodeids": node,
            "nodes_featureids": 0 if is_leaf else int(tree.feature[node]),
            "nodes_values": 0.0 if is_leaf else _below(float(tree.threshold[node])),
            "nodes_modes": "LEAF" if is_leaf else "BRANCH_LEQ",
            "nodes_truenodeids": 0 if is_leaf else left,
            "nodes_falsenodeids": 0 if is_leaf else right,
        }
        for name, value in values.items():
            nodes[name].append(value)
        if is_leaf:
            weight = depths[node] + _path(float(tree.n_node_samples[node]))
            ends = (number, node, 0, weight)
            for name, value in zip(_NODES[7:], ends, strict=True):
                nodes[name].append(value)
        else:
            depths[left] = depths[right] = depths[node] + 1


def _below(threshold: float) -> float:
    """Return the largest 32-bit float that is not above: so both part alike."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))


def _path(count: float) -> float:
    """Return the mean depth at which so many rows are parted (c(n) of the paper)."""
    if count <= 1:
        return 0.0
    if count <= 2:
        return 1.0
    return 2.0 * (float(np.log(count - 1.0)) + _EULER) - 2.0 * (count - 1.0) / count
