"""A house in which drivers are attended to, and waits for what they bring about."""

import asyncio

import pytest

from hub.core.driver import Actuators
from hub.core.events import AvailabilityChanged, StateReported
from hub.ingest.polling import Polling


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
def actuators():
    return Actuators()


@pytest.fixture
async def house(bus, clock, registry, actuators, run):
    return Attended(bus, clock, registry, actuators, run)
