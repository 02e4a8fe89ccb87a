"""One ONNX graph in one calm thread, out of an installed wheel that is never imported."""

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hub.core.errors import EngineMissing

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_CURE = "Install the voice extra: pip install 'tomte[voice]'."


class Graph(Protocol):
    """A loaded model: arrays in by name, arrays out in order."""

    def run(
        self, outputs: Sequence[str] | None, inputs: "Mapping[str, NDArray[numpy.generic]]"
    ) -> "list[NDArray[numpy.float32]]":
        """Return the outputs (all of them for ``None``)."""


def resource(file: str) -> Path:
    """Return where the openwakeword wheel keeps a model; importing it would cost 3 s, 119 MB."""
    spec = find_spec("openwakeword")
    if spec is None or spec.origin is None:
        raise EngineMissing(f"The wake word's models (openwakeword 0.4.0) are missing. {_CURE}")
    path = Path(spec.origin).parent / "resources" / "models" / file
    if not path.is_file():
        raise EngineMissing(f"openwakeword is there but {file} is not; 0.4.0 has it. {_CURE}")
    return path


def load(path: Path) -> Graph:
    """Load a model: one thread, no spinning, no telemetry."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # must stand before the import
    try:
        import onnxruntime  # type: ignore[import-untyped] # it has no types
    except ImportError as error:
        raise EngineMissing(f"onnxruntime is missing. {_CURE}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    graph: Graph = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"]
    )
    return graph
