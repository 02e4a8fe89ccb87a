"""The engines together, in the voice's own thread: built on first need, taught on change."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.core.engine import Recogniser, VadEngine, Vocabulary, WakeEngine
from hub.core.errors import EngineMissing
from hub.voice.audio import read_wav
from hub.voice.ear import Ear, Heard, recognise, utterances, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What hears: a wake word with its threshold, a VAD, a recogniser."""

    wake: WakeEngine
    threshold: float
    vad: VadEngine
    recogniser: Recogniser


def usual_engines(language: str, vosk_model: Path | None) -> Engines:
    """Load the engines of this house: Vosk where a model is named, else PocketSphinx (English)."""
    from hub.voice.engines.openwakeword import THRESHOLD, OpenWakeWord  # on need
    from hub.voice.engines.silero import Silero  # on need

    return Engines(
        wake=OpenWakeWord(),
        threshold=THRESHOLD,
        vad=Silero(),
        recogniser=_recogniser(language, vosk_model),
    )


def _recogniser(language: str, vosk_model: Path | None) -> Recogniser:
    from hub.voice.engines.apart import Apart  # on need
    from hub.voice.engines.vosk import Vosk  # on need

    if vosk_model is not None:
        return Vosk(vosk_model)
    if language != "en":
        raise EngineMissing(
            f"PocketSphinx hears English only. For {language} name a Vosk model's folder in "
            "voice.vosk_model."
        )
    return Apart()


class Hearing:
    """Turns recordings into words. One thread at a time may use it."""

    def __init__(self, build: Callable[[], Engines]) -> None:
        self._build = build
        self._engines: Engines | None = None
        self._ear: Ear | None = None
        self._learned: Vocabulary | None = None

    @property
    def is_awake(self) -> bool:
        """Whether the engines have been loaded."""
        return self._engines is not None

    def learn(self, vocabulary: Vocabulary) -> None:
        """Load the engines where that is still to do, and teach them what may be said."""
        engines = self._engines = self._engines or self._build()
        if vocabulary != self._learned:
            engines.recogniser.learn(vocabulary)
            self._learned = vocabulary

    def hear(self, wav: bytes, vocabulary: Vocabulary, *, wake: bool) -> list[Heard]:
        """Return what a WAV file says to the house; raise ``BadAudio``, ``EngineMissing``."""
        pcm = read_wav(wav)
        self.learn(vocabulary)
        engines = self._engines or self._build()
        if not wake:
            return [recognise(engines.recogniser, whole(engines.vad, pcm))]
        ear = self._ear = self._ear or Ear(engines.wake, engines.vad, threshold=engines.threshold)
        return [recognise(engines.recogniser, said) for said in utterances(ear, pcm)]
