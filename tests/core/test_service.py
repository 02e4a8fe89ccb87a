"""A crash costs a pause, never the house, and is told."""

import asyncio

from hub.core.events import ServiceCrashed
from hub.core.service import KeptAlive


async def test_rebuilt_with_growing_pauses(bus, clock):
    born = []

    class Broken:
        def __init__(self):
            born.append(asyncio.get_running_loop().time())

        async def run(self):
            raise OSError("no power")

    crashes = bus.open(ServiceCrashed)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(KeptAlive("broken", Broken, bus=bus, clock=clock).run())
        await asyncio.sleep(20)
        task.cancel()
    assert born == [0, 1, 3, 7, 15]
    assert [crash.pause for crash in crashes.drain()] == [1, 2, 4, 8, 16]


async def test_a_service_that_lived_long_starts_over_with_short_pauses(bus, clock):
    born = []

    class Tired:
        def __init__(self):
            born.append(asyncio.get_running_loop().time())

        async def run(self):
            await asyncio.sleep(100)
            raise OSError("tired")

    async with asyncio.TaskGroup() as group:
        task = group.create_task(KeptAlive("tired", Tired, bus=bus, clock=clock).run())
        await asyncio.sleep(303)
        task.cancel()
    assert born == [0, 101, 202, 303][: len(born)]
    assert len(born) >= 3
