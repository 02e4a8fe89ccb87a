"""Each engine alone: what it hears, what it says when something is missing."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from hub.core import plugins
from hub.core.commands import Speak
from hub.core.engine import Vocabulary
from hub.core.errors import EngineMissing
from hub.voice.audio import frames, read_wav
from hub.voice.engines.espeak import Espeak
from hub.voice.engines.openwakeword import THRESHOLD
from hub.voice.engines.pocketsphinx import PocketSphinx
from hub.voice.engines.vosk import Vosk
from hub.voice.grammar import Grammar, either, phrase
from hub.voice.household import census, household
from hub.voice.understanding import Understanding

SENTENCES = Grammar({"sentence": either([phrase("turn on the light"), phrase("stop")])})
KNOWN = Vocabulary(grammar=SENTENCES.jsgf(), words=SENTENCES.words())


def best_score(engines, wav):
    engines.wake.reset()
    return max(engines.wake.score(frame) for frame in frames(read_wav(wav)))


def test_the_wake_word_stands_out_of_other_talk(engines, recording):
    assert best_score(engines, recording("hey jarvis", "well", before=1)) > THRESHOLD
    assert best_score(engines, recording("good morning to you all", before=1)) < 0.1


def test_speech_is_told_from_noise(engines, recording, noise):
    engines.vad.reset()
    spoken = engines.vad.speech(read_wav(recording("turn on the light")))
    engines.vad.reset()
    hiss = engines.vad.speech(read_wav(noise(2)))
    assert max(spoken) > 0.8 > 0.5 > max(hiss)


def test_a_half_sentence_is_rejected_not_guessed(engines, recording):
    engines.recogniser.learn(KNOWN)
    for text, heard in (("turn on the light", "turn on the light"), ("turn on the", "")):
        pcm = read_wav(recording(text))
        engines.vad.reset()
        transcript = engines.recogniser.hear(pcm, engines.vad.speech(pcm))
        assert (transcript.text, transcript.complete) == (heard, bool(heard))


def test_silence_has_no_words(engines):
    engines.recogniser.learn(KNOWN)
    assert engines.recogniser.hear(bytes(32_000), [0.0] * 31).text == ""


def test_words_nobody_can_pronounce_are_named_and_left_out(engines, caplog, recording, monkeypatch):
    monkeypatch.setenv("PATH", "")
    strange = Grammar({"sentence": either([phrase("stop"), phrase("qwrtzk lamp")])})
    recogniser = PocketSphinx()
    recogniser.learn(Vocabulary(grammar=strange.jsgf(), words=strange.words()))
    assert "qwrtzk" in caplog.text
    monkeypatch.undo()
    pcm = read_wav(recording("stop"))
    engines.vad.reset()
    assert recogniser.hear(pcm, engines.vad.speech(pcm)).text == "stop"


@pytest.mark.real_time
async def test_the_house_speaks(voice, commands, recording):
    recording("x")  # skips where espeak-ng is missing
    wav = await commands.send(Speak(text="The light is on."))
    pcm = np.frombuffer(read_wav(wav), "<i2")
    assert 0.5 < len(pcm) / 16_000 < 3
    assert pcm.std() > 300


@pytest.mark.real_time
async def test_without_a_speaker_the_cure_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineMissing, match="apt install espeak-ng"):
        await Espeak().speak("hello", "en")


def test_a_missing_vosk_model_is_named(tmp_path):
    with pytest.raises(EngineMissing, match="There is no Vosk model"):
        Vosk(tmp_path)


def test_vosk_hears_the_same_sentences(engines, recording):
    model = os.environ.get("TOMTE_VOSK_MODEL")
    if not model:
        pytest.skip("TOMTE_VOSK_MODEL names no model folder")
    vosk = Vosk(Path(model))
    vosk.learn(KNOWN)
    pcm = read_wav(recording("turn on the light"))
    engines.vad.reset()
    assert vosk.hear(pcm, engines.vad.speech(pcm)).text == "turn on the light"


def test_real_people_are_heard(engines, data):
    """One of the 66 coffee orders; tests/bench/speech.py runs them all."""
    folder = data / "speech-commands"
    labels = json.loads((folder / "labels.json").read_text())
    name = "0e11b6e8-560e-4858-966e-8a1d3c9e0178.wav"
    wishes = Grammar(
        {"sentence": either(phrase(f"may i have a {d}") for d in ("cappuccino", "latte", "mocha"))}
    )
    engines.recogniser.learn(Vocabulary(grammar=wishes.jsgf(), words=wishes.words()))
    pcm = read_wav((folder / "clean" / name).read_bytes())
    engines.vad.reset()
    heard = engines.recogniser.hear(pcm, engines.vad.speech(pcm))
    assert labels[name]["slots"]["coffeeDrink"] in heard.text


async def test_talk_to_others_is_not_forced_into_the_homes_sentences(engines, data, home):
    skills = list(plugins.find("skills", {}))
    engines.recogniser.learn(Understanding(skills, "en").vocabulary(household(census(home))))
    for file in sorted((data / "speech-commands" / "clean").glob("*.wav"))[:6]:
        pcm = read_wav(file.read_bytes())
        engines.vad.reset()
        assert engines.recogniser.hear(pcm, engines.vad.speech(pcm)).text == "", file.name
