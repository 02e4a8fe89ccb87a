"""A small dense network: what is trained, pruned and made small, and the ONNX graph of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from models.onnx_file import Draft

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.floating]
    Bytes = NDArray[numpy.int8]

FAR = 12.0  # spreads: what lies farther counts as this


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """``x @ weights + bias``; ``weights`` has a row an input.

    Where ``scale`` is given, the weights are stored as int8, ``weights = int8 * scale`` by column.
    """

    weights: "Floats"
    bias: "Floats"
    scale: "Floats | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """Scaled inputs through ReLU layers; the last is plain, or softmax over classes.

    ``centre`` and ``spread`` were learned on the training part only.
    """

    centre: "Floats"
    spread: "Floats"
    layers: tuple[Layer, ...]
    ends: Literal["plain", "softmax"] = "plain"
    classes: tuple[str, ...] = field(default=())

    def scaled(self, rows: "Floats") -> "Floats":
        """Return rows in spreads from the centre."""
        import numpy as np

        scaled: Floats = np.clip((rows - self.centre) / self.spread, -FAR, FAR)
        return scaled

    def run(self, rows: "Floats") -> "Floats":
        """Return what comes out of rows, without onnxruntime."""
        import numpy as np

        value = self.scaled(np.asarray(rows, dtype=np.float64))
        for layer in self.layers[:-1]:
            value = np.maximum(value @ layer.weights + layer.bias, 0.0)
        value = value @ self.layers[-1].weights + self.layers[-1].bias
        if self.ends == "plain":
            return value
        odds = np.exp(value - value.max(axis=1, keepdims=True))
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares


def draw(net: Net, draft: Draft) -> tuple[str, str]:
    """Put a net into a graph; return the names of its scaled input and of its output."""
    import numpy as np

    scaled = scale(draft, net.centre, net.spread)
    value = scaled
    for at, layer in enumerate(net.layers):
        product = draft.apply("MatMul", value, _weights(draft, layer))
        value = draft.apply("Add", product, draft.constant(layer.bias.astype(np.float32)))
        if at < len(net.layers) - 1:
            value = draft.apply("Relu", value)
    if net.ends == "softmax":
        value = draft.apply("Softmax", value, axis=1)
    return scaled, value


def scale(draft: Draft, centre: "Floats", spread: "Floats") -> str:
    """Bring what goes into a graph to spreads from the centre, none farther than ``FAR``."""
    import numpy as np

    off = draft.apply("Sub", draft.source, draft.constant(centre.astype(np.float32)))
    units = draft.apply("Div", off, draft.constant(spread.astype(np.float32)))
    ends = [draft.constant(np.array(end, dtype=np.float32)) for end in (-FAR, FAR)]
    return draft.apply("Clip", units, *ends)


def _weights(draft: Draft, layer: Layer) -> str:
    import numpy as np

    if layer.scale is None:
        return draft.constant(layer.weights.astype(np.float32))
    small = np.round(layer.weights / layer.scale).astype(np.int8)
    units = draft.constant(layer.scale.astype(np.float32))
    return draft.apply("DequantizeLinear", draft.constant(small), units, axis=1)


def to_onnx(net: Net, name: str = "shares") -> bytes:
    """Return a net as an ONNX file of one output."""
    draft = Draft(width=len(net.centre))
    _, out = draw(net, draft)
    return draft.finished({name: (out, len(net.layers[-1].bias))})


def spread_of(rows: "Floats") -> tuple["Floats", "Floats"]:
    """Return centre and spread (mean, standard deviation) of rows; a constant column counts 1."""
    import numpy as np

    centre: Floats = rows.mean(axis=0)
    deviation = rows.std(axis=0)
    least = np.maximum(np.abs(centre) * 1e-3, 1e-6)
    spread: Floats = np.where(deviation > least, deviation, np.maximum(np.abs(centre) * 0.05, 1e-3))
    return centre, spread


def from_sklearn(
    weights: Sequence["Floats"], biases: Sequence["Floats"], centre: "Floats", spread: "Floats"
) -> Net:
    """Return a net of scikit-learn's ``coefs_`` and ``intercepts_`` (ReLU between)."""
    layers = tuple(Layer(weights=w, bias=b) for w, b in zip(weights, biases, strict=True))
    return Net(centre=centre, spread=spread, layers=layers)
