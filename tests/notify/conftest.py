"""Records that keep what they are given as JSON, a household with a washer, and a notifier."""

from datetime import UTC

import pytest

from hub.core.codec import decode, encode
from hub.core.entities import Device, Entity
from hub.core.errors import StoreError
from hub.core.events import CycleEnded, FaultRaised
from hub.core.faults import Fault, FaultKind
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.notify.notifier import Notifier
from hub.notify.outbox import Outbox


class Drawer:
    """A records port in memory; a ``stuck`` one refuses."""

    def __init__(self):
        self.kept, self.stuck = {}, False

    async def load(self, kind):
        return {
            key: decode(value, kind)
            for (name, key), value in self.kept.items()
            if name == kind.__name__
        }

    async def keep(self, key, record):
        if self.stuck:
            raise StoreError("core.db: database or disk is full")
        self.kept[type(record).__name__, key] = encode(record)

    async def drop(self, kind, key):
        del self.kept[kind.__name__, key]


@pytest.fixture
def records():
    return Drawer()


@pytest.fixture
def outbox(records):
    return Outbox(records)


@pytest.fixture
def build(bus, commands, clock, registry, outbox, records):
    """Build a notifier; ``outbox`` stands for the hub after a restart."""

    def build(outbox=outbox, records=records, **more):
        more = {"zone": UTC, **more}
        return Notifier(
            bus, commands, clock, registry=registry, outbox=outbox, records=records, **more
        )

    return build


@pytest.fixture
def raise_fault(bus, clock):
    def raise_fault(fault="f1", severity="warning", event=FaultRaised, **more):
        title = Message(id="fault.seal_leak.title", values={"name": "Fridge"})
        found = Fault(
            id=fault,
            appliance="fridge",
            kind=FaultKind.SEAL_LEAK,
            severity=severity,
            confidence=0.9,
            title=title,
            why=title,
            advice=(),
            evidence=(),
            raised_at=clock.time(),
            **more,
        )
        bus.publish(event(at=clock.time(), fault=found))

    return raise_fault


@pytest.fixture
def end_cycle(bus, clock, registry):
    def end_cycle(name):
        device = Device(id=name.lower(), name=name)
        registry.describe(
            Entity(id="", source=name, kind=Kind.SENSOR, name="Power", device_class="power"), device
        )
        now = clock.time()
        bus.publish(
            CycleEnded(at=now, appliance=device.id, began=now - 5400, ended=now, energy_wh=820)
        )

    return end_cycle
