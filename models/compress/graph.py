"""A finished ONNX file made small: weak weights to zero, large tables as int8."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models import wire
from models.errors import ModelError

if TYPE_CHECKING:
    from models.net import Floats

_GRAPH, _NODE, _TENSOR = 7, 1, 5  # fields of a model and of a graph
_LEAST = 64  # numbers: a smaller table stays as it is
_FLOAT, _INT8 = 1, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Smaller:
    """The file, and the share of weights in its large tables that are zero now."""

    data: bytes
    ratio: float


def smaller(data: bytes, lam: float) -> Smaller:
    """Prune at λ·max|w| a table and keep tables as int8 with a scale a column.

    Raise ``ModelError`` where there is no table to make small, as in a forest.
    """
    zeros = total = 0
    parts: list[bytes] = []
    for number, value in wire.fields(data):
        if number == _GRAPH and isinstance(value, bytes):
            graph, zeros, total = _graph(value, lam)
            parts.append(wire.block(number, graph))
        else:
            parts.append(_field(number, value))
    if not total:
        raise ModelError("it has no large table of weights that could be made small")
    return Smaller(data=b"".join(parts), ratio=zeros / total)


def _graph(graph: bytes, lam: float) -> tuple[bytes, int, int]:
    front, back, zeros, total = list[bytes](), list[bytes](), 0, 0
    for number, value in wire.fields(graph):
        table = _table(value) if number == _TENSOR and isinstance(value, bytes) else None
        if table is None:
            back.append(_field(number, value))
            continue
        name, weights = table
        weak = np.abs(weights) < lam * np.abs(weights).max()
        pruned = np.where(weak, 0.0, weights)
        zeros, total = zeros + int((pruned == 0).sum()), total + weights.size
        front.append(_brought_back(name))
        back += [wire.block(_TENSOR, tensor) for tensor in _as_int8(name, pruned)]
    return b"".join([*front, *back]), zeros, total


def _table(tensor: bytes) -> tuple[str, "Floats"] | None:
    """Return the name and values of a float table that is large enough."""
    held = list(wire.fields(tensor))
    shape = [value for number, value in held if number == 1 and isinstance(value, int)]
    kind = next((value for number, value in held if number == 2), 0)
    raw = next((v for number, v in held if number == 9 and isinstance(v, bytes)), b"")
    name = next((v for number, v in held if number == 8 and isinstance(v, bytes)), b"")
    if kind != _FLOAT or len(shape) != 2 or len(raw) < 4 * _LEAST or min(shape) < 2:
        return None
    weights: Floats = np.frombuffer(raw, dtype="<f4").reshape(shape).astype(np.float64)
    return name.decode(), weights


def _as_int8(name: str, weights: "Floats") -> Iterator[bytes]:
    largest = np.abs(weights).max(axis=0)
    scale = np.where(largest > 0, largest / 127, 1.0)
    small = np.round(weights / scale).astype(np.int8)
    yield _tensor(f"{name}_small", small.shape, _INT8, small.tobytes())
    yield _tensor(f"{name}_scale", scale.shape, _FLOAT, scale.astype("<f4").tobytes())


def _tensor(name: str, shape: tuple[int, ...], kind: int, raw: bytes) -> bytes:
    sizes = b"".join(wire.whole(1, size) for size in shape)
    return sizes + wire.whole(2, kind) + wire.block(8, name) + wire.block(9, raw)


def _brought_back(name: str) -> bytes:
    axis = wire.block(1, "axis") + wire.whole(3, 1) + wire.whole(20, 2)
    node = [
        wire.block(1, f"{name}_small"),
        wire.block(1, f"{name}_scale"),
        wire.block(2, name),
        wire.block(4, "DequantizeLinear"),
        wire.block(5, axis),
    ]
    return wire.block(_NODE, b"".join(node))


def _field(number: int, value: int | bytes) -> bytes:
    return wire.whole(number, value) if isinstance(value, int) else wire.block(number, value)
