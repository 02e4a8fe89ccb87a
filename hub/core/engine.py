"""What the voice pipeline asks of its engines; audio is 16 kHz, 16-bit, mono PCM throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

RATE = 16_000  # samples a second
FRAME = 1_280  # samples a wake-word frame (80 ms)
WINDOW = 512  # samples a VAD window (32 ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What may be said: full sentences of plain words, and the JSGF grammar that yields them."""

    grammar: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What a recogniser heard: ``text`` is empty when it was no sentence of the vocabulary."""

    text: str
    complete: bool


class WakeEngine(Protocol):
    """Hears the wake word."""

    def score(self, frame: bytes) -> float:
        """Take the next 80 ms (2,560 bytes) and return how surely the word has just ended, 0–1."""

    def reset(self) -> None:
        """Forget what was heard."""


class VadEngine(Protocol):
    """Tells speech from everything else."""

    def speech(self, pcm: bytes) -> Sequence[float]:
        """Return the probability of speech for every 32 ms (512 samples) of ``pcm``.

        Each call carries on where the last one ended.
        """

    def reset(self) -> None:
        """Forget what was heard."""


class Recogniser(Protocol):
    """Turns speech into words."""

    name: str

    def learn(self, vocabulary: Vocabulary) -> None:
        """Expect these sentences from now on; engines without a grammar take the words only."""

    def hear(self, pcm: bytes, speech: Sequence[float]) -> Transcript:
        """Return what was said; ``speech`` is the VAD's view of the same audio."""


class Speaker(Protocol):
    """Speaks."""

    async def speak(self, text: str, language: str) -> bytes:
        """Return a WAV file's bytes; raise ``EngineMissing`` where that is impossible."""
