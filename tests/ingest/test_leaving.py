"""Whoever stops listening is gone, also while the broker is just answering."""

import asyncio

import pytest

from hub.ingest.mqtt import Mqtt
from tests.ingest.scripted import ScriptedBroker

pytestmark = pytest.mark.real_time


@pytest.fixture
async def scripted():
    async with ScriptedBroker().open() as broker:
        yield broker


@pytest.fixture
async def leaving(scripted, bus, clock):
    """A hub at a broker, and the task that it is; a message on "leave" cancels it."""
    mqtt, before = Mqtt(bus, clock, host="127.0.0.1", port=scripted.port), asyncio.all_tasks()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(mqtt.run())
        mqtt.listen("leave", lambda *_: task.cancel())
        await scripted.asked.has(1)
        yield mqtt, task
        others = asyncio.all_tasks() - before - {task}
        while not task.done():  # only where a test has failed
            for part in others:
                part.cancel()
            await asyncio.wait([task], timeout=0.1)


async def test_a_hub_told_to_stop_just_as_the_broker_answers_stops(scripted, leaving):
    mqtt, task = leaving
    scripted.busy = True
    mqtt.listen("more", lambda *_: None)
    await scripted.asked.has(2)
    scripted.catches_up()  # the hub reads both at once: an answer, and the word to leave
    scripted.send("leave", b"")
    await asyncio.wait([task], timeout=3)
    assert task.cancelled(), "it listens on though it was told to stop"


async def test_a_hub_told_to_stop_just_after_it_asked_stops(scripted, leaving):
    mqtt, task = leaving
    scripted.busy = True
    mqtt.listen("more", lambda *_: None)
    await scripted.asked.has(2)
    scripted.send("leave", b"")
    await asyncio.wait([task], timeout=3)
    assert task.cancelled()
