"""The broker is killed, comes and goes, hangs: noticed, told once, and nothing is done twice."""

import asyncio
import contextlib
import logging
import os

import pytest

from hub.core.errors import DeviceError
from hub.core.events import BrokerChanged
from hub.ingest.mqtt import Mqtt
from tests.chaos.mosquitto import PROGRAM, Lamp, Mosquitto

FLAPS = int(os.environ.get("TOMTE_FLAPS", "10"))  # 60: a minute of them, one a second

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]


@pytest.fixture
async def broker():
    broker = Mosquitto()
    await broker.start()
    yield broker
    broker.kill()


@pytest.fixture
async def lamp(broker, run):
    lamp = Lamp(broker.port)
    run(lamp)
    await lamp.here.wait()
    return lamp


@pytest.mark.parametrize("_", range(5))
async def test_the_hub_ends_although_its_broker_dies_at_that_moment(broker, bus, clock, _):
    mqtt = Mqtt(bus, clock, host="127.0.0.1", port=broker.port)
    async with asyncio.timeout(8), asyncio.TaskGroup() as group:
        running = group.create_task(mqtt.run())
        while not mqtt.connected:
            await asyncio.sleep(0.01)
        broker.kill()
        while mqtt.connected:
            await asyncio.sleep(0)
            running.cancel()
    assert running.cancelled()


class House:
    """A hub's connection and what it knows of the lamp."""

    def __init__(self, bus, clock, port):
        self.mqtt, self.knows = Mqtt(bus, clock, host="127.0.0.1", port=port), {}
        self.changes = bus.open(BrokerChanged, limit=1024)
        for topic in ("lamp/state", "lamp/here"):
            self.mqtt.listen(topic, self._take)

    def _take(self, topic, payload, retained):
        self.knows[topic] = payload.decode()

    async def becomes(self, connected, within):
        async with asyncio.timeout(within):
            while self.mqtt.connected != connected:
                await asyncio.sleep(0.01)

    async def knows_well(self, lamp, within):
        async with asyncio.timeout(within):
            while self.knows != {"lamp/state": lamp.state, "lamp/here": "online"}:
                await asyncio.sleep(0.01)

    async def press(self, sent, lost):
        """Ask the lamp for something new every 20 ms; note what was sent and what was refused."""
        number = 0
        while True:
            number += 1
            try:
                await self.mqtt.publish("lamp/set", f"press {number}", qos=1)
                sent.append(f"press {number}")
            except DeviceError as error:
                lost[f"press {number}"] = str(error)
            await asyncio.sleep(0.02)


@pytest.fixture
async def house(bus, clock, run, broker):
    house = House(bus, clock, broker.port)
    run(house.mqtt)
    await house.becomes(connected=True, within=5)
    return house


@contextlib.asynccontextmanager
async def pressing(house):
    sent, lost = [], {}
    async with asyncio.TaskGroup() as group:
        presses = group.create_task(house.press(sent, lost))
        yield sent, lost
        presses.cancel()


async def test_after_a_power_cut_of_the_broker_the_house_is_right_again(house, broker, lamp):
    await house.knows_well(lamp, within=2)
    broker.kill()
    await house.becomes(connected=False, within=1)
    house.knows.clear()
    lamp.state = "ON"
    await broker.start()
    await house.knows_well(lamp, within=10)
    assert house.knows["lamp/state"] == "ON"


async def test_a_flapping_broker_doubles_no_command_and_fills_no_log(house, broker, lamp, caplog):
    caplog.set_level(logging.INFO)
    async with pressing(house) as (sent, lost):
        await broker.flap(FLAPS)
    await house.knows_well(lamp, within=10)
    assert len(sent) > 10
    assert len(lost) > 10
    assert len(lamp.asked) == len(set(lamp.asked)), "a command was carried out twice"
    unsent = {press for press, why in lost.items() if "may have arrived" not in why}
    assert not unsent & set(lamp.asked), "a command that was refused was carried out"
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("hub.")]
    assert len(ours) == 1
    assert "no broker at" in ours[0]


async def test_a_broker_that_hangs_is_noticed_and_does_nothing_late(house, broker, lamp, caplog):
    loop = asyncio.get_running_loop()
    broker.stop()
    began = loop.time()
    async with pressing(house) as (_, lost):
        await house.becomes(connected=False, within=12)
        noticed = loop.time() - began
        await asyncio.sleep(0.5)
        broker.go_on()
        await house.becomes(connected=True, within=10)
        await lamp.here.wait()
    await house.mqtt.publish("lamp/set", "the last", qos=1)
    await house.knows_well(lamp, within=10)
    assert noticed < 12
    assert len(lamp.asked) == len(set(lamp.asked)), "a command was carried out twice"
    unsent = {press for press, why in lost.items() if "may have arrived" not in why}
    assert unsent
    assert not unsent & set(lamp.asked), "a command that was refused was carried out"
    assert sum("no broker at" in r.getMessage() for r in caplog.records) == 1


async def test_a_quiet_house_notices_a_broker_that_hangs(house, broker):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(1.5)  # nobody says anything
    broker.stop()
    began = loop.time()
    await house.becomes(connected=False, within=12)
    assert 3 < loop.time() - began < 12
    broker.go_on()
    await house.becomes(connected=True, within=10)
