"""Runs one model: the file is looked through first, then onnxruntime runs it in a calm thread.

onnxruntime stays below 1.29 and its telemetry off (docs/decisions/0004).
"""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from models.errors import ModelError
from models.onnx_file import IR_VERSION, look_through

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LARGEST = 8_000_000  # bytes; ours are a thousand times smaller
_FASTEST = ("TensorrtExecutionProvider", "CUDAExecutionProvider")
_DEVICES = ("nvidia0", "nvhost-gpu", "nvgpu/igpu0/as")  # a card; a Jetson, old and new kernels
_CPU = "CPUExecutionProvider"
_CURE = "pip install 'tomte[voice]'"


class Graph(Protocol):
    """A loaded model: arrays in by name, arrays out in order."""

    def run(
        self, outputs: Sequence[str] | None, inputs: "Mapping[str, NDArray[numpy.float32]]"
    ) -> "list[NDArray[numpy.float32]]":
        """Return the outputs (all of them for ``None``)."""


def load(file: Path, *, largest: int = LARGEST, root: Path = Path("/")) -> Graph:
    """Load a model from a file; raise ``ModelError`` naming it where it cannot be used."""
    return session(checked(file, largest=largest), file.name, root=root)


def checked(file: Path, *, largest: int = LARGEST) -> bytes:
    """Return the bytes of an ONNX file that may be run; raise ``ModelError`` for any other.

    Refused: more than ``largest`` bytes, no ONNX, data outside of the file, a newer format.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(largest + 1)
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror})") from error
    check(data, file.name, largest=largest)
    return data


def check(data: bytes, name: str, *, largest: int = LARGEST) -> None:
    """Raise ``ModelError`` unless these bytes are a model that may be run."""
    if len(data) > largest:
        raise ModelError(f"{name}: larger than {largest / 1e6:.3g} MB; take a smaller model")
    try:
        seen = look_through(data)
    except (ValueError, UnicodeDecodeError) as error:
        raise ModelError(f"{name}: no sound ONNX file ({error}); fetch or train it anew") from error
    if seen.external_data:
        raise ModelError(f"{name}: keeps data outside of its file; export it as one file")
    if seen.ir_version > IR_VERSION:
        raise ModelError(
            f"{name}: its format (IR {seen.ir_version}) is newer than {IR_VERSION}; "
            f"export it with ir_version {IR_VERSION}"
        )


def session(data: bytes, name: str, *, root: Path = Path("/")) -> Graph:
    """Make checked bytes runnable: one thread, no spinning, no telemetry."""
    onnxruntime = _onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # a small graph needs none: less memory for each
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    failures: tuple[type[Exception], ...] = (RuntimeError, ValueError, *_failures(onnxruntime))
    try:
        graph: Graph = onnxruntime.InferenceSession(data, options, providers=providers(root))
    except failures as error:
        reason = str(error).partition("\n")[0][:200]
        raise ModelError(f"{name}: cannot be run ({reason}); fetch or train it anew") from error
    return graph


def providers(root: Path = Path("/")) -> list[str]:
    """Return what runs models here, best first: what this onnxruntime has and the board too."""
    has = _onnxruntime().get_available_providers()
    board = any((root / "dev" / device).exists() for device in _DEVICES)
    return [name for name in _FASTEST if board and name in has] + [_CPU]


def provider_words(root: Path = Path("/")) -> str:
    """Say in one line what runs models here, and why."""
    onnxruntime = _onnxruntime()
    names = [name.removesuffix("ExecutionProvider") for name in providers(root)]
    board = any((root / "dev" / device).exists() for device in _DEVICES)
    built = any(name in onnxruntime.get_available_providers() for name in _FASTEST)
    why = "" if len(names) > 1 else "no NVIDIA device" if not board else ""
    if board and not built:
        why = "this onnxruntime is built without CUDA"
    words = f"onnxruntime {onnxruntime.__version__} runs models on {', then '.join(names)}"
    return f"{words} ({why})" if why else words


def _onnxruntime() -> ModuleType:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # must stand before the import
    try:
        return import_module("onnxruntime")
    except ImportError as error:
        raise ModelError(f"onnxruntime is missing: {_CURE}; statistics carry on") from error


def _failures(onnxruntime: ModuleType) -> tuple[type[Exception], ...]:
    """Return the errors onnxruntime raises of a graph; they share no base of their own."""
    state = getattr(getattr(onnxruntime, "capi", None), "onnxruntime_pybind11_state", None)
    found = (getattr(state, name, None) for name in dir(state))
    return tuple(kind for kind in found if isinstance(kind, type) and issubclass(kind, Exception))
