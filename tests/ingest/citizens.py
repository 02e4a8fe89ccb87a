"""A house with a fridge and its hub's announcements, for the tests of both."""

import json
from collections.abc import Callable

from hub.core.bus import Bus
from hub.core.commands import ListFaults, SettleFault
from hub.core.driver import Actuators
from hub.core.entities import Device, Entity
from hub.core.events import FaultChanged, FaultRaised
from hub.core.faults import Fault, FaultKind
from hub.core.message import Message
from hub.core.registry import Registry
from hub.core.states import Kind
from hub.ingest.citizen.announcing import Speaker
from hub.ingest.citizen.citizen import Citizen
from hub.ingest.citizen.names import Names
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.message import announced_by
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from hub.texts import word

HUB = "0123abcd"
FRIDGE = f"homeassistant/device/tomte_{HUB}_fridge/config"
BASE = f"tomte/{HUB}"
ONLINE = [(f"{BASE}/status", "online"), (f"{BASE}/fridge/available", "online")]


def speaker(hub=HUB, language="en"):
    def say(message: Message) -> str:
        return word(message.id, message.values, language)

    return Speaker(names=Names(hub), version="1.2", say=say)


def fault(phase="open", kind=FaultKind.SEAL_LEAK, at=100.0):
    return Fault(
        id=f"fridge-{kind}-{at}",
        appliance="fridge",
        kind=kind,
        severity="warning",
        confidence=0.8,
        title=Message(id=f"fault.{kind}.title", values={"name": "Kitchen fridge"}),
        why=Message(id="fault.nothing"),
        advice=(),
        evidence=(),
        raised_at=at,
        phase=phase,
    )


class Settled:
    """The fault monitor's half of the commands: knows faults, writes down what was settled."""

    def __init__(self, commands, known=()):
        self.known, self.wishes = list(known), []
        commands.handle(ListFaults, self._list)
        commands.handle(SettleFault, self._settle)

    async def _list(self, _):
        return self.known

    async def _settle(self, command):
        self.wishes.append((command.fault, command.verdict, command.cause.who, command.cause.name))
        return fault()


def plug_in_fridge(registry):
    return registry.describe(
        Entity(
            id="", source="f/power", kind=Kind.SENSOR, name="Power", device_class="power", unit="W"
        ),
        Device(id="fridge", name="Kitchen fridge"),
        suggested_area="Kitchen",
    )


def citizen(
    bus, commands, registry, wire, *, hub=HUB, pause: Callable[[], float] = lambda: 3.0, **more
):
    return Citizen(bus, commands, registry, wire, speaker=speaker(hub), pause=pause, **more)


def raised(bus, clock, one):
    bus.publish(FaultRaised(at=clock.time(), fault=one))


def changed(bus, clock, one):
    bus.publish(FaultChanged(at=clock.time(), fault=one))


class Neighbour:
    """Another house that takes in announcements as Home Assistant would, ours too."""

    def __init__(self, wire, clock):
        self.registry, self.actuators = Registry(Bus(), clock), Actuators()
        world = Surroundings(clock=clock, timers=LoopTimers())
        topics = Topics(wire)
        self.announcements = Announcements(
            self.registry, self.actuators, topics, wire, world, rejected={}
        )

    def take(self, topic, payload):
        raw = payload if isinstance(payload, bytes) else payload.encode()
        for part in announced_by(topic.removeprefix("homeassistant/"), raw).parts:
            self.announcements.take(topic, part)

    def find(self, key, hub=HUB, device="fridge"):
        return self.announcements.find(f"tomte_{hub}_{device}_{key}")

    def state(self, key, device="fridge"):
        return self.find(key, device=device).component.state


def announced(wire):
    """Return the last announcement of each topic sent."""
    return {t: json.loads(p) for t, p in wire.sent if t.endswith("/config") and p}
