"""The simulated household on a real broker with an ear for it; a house that attends to drivers."""

import asyncio
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import aiomqtt
import pytest

from hub.core.driver import Actuators
from hub.core.events import AvailabilityChanged, StateReported
from hub.ingest.broker import BrokerChild
from hub.ingest.polling import Polling

ROOT = Path(__file__).parents[2]
START = 1_700_000_000.0


class Ear:
    """Everything the household says; answers its ticks while ``answering``."""

    def __init__(self, client):
        self.client, self.answering = client, True
        self.said = defaultdict(list)  # topic -> payloads in order
        self.everything = []
        self._news = asyncio.Event()

    async def run(self):
        async for message in self.client.messages:
            topic, payload = message.topic.value, message.payload.decode()
            self.said[topic].append(payload)
            self.everything.append((topic, payload))
            self._news.set()
            if topic == "tomte/sim/clock" and self.answering:
                await self.answer()

    async def answer(self):
        seq = json.loads(self.said["tomte/sim/clock"][-1])["seq"]
        await self.client.publish("tomte/sim/clock/done", json.dumps({"seq": seq}))

    async def until(self, true, within=10):
        async with asyncio.timeout(within):
            while not true(self.said):
                self._news.clear()
                await self._news.wait()

    async def hears(self, topic, payload):
        await self.until(lambda said: said[topic] and said[topic][-1] == payload)


class Household:
    """The household's process."""

    def __init__(self, process):
        self._process = process

    def order(self, **what):
        self._process.stdin.write(json.dumps(what).encode() + b"\n")

    async def event(self, name):
        async with asyncio.timeout(60):
            while event := json.loads(await self._process.stdout.readline() or b"null"):
                if event["event"] in {name, "error"}:
                    return event
            raise AssertionError(f"it ended before it said {name}")

    async def end(self):
        self._process.stdin.close()
        async with asyncio.timeout(5):
            return await self._process.wait()


class Attended:
    """The house as its drivers see it."""

    def __init__(self, bus, clock, registry, actuators, run):
        self.bus, self.clock, self.registry, self.actuators = bus, clock, registry, actuators
        self.rejected, self._run = {}, run
        self._reports = bus.open(StateReported, limit=4096)
        self._reach = bus.open(AvailabilityChanged, limit=4096)

    def start(self, drivers, post=None):
        polling = Polling(
            self.bus,
            self.clock,
            self.registry,
            self.actuators,
            drivers,
            rejected=self.rejected,
            post=post,
        )
        self._run(polling)
        return polling

    async def state(self, entity, wanted):
        """Return once the entity has reported that state; what it said before is left behind."""
        async with asyncio.timeout(10):
            async for report in self._reports:
                if (report.entity, report.state) == (entity, wanted):
                    return

    async def reports(self, entity, count):
        """Return the next states an entity reports."""
        states = []
        async with asyncio.timeout(10):
            async for report in self._reports:
                states += [report.state] if report.entity == entity else []
                if len(states) == count:
                    break
        return states

    async def reach(self, entity, available):
        async with asyncio.timeout(200):
            async for change in self._reach:
                if (change.entity, change.available) == (entity, available):
                    return

    async def command(self, kind, entity, **values):
        await self.actuators.find(entity).send(kind(entity=entity, **values))

    def values(self):
        return {h.entity.source: h.state for h in self.registry.held.values()}


@pytest.fixture
async def broker(tmp_path):
    async with BrokerChild(tmp_path / "broker", engine="mosquitto") as broker:
        yield broker


@pytest.fixture
async def ear(broker):
    topics = ("homeassistant/#", "house/#", "tomte/sim/clock")
    async with aiomqtt.Client("127.0.0.1", broker.port) as client, asyncio.TaskGroup() as group:
        await client.subscribe([(topic, 0) for topic in topics])
        ear = Ear(client)
        listening = group.create_task(ear.run())
        yield ear
        listening.cancel()


@pytest.fixture
async def move_in(broker):
    processes = []

    async def move_in(*, seed=1, speed=0, port=broker.port):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hardware.simulated", "--port", str(port)),
            *("--seed", str(seed), "--start", str(START), "--speed", str(speed)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        processes.append(process)
        household = Household(process)
        assert (await household.event("ready"))["devices"] >= 20
        return household

    yield move_in
    for process in processes:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
def actuators():
    return Actuators()


@pytest.fixture
async def house(bus, clock, registry, actuators, run):
    return Attended(bus, clock, registry, actuators, run)
