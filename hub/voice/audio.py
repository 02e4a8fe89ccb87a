"""Sound as the engines want it: 16 kHz, mono, 16-bit PCM, out of whatever WAV file comes in."""

import io
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.core.engine import FRAME, RATE, WINDOW
from hub.core.errors import BadAudio

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LONGEST = 60.0  # seconds of one recording
_CURE = "Send a WAV file with PCM sound, 16 kHz mono 16-bit if you can choose."


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """How much to keep around speech, in seconds, and how sure (0–1) it must be speech."""

    before: float
    after: float
    sure: float


def read_wav(data: bytes) -> bytes:
    """Return a WAV file's sound as 16 kHz mono 16-bit PCM; raise ``BadAudio`` naming the fault."""
    if not data:
        raise BadAudio(f"The recording is empty. {_CURE}")
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width = file.getnchannels(), file.getsampwidth()
            rate, promised = file.getframerate(), file.getnframes()
            raw = file.readframes(promised)
    except (wave.Error, EOFError) as error:
        raise BadAudio(f"This is not a WAV file we can read ({error}). {_CURE}") from error
    _check(raw, channels * width, rate, promised)
    return _resampled(_mono(raw, channels, width), rate)


def _check(raw: bytes, step: int, rate: int, promised: int) -> None:
    """Refuse what no engine could hear; streamed files promise more than any file holds."""
    have = len(raw) // step if step else 0
    streamed = promised * step >= 0x7FFF_0000
    if not have:
        raise BadAudio(f"The recording holds no sound. {_CURE}")
    if have < promised and not streamed:
        raise BadAudio(
            f"The recording is cut off: {promised} samples promised, {have} there. "
            "Record or copy it again."
        )
    if not 4_000 <= rate <= 384_000:
        raise BadAudio(f"The recording states {rate} samples a second. {_CURE}")
    if have > LONGEST * rate:
        raise BadAudio(
            f"The recording is {have / rate:.0f} s long; at most {LONGEST:.0f} s can be heard. "
            "Cut it into parts."
        )


def _mono(raw: bytes, channels: int, width: int) -> "NDArray[numpy.float32]":
    """Return samples of any width as the mean of all channels, in 16-bit scale."""
    import numpy as np  # heavy

    raw = raw[: len(raw) // (channels * width) * channels * width]
    if width == 1:  # 8-bit WAV is unsigned
        samples = (np.frombuffer(raw, np.uint8).astype(np.float32) - 128) * 256
    elif width == 2:
        samples = np.frombuffer(raw, "<i2").astype(np.float32)
    elif width == 3:
        parts = np.frombuffer(raw, np.uint8).reshape(-1, 3)
        samples = np.ascontiguousarray(parts[:, 1:]).view("<i2").ravel().astype(np.float32)
    elif width == 4:
        samples = (np.frombuffer(raw, "<i4") / 65_536).astype(np.float32)
    else:
        raise BadAudio(f"The recording has {8 * width} bits a sample. {_CURE}")
    mixed: NDArray[np.float32] = samples.reshape(-1, channels).mean(axis=1)
    return mixed


def _resampled(samples: "NDArray[numpy.float32]", rate: int) -> bytes:
    """Bring samples to 16 kHz; a windowed sinc keeps what lies above 8 kHz from folding back."""
    import numpy as np  # heavy

    if rate > RATE:
        reach = 8 * rate // RATE
        steps = np.arange(-reach, reach + 1)
        low_pass = np.sinc(steps * RATE / rate) * np.hanning(2 * reach + 3)[1:-1]
        samples = np.convolve(samples, low_pass / low_pass.sum(), mode="same")
    if rate != RATE:
        places = np.arange(0, len(samples), rate / RATE)
        samples = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    return bytes(np.clip(np.rint(samples), -32_768, 32_767).astype("<i2").tobytes())


def write_wav(pcm: bytes) -> bytes:
    """Return 16 kHz mono 16-bit PCM as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
    return out.getvalue()


def frames(pcm: bytes) -> Iterator[bytes]:
    """Yield sound in the 80 ms frames the wake word wants; the last one is filled with silence."""
    size = 2 * FRAME
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size].ljust(size, b"\0")


def trim(pcm: bytes, speech: Sequence[float], margins: Margins) -> bytes:
    """Cut what comes before the first and after the last speech; b"" where there is none."""
    spoken = [window for window, sure in enumerate(speech) if sure > margins.sure]
    if not spoken:
        return b""
    start = max(0, spoken[0] * WINDOW - int(margins.before * RATE))
    end = (spoken[-1] + 1) * WINDOW + int(margins.after * RATE)
    return pcm[2 * start : 2 * end]
