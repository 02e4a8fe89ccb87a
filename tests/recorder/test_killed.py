"""The hub is killed at any moment: nothing acknowledged is lost, of telemetry a second."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parents[2]
INTERVAL = 1.0  # seconds between two flushes
SLACK = 1.0  # seconds a flush may take on a busy machine


def write_until_killed(folder, first, seconds):
    """Return what the child said before it was killed, ``seconds`` after its first word."""
    child = subprocess.Popen(
        [sys.executable, WRITER, folder, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    with child:
        lines = [child.stdout.readline()]
        killed_at = time.monotonic() + seconds
        while time.monotonic() < killed_at:
            lines.append(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().splitlines(keepends=True)
    assert child.returncode == -signal.SIGKILL
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.real_time
@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_hub_loses_nothing_acknowledged(tmp_path, seed):
    kept, told = set(), set()
    for life in range(3):
        said = write_until_killed(
            tmp_path, life * 10_000_000, random.Random(seed * 100 + life).uniform(0.2, 2.5)
        )
        kept |= {line[1] for line in said if line[0] == "kept"}
        news = [(int(line[1]), float(line[2])) for line in said if line[0] == "told"]
        settled = [number for number, at in news if at < news[-1][1] - INTERVAL - SLACK]
        told |= set(range(life * 10_000_000, max(settled, default=-1) + 1))
    core = sqlite3.connect(tmp_path / "core.db")
    history = sqlite3.connect(tmp_path / "history.db")
    for db in (core, history):
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    assert len(kept) > 100
    assert kept <= {key for (key,) in core.execute("select key from records")}
    written = {value for (value,) in history.execute("select value from states")}
    assert told <= written
    assert not list(tmp_path.glob("*.corrupt-*"))
    core.close()
    history.close()


@pytest.mark.real_time
def test_telemetry_older_than_the_last_flush_is_there(tmp_path):
    said = write_until_killed(tmp_path, 0, 3.5)
    news = [(int(line[1]), float(line[2])) for line in said if line[0] == "told"]
    safe = max(number for number, at in news if at < news[-1][1] - INTERVAL - SLACK)
    db = sqlite3.connect(tmp_path / "history.db")
    written = {value for (value,) in db.execute("select value from states")}
    db.close()
    assert safe > 100
    assert set(range(safe + 1)) <= written
