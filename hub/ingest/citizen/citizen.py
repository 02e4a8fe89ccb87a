"""The service that announces the hub and its appliances to others on the broker."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable

from hub.core.bus import Bus
from hub.core.codec import encode
from hub.core.commands import Commands, ListFaults, SettleFault
from hub.core.entities import Appliance
from hub.core.errors import CommandRefused, DeviceUnreachable, HubError
from hub.core.events import (
    AvailabilityChanged,
    BrokerChanged,
    Cause,
    EntityRemoved,
    Event,
    FaultChanged,
    FaultRaised,
    HouseholdChanged,
)
from hub.core.registry import Registry
from hub.core.scores import ScoreChanged
from hub.ingest.citizen.announcing import (
    HUB,
    PRESSED,
    Speaker,
    appliance_message,
    hub_message,
)
from hub.ingest.citizen.board import Board, Wire
from hub.ingest.citizen.greeting import Greeting, Mode
from hub.ingest.citizen.memory import Memory
from hub.ingest.citizen.names import plain

_log = logging.getLogger(__name__)
_PERSON = Cause(who="person", name="Home Assistant")
_CALM = 0.5  # seconds; many changes at once are published as one
_SPREAD = 5.0  # seconds over which hubs answer a birth message, so that not all do at once
_RARE = frozenset(
    {
        AvailabilityChanged,
        BrokerChanged,
        EntityRemoved,
        FaultChanged,
        FaultRaised,
        HouseholdChanged,
        ScoreChanged,
    }
)


class Citizen:
    """Publishes what the hub knows of its appliances; takes back what is no more.

    With ``publish`` false it only takes back. ``birth`` is ``Greeting``'s mode.
    """

    def __init__(
        self,
        bus: Bus,
        commands: Commands,
        registry: Registry,
        wire: Wire,
        *,
        speaker: Speaker,
        publish: bool = True,
        birth: Mode = "auto",
        prefix: str = "homeassistant",
        pause: Callable[[], float] = lambda: random.uniform(0, _SPREAD),  # noqa: S311 - no secret
    ) -> None:
        self._commands, self._registry, self._wire = commands, registry, wire
        self._speaker, self._publishes, self._pause = speaker, publish, pause
        self._names = speaker.names
        self._memory, self._board = Memory(registry, speaker.say), Board(wire)
        self._events = bus.open(Event, limit=1024, wanted=lambda event: type(event) in _RARE)
        self._stirred, self._born = asyncio.Event(), asyncio.Event()
        self._news: list[tuple[str, bytes]] = []  # what happened to faults: topic, payload
        self._presses: asyncio.Queue[tuple[str, str]] = asyncio.Queue(maxsize=64)
        self._greeting = Greeting(wire, bus, mode=birth, prefix=prefix, heard=self._born.set)
        self._ears = {
            f"{prefix}/+/+/config": self._take_own,
            f"{self._names.base}/+/settle": self._take_press,
        }
        for topics, take in self._ears.items():
            wire.listen(topics, take)

    async def run(self) -> None:
        """Publish until cancelled."""
        try:
            with self._events:
                self._memory.recall(await self._commands.send(ListFaults()))
                self._stirred.set()
                async with asyncio.TaskGroup() as group:
                    for part in (self._listen, self._post, self._settle, self._say_again):
                        group.create_task(part())
                    group.create_task(self._greeting.run())
        finally:
            for topics, take in self._ears.items():
                self._wire.ignore(topics, take)

    async def _listen(self) -> None:
        async for event in self._events:
            match event:
                case FaultRaised() | FaultChanged():
                    device = plain(event.fault.appliance)
                    news = self._names.topic(device, "fault"), self._memory.take(event)
                    if event.fault.appliance in self._registry.appliances:
                        self._news.append(news)
                case ScoreChanged():
                    self._memory.take(event)
                case BrokerChanged(connected=True):
                    self._board.renew()
            self._stirred.set()

    async def _post(self) -> None:
        while True:
            await self._stirred.wait()
            await asyncio.sleep(_CALM)
            self._stirred.clear()
            self._board.want(self._messages() if self._publishes else {})
            here = await self._board.post()
            news, self._news = self._news, []
            for topic, payload in news if here and self._publishes else ():
                with contextlib.suppress(DeviceUnreachable, CommandRefused):  # news gets old
                    await self._wire.publish(topic, payload, qos=1)

    async def _say_again(self) -> None:
        while True:
            await self._born.wait()
            await asyncio.sleep(self._pause())
            self._born.clear()
            self._board.renew()
            self._stirred.set()

    def _messages(self) -> dict[str, bytes]:
        """Return everything that should be on the broker."""
        names, speaker, memory = self._names, self._speaker, self._memory
        about = {"version": speaker.version, "problems": memory.open_faults}
        out = {
            names.announcement(HUB): encode(hub_message(speaker)),
            names.topic(HUB, "state"): encode(about),
        }
        for appliance in self._appliances():
            one = plain(appliance.id)
            area = self._registry.areas.get(appliance.area)
            message = appliance_message(speaker, appliance, area.name if area else "")
            out[names.announcement(one)] = encode(message)
            out[names.topic(one, "available")] = memory.available(appliance)
            out[names.topic(one, "state")] = memory.state(appliance.id)
        return out

    def _appliances(self) -> list[Appliance]:
        """Return those that anything in the house still tells of."""
        there = {held.entity.device for held in self._registry.held.values()}
        return [one for one in self._registry.appliances.values() if one.id in there]

    def _take_own(self, topic: str, payload: bytes, _retained: bool) -> None:
        """Note what the broker has of ours from before: it may have to go."""
        device = self._names.announced_device(topic)
        if not device or not payload:
            return
        kept = [self._names.topic(device, what) for what in ("state", "available")]
        if [one for one in (topic, *kept) if self._board.found(one)]:
            self._stirred.set()

    def _take_press(self, topic: str, payload: bytes, retained: bool) -> None:
        device = topic.split("/")[-2]
        if not retained:  # one that was kept was pressed some other day
            with contextlib.suppress(asyncio.QueueFull):
                self._presses.put_nowait((device, payload.decode(errors="replace")))

    async def _settle(self) -> None:
        while True:
            device, pressed = await self._presses.get()
            verdict = next((verdict for verdict in PRESSED.values() if verdict == pressed), None)
            appliance = next((a for a in self._appliances() if plain(a.id) == device), None)
            fault = self._memory.latest(appliance.id) if appliance else None
            if fault is None or verdict is None:
                _log.info("%a was pressed for %s, which has no fault", pressed[:20], device)
                continue
            try:
                await self._commands.send(
                    SettleFault(fault=fault.id, verdict=verdict, cause=_PERSON)
                )
            except HubError as error:
                _log.error("what was pressed for %s was not done: %s", device, error)
