"""A home with a real broker for a component's life, and one without for odd payloads."""

import pytest

from hub.control.habits import Habit, Habits
from hub.control.twins import Shelf
from hub.control.verified import Verified
from hub.core.commands import Call
from hub.core.driver import Actuators
from hub.core.kinds import Kind
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from tests.ingest.components.examples import MODEL, Home


class Drawer:
    """Records that nobody looks into again."""

    async def load(self, kind):
        return {}

    async def keep(self, key, record):
        pass

    async def drop(self, kind, key):
        pass


@pytest.fixture
async def home(broker, connect, bus, clock, commands, registry):
    """A home to play an ``Example`` in; it has known devices of this model for long."""
    habits = Habits()
    habits.restore({f"model:{MODEL}/{kind}": Habit(clean=1000) for kind in Kind})
    shelf = Shelf(registry, Drawer(), habits)
    mqtt = await connect(broker.port)
    actuators = Actuators()
    announcements = Announcements(
        registry,
        actuators,
        Topics(mqtt),
        mqtt,
        Surroundings(clock=clock, timers=LoopTimers()),
        rejected={},
    )
    HomeAssistant(mqtt, announcements)
    control = Verified(bus, clock, commands, registry, actuators, shelf=shelf)
    return Home(bus, registry, control, broker.port)


class Desk:
    """One component without a broker: what comes is ours, what it sends is kept."""

    def __init__(self, wire, announcements, actuators):
        self.wire, self.announcements, self.actuators = wire, announcements, actuators

    def announce(self, component, **config):
        """Announce it; return why it was refused, empty where it was not."""
        self.wire.announce(component, {"unique_id": "example", **config})
        return " ".join(each.reason for each in self.announcements.refusals.take_news())

    def hear(self, topic, payload):
        self.wire.come(topic, payload)

    @property
    def it(self):
        (thing,) = self.announcements.things
        return thing.component

    async def ask(self, service, **data):
        """Ask a service of it; return what it sent. Raise what it raises."""
        (thing,) = self.announcements.things
        self.wire.sent.clear()
        call = Call(entity=thing.entity, service=service, data=data)
        await self.actuators.find(thing.entity).send(call)
        return list(self.wire.sent)


@pytest.fixture
async def desk(wire, registry, actuators, clock, rejected):
    announcements = Announcements(
        registry,
        actuators,
        Topics(wire, recall=False, orderly=False),
        wire,
        Surroundings(clock=clock, timers=LoopTimers()),
        rejected=rejected,
    )
    HomeAssistant(wire, announcements)
    return Desk(wire, announcements, actuators)


@pytest.fixture
def counted(rejected):
    """What of the only component's numbers was turned away, by reason."""
    return lambda: next(iter(rejected.values()), {})
