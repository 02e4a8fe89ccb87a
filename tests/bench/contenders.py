"""The hubs that the bench of the hot path runs: how each is started, asked and listened to."""

import asyncio
import contextlib
import json
import sys
from pathlib import Path

import aiohttp


class Tomte:
    """Tomte as a user runs it, voice off."""

    name = "tomte"
    disk_files = "home/history.db*"

    def command(self, folder, broker, port):
        settings = folder / "tomte.yaml"
        settings.write_text(
            json.dumps(
                {
                    "mqtt": {"host": "127.0.0.1", "port": broker},
                    "web": {"port": port},
                    "voice": {"enabled": False},
                    "data_dir": str(folder / "home"),
                }
            )
        )
        return [sys.executable, "-m", "hub", "--config", str(settings), "run", "--json"]

    async def ready(self, process, session, folder):
        line = await process.stdout.readline()
        if not line:
            sys.exit(f"tomte did not start:\n{(folder / 'log').read_text()[-2000:]}")
        told = json.loads(line)
        token = Path(told["token_file"]).read_text().strip()
        session.headers["Authorization"] = f"Bearer {token}"

    async def count(self, session):
        async with session.get("/v1/home") as answer:
            return len((await answer.json())["entities"])

    @contextlib.asynccontextmanager
    async def listen(self, session):
        async with session.ws_connect("/v1/ws", max_msg_size=0) as ws:
            await ws.receive()
            yield ws

    def values(self, frame):
        if frame["type"] != "states":
            return
        for change in frame["changes"]:
            yield change["state"].get("value")


class Minimal:
    """The minimal hub."""

    name = "minimal"
    disk_files = "history.db*"

    def __init__(self, script):
        self.script = script

    def command(self, folder, broker, port):
        return [sys.executable, self.script, "--broker-port", str(broker), "--port", str(port)]

    async def ready(self, process, session, folder):
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get("/") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.005)

    async def count(self, session):
        async with session.get("/states") as answer:
            return len(await answer.json())

    @contextlib.asynccontextmanager
    async def listen(self, session):
        async with session.ws_connect("/ws", max_msg_size=0) as ws:
            await ws.send_json({"type": "subscribe", "frame_ms": 0})
            await asyncio.sleep(0.2)
            yield ws

    def values(self, frame):
        for _, value in frame["c"]:
            yield value
