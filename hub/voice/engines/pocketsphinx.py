"""PocketSphinx with its wheel's US-English model: small, and exact about a home's sentences."""

import logging
import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from hub.core.engine import Transcript, Vocabulary
from hub.core.errors import EngineMissing
from hub.voice.audio import Margins, trim
from hub.voice.automaton import Arc, Automaton, automaton
from hub.voice.engines.pronunciation import VARIANTS, sounded_out
from hub.voice.grammar import parse

_log = logging.getLogger(__name__)
_USUAL = Margins(before=0.2, after=0.2, sure=0.5)
_TIGHT = Margins(before=0.15, after=0.05, sure=0.7)
_LIKELY = {"the": 8.0}  # where an article may stand, people say it
# Sound made by a program holds exact silence, which throws the model's view of the channel off
# (4 of 7 of espeak-ng's sentences right without): a floor as faint as a microphone's mends it.
_FLOOR = 0.005  # of the sound's own loudness, and never less than …
_FAINTEST = 4.0  # … this, in 16-bit steps
_NOTHING = Transcript(text="", complete=False)
# Log likelihood a frame of the words' phones. On the 66 coffee orders of the speech bench: -1.1
# to -2.8 within their grammar (-3.1 at 18 dB); forced into a home's sentences, as 61 of them can
# be, -3.6 to -6.8, so that 3 pass. espeak-ng's US voices: -2.2 to -3.8.
_SCORE = -4.0
_WIDE = {"beam": 1e-64, "pbeam": 1e-64, "wbeam": 1e-50}
# Margins and search of each further look; only what was no whole sentence gets one.
_LADDER = ((_USUAL, "usual"), (_TIGHT, "usual"), (_TIGHT, "wide"))


class Hypothesis(Protocol):
    """What a decoder made of it."""

    hypstr: str


class Segment(Protocol):
    """A word in time (frames of 10 ms) and how well it fits: a likelihood, near 1 at best."""

    word: str
    start_frame: int
    end_frame: int
    ascore: float


class Decoder(Protocol):
    """The part of pocketsphinx that we use."""

    config: dict[str, float]

    def lookup_word(self, word: str) -> str | None: ...
    def add_word(self, word: str, phones: str, update: bool) -> int: ...  # noqa: FBT001
    def create_fsg(
        self, name: str, start_state: int, final_state: int, transitions: Sequence[Arc]
    ) -> object: ...
    def add_fsg(self, name: str, fsg: object) -> None: ...
    def activate_search(self, name: str) -> None: ...
    def start_utt(self) -> None: ...
    def process_raw(self, data: bytes, no_search: bool, full_utt: bool) -> None: ...  # noqa: FBT001
    def end_utt(self) -> None: ...
    def hyp(self) -> Hypothesis | None: ...
    def seg(self) -> Iterable[Segment]: ...


class PocketSphinx:
    """Decodes within a grammar; what is no whole sentence of it is rejected, not guessed."""

    name = "pocketsphinx"

    def __init__(self) -> None:
        import numpy as np  # heavy

        try:
            import pocketsphinx  # type: ignore[import-untyped] # it has no types
        except ImportError as error:
            raise EngineMissing(
                "The recogniser pocketsphinx is missing. Install it: pip install 'tomte[voice]'."
            ) from error
        self._decoder: Decoder = pocketsphinx.Decoder(
            hmm=pocketsphinx.get_model_path("en-us/en-us"),
            dict=pocketsphinx.get_model_path("en-us/cmudict-en-us.dict"),
            lm=None,
            loglevel="FATAL",
        )
        self._np = np
        self._floor = np.random.default_rng(1).normal(0, 1, 16_000)
        self._narrow = {key: self._decoder.config[key] for key in _WIDE}
        self._sounded: set[str] = set()
        self._sentences: Automaton | None = None
        self._unsaid: frozenset[str] = frozenset()

    def learn(self, vocabulary: Vocabulary) -> None:
        """Expect these sentences from now on; words nobody can pronounce are left out of them."""
        grammar = parse(vocabulary.grammar)
        unsaid = self._pronounce(grammar.words())
        if unsaid - self._unsaid:
            _log.warning(
                "no pronunciation known of: %s. Things called so are not heard; "
                "give them another name or install espeak-ng.",
                ", ".join(sorted(unsaid - self._unsaid)),
            )
        self._unsaid |= unsaid
        sayable = grammar.without(unsaid)
        self._sentences = automaton(sayable) if sayable else None
        if self._sentences is not None:
            end, arcs = self._sentences.transitions(_LIKELY)
            for name, beams in (("wide", _WIDE), ("usual", self._narrow)):
                for key, beam in beams.items():
                    self._decoder.config[key] = beam
                fsg = self._decoder.create_fsg(name, self._sentences.start, end, arcs)
                self._decoder.add_fsg(name, fsg)

    def _pronounce(self, words: frozenset[str]) -> frozenset[str]:
        """Teach the decoder every word it can be taught; return the others."""
        missing = {word for word in words if self._decoder.lookup_word(word) is None}
        new = list(sounded_out(missing).items())
        for word in words & VARIANTS.keys() - self._sounded:
            known = self._decoder.lookup_word(word)
            new += [
                (f"{word}({9 + number})" if known else word, phones)
                for number, phones in enumerate(VARIANTS[word])
                if phones != known
            ]
        for number, (word, phones) in enumerate(new, start=1):
            self._decoder.add_word(word, phones, number == len(new))
        self._sounded |= words & VARIANTS.keys()
        return frozenset(word for word in missing if self._decoder.lookup_word(word) is None)

    def hear(self, pcm: bytes, speech: Sequence[float]) -> Transcript:
        """Return what was said; ``speech`` is the VAD's view of the same audio."""
        if self._sentences is None:
            return _NOTHING
        for margins, search in _LADDER:
            sound = trim(pcm, speech, margins)
            heard = self._decode(sound, search) if sound else ""
            if heard and self._sentences.accepts(heard.split()):
                return Transcript(text=heard, complete=True) if self._fits() else _NOTHING
        return _NOTHING

    def _decode(self, pcm: bytes, search: str) -> str:
        self._decoder.activate_search(search)
        self._decoder.start_utt()
        self._decoder.process_raw(self._with_floor(pcm), no_search=False, full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return hypothesis.hypstr if hypothesis else ""

    def _with_floor(self, pcm: bytes) -> bytes:
        samples = self._np.frombuffer(pcm, "<i2")
        loudness = max(_FAINTEST, _FLOOR * float(samples.std()))
        heard = samples + loudness * self._np.resize(self._floor, len(samples))
        return bytes(heard.clip(-32_768, 32_767).astype("<i2").tobytes())

    def _fits(self) -> bool:
        """Whether the last sentence sounds like what was said, judged by its words' mean score."""
        words = [part for part in self._decoder.seg() if part.word[0] not in "<[("]
        frames = sum(part.end_frame - part.start_frame + 1 for part in words)
        total = sum(math.log(max(part.ascore, 1e-300)) for part in words)
        return frames > 0 and total / frames > _SCORE
