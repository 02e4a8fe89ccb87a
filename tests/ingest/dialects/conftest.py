"""A house without a broker for dialects: recordings come in, what is sent is kept."""

import json
from datetime import UTC
from pathlib import Path

import pytest

from hub.core.driver import Actuators
from hub.core.errors import DeviceUnreachable
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from hub.ingest.routes import Routes

RECORDINGS = Path(__file__).parents[2] / "recordings"


class House:
    """The wire, and everything that was announced on it."""

    def __init__(self, registry, clock):
        self.routes, self.sent, self.cut, self.kept = Routes(), [], False, {}
        self.registry, self.actuators, self.rejected = registry, Actuators(), {}
        self.announcements = Announcements(
            registry,
            self.actuators,
            Topics(self),
            self,
            Surroundings(clock=clock, timers=LoopTimers(), timezone=UTC),
            rejected=self.rejected,
        )
        HomeAssistant(self, self.announcements)

    def listen(self, topic_filter, take, **how):
        self.routes.add(topic_filter, take, **how)
        if topic_filter in self.kept:
            take(topic_filter, self.kept[topic_filter], True)

    def ignore(self, topic_filter, take):
        self.routes.drop(topic_filter, take)

    async def publish(self, topic, payload, *, qos=0, retain=False):
        self.ask(topic, payload)

    def ask(self, topic, payload):
        if self.cut:
            raise DeviceUnreachable("the wire is cut")
        self.sent.append((topic, payload if isinstance(payload, str) else payload.decode()))

    def come(self, topic, payload, *, retained=False):
        raw = (payload if isinstance(payload, str) else json.dumps(payload)).encode()
        if retained:
            self.kept[topic] = raw
        for take in tuple(self.routes.find(topic)):
            take(topic, raw, retained)

    def play(self, name):
        for line in (RECORDINGS / f"{name}.jsonl").read_text().splitlines():
            message = json.loads(line)
            self.come(message["topic"], message["payload"], retained=message["retain"])

    def thing(self, unique_id, component=""):
        found = self.announcements.find(unique_id, component)
        assert found is not None, f"{unique_id} is not announced"
        return found

    def state(self, unique_id, component=""):
        return self.thing(unique_id, component).component.state

    def shows(self, unique_id, component=""):
        return self.thing(unique_id, component).component.attributes()

    async def do(self, unique_id, command, **data):
        """Command an entity as the house does; return what was sent."""
        self.sent.clear()
        entity = self.thing(unique_id).entity
        await self.actuators.find(entity).send(command(entity=entity, **data))
        return self.sent


@pytest.fixture
async def house(registry, clock):
    return House(registry, clock)


@pytest.fixture
def recorded():
    """Return the payloads of a recording by topic, the last of each."""

    def read(name):
        lines = (RECORDINGS / f"{name}.jsonl").read_text().splitlines()
        return {message["topic"]: message["payload"] for message in map(json.loads, lines)}

    return read
