"""The wake word "hey jarvis": openWakeWord 0.4.0's graphs, driven by onnxruntime directly.

The ready word is licensed CC BY-NC-SA 4.0 (no commercial use); the embedding graph under it is
Apache-2.0. The bare "jarvis" wakes it too, in about 60 % of cases.
"""

from typing import TYPE_CHECKING

from hub.core.engine import FRAME
from hub.voice.engines import onnx

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

THRESHOLD = 0.3  # one frame above it wakes (patience 1), where the VAD hears speech
PHRASE = "hey jarvis"
_MEL_WINDOW, _MEL_BINS = 76, 32
_FEATURES, _WIDTH = 16, 96
_OVERLAP = 480  # samples the melspectrogram looks back
_BLANK = 8  # frames until what was heard outweighs the blank start


class OpenWakeWord:
    """Scores 80 ms frames; 1.5 ms of CPU each."""

    def __init__(self) -> None:
        import numpy as np  # heavy

        self._np = np
        self._mel = onnx.load(onnx.resource("melspectrogram.onnx"))
        self._embedding = onnx.load(onnx.resource("embedding_model.onnx"))
        self._head = onnx.load(onnx.resource("hey_jarvis_v0.1.onnx"))
        self._silence = self._embed(self._mels(np.zeros(16_000, np.float32))[:_MEL_WINDOW])
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        np = self._np
        self._raw = np.zeros(FRAME + _OVERLAP, np.float32)
        self._mel_buffer = np.ones((_MEL_WINDOW, _MEL_BINS), np.float32)
        self._features = np.tile(self._silence, (_FEATURES, 1)).astype(np.float32)
        self._heard = 0

    def score(self, frame: bytes) -> float:
        """Take the next 80 ms (2,560 bytes) and return how surely the word has just ended, 0–1."""
        np = self._np
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        self._raw = np.concatenate((self._raw, samples))[-(FRAME + _OVERLAP) :]
        mels = np.concatenate((self._mel_buffer, self._mels(self._raw)))
        self._mel_buffer = mels[-_MEL_WINDOW:]
        self._features = np.roll(self._features, -1, axis=0)
        self._features[-1] = self._embed(self._mel_buffer)
        self._heard += 1
        if self._heard < _BLANK:
            return 0.0
        return float(self._head.run(None, {"x.1": self._features[None]})[0][0, 0])

    def _mels(self, samples: "NDArray[numpy.float32]") -> "NDArray[numpy.float32]":
        mels = self._mel.run(None, {"input": samples[None]})[0].reshape(-1, _MEL_BINS)
        return (mels / 10 + 2).astype(self._np.float32)

    def _embed(self, mels: "NDArray[numpy.float32]") -> "NDArray[numpy.float32]":
        return self._embedding.run(None, {"input_1": mels[None, :, :, None]})[0].reshape(_WIDTH)
