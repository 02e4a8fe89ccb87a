"""The recogniser next door: the house goes on while it works, and survives its end."""

import os
import signal
import time
from pathlib import Path

import pytest

from hub.core.engine import Vocabulary
from hub.core.errors import EngineMissing
from hub.voice.audio import read_wav
from hub.voice.engines.apart import Apart
from hub.voice.grammar import Grammar, either, phrase

THINGS = [f"{one} {two}" for one in ("red", "blue", "green") for two in ("lamp", "fan", "door")]
SAID = [f"turn on the {thing}" for thing in THINGS]
SENTENCES = Grammar({"sentence": either(phrase(s) for s in ("stop", *SAID))})
KNOWN = Vocabulary(grammar=SENTENCES.jsgf(), words=SENTENCES.words())


@pytest.fixture
def apart():
    apart = Apart()
    apart.learn(KNOWN)
    return apart


def children():
    return {int(pid) for pid in Path("/proc/self/task").glob("*/children")
            for pid in pid.read_text().split()}  # fmt: skip


def heard(apart, engines, pcm):
    engines.vad.reset()
    return apart.hear(pcm, engines.vad.speech(pcm)).text


def test_it_hears_as_it_would_here(apart, engines, recording):
    assert heard(apart, engines, read_wav(recording("turn on the blue fan"))) == (
        "turn on the blue fan"
    )


def test_the_work_is_none_of_this_process(apart, engines, recording):
    pcm = read_wav(recording("turn on the green door"))
    engines.vad.reset()
    speech, began = engines.vad.speech(pcm), time.process_time()
    for _ in range(10):
        apart.learn(KNOWN)
        apart.hear(pcm, speech)
    assert time.process_time() - began < 0.1  # here it would be 0.25 s, and no other thread running


def test_one_that_died_is_taught_again(engines, recording):
    before = children()
    apart = Apart()
    (pid,) = children() - before
    apart.learn(KNOWN)
    os.kill(pid, signal.SIGKILL)
    assert heard(apart, engines, read_wav(recording("stop"))) == "stop"


def test_it_ends_with_the_house():
    before = children()
    apart = Apart()
    (pid,) = children() - before
    del apart
    assert not Path(f"/proc/{pid}").exists()


def test_a_missing_library_is_named(monkeypatch, tmp_path):
    (tmp_path / "pocketsphinx.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(EngineMissing, match=r"pip install 'tomte\[voice\]'"):
        Apart()
