"""Shared by all tests: time that jumps instead of passing, a bus, a house to talk over."""

import asyncio
import os
import selectors
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands
from hub.core.registry import Registry


class JumpingSelector(selectors.DefaultSelector):
    """Where a loop would wait for a timer, moves the loop's clock to it."""

    now = 0.0
    in_threads = 0

    def select(self, timeout=None):
        if self.in_threads or timeout is None:
            return super().select(0.05 if timeout is None else min(timeout, 0.05))
        sockets_open = len(self.get_map()) > 1  # the loop itself holds one
        ready = super().select(0.005 if sockets_open and timeout > 0 else 0)
        if not ready:
            self.now += max(timeout, 0)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop in which a day of sleeping takes a millisecond."""

    def __init__(self):
        self.jumping = JumpingSelector()
        super().__init__(self.jumping)

    def time(self):
        return self.jumping.now

    def run_in_executor(self, executor, func, *args):
        self.jumping.in_threads += 1
        call = super().run_in_executor(executor, func, *args)
        call.add_done_callback(self._thread_is_back)
        return call

    def _thread_is_back(self, _):
        self.jumping.in_threads -= 1

    async def shutdown_default_executor(self, timeout=None):
        self.jumping.in_threads += 1  # its deadline is meant in real seconds
        await super().shutdown_default_executor()


def pytest_configure(config):
    config.addinivalue_line("markers", "real_time: run on the wall clock")


def pytest_asyncio_loop_factories(config, item):
    real = item.get_closest_marker("real_time")
    return {"real": asyncio.SelectorEventLoop} if real else {"virtual": VirtualLoop}


@pytest.fixture(autouse=True)
async def no_task_left_behind():
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left, f"still running after the test: {left}"


class LoopClock(Clock):
    """A calendar that moves with the virtual loop."""

    def __init__(self, start):
        self._start, self._loop = start, asyncio.get_running_loop()

    def time(self):
        return self.now().timestamp()

    def now(self):
        return self._start + timedelta(seconds=self._loop.time())


@pytest.fixture
async def clock():
    return LoopClock(datetime(2024, 3, 31, 7, 0, tzinfo=UTC))


@pytest.fixture
def bus():
    return Bus()


@pytest.fixture
def commands():
    return Commands()


@pytest.fixture
async def registry(bus, clock):
    return Registry(bus, clock)


@pytest.fixture
async def run():
    """Run services as children of the test and end them with it."""
    async with asyncio.TaskGroup() as group:
        tasks = []
        yield lambda *services: tasks.extend(group.create_task(s.run()) for s in services)
        for task in tasks:
            task.cancel()


@pytest.fixture
def data():
    """The folder of real data; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("TOMTE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"TOMTE_DATA: no real data at {folder}")
    return folder
