"""A small house for control: devices that report what a test says, and a shelf."""

import asyncio

import pytest

from hub.control.verified import Verified
from hub.core.driver import Actuators
from hub.core.entities import Device, Entity
from hub.core.errors import StoreError


class Gadget:
    """Reports states, ``pause`` seconds apart, when commanded; ``plays`` one list a command."""

    def __init__(self, registry, entity, *plays, pause=0.2):
        self._registry, self._entity = registry, entity
        self._plays, self.pause = list(plays), pause
        self.commands = []

    async def send(self, command):
        self.commands.append(command)
        states = self._plays.pop(0) if self._plays else ()
        loop = asyncio.get_running_loop()
        for place, state in enumerate(states, 1):
            loop.call_later(place * self.pause, self.tell, state)

    def tell(self, state):
        """Report a state, or what is kept of one: ``("kept", state)``."""
        fresh = not isinstance(state, tuple)
        state = state if fresh else state[1]
        self._registry.report(self._entity, state, fresh=fresh)


class Shelves:
    """Records in memory; ``full`` makes every write fail, ``writes`` counts them by class."""

    def __init__(self):
        self.kept, self.full, self.writes = {}, False, {}

    async def load(self, kind):
        return dict(self.kept.get(kind, {}))

    async def keep(self, key, record):
        if self.full:
            raise StoreError("the disk is full")
        await asyncio.sleep(0.02)
        kind = type(record)
        self.writes[kind] = self.writes.get(kind, 0) + 1
        self.kept.setdefault(kind, {})[key] = record

    async def drop(self, kind, key):
        self.kept.get(kind, {}).pop(key, None)


@pytest.fixture
def shelves():
    return Shelves()


@pytest.fixture
async def actuators():
    return Actuators()


@pytest.fixture
async def verified(bus, clock, commands, registry, actuators):
    return Verified(bus, clock, commands, registry, actuators)


@pytest.fixture
def add(registry, actuators):
    """Put a thing into the house; what it reports, command by command, is given."""

    def put(kind, *plays, pause=0.2, now=None, name="It", device="", certain=True, **more):
        box = Device(id=device, name=device) if device else None
        entity = Entity(id="", source=f"test:{name}:{kind}", kind=kind, name=name, **more)
        known = registry.describe(entity, box)
        gadget = Gadget(registry, known.id, *plays, pause=pause)
        actuators.put(known.id, gadget, certain=certain)
        if now is not None:
            gadget.tell(now)
        return known.id, gadget

    return put
