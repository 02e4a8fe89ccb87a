"""A real broker for the tests that need one, and a wire without one for those that do not."""

import asyncio
import json
import shutil
import socket
import subprocess

import pytest

from hub.core.driver import Actuators
from hub.core.errors import DeviceUnreachable
from hub.core.events import BrokerChanged
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from hub.ingest.mqtt import Mqtt
from hub.ingest.routes import Routes

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """A Mosquitto of our own on a free port."""

    def __init__(self):
        self.port, self._process = free_port(), None

    async def start(self):
        self._process = subprocess.Popen(
            [MOSQUITTO, "-p", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    return

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
async def broker():
    if MOSQUITTO is None:
        pytest.skip("mosquitto is not installed")
    broker = Broker()
    await broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def connect(bus, clock, run):
    """Connect to the broker on a port; return the connection once it stands."""

    async def connect(port, **more):
        mqtt = Mqtt(bus, clock, host="127.0.0.1", port=port, **more)
        changes = bus.open(BrokerChanged)
        run(mqtt)
        async with asyncio.timeout(10):
            async for change in changes:
                if change.connected:
                    return mqtt
        return None

    return connect


class Wire:
    """The broker's two ends without the broker: what is published is kept, what comes is ours."""

    def __init__(self):
        self.routes, self.sent, self.how, self.cut = Routes(), [], [], False

    def listen(self, name, take, *, qos=1, every=False):
        self.routes.add(name, take, qos=qos, every=every)

    def ignore(self, name, take):
        self.routes.drop(name, take)

    async def publish(self, topic, payload, *, qos=0, retain=False):
        if self.cut:
            raise DeviceUnreachable("the wire is cut")
        self.sent.append((topic, payload))
        self.how.append((qos, retain))

    def come(self, topic, payload, retained=False):
        if not isinstance(payload, str | bytes):
            payload = json.dumps(payload)
        raw = payload if isinstance(payload, bytes) else payload.encode()
        for take in tuple(self.routes.find(topic)):
            take(topic, raw, retained)

    def announce(self, component, config, *, key="thing"):
        self.come(f"homeassistant/{component}/{key}/config", config)


@pytest.fixture
async def wire():
    return Wire()


@pytest.fixture
def actuators():
    return Actuators()


@pytest.fixture
def rejected():
    return {}


@pytest.fixture
async def announced(wire, registry, actuators, clock, rejected):
    """What the hub knows of what was announced on the wire."""
    announcements = Announcements(
        registry,
        actuators,
        Topics(wire),
        wire,
        Surroundings(clock=clock, timers=LoopTimers()),
        rejected=rejected,
    )
    HomeAssistant(wire, announcements)
    return announcements


@pytest.fixture
def only(registry):
    """What the hub holds of the only entity in the house."""

    def look():
        (held,) = registry.held.values()
        return held

    return look
