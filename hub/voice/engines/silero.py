"""Speech or not: Silero's VAD (version 4, MIT) as the openwakeword wheel carries it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hub.core.engine import RATE, WINDOW
from hub.voice.engines import onnx

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


class Silero:
    """Tells speech from everything else; 0.6 ms of CPU a window of 32 ms."""

    def __init__(self) -> None:
        import numpy as np  # heavy

        self._np = np
        self._graph = onnx.load(onnx.resource("silero_vad.onnx"))
        self._rate = np.array(RATE, np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._h = self._np.zeros((2, 1, 64), self._np.float32)
        self._c = self._np.zeros((2, 1, 64), self._np.float32)

    def speech(self, pcm: bytes) -> Sequence[float]:
        """Return the probability of speech for every whole window of 32 ms (512 samples)."""
        scale = self._np.float32(1 / 32_768)
        samples = self._np.frombuffer(pcm, "<i2").astype(self._np.float32) * scale
        return [
            self._window(samples[None, start : start + WINDOW])
            for start in range(0, len(samples) - WINDOW + 1, WINDOW)
        ]

    def _window(self, samples: "NDArray[numpy.float32]") -> float:
        inputs: dict[str, NDArray[numpy.generic]] = {
            "input": samples,
            "sr": self._rate,
            "h": self._h,
            "c": self._c,
        }
        sure, self._h, self._c = self._graph.run(None, inputs)
        return float(sure[0, 0])
