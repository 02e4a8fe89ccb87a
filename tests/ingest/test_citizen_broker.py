"""Being a good citizen at a real broker: kept, renewed, heard by others, never taken in."""

import asyncio
import json
from contextlib import asynccontextmanager, suppress

import aiomqtt
import pytest

from hub.core.bus import Bus
from hub.core.commands import Commands
from hub.core.driver import Actuators
from hub.core.registry import Registry
from hub.ingest.citizen.names import status_topic
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from hub.ingest.mqtt import Mqtt
from tests.ingest.citizens import BASE, FRIDGE, HUB, Settled, citizen, plug_in_fridge, raised
from tests.ingest.citizens import fault as a_fault

pytestmark = pytest.mark.real_time
OTHER = "fedcba98"


class Hub:
    """A hub as the house builds it: it announces a fridge, and takes in what others announce."""

    def __init__(self, port, clock, hub=HUB, **more):
        self.bus, self.commands, self.clock = Bus(), Commands(), clock
        self.registry, self.settled = Registry(self.bus, clock), Settled(self.commands)
        names = {"client_id": f"tomte-{hub}", "status_topic": status_topic(hub)}
        self.mqtt = Mqtt(self.bus, clock, host="127.0.0.1", port=port, **names)
        world = Surroundings(clock=clock, timers=LoopTimers())
        self.announcements = Announcements(
            self.registry, Actuators(), Topics(self.mqtt), self.mqtt, world, rejected={}
        )
        HomeAssistant(self.mqtt, self.announcements)
        plug_in_fridge(self.registry)
        house = self.bus, self.commands, self.registry, self.mqtt
        self.citizen = citizen(*house, hub=hub, pause=lambda: 0.1, **more)

    @property
    def services(self):
        return self.mqtt, self.citizen

    @property
    def took_in(self):
        return [h.entity.source for h in self.registry.held.values() if h.entity.device != "fridge"]


class Neighbour:
    """Another client that hears everything; ``until`` waits for a topic."""

    def __init__(self, client):
        self.client, self.heard = client, []

    async def until(self, topic, seconds=10.0):
        async with asyncio.timeout(seconds):
            async for message in self.client.messages:
                said = str(message.topic), message.payload.decode(), message.retain
                self.heard.append(said)
                if said[0] == topic:
                    return said
        raise AssertionError(topic)

    async def rest(self, seconds=1.5):
        """Take what else comes for a while."""
        with suppress(TimeoutError):
            await self.until("never/comes", seconds)
        heard, self.heard = self.heard, []
        return heard


@asynccontextmanager
async def neighbour(broker):
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        await client.subscribe("#", qos=1)
        yield Neighbour(client)


async def test_a_late_comer_finds_all_of_it_kept(broker, clock, run):
    run(*Hub(broker.port, clock, birth=False).services)
    async with neighbour(broker) as first:
        await first.until(f"{BASE}/fridge/state")
    async with neighbour(broker) as late:
        kept = {topic: payload for topic, payload, retained in await late.rest() if retained}
    assert kept[f"{BASE}/status"] == "online"
    assert json.loads(kept[f"{BASE}/fridge/state"])["problem"] == "OFF"
    for place in json.loads(kept[FRIDGE])["availability"]:
        assert kept[place["topic"]] == "online"


async def test_a_broker_that_comes_back_with_nothing_is_told_all_again(broker, clock, run):
    run(*Hub(broker.port, clock, birth=False).services)
    async with neighbour(broker) as watcher:
        await watcher.until(f"{BASE}/fridge/state")
    broker.kill()
    await broker.start()
    async with neighbour(broker) as watcher:
        await watcher.until(f"{BASE}/fridge/state", 15)
        topics = {topic for topic, _, _ in watcher.heard}
    assert {FRIDGE, f"{BASE}/fridge/available", f"{BASE}/status"} <= topics


async def test_home_assistant_coming_online_is_told_again_and_not_greeted(broker, clock, run):
    run(*Hub(broker.port, clock).services)
    async with neighbour(broker) as ha:
        await ha.until("homeassistant/status")
        await ha.rest()
        await ha.client.publish("homeassistant/status", "online")
        await ha.until(f"{BASE}/fridge/state")
        heard = await ha.rest(3)
    assert sum(topic == FRIDGE for topic, _, _ in heard) == 1
    assert sum(topic == "homeassistant/status" for topic, _, _ in heard) == 1, "its own alone"


async def test_a_button_pressed_over_there_reaches_the_fault(broker, clock, run):
    hub = Hub(broker.port, clock, birth=False)
    run(*hub.services)
    async with neighbour(broker) as ha:
        await ha.until(f"{BASE}/fridge/state")
        raised(hub.bus, clock, a_fault())
        _, news, kept = await ha.until(f"{BASE}/fridge/fault")
        assert (json.loads(news)["event_type"], kept) == ("appeared", False)
        await ha.client.publish(f"{BASE}/fridge/settle", "false_alarm", qos=1)
        async with asyncio.timeout(5):
            while not hub.settled.wishes:
                await asyncio.sleep(0.02)
    assert hub.settled.wishes[0][1:] == ("false_alarm", "person", "Home Assistant")


async def test_two_hubs_at_one_broker_live_side_by_side(broker, clock, run):
    one, two = Hub(broker.port, clock), Hub(broker.port, clock, OTHER)
    run(*one.services, *two.services)
    async with neighbour(broker) as watcher:
        await watcher.rest(6)
    async with neighbour(broker) as late:
        kept = {topic: payload for topic, payload, retained in await late.rest() if retained}
    for hub in (HUB, OTHER):
        assert kept[f"tomte/{hub}/status"] == "online"
        assert FRIDGE.replace(HUB, hub) in kept
    assert (one.took_in, two.took_in) == ([], [])
    assert one.announcements.refusals.held == two.announcements.refusals.held == {}


async def test_what_the_house_gave_up_meanwhile_is_gone_from_the_broker(broker, clock, run):
    old = FRIDGE.replace("fridge", "washer")
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        for topic in (old, f"{BASE}/washer/state", FRIDGE.replace(HUB, OTHER)):
            await client.publish(topic, "{}", qos=1, retain=True)
    run(*Hub(broker.port, clock, birth=False, publish=False).services)
    async with neighbour(broker) as watcher:
        await watcher.rest(2.5)
    async with neighbour(broker) as late:
        kept = {topic for topic, _, retained in await late.rest() if retained}
    assert kept == {FRIDGE.replace(HUB, OTHER), f"{BASE}/status"}
