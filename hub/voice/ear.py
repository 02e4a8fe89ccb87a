"""Hearing: from a stream of sound to the pieces in which somebody speaks to the house."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.core.engine import FRAME, RATE, WINDOW, Recogniser, VadEngine, WakeEngine
from hub.voice.audio import frames

_SPEECH = 0.5  # from here on a window counts as speech
_STEP = WINDOW / RATE  # seconds a VAD window
_GATE = 1.0  # seconds before the wake word in which speech must have been heard
_SHORT_PAUSE = 5  # windows (0.16 s) of silence that part the wake word from what follows
_PREROLL = 2.0  # seconds kept from before the wake word fired: "hey jarvis" itself and more
_PATIENCE = 4.0  # seconds to begin speaking after the wake word
_LONGEST = 8.0  # seconds of one command
_TRAILING = 0.6  # seconds of silence that end a command …
_TRAILING_EARLY = 0.9  # … and that end one of which little has been said


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Somebody spoke to the house.

    ``pcm`` begins before the wake word where there was one; ``cut`` is how many VAD windows later
    the command itself begins when a pause parts the two, else 0. ``silence_ms`` is how long the
    ear waited after the last word; the other times are computing.
    """

    pcm: bytes
    speech: tuple[float, ...]
    cut: int = 0
    wake: float | None = None
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The words of an utterance: ``text`` is empty when they were no sentence we know."""

    text: str
    wake: float | None
    stages: dict[str, float]


class Ear:
    """Listens frame by frame; says when a command after the wake word has ended."""

    def __init__(self, wake: WakeEngine, vad: VadEngine, *, threshold: float) -> None:
        self._wake, self._vad, self._threshold = wake, vad, threshold
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._wake.reset()
        self._vad.reset()
        self._pcm = bytearray()  # begins on a window
        self._speech: list[float] = []
        self._woken: int | None = None  # the window in which the wake word fired
        self._score = 0.0
        self._times = {"wake": 0.0, "vad": 0.0}

    def feed(self, frame: bytes) -> Utterance | None:
        """Take the next 80 ms; return the command that has just ended, if one has."""
        self._pcm += frame
        began = time.perf_counter()
        known = len(self._speech)
        self._speech += self._vad.speech(bytes(self._pcm[2 * WINDOW * known :]))
        seen = time.perf_counter()
        self._times["vad"] += 1_000 * (seen - began)
        if self._woken is None:
            self._listen_for_wake(frame)
            self._times["wake"] += 1_000 * (time.perf_counter() - seen)
            return None
        return self._ended()

    def finish(self) -> Utterance | None:
        """Return the command that was being said when the sound ended, if there was one."""
        return None if self._woken is None else self._taken(len(self._speech))

    def _listen_for_wake(self, frame: bytes) -> None:
        score = self._wake.score(frame)
        recent = self._speech[-int(_GATE / _STEP) :]
        if score >= self._threshold and max(recent, default=0.0) > _SPEECH:
            self._woken, self._score = len(self._speech), score
            return
        spare = len(self._speech) - int(_PREROLL / _STEP)
        if spare > 0:
            del self._pcm[: 2 * WINDOW * spare]
            del self._speech[:spare]

    def _ended(self) -> Utterance | None:
        """Return the utterance once silence, patience or the longest command says it is over."""
        woken, now = self._woken or 0, len(self._speech)
        cut = self._cut()
        spoken = [at for at in range(cut or woken, now) if self._speech[at] > _SPEECH]
        since_wake = (now - woken) * _STEP
        if not spoken:
            return self._taken(now) if since_wake > _PATIENCE else None
        enough = _TRAILING if len(spoken) * _STEP > 0.4 else _TRAILING_EARLY
        if (now - 1 - spoken[-1]) * _STEP >= enough or since_wake > _LONGEST:
            return self._taken(now)
        return None

    def _cut(self) -> int:
        """Return the window in which the pause after the wake word begins; 0 without a pause."""
        woken = self._woken or 0
        for at in range(max(1, woken - 10), min(woken + 13, len(self._speech) - _SHORT_PAUSE)):
            if max(self._speech[at : at + _SHORT_PAUSE]) < _SPEECH:
                return at
        return 0

    def _taken(self, end: int) -> Utterance:
        pcm, speech, cut = bytes(self._pcm), tuple(self._speech[:end]), self._cut()
        spoken = [at for at, sure in enumerate(speech) if sure > _SPEECH]
        silence = 1_000 * _STEP * (end - 1 - spoken[-1]) if spoken else 0.0
        utterance = Utterance(
            pcm=pcm,
            speech=speech,
            cut=cut,
            wake=self._score,
            stages={**self._times, "silence": silence},
        )
        self.reset()
        return utterance


def utterances(ear: Ear, pcm: bytes) -> Iterator[Utterance]:
    """Yield every command that follows a wake word in a recording."""
    ear.reset()
    for frame in frames(pcm + bytes(2 * FRAME)):
        utterance = ear.feed(frame)
        if utterance is not None:
            yield utterance
    utterance = ear.finish()
    if utterance is not None:
        yield utterance


def whole(vad: VadEngine, pcm: bytes) -> Utterance:
    """Return a recording as one command: push to talk."""
    vad.reset()
    began = time.perf_counter()
    speech = tuple(vad.speech(pcm))
    return Utterance(pcm=pcm, speech=speech, stages={"vad": 1_000 * (time.perf_counter() - began)})


def recognise(recogniser: Recogniser, utterance: Utterance) -> Heard:
    """Return the words: of what follows the pause, else of all, the wake word included."""
    began = time.perf_counter()
    text = ""
    for start in dict.fromkeys((utterance.cut, 0)):
        speech = utterance.speech[start:]
        heard = recogniser.hear(utterance.pcm[2 * WINDOW * start :], speech)
        text = heard.text
        if heard.complete:
            break
    took = 1_000 * (time.perf_counter() - began)
    return Heard(text=text, wake=utterance.wake, stages={**utterance.stages, "recognise": took})
