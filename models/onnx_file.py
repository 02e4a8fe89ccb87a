"""ONNX files as bytes: looked through before they are trusted, and written without a library.

Field numbers and types are those of ``onnx.proto`` (ONNX, IR version 10).
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models import wire

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.generic]

IR_VERSION, OPSET, ML_OPSET = 10, 17, 3  # what onnxruntime below 1.29 reads
_MODEL, _GRAPH, _NODE, _ATTRIBUTE, _TENSOR, _SPARSE, _TRAINING, _FUNCTION = range(8)
_INSIDE = {  # message -> field -> the message it holds
    _MODEL: {7: _GRAPH, 20: _TRAINING, 25: _FUNCTION},
    _GRAPH: {1: _NODE, 5: _TENSOR, 15: _SPARSE},
    _NODE: {5: _ATTRIBUTE},
    _ATTRIBUTE: {5: _TENSOR, 6: _GRAPH, 10: _TENSOR, 11: _GRAPH, 22: _SPARSE, 23: _SPARSE},
    _TENSOR: {},
    _SPARSE: {1: _TENSOR, 2: _TENSOR},
    _TRAINING: {1: _GRAPH, 2: _GRAPH},
    _FUNCTION: {7: _NODE, 11: _ATTRIBUTE},
}
_EXTERNAL_DATA, _DATA_LOCATION = 13, 14  # of a tensor
_DEEPEST = 24
_ELEMENTS = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
_FLOAT, _INT, _STRING, _FLOATS, _INTS, _STRINGS = 1, 2, 3, 6, 7, 8  # kinds of attribute

Attribute = int | float | str | Sequence[int] | Sequence[float] | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look through a file tells: its IR version, its operators, data outside of it."""

    ir_version: int
    operators: frozenset[str]
    external_data: bool


def look_through(data: bytes) -> Seen:
    """Walk through an ONNX file; raise ``ValueError`` where it is none."""
    version = next((v for n, v in wire.fields(data) if n == 1 and isinstance(v, int)), 0)
    operators: set[str] = set()
    external = _walk(data, _MODEL, operators, 0)
    if not version or not operators:
        raise ValueError("it holds no graph")
    return Seen(ir_version=version, operators=frozenset(operators), external_data=external)


def _walk(message: bytes, kind: int, operators: set[str], depth: int) -> bool:
    """Note the operators; return whether a tensor keeps its data elsewhere."""
    if depth > _DEEPEST:
        raise ValueError("its graphs are nested too deep")
    external = False
    for number, value in wire.fields(message):
        inside = _INSIDE[kind].get(number)
        if inside is not None and isinstance(value, bytes):
            external |= _walk(value, inside, operators, depth + 1)
        elif kind == _NODE and number == 4 and isinstance(value, bytes):
            operators.add(value.decode())
        elif kind == _TENSOR:
            external |= number == _EXTERNAL_DATA or (number == _DATA_LOCATION and value == 1)
    return external


@dataclass(slots=True, kw_only=True)
class Draft:
    """A graph that is being written; rows of a table go in, ``width`` numbers each."""

    width: int
    source: str = "window"
    _nodes: list[bytes] = field(default_factory=list)
    _tensors: list[bytes] = field(default_factory=list)

    def constant(self, values: "Array") -> str:
        """Put an array into the graph; return what it is called there."""
        name = f"c{len(self._tensors)}"
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        shape = b"".join(wire.whole(1, size) for size in values.shape)
        kind = wire.whole(2, _ELEMENTS[values.dtype.name])
        self._tensors.append(shape + kind + wire.block(8, name) + wire.block(9, raw))
        return name

    def node(
        self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **how: Attribute
    ) -> list[str]:
        """Put an operator in; return what its outputs are called."""
        names = [f"n{len(self._nodes)}_{index}" for index in range(outputs)]
        parts = [wire.block(1, name) for name in inputs] + [wire.block(2, n) for n in names]
        parts += [wire.block(4, operator)]
        parts += [wire.block(5, _attribute(name, value)) for name, value in how.items()]
        self._nodes.append(b"".join([*parts, wire.block(7, domain)]))
        return names

    def apply(self, operator: str, *inputs: str, **how: Attribute) -> str:
        """Put an operator of one output in; return what that is called."""
        return self.node(operator, *inputs, **how)[0]  # type: ignore[arg-type] # how is no domain

    def finished(self, outputs: Mapping[str, tuple[str, int]]) -> bytes:
        """Return the file; ``outputs``: the name people see -> (inner name, numbers in a row)."""
        for name, (inner, _) in outputs.items():
            parts = wire.block(1, inner) + wire.block(2, name) + wire.block(4, "Identity")
            self._nodes.append(parts)
        graph = [wire.block(1, node) for node in self._nodes]
        graph += [wire.block(2, "tomte"), *(wire.block(5, tensor) for tensor in self._tensors)]
        graph += [wire.block(11, _table(self.source, self.width))]
        graph += [wire.block(12, _table(name, width)) for name, (_, width) in outputs.items()]
        return b"".join(
            [
                wire.whole(1, IR_VERSION),
                wire.block(2, "tomte"),
                wire.block(7, b"".join(graph)),
                wire.block(8, wire.block(1, "") + wire.whole(2, OPSET)),
                wire.block(8, wire.block(1, "ai.onnx.ml") + wire.whole(2, ML_OPSET)),
            ]
        )


def _table(name: str, width: int) -> bytes:
    """Describe a float table of any number of rows, ``width`` numbers each."""
    rows = wire.block(1, wire.block(2, "rows"))
    columns = wire.block(1, wire.whole(1, width))
    tensor = wire.whole(1, _ELEMENTS["float32"]) + wire.block(2, rows + columns)
    return wire.block(1, name) + wire.block(2, wire.block(1, tensor))


def _attribute(name: str, value: Attribute) -> bytes:
    head = wire.block(1, name)
    if isinstance(value, str):
        return head + wire.block(4, value) + wire.whole(20, _STRING)
    if isinstance(value, int):
        return head + wire.whole(3, value) + wire.whole(20, _INT)
    if isinstance(value, float):
        return head + wire.four(2, struct.pack("<f", value)) + wire.whole(20, _FLOAT)
    return head + _list(value)


def _list(values: Sequence[int] | Sequence[float] | Sequence[str]) -> bytes:
    out, kind = [], _INTS
    for value in values:
        if isinstance(value, str):
            kind = _STRINGS
            out.append(wire.block(9, value))
        elif isinstance(value, float):
            kind = _FLOATS
            out.append(wire.four(7, struct.pack("<f", value)))
        else:
            out.append(wire.whole(8, value))
    return b"".join(out) + wire.whole(20, kind)
