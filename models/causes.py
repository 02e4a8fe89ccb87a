"""Names what is wrong with a machine from its latest cycles, or says that it is as usual.

The nets of the kinds were learned from simulated homes (``tests/bench/learned.py --train``),
distilled and made small; they are stored as int8, deflated, in a small JSON file.
"""

import base64
import contextlib
import json
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from models.errors import ModelError
from models.net import Layer, Net, to_onnx
from models.runtime import Graph, session
from models.signature import Signatures

if TYPE_CHECKING:
    from models.net import Bytes, Floats

STORED = Path(__file__).with_name("causes.json")
HEALTHY = "healthy"


class Kept(TypedDict):
    """A net in the file; weights are int8, deflated, in base64, scaled by column."""

    classes: list[str]
    edge: float
    centre: list[float]
    spread: list[float]
    layers: list["KeptLayer"]


class KeptLayer(TypedDict):
    """A layer in the file."""

    inputs: int
    weights: str
    scale: list[float]
    bias: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a window speaks for: ``strange`` 1 at the edge, ``cause`` the likeliest fault.

    ``probability`` is that fault's among all faults.
    """

    strange: float
    cause: str
    probability: float


@dataclass(slots=True, kw_only=True)
class Causes:
    """One machine's learned watch: takes whole cycles, tells an opinion from the 16th on."""

    kind: str
    signatures: Signatures = field(default_factory=Signatures)
    evidence: float = 0.0
    shares: list[float] = field(default_factory=list)

    def take(self, power: Sequence[float], at: float) -> Opinion | None:
        """Take a cycle (W a minute) that began at ``at``; ``None`` while too little is known."""
        model = model_of(self.kind)
        if model is None:
            return None
        window = self.signatures.take(power, at, strange=self.evidence > model.edge / 2)
        if not window:
            return None
        shares = model.shares(window)
        return self._weigh(model, shares)

    def _weigh(self, model: "Model", shares: list[float]) -> Opinion:
        odds = _log_odds(1 - shares[model.classes.index(HEALTHY)])
        self.evidence += _RATE * (odds - self.evidence)
        held = self.shares or shares
        self.shares = [
            round(old + _RATE * (new - old), 5) for old, new in zip(held, shares, strict=True)
        ]
        faults = {
            name: share
            for name, share in zip(model.classes, self.shares, strict=True)
            if name != HEALTHY
        }
        cause = max(faults, key=faults.__getitem__)
        return Opinion(
            strange=max(self.evidence / model.edge, 0.0),
            cause=cause,
            probability=faults[cause] / max(sum(faults.values()), 1e-9),
        )

    def knows(self, cause: str) -> bool:
        """Whether the net of this kind was taught this fault."""
        model = model_of(self.kind)
        return model is not None and cause in model.classes

    def calm(self) -> None:
        """Begin to judge anew, as after a repair; what is usual stays."""
        self.signatures.latest = []
        self.evidence, self.shares = 0.0, []

    def forget(self) -> None:
        """Learn anew."""
        self.signatures.forget()
        self.evidence, self.shares = 0.0, []

    def accept(self) -> None:
        """Let what is strange now be usual."""
        self.signatures.accept()
        self.evidence, self.shares = 0.0, []


_RATE = 0.4  # of the newest window in what is held true: windows share five of six cycles


def _log_odds(share: float) -> float:
    import math

    share = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(share / (1 - share))


class Model:
    """The net of one kind, by onnxruntime where this process has it loaded, else by numpy.

    Both say the same (tested); for a few thousand weights alone it is not worth 60 MB of memory.
    """

    def __init__(self, net: Net, edge: float) -> None:
        self.classes, self.edge = net.classes, edge
        self.net = net
        self._graph: Graph | None = None
        if "onnxruntime" in sys.modules:
            with contextlib.suppress(ModelError):
                self._graph = session(to_onnx(net), "causes")

    def shares(self, window: Sequence[float]) -> list[float]:
        """Return the probability of each class."""
        import numpy as np

        rows = np.asarray([window], dtype=np.float32)
        out = self._graph.run(None, {"window": rows})[0] if self._graph else self.net.run(rows)
        shares: list[float] = out[0].tolist()
        return shares


def packed(net: Net, edge: float) -> Kept:
    """Return a net as it is kept in the file; its layers must be int8."""
    layers: list[KeptLayer] = []
    for layer in net.layers:
        if layer.scale is None:
            raise ModelError("only nets made small are kept here: compress it first")
        small = (layer.weights / layer.scale).round().astype("int8")
        layers.append(
            KeptLayer(
                inputs=len(layer.weights),
                weights=base64.b64encode(zlib.compress(small.tobytes(), 9)).decode(),
                scale=_short(layer.scale),
                bias=_short(layer.bias),
            )
        )
    return Kept(
        classes=list(net.classes),
        edge=round(edge, 4),
        centre=_short(net.centre),
        spread=_short(net.spread),
        layers=layers,
    )


def unpacked(kept: Kept) -> tuple[Net, float]:
    """Return the net and its edge."""
    import numpy as np

    layers = []
    for layer in kept["layers"]:
        scale = np.asarray(layer["scale"], dtype=np.float64)
        raw = zlib.decompress(base64.b64decode(layer["weights"]))
        small: Bytes = np.frombuffer(raw, dtype=np.int8)
        weights = small.reshape(layer["inputs"], len(scale)) * scale
        layers.append(Layer(weights=weights, bias=np.asarray(layer["bias"]), scale=scale))
    net = Net(
        centre=np.asarray(kept["centre"]),
        spread=np.asarray(kept["spread"]),
        layers=tuple(layers),
        ends="softmax",
        classes=tuple(kept["classes"]),
    )
    return net, kept["edge"]


def _short(values: "Floats") -> list[float]:
    return [float(f"{value:.5g}") for value in values]


@cache
def _stored() -> Mapping[str, Kept]:
    if not STORED.exists():
        return {}
    kept: dict[str, Kept] = json.loads(STORED.read_text(encoding="utf-8"))
    return kept


@cache
def model_of(kind: str) -> Model | None:
    """Return the model of a kind of machine; ``None`` where none was learned."""
    kept = _stored().get(kind)
    return Model(*unpacked(kept)) if kept is not None else None


def prepare(kinds: Iterable[str]) -> None:
    """Read the nets of these kinds now, so that the first programme need not wait for them."""
    for kind in kinds:
        model_of(kind)
