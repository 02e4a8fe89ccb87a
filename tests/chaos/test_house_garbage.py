"""Somebody fills the broker with garbage: the house answers, the others are heard, told once."""

import asyncio
import collections
import os
import sys
import time

import pytest

from tests.chaos.hub import MB, ROOT
from tests.chaos.mosquitto import PROGRAM
from tests.chaos.test_flood import kept_waiting

RATE, SECONDS = 600, 5

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]


async def throw(port):
    """Throw garbage from another process; return how many messages that were."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.chaos.garbage", str(port), str(RATE), str(SECONDS)),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0
    return int(told)


async def ask(hub, sensor, took, heard):
    """Look at a sensor again and again; note how long each answer took and what it says."""
    while True:
        began = time.monotonic()
        view = await hub.get(f"entities/{sensor}")
        took.append(time.monotonic() - began)
        heard.add(view["state"]["value"])
        await asyncio.sleep(0.02)


async def test_garbage_costs_the_house_neither_its_speed_nor_its_senses(hub, broker, street):
    sensor = await hub.entity("mqtt:sensor:Sensor 0")
    plug = await hub.entity("mqtt:switch:Plug 0")
    before, logged, took, heard = hub.memory, len(hub.log), [], set()
    waited = kept_waiting(hub.pid, broker.pid, "self")
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(ask(hub, sensor, took, heard))
        thrown = group.create_task(throw(broker.port))
        on = street.bridge.on["Plug 0"]
        assert (await hub.do("Turn", entity=plug, on=not on))["result"] == "confirmed"
        assert await thrown > RATE * SECONDS / 2
        asking.cancel()
    waited = kept_waiting(hub.pid, broker.pid, "self") - waited
    took.sort()
    assert took[int(0.95 * len(took))] < 0.2 or waited > 2, "the house answers slowly"
    assert len(heard) >= SECONDS - 1, "a neighbour was not heard"
    await hub.tells(street.truth, within=5)
    assert hub.memory - before < 48 * MB
    told = collections.Counter(line.split(" ", 2)[2] for line in hub.log[logged:])
    assert max(told.values()) == 1, told.most_common(3)
    assert len(told) < 100, f"{len(told)} lines"
    assert max(map(len, told)) < 1000, "a payload was copied into the log"
    assert len(str(await hub.get("home"))) < MB, "a payload was copied into every answer"
    assert not (await hub.get("health"))["crashes"]
