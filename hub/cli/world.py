"""The demo's world: a broker, a simulated household and a real hub, each a process of its own.

All of it lives in a temporary folder and on free ports; it never touches a running broker or
the owner's data, and ends with its parent.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hub.core.errors import HubError
from hub.ingest.broker import BrokerChild, dying_with

Json = dict[str, Any]
LEARNING_DAYS = 6.0
_ENV = {"ORT_DISABLE_TELEMETRY": "1", "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Child:
    """A process of the demo that speaks JSON lines on its standard output."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        self._name, self._process = name, process
        self.pid = process.pid

    async def read(self) -> Json:
        """Return the next JSON line; raise ``HubError`` when the process has ended."""
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            with contextlib.suppress(ValueError):
                told: Json = json.loads(line)
                return told
        raise HubError(f"the {self._name} ended ({await self._process.wait()}); its log says why")

    def tell(self, **wish: object) -> None:
        """Write a JSON line to its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish).encode() + b"\n")

    async def until(self, event: str, *, seen: Callable[[Json], None] = lambda _: None) -> Json:
        """Return the next line of this event, showing every line before it to ``seen``."""
        while True:
            told = await self.read()
            if told.get("event") == event:
                return told
            seen(told)

    async def end(self) -> None:
        """End the process: politely, and after 5 seconds not."""
        if self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(5):
                await self._process.wait()
        except TimeoutError:
            os.kill(self.pid, signal.SIGKILL)
            await self._process.wait()


@asynccontextmanager
async def _child(name: str, log: Path, *words: str) -> AsyncIterator[Child]:
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env=os.environ | _ENV,
            limit=1 << 20,
            preexec_fn=dying_with(os.getpid()),
        )
        child = Child(name, process)
        try:
            yield child
        finally:
            await child.end()


@asynccontextmanager
async def household(folder: Path, port: int, *, start: float) -> AsyncIterator[Child]:
    """Run the simulated household on a broker; ``start`` is its first moment (UTC seconds)."""
    words = ["--host", "127.0.0.1", "--port", str(port), "--start", f"{start:.0f}", "--speed", "0"]
    async with _child(
        "simulated household", folder / "household.log", "hardware.simulated", *words
    ) as child:
        async with asyncio.timeout(60):
            await child.until("ready")
        yield child


@asynccontextmanager
async def hub(folder: Path, settings: Json) -> AsyncIterator[tuple[Child, Json]]:
    """Run a real hub with these settings; yields it and its ready line."""
    config = folder / "tomte.yaml"
    config.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML too
    log = folder / "hub.log"
    async with _child("hub", log, "hub", "--config", str(config), "run", "--json") as child:
        try:
            async with asyncio.timeout(60):
                ready = await child.read()
        except HubError as error:
            told = log.read_text(encoding="utf-8").strip().splitlines()
            raise HubError("\n".join([str(error), *told[-3:]])) from None
        yield child, ready


@asynccontextmanager
async def world(
    *, port: int, host: str = "127.0.0.1", voice: bool = True, start: float
) -> AsyncIterator["World"]:
    """Bring up all three; everything is gone when the block is left."""
    with tempfile.TemporaryDirectory(prefix="tomte-demo-") as name:
        folder = Path(name)
        async with contextlib.AsyncExitStack() as stack:
            broker = await stack.enter_async_context(
                BrokerChild(folder / "broker", engine=os.environ.get("TOMTE_BROKER", ""))
            )
            sim = await stack.enter_async_context(household(folder, broker.port, start=start))
            settings = {
                "mqtt": {"host": "127.0.0.1", "port": broker.port},
                "web": {"host": host, "port": port},
                "voice": {"enabled": voice},
                "data_dir": str(folder / "home"),
                "simulated_from": start,
            }
            loop = asyncio.get_running_loop()
            began = loop.time()
            child, ready = await stack.enter_async_context(hub(folder, settings))
            yield World(broker, sim, child, ready, loop.time() - began)


class World:
    """What the demo's director holds in hand."""

    def __init__(
        self, broker: BrokerChild, sim: Child, child: Child, ready: Json, ready_s: float
    ) -> None:
        self.broker, self.sim, self.hub = broker, sim, child
        self.url: str = ready["url"]
        self.token_file: str = ready["token_file"]
        self.ready_s = ready_s

    @property
    def link(self) -> str:
        """The address that signs a browser in."""
        return f"{self.url}/#key={Path(self.token_file).read_text(encoding='utf-8').strip()}"

    @property
    def rss_peak_mb(self) -> float:
        """The most memory the hub's process has held, in MB (``VmHWM``)."""
        for line in Path(f"/proc/{self.hub.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1000
        return 0.0

    async def advance(self, days: float, seen: Callable[[float], None] = lambda _: None) -> None:
        """Let household days pass as quickly as the hub keeps up; ``seen`` gets the share done."""
        self.sim.tell(do="advance", days=days)
        await self.sim.until("advanced", seen=lambda told: seen(float(told.get("share", 0))))

    async def advance_until(self, done: Callable[[], bool], *, days: float, step: float) -> bool:
        """Let days pass in steps until something is so; return whether it came to be."""
        passed = 0.0
        while passed < days and not done():
            await self.advance(step)
            passed += step
            await asyncio.sleep(0.05)  # what the hub pushed arrives
        return done()
