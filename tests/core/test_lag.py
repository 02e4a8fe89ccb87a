"""Whoever holds the event loop is named."""

import asyncio
import time

import pytest

from hub.core.events import LoopBlocked
from hub.core.lag import LagGauge


def dawdle():
    time.sleep(0.5)


@pytest.mark.real_time
async def test_the_culprit_is_named(bus, clock, run):
    blocked = bus.open(LoopBlocked)
    run(LagGauge(bus, clock))
    await asyncio.sleep(0.2)
    dawdle()
    async with asyncio.timeout(5):
        event = await anext(aiter(blocked))
    assert event.seconds > 0.25
    assert "dawdle" in event.culprit
