"""Simulated time moves only when it is told to."""

import asyncio

from hub.core.clock import TickClock


async def test_a_sleeper_wakes_at_the_tick_that_passes_it():
    clock, woken = TickClock(1000), []

    async def doze(seconds):
        await clock.sleep(seconds)
        woken.append(seconds)

    async with asyncio.TaskGroup() as group:
        group.create_task(doze(60))
        group.create_task(doze(30))
        await asyncio.sleep(3600)
        assert woken == []
        clock.tick(1030)
        await asyncio.sleep(0)
        assert woken == [30]
        clock.tick(2000)


def test_time_never_goes_back():
    clock = TickClock(1000)
    clock.tick(900)
    assert clock.time() == 1000
    assert clock.now().timestamp() == 1000
