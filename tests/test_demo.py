"""The whole chain, as a newcomer meets it: `tomte demo --check`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = [
    "home found",
    "home learned, nothing cried wolf",
    "voice command confirmed",
    "lying lamp caught",
    "washer done",
    "fridge fault diagnosed and notified",
    "broker killed and back, nothing lost",
]


def check(tmp_path, *words):
    env = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "hub", "demo", "--check", "--json", *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=env,
        timeout=170,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout), done


def test_the_story_is_true_and_stays_home(tmp_path):
    report, done = check(tmp_path)
    assert [step["name"] for step in report["steps"]] == STORY
    assert [step["detail"] for step in report["steps"] if not step["passed"]] == []
    assert (report["passed"], done.returncode) == (True, 0)
    assert report["bytes_sent_outside"] == 0
    assert report["rss_peak_mb"] < 250
    left = [p for p in tmp_path.rglob("*") if p.is_file() and "Microsoft" in p.parts]
    assert left == []


def test_the_embedded_broker_carries_a_command_too(tmp_path):
    pytest.importorskip("amqtt", reason="the extra `broker` is not installed")
    env = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TOMTE_BROKER": "amqtt"}
    done = subprocess.run(
        [sys.executable, "-m", "hub", "say", "turn on the kitchen light", "--json"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=env,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"]["result"] == "confirmed"
