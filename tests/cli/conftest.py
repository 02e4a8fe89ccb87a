"""The command as people type it, and a real hub on a real broker for it to ask."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.cli.devices.broker import line_to
from hub.cli.world import free_port, hub
from hub.core.errors import EngineMissing
from hub.ingest.broker import BrokerChild
from hub.ingest.door import Door

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tomte(tmp_path):
    """Run ``tomte`` with these words; return how it ended and what it said."""

    def run(*words, **more):
        env = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        env.pop("STATE_DIRECTORY", None)
        return subprocess.run(
            [sys.executable, "-m", "hub", *words],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=env,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
            **more,
        )

    return run


@pytest.fixture
def jsonl(tmp_path):
    """Write lines of JSON into a file; a text is a line as it is."""

    def write(*lines, name="recorded.jsonl"):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / name).write_text("\n".join(texts) + "\n")
        return name

    return write


class Live:
    """A running hub, its broker, and the command line beside them."""

    def __init__(self, line, tomte, port):
        self._line, self._tomte, self.port = line, tomte, port

    async def say(self, topic, payload, *, retain=False):
        text = payload if isinstance(payload, str) else json.dumps(payload)
        await self._line.publish(topic, text, qos=1, retain=retain)

    async def tomte(self, *words):
        return await asyncio.to_thread(self._tomte, "--config", "hub/tomte.yaml", *words)

    async def until(self, *words, says):
        """Ask until the answer holds ``says``; return the answer."""
        loop = asyncio.get_running_loop()
        end = loop.time() + 30
        while says not in (done := await self.tomte(*words)).stdout:
            assert loop.time() < end, f"{says!r} is not in {done.stdout!r} ({done.stderr!r})"
            await asyncio.sleep(0.2)
        return done.stdout


@pytest.fixture
async def live(tmp_path, tomte):
    """A real hub on a real broker."""
    try:
        child = BrokerChild(tmp_path / "broker", engine="mosquitto")
    except EngineMissing:
        pytest.skip("mosquitto is not installed")
    (tmp_path / "hub").mkdir()
    async with child as broker:
        settings = {
            "mqtt": {"host": "127.0.0.1", "port": broker.port},
            "web": {"port": free_port()},
            "voice": {"enabled": False},
            "data_dir": str(tmp_path / "home"),
        }
        door = Door(
            host="127.0.0.1", port=broker.port, username=None, password=None, client_id="device"
        )
        async with hub(tmp_path / "hub", settings), line_to(door, lambda *_: None) as line:
            yield Live(line, tomte, broker.port)
