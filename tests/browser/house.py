"""A furnished house for the browser: real registry, real verified commands, devices that answer."""

import asyncio
from dataclasses import replace

from hub.control.household import Household
from hub.control.sweep import Sweep
from hub.control.verified import Verified
from hub.core.announced import ListAnnounced
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import (
    Call,
    Commands,
    Listen,
    ListFaults,
    ListNotifications,
    MarkSeen,
    Move,
    Say,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    SettleFault,
    Turn,
    VoiceAnswer,
)
from hub.core.driver import Actuators
from hub.core.entities import Device, Entity
from hub.core.events import (
    BrokerChanged,
    FaultChanged,
    FaultRaised,
    NotificationChanged,
    SensorBack,
    SensorSilent,
)
from hub.core.health import Health
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.ports import Sample
from hub.core.registry import Registry
from hub.core.states import (
    BinarySensorState,
    ClimateState,
    CoverState,
    LightState,
    LockState,
    MediaPlayerState,
    SensorState,
    SwitchState,
)
from hub.web.server import Web
from tests.browser.obeying import obeyed

TOKEN = "k" * 43
CELSIUS = {"device_class": "temperature", "unit": "°C"}
WATTS = {"device_class": "power", "unit": "W"}
NOW = 1_795_199_520.0  # 20 November 2026, 18:32 UTC


class EveningClock(Clock):
    """An evening that goes on at the pace of the loop."""

    def __init__(self):
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()

    def time(self):
        return NOW + self._loop.time() - self._began


class Gadget:
    """A device that does what it is told after ``takes`` seconds; a deaf one does nothing."""

    def __init__(self, house, entity, *, takes=0.0, deaf=False):
        self._house, self._entity = house, entity
        self.takes, self.deaf, self.heard = takes, deaf, []

    async def send(self, command):
        self.heard.append(command)
        if not self.deaf:
            asyncio.get_running_loop().call_later(self.takes, self._do, command)

    def _do(self, command):
        state = self._house.registry.find(self._entity).state
        match command:
            case Turn(on=on) if isinstance(state, MediaPlayerState):
                state = replace(state, phase="on" if on else "off")
            case Turn(on=on):
                state = replace(state, on=on)
            case SetLevel(level=level):
                state = replace(state, on=True, level=level)
            case SetTemperature(celsius=celsius):
                state = replace(state, target=celsius)
            case SetMode(mode=mode):
                state = replace(state, mode=mode)
            case SetLock(locked=locked):
                state = replace(state, phase="locked" if locked else "unlocked")
            case Move(to=to):
                state = replace(state, phase=to, level={"open": 100, "closed": 0}.get(to, 40))
            case Call():
                state = replace(state, **obeyed(command, state))
        self._house.registry.report(self._entity, state)


class Shelf:
    """Keeps nothing: no browser test restarts the hub."""

    async def keep(self, key, record):
        """Say that it is kept."""


class Past:
    """A day that warms up towards noon."""

    async def between(self, _entity, start, end, points):
        step = (end - start) / points
        return [
            Sample(at=start + i * step, low=20 + h, mean=20.4 + h, high=21 + h)
            for i in range(points)
            for h in (3 - abs(i - points / 2) / points * 6,)
        ]


