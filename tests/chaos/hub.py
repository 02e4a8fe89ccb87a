"""The hub as its owner runs it, a process of its own, seen from outside: REST, its log, /proc."""

import asyncio
import contextlib
import os
import time
from pathlib import Path

import aiohttp

from tests.bench.contenders import Tomte
from tests.chaos.mosquitto import free_port

ROOT = Path(__file__).parents[2]
MB = 2**20


class Hub:
    """A hub on a folder of its own; ``log`` are the lines it wrote to stderr."""

    def __init__(self, folder, broker_port):
        self._folder, self._tomte = folder, Tomte()
        self.port = free_port()
        self._command = self._tomte.command(folder, broker_port, self.port)
        self.log = []

    @property
    def pid(self):
        return self._process.pid

    @property
    def memory(self):
        """Its resident bytes."""
        pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    @contextlib.asynccontextmanager
    async def run(self):
        """Start it, wait until people are served, and end it at last."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=16 * MB,
        )
        async with (
            asyncio.TaskGroup() as group,
            aiohttp.ClientSession(f"http://127.0.0.1:{self.port}") as self._session,
        ):
            group.create_task(self._read_log())
            try:
                async with asyncio.timeout(20):
                    await self._tomte.ready(self._process, self._session, self._folder)
                yield self
            finally:
                with contextlib.suppress(ProcessLookupError):  # a test may have killed it
                    self._process.terminate()
                await self._process.wait()

    async def _read_log(self):
        async for line in self._process.stderr:
            self.log.append(line.decode().rstrip())
        assert not any("Traceback" in line for line in self.log), "\n".join(self.log)

    async def kill(self):
        self._process.kill()
        await self._process.wait()

    async def get(self, path):
        async with self._session.get(f"/v1/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def do(self, command, **asked):
        """Send a command as its owner and return the answer."""
        async with self._session.post(f"/v1/do/{command}", json=asked) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def refused(self, command, **asked):
        """Send a command that cannot be done and return why, as its sender is told."""
        async with self._session.post(f"/v1/do/{command}", json=asked) as answer:
            assert answer.status >= 400, await answer.text()
            return (await answer.json())["error"]["text"]

    async def sources(self):
        """All entities as they are now, by what announced them."""
        views = (await self.get("home"))["entities"]
        return {view["entity"]["source"]: view for view in views}

    async def entity(self, source):
        """Return the id of an entity, waiting until it is there."""
        async for sources in self._again(10):
            view = sources.get(source)
            if view and view["last_updated"]:
                break
        return view["entity"]["id"]

    async def _again(self, within):
        async with asyncio.timeout(within):
            while True:
                yield await self.sources()
                await asyncio.sleep(0.05)

    async def broker_is(self, connected, within):
        """Wait until its health says so; return the seconds that took."""
        began = time.monotonic()
        async with asyncio.timeout(within):
            while (await self.get("health"))["broker_connected"] != connected:
                await asyncio.sleep(0.05)
        return time.monotonic() - began

    async def tells(self, truth, within):
        """Wait until what it tells is the ``truth()``; return the seconds that took."""
        began, wrong = time.monotonic(), {}
        try:
            async for sources in self._again(within):
                wrong = differences(sources, truth())
                if not wrong:
                    return time.monotonic() - began
        except TimeoutError:
            raise AssertionError(f"wrong after {within} s: {wrong}") from None


def differences(sources, truth):
    """What a hub tells otherwise than it is: by source, what it tells and what is true."""
    told = {
        source: ({name: view["state"].get(name) for name in state}, view["available"])
        for source, (state, _) in truth.items()
        if (view := sources.get(source))
    }
    return {s: (told.get(s), real) for s, real in truth.items() if told.get(s) != real}
