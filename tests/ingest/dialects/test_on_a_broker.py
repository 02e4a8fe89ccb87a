"""All three dialects on a real broker: what it had kept is enough to know the house."""

import asyncio
import json
from datetime import UTC
from pathlib import Path

import pytest

from hub.core.commands import PermitJoin, Turn
from hub.core.driver import Actuators
from hub.core.events import HouseholdChanged, StateReported
from hub.ingest.dialects.pairing import ZigbeePairing
from hub.ingest.dialects.shelly import Shelly
from hub.ingest.dialects.tasmota import Tasmota
from hub.ingest.dialects.zigbee2mqtt import Zigbee2Mqtt
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics

RECORDINGS = Path(__file__).parents[2] / "recordings"
pytestmark = pytest.mark.real_time


class Devices:
    """What stands behind the broker: keeps what is kept, answers what is asked."""

    def __init__(self, mqtt):
        self.mqtt, self.heard, self.news = mqtt, [], asyncio.Event()
        for topic in ("zigbee2mqtt/bridge/request/#", "cmnd/#", "shellypro-a8032400000a/rpc"):
            mqtt.listen(topic, self.hear)

    def hear(self, topic, payload, _retained):
        self.heard.append((topic, payload.decode()))
        self.news.set()
        if "/request/" in topic:
            said = json.loads(payload)
            answer = {"status": "ok", "data": {}, "transaction": said["transaction"]}
            self.mqtt.publish_soon(topic.replace("request", "response"), json.dumps(answer))
        if topic.endswith("/rpc"):
            said = json.loads(payload)
            kind = said["id"]
            for line in (RECORDINGS / "shelly.jsonl").read_text().splitlines():
                message = json.loads(line)["payload"]
                if isinstance(message, dict) and message["id"] == kind:
                    self.mqtt.publish_soon(f"{said['src']}/rpc", json.dumps(message))

    async def keep(self):
        for name in ("zigbee2mqtt", "tasmota", "shelly"):
            for line in (RECORDINGS / f"{name}.jsonl").read_text().splitlines():
                message = json.loads(line)
                if message["retain"]:
                    said = message["payload"]
                    text = said if isinstance(said, str) else json.dumps(said)
                    await self.mqtt.publish(message["topic"], text, qos=1, retain=True)

    async def until_told(self, topic, words=""):
        """Wait until something was told on a topic that has these words."""
        async with asyncio.timeout(10):
            while not any(t == topic and words in said for t, said in self.heard):
                self.news.clear()
                await self.news.wait()


@pytest.fixture
async def house(broker, connect, bus, clock, registry, commands):
    devices = Devices(await connect(broker.port, client_id="devices", status_topic="d/status"))
    await devices.keep()
    mqtt = await connect(broker.port)
    actuators = Actuators()
    changes = bus.open(HouseholdChanged)
    announcements = Announcements(
        registry,
        actuators,
        Topics(mqtt),
        mqtt,
        Surroundings(clock=clock, timers=LoopTimers(), timezone=UTC),
        rejected={},
    )
    later = asyncio.get_running_loop().call_soon
    zigbee = Zigbee2Mqtt(mqtt, announcements, bus=bus, clock=clock, later=later)
    ZigbeePairing(mqtt, mqtt, zigbee, registry, clock=clock, commands=commands)
    Tasmota(mqtt, announcements, ask=mqtt.publish_soon)
    Shelly(mqtt, announcements, ask=mqtt.publish_soon)
    wanted = {
        "0x00124b0000000005_switch_zigbee2mqtt",
        "4_light_zigbee2mqtt",
        "0000000000A1_switch_relay_0",
        "A8032400000A-switch:0",
    }
    missing = wanted
    try:
        async with asyncio.timeout(15):
            while missing := {each for each in wanted if not announcements.find(each)}:
                await anext(aiter(changes))
    except TimeoutError:
        pytest.fail(f"never announced: {missing}")
    return devices, announcements, actuators


async def test_the_house_is_known_and_each_device_obeys(house, bus):
    devices, announcements, actuators = house
    told = bus.open(StateReported)
    relay = announcements.find("0000000000A1_switch_relay_0").entity
    await devices.until_told("cmnd/workshop/STATUS")
    await actuators.find(relay).send(Turn(entity=relay, on=True))
    await devices.until_told("cmnd/workshop/Power1")
    await devices.mqtt.publish("stat/workshop/RESULT", '{"POWER1":"ON"}')
    async with asyncio.timeout(10):
        async for event in told:
            if event.entity == relay and event.state.on:
                break
    pump = announcements.find("A8032400000A-switch:0")
    await actuators.find(pump.entity).send(Turn(entity=pump.entity, on=True))
    await devices.until_told("shellypro-a8032400000a/rpc", "Switch.Set")
    (asked,) = [json.loads(said) for _, said in devices.heard if "Switch.Set" in said]
    assert asked["params"] == {"id": 0, "on": True}


async def test_the_network_opens_when_it_is_asked_to(house, commands, clock):
    devices, _, _ = house
    assert await commands.send(PermitJoin(seconds=60)) > clock.time()
    ((_, said),) = [m for m in devices.heard if "permit_join" in m[0]]
    assert json.loads(said)["time"] == 60
