"""Vosk, where a model folder is given: larger, other languages, less bound to a grammar."""

import json
from collections.abc import Sequence
from pathlib import Path

from hub.core.codec import decode
from hub.core.engine import RATE, Transcript, Vocabulary
from hub.core.errors import EngineMissing
from hub.voice.audio import Margins, trim
from hub.voice.automaton import Automaton, automaton
from hub.voice.grammar import parse

_MARGINS = Margins(before=0.3, after=0.3, sure=0.5)


class Vosk:
    """Takes the grammar's words, then keeps only whole sentences of the grammar."""

    name = "vosk"

    def __init__(self, model: Path) -> None:
        try:
            import vosk  # type: ignore[import-untyped] # it has no types
        except ImportError as error:
            raise EngineMissing(
                "The recogniser vosk is missing. Install it: pip install vosk."
            ) from error
        if not (model / "am").is_dir():
            raise EngineMissing(
                f"There is no Vosk model in {model}. Unpack one there, or clear voice.vosk_model "
                "(TOMTE_VOSK_MODEL)."
            )
        vosk.SetLogLevel(-1)
        self._vosk, self._model = vosk, vosk.Model(str(model))
        self._sentences: Automaton | None = None
        self._words = "[]"

    def learn(self, vocabulary: Vocabulary) -> None:
        """Expect these words from now on."""
        self._sentences = automaton(parse(vocabulary.grammar))
        self._words = json.dumps([*sorted(vocabulary.words), "[unk]"])

    def hear(self, pcm: bytes, speech: Sequence[float]) -> Transcript:
        """Return what was said; ``speech`` is the VAD's view of the same audio."""
        sound = trim(pcm, speech, _MARGINS)
        if self._sentences is None or not sound:
            return Transcript(text="", complete=False)
        recogniser = self._vosk.KaldiRecognizer(self._model, RATE, self._words)
        recogniser.AcceptWaveform(sound)
        text = str(decode(recogniser.FinalResult(), dict[str, object]).get("text", ""))
        complete = self._sentences.accepts(text.split())
        return Transcript(text=text if complete else "", complete=complete)
