"""One device says ten thousand things a second; the others do not notice and memory stays put."""

import asyncio
import contextlib
import os
import sys
import time
from pathlib import Path

import pytest

from hub.core.events import FloodChanged
from hub.ingest.mqtt import Mqtt
from tests.chaos.mosquitto import PROGRAM, Mosquitto

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]
LOAD = str(Path(__file__).with_name("load.py"))
PAGE = os.sysconf("SC_PAGE_SIZE")


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def kept_waiting(*processes):
    """Seconds in which these processes wanted to run and others did (proc(5))."""
    files = [Path(f"/proc/{process}/schedstat") for process in processes]
    return sum(int(file.read_text().split()[1]) for file in files) / 1e9


@contextlib.asynccontextmanager
async def loading(*words):
    """Publish from another process; yields a call that waits for the count of what was sent."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, LOAD, *map(str, words), stdout=asyncio.subprocess.PIPE
    )

    async def sent():
        return int(await process.stdout.read())

    try:
        yield sent
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
async def broker():
    broker = Mosquitto()
    await broker.start()
    yield broker
    broker.kill()


@pytest.mark.parametrize("qos", [0, 1])
async def test_a_flood_of_one_device_costs_the_others_nothing(broker, bus, clock, run, qos):
    took, wild, rejected = [], [], {}
    mqtt = Mqtt(bus, clock, host="127.0.0.1", port=broker.port, rejected=rejected)
    told = bus.open(FloodChanged)

    def neighbour(_topic, payload, _retained):
        took.append(time.monotonic() - float(payload.split()[1]))

    mqtt.listen("house/+", neighbour)
    mqtt.listen("wild/meter", lambda _topic, payload, _retained: wild.append(payload))
    run(mqtt)
    async with asyncio.timeout(5):
        while not mqtt.connected:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)  # the broker has the filters
    before, waited = resident(), kept_waiting("self", broker.pid)
    async with (
        loading(broker.port, "wild/meter", 10_000, 3, qos, 1) as flood,
        loading(broker.port, "house/", 200, 3, 1, 50) as others,
    ):
        number, count = await flood(), await others()
    async with asyncio.timeout(5):
        while len(took) < count or not wild[-1].startswith(b"%d " % (number - 1)):
            await asyncio.sleep(0.02)
    waited = kept_waiting("self", broker.pid) - waited
    took.sort()
    assert number > 20_000, "this machine is too slow to flood anybody"
    assert len(took) == count, "a message of a quiet device was lost"
    p99 = took[int(len(took) * 0.99)]
    assert p99 <= 0.05 or waited > 0.3, "the quiet ones are late, though this machine is not busy"
    assert len(wild) < 400, "the flood was read"
    assert len(wild) + rejected["wild/meter"]["flood"] == number
    assert [(flood.topic, flood.flooding) for flood in told.drain()] == [("wild/meter", True)]
    assert resident() - before < 16 * 2**20
    assert mqtt.connected
