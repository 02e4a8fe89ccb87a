"""PocketSphinx in a process of its own: its library lets no thread of ours run while it works.

Within the hub's process a new grammar of 50 devices held every other thread for 0.7 s and each
sentence for 0.3 s.
"""

import os
import select
import subprocess
import sys
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hub.core.codec import decode, encode
from hub.core.engine import Transcript, Vocabulary
from hub.core.errors import EngineMissing

_ROOT = Path(__file__).parents[3]
_CODE = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from {__name__} import serve; serve()"
_LIMIT = 120.0  # seconds for one answer: ten times what the largest house took
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Sentences to learn, or so many bytes of sound that follow, with the VAD's view of it."""

    learn: Vocabulary | None = None
    sound: int = 0
    speech: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was heard; ``error`` where nothing can be."""

    heard: Transcript | None = None
    error: str = ""


class Apart:
    """Asks the recogniser next door; one that died is started again and taught anew."""

    name = "pocketsphinx"

    def __init__(self) -> None:
        self._vocabulary: Vocabulary | None = None
        self._worker = _Worker()

    def learn(self, vocabulary: Vocabulary) -> None:
        """Expect these sentences from now on."""
        self._vocabulary = vocabulary
        self._ask(Question(learn=vocabulary))

    def hear(self, pcm: bytes, speech: Sequence[float]) -> Transcript:
        """Return what was said; ``speech`` is the VAD's view of the same audio."""
        answer = self._ask(Question(sound=len(pcm), speech=tuple(speech)), pcm)
        return answer.heard or Transcript(text="", complete=False)

    def _ask(self, question: Question, sound: bytes = b"") -> Answer:
        try:
            return self._worker.ask(question, sound)
        except OSError:
            self._worker.end()
        try:
            self._worker = _Worker()
            if self._vocabulary is not None and question.learn is None:
                self._worker.ask(Question(learn=self._vocabulary))
            return self._worker.ask(question, sound)
        except OSError as error:
            self._worker.end()
            raise EngineMissing(f"The recogniser stopped twice: {error}. Say it again.") from error


class _Worker:
    """The process, and a question and an answer at a time; raises ``OSError`` when it is gone."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this file, in this interpreter
            (sys.executable, "-P", "-c", _CODE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the hub, which then hangs up
        )
        self._rest = b""
        self.end = weakref.finalize(self, _end, self._process)
        hello = self._answer()
        if hello.error:
            self.end()
            raise EngineMissing(hello.error)

    def ask(self, question: Question, sound: bytes = b"") -> Answer:
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            raise BrokenPipeError("it has ended")
        pipe.write(encode(question) + b"\n" + sound)
        pipe.flush()
        return self._answer()

    def _answer(self) -> Answer:
        pipe, deadline = self._process.stdout, time.monotonic() + _LIMIT
        if pipe is None:
            raise BrokenPipeError("it has ended")
        while b"\n" not in self._rest:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no answer in {_LIMIT:g} s")
            read = os.read(pipe.fileno(), _CHUNK)
            if not read:
                raise BrokenPipeError("it has ended")
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        return decode(line, Answer)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Hang up, and see the process off."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent any more is of no use
                pipe.close()


def serve() -> None:
    """Be the recogniser next door, until whoever asks hangs up."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever the library prints is no answer
        _serve(sys.stdin.buffer, answers)


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    from hub.voice.engines.pocketsphinx import PocketSphinx  # heavy, and here only

    def tell(answer: Answer) -> None:
        answers.write(encode(answer) + b"\n")
        answers.flush()

    try:
        recogniser = PocketSphinx()
    except EngineMissing as error:
        tell(Answer(error=str(error)))
        return
    tell(Answer())
    for line in questions:
        question = decode(line, Question)
        if question.learn is not None:
            recogniser.learn(question.learn)
            tell(Answer())
        else:
            sound = questions.read(question.sound)
            tell(Answer(heard=recogniser.hear(sound, question.speech)))
