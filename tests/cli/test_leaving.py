"""A hub that is told to stop stops, whatever one of its parts makes of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUBBORN = """
import asyncio, sys
from hub import app
from hub.cli import run
from hub.cli.main import main

async def cling(house):
    print("here", flush=True)
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def live(house):
    await cling(house)

app.House.live, run._LEAVING = live, 0.2
sys.exit(main(["--config", "tomte.yaml", "run"]))
"""


@pytest.fixture
def stubborn(tmp_path):
    """A hub of which one part swallows its cancellation."""
    (tmp_path / "tomte.yaml").write_text(
        f"mqtt: {{host: 127.0.0.1, port: 1}}\nvoice: {{enabled: false}}\ndata_dir: {tmp_path}\n"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", STUBBORN], cwd=tmp_path, env=env, **pipes
    ) as process:
        yield process
        process.kill()


def test_a_part_that_does_not_let_go_is_named_and_left_behind(stubborn):
    assert stubborn.stdout.readline() == "here\n"
    stubborn.send_signal(signal.SIGTERM)
    _, told = stubborn.communicate(timeout=20)
    assert stubborn.returncode == 1
    assert "does not end: live:" in told
    assert " > cling:" in told
    assert "Traceback" not in told