class House:
    """Everything the page needs of a hub, with things put in by the test."""

    def __init__(self, static):
        self.bus, self.clock, self.commands = Bus(), EveningClock(), Commands()
        self.registry, self.actuators = Registry(self.bus, self.clock), Actuators()
        self.faults, self.notifications, self.gadgets = {}, {}, {}
        self.recordings, self.announced = [], []
        self._health = Health(self.bus, self.clock)
        self._control = Verified(self.bus, self.clock, self.commands, self.registry, self.actuators)
        self._sweep = Sweep(self.commands, self.registry)
        self._household = Household(self.bus, self.commands, self.registry, Shelf())
        self._static = static
        self.bus.publish(
            BrokerChanged(at=self.clock.time(), connected=True, address="127.0.0.1:1883")
        )
        for kind, answer in {
            ListFaults: self._list_faults,
            SettleFault: self._settle,
            ListNotifications: self._list_notifications,
            MarkSeen: self._mark_seen,
            Say: self._say,
            Listen: self._listen,
            ListAnnounced: self._list_announced,
        }.items():
            self.commands.handle(kind, answer)

    def web(self, port=0, *, demo=False, units="metric"):
        """Return the hub's window to its people."""
        return Web(
            self.bus, self.clock, self.commands, self.registry, self._health, Past(),
            host="127.0.0.1", port=port, token=TOKEN, demo=demo, static=self._static,
            units=units,
        )  # fmt: skip

    def add(self, kind, name, area, state=None, *, device="", about=None, takes=0.0, **more):
        """Put a thing into a room and return its id."""
        box = Device(id=device or f"dev-{name}-{area}", name=device or name, **(about or {}))
        entity = Entity(id="", source=f"{area}/{name}/{kind}", kind=kind, name=name, **more)
        known = self.registry.describe(entity, box, suggested_area=area)
        if state is not None:
            self.registry.report(known.id, state)
        if kind not in {Kind.SENSOR, Kind.BINARY_SENSOR}:
            self.gadgets[known.id] = gadget = Gadget(self, known.id, takes=takes)
            self.actuators.put(known.id, gadget, certain=True)
        return known.id

    def hush(self, entity, since):
        """Let an entity have been silent since a moment, or be heard again."""
        self.registry.mark_silent([entity], since)
        about = {"at": self.clock.time(), "device": "box", "entities": (entity,)}
        if since is None:
            self.bus.publish(SensorBack(**about, since=0.0))
        else:
            self.bus.publish(SensorSilent(**about, since=since, name="", usual=60.0, asleep=True))

    def reject(self, entity, reason, times, why):
        """Let readings of an entity have been left out."""
        self._health.rejected.setdefault(entity, {})[reason] = times
        self._health.rejected.last[entity] = why

    def state(self, entity):
        return self.registry.find(entity).state

    def raise_fault(self, fault):
        self.faults[fault.id] = fault
        self.bus.publish(FaultRaised(at=self.clock.time(), fault=fault))

    def notify(self, notification):
        self.notifications[notification.id] = notification
        self.bus.publish(NotificationChanged(at=self.clock.time(), notification=notification))

    async def _list_faults(self, _):
        return list(self.faults.values())

    async def _settle(self, command):
        fault = replace(
            self.faults[command.fault], phase=command.verdict, settled_at=self.clock.time()
        )
        self.faults[fault.id] = fault
        self.bus.publish(FaultChanged(at=self.clock.time(), fault=fault))
        return fault

    async def _list_notifications(self, _):
        return list(self.notifications.values())

    async def _mark_seen(self, command):
        seen = replace(self.notifications[command.notification], seen_at=self.clock.time())
        self.notify(seen)
        return seen

    async def _say(self, command):
        outcome = None
        if "off" in command.text:
            for light in [i for i, h in self.registry.held.items() if h.entity.kind is Kind.LIGHT]:
                outcome = await self.commands.send(Turn(entity=light, on=False))
        return VoiceAnswer(
            text=command.text, intent="TurnOff", slots={}, said="Done.", outcome=outcome,
            reply=Message(id="app.name"), stages={"understand": 3.2, "act": 41.0},
        )  # fmt: skip

    async def _listen(self, command):
        self.recordings.append((command.wav, command.wake))
        return [await self._say(Say(text="turn off the light"))]

    async def _list_announced(self, command):
        return [one for one in self.announced if command.device in {"", one.device}]

    def furnish(self):
        """Fill the house as the pictures show it."""
        self._furnish_living_room("Living room")
        self._furnish_kitchen("Kitchen")
        self._furnish_hall("Hall")

    def _furnish_living_room(self, room):
        lit = LightState(on=True, level=60)
        self.add(Kind.LIGHT, "Living room ceiling", room, lit, features=("level",))
        self.add(Kind.LIGHT, "Reading lamp", room, LightState(on=True, kelvin=2700))
        off = MediaPlayerState(phase="off")
        self.add(Kind.MEDIA_PLAYER, "TV", room, off, device="TV", takes=30)
        up = CoverState(phase="open", level=100)
        self.add(Kind.COVER, "Blind", room, up, features=("move", "level", "stop"))
        self.add(
            Kind.CLIMATE, "Air conditioner", room,
            ClimateState(mode="cool", action="cooling", target=23, current=24.1, fan_mode="auto"),
            device="Air conditioner", features=("target", "mode"), modes=("off", "cool", "heat"),
            low=16, high=30, step=0.5,
        )  # fmt: skip
        self._measure("Temperature", room, 21.44, device="Air", **CELSIUS)
        self._measure("Humidity", room, 47.3, device="Air", device_class="humidity", unit="%")

    def _furnish_kitchen(self, room):
        self._measure("Dishwasher power", room, 1840.0, device="Dishwasher", **WATTS)
        self._measure("Fridge power", room, 92.0, device="Fridge", **WATTS)
        self._measure("Fridge temperature", room, 5.1, device="Fridge", **CELSIUS)
        on, off = SwitchState(on=True), SwitchState(on=False)
        self.add(Kind.SWITCH, "Fridge plug", room, on, device="Fridge")
        self.gadgets[self.add(Kind.SWITCH, "Worktop plug", room, off)].deaf = True
        self.add(Kind.SWITCH, "Coffee machine", room, on, device="Coffee machine")
        self._measure("Coffee machine power", room, 1.2, device="Coffee machine", **WATTS)
        dark, long = LightState(on=False, level=0), "Kitchen spots over the very long worktop"
        self.add(Kind.LIGHT, long, room, dark, features=("level",))

    def _furnish_hall(self, room):
        self.add(Kind.LOCK, "Front door", room, LockState(phase="locked"))
        shut = BinarySensorState(on=False)
        door = self.add(Kind.BINARY_SENSOR, "Back door", room, shut, device_class="door")
        self.registry.set_available(door, False)

    def _measure(self, name, room, value, **more):
        self.add(Kind.SENSOR, name, room, SensorState(value=value), **more)
