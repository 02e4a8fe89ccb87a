"""Every bench can be started alone, as the Makefile does, and says what it measures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHES = sorted(p for p in (ROOT / "tests" / "bench").glob("*.py") if "__main__" in p.read_text())


def start(*words, **settings):
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=env | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: path.stem)
def test_a_bench_started_alone_says_how_it_is_used(bench):
    told = start(bench, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"usage: {bench.name}")


def test_make_runs_every_bench():
    named = re.search(r"^BENCHES := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert named[1].split() == [bench.name for bench in BENCHES]


def test_the_speech_bench_without_recordings_says_so_and_fails_nothing(tmp_path):
    told = start("tests/bench/speech.py", TOMTE_DATA=str(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"skipped: no recordings at {tmp_path / 'speech-commands'}")
