"""How many real people's coffee orders the hub's recogniser gets exactly right.

    TOMTE_DATA=/path/to/data python tests/bench/speech.py [--snr 18 12] [--clean] [--misses]

Prints, for the recordings as they are and under kitchen noise, the share accepted (intent and
all slots exact), processor seconds per second of audio, and the median and 95th percentile of
milliseconds a recording. SNR is the power of the active speech (20 ms frames within 20 dB of the
loudest) over the power of the noise laid under it. Data: Picovoice's speech-to-intent benchmark.
"""

import argparse
import json
import os
import re
import statistics
import sys
import time
import wave
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import yaml

from hub.core.engine import Vocabulary
from hub.voice.audio import read_wav
from hub.voice.engines.pocketsphinx import PocketSphinx
from hub.voice.engines.silero import Silero
from hub.voice.grammar import Grammar, Rule, either, phrase, sequence

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("TOMTE_DATA", ROOT.parent / "shared" / "data"))
NOISE_SEED = 7
_PART = re.compile(r"\[([^\]]*)\]|\$(\w+):\w+|([^\s\[\]$]+)")


def coffee_grammar(file):
    """Read the Rhino-style grammar: ``[a, b]`` is a choice, ``$slot:name`` a slot."""
    context = yaml.safe_load(file.read_text())["context"]
    slots = {name: [v.lower() for v in values] for name, values in context["slots"].items()}
    rules = {name: either(phrase(value) for value in values) for name, values in slots.items()}
    (intent,) = context["expressions"]
    sentences = []
    for expression in context["expressions"][intent]:
        parts = []
        for choice, slot, word in _PART.findall(expression):
            if choice:
                parts.append(either(phrase(p.strip().lower()) for p in choice.split(",")))
            else:
                parts.append(Rule(slot) if slot else phrase(word.lower()))
        sentences.append(sequence(parts))
    rules["sentence"] = either(sentences)
    return intent, slots, Grammar(rules)


def slots_of(text, slots):
    """Return the slots a whole sentence fills: the longest value found at each place."""
    values = sorted(((v, n) for n, vs in slots.items() for v in vs), key=lambda p: -len(p[0]))
    found = {}
    for value, name in values:
        if re.search(rf"\b{value}\b", text) and name not in found:
            found[name] = value
            text = re.sub(rf"\b{value}\b", "#", text, count=1)
    return found


def noisy(speech, noise, snr, rng):
    """Lay noise under speech at so many decibels."""
    frames = speech[: len(speech) // 320 * 320].reshape(-1, 320)
    power = (frames**2).mean(axis=1)
    active = power[power > power.max() / 100].mean()
    start = rng.integers(0, len(noise) - len(speech))
    under = noise[start : start + len(speech)]
    gain = np.sqrt(active / (under**2).mean() / 10 ** (snr / 10))
    return np.clip(speech + gain * under, -32_768, 32_767)


def pcm_of(path):
    return np.frombuffer(read_wav(path.read_bytes()), "<i2").astype(np.float64)


def noise_of(path):
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)


def measure(folder, snr, *, misses=False):
    """Run every recording through the recogniser; return the figures."""
    intent, slots, grammar = coffee_grammar(folder / "coffee_maker_grammar.yaml")
    labels = json.loads((folder / "labels.json").read_text())
    noise = None if snr is None else noise_of(folder / "kitchen-noise.wav")
    recogniser, vad = PocketSphinx(), Silero()
    recogniser.learn(Vocabulary(grammar=grammar.jsgf(), words=grammar.words()))
    rng = np.random.default_rng(NOISE_SEED)
    right, took, audio, cpu = 0, [], 0.0, time.process_time()
    for name, label in sorted(labels.items()):
        sound = pcm_of(folder / "clean" / name)
        if noise is not None:
            sound = noisy(sound, noise, snr, rng)
        pcm = sound.astype("<i2").tobytes()
        audio += len(sound) / 16_000
        began = time.perf_counter()
        vad.reset()
        heard = recogniser.hear(pcm, vad.speech(pcm))
        took.append(1_000 * (time.perf_counter() - began))
        good = heard.complete and (label["intent"], label["slots"]) == (
            intent,
            slots_of(heard.text, slots),
        )
        right += good
        if misses and not good:
            print(f"  {name}: heard {heard.text!r}, wanted {label['slots']}")
    return {
        "recordings": len(labels),
        "accepted": right / len(labels),
        "rtf": (time.process_time() - cpu) / audio,
        "ms_median": statistics.median(took),
        "ms_p95": statistics.quantiles(took, n=20)[18],
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--snr", type=float, nargs="*", default=[18, 12])
    arguments.add_argument("--clean", action="store_true", help="without noise only")
    arguments.add_argument("--misses", action="store_true", help="print what went wrong")
    arguments.add_argument("--json", action="store_true")
    chosen = arguments.parse_args()
    folder = DATA / "speech-commands"
    if not folder.is_dir():
        print(f"skipped: no recordings at {folder}; name their folder's in TOMTE_DATA")
        return
    for snr in [None, *([] if chosen.clean else chosen.snr)]:
        figures = measure(folder, snr, misses=chosen.misses)
        if chosen.json:
            print(json.dumps({"snr": snr, **figures}))
            continue
        print(
            f"{'clean' if snr is None else f'{snr:g} dB':>6}: {figures['accepted']:.1%} of "
            f"{figures['recordings']} accepted, RTF {figures['rtf']:.3f}, "
            f"{figures['ms_median']:.0f} ms median, {figures['ms_p95']:.0f} ms p95"
        )


if __name__ == "__main__":
    main()
