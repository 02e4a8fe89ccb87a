"""From the bus to every client: what changed, gathered for a moment and encoded once for all."""

import asyncio
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Protocol

from hub.core.bus import Bus, Inbox
from hub.core.clock import Clock
from hub.core.codec import encode
from hub.core.events import AvailabilityChanged, Event, SensorBack, SensorSilent, StateChanged
from hub.core.registry import Registry
from hub.web.doings import PUSHED
from hub.web.wire import Change, ClockFrame, StatesFrame

PAUSE = 0.0  # seconds in which changes gather: one turn of the loop
_CLOCK_STEP = 20.0  # household seconds without news after which clients are told the time
_CLOCK_REST = 0.1  # seconds between two such frames, however fast the household's clock runs


class Client(Protocol):
    """Somebody who is sent frames."""

    def put(self, frame: bytes) -> None:
        """Take a frame without ever waiting."""


class Feed:
    """Sends all clients the same frames in the same order; without clients nothing is encoded."""

    def __init__(self, bus: Bus, clock: Clock, registry: Registry) -> None:
        self._clock, self._registry = clock, registry
        self._changed = bus.open(StateChanged, limit=16384)
        self._reached = bus.open(AvailabilityChanged, limit=16384)
        self._silent = bus.open(SensorSilent, limit=4096)
        self._back = bus.open(SensorBack, limit=4096)
        self._events: list[Inbox[Event]] = [bus.open(kind, limit=1024) for kind in PUSHED]
        self._told = clock.time()
        self.clients: set[Client] = set()

    async def run(self) -> None:
        """Send until cancelled."""
        with ExitStack() as inboxes:
            inboxes.enter_context(self._changed)
            inboxes.enter_context(self._reached)
            inboxes.enter_context(self._silent)
            inboxes.enter_context(self._back)
            for events in self._events:
                inboxes.enter_context(events)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._send_states(self._changed))
                group.create_task(self._send_states(self._reached))
                group.create_task(self._send_silence(self._silent))
                group.create_task(self._send_silence(self._back))
                group.create_task(self._send_clock())
                for events in self._events:
                    group.create_task(self._send_events(events))

    async def _send_states(self, inbox: Inbox[StateChanged] | Inbox[AvailabilityChanged]) -> None:
        async for batch in inbox.batches(PAUSE):
            if self.clients:
                self._tell(dict.fromkeys(event.entity for event in batch))

    async def _send_silence(self, inbox: Inbox[SensorSilent] | Inbox[SensorBack]) -> None:
        async for event in inbox:
            if self.clients:
                self._tell(event.entities)

    def _tell(self, entities: Iterable[str]) -> None:
        held = self._registry.held
        changes = [
            Change(
                id=id_,
                state=now.state,
                at=now.last_changed,
                available=now.available,
                silent_since=now.silent_since,
            )
            for id_ in entities
            if (now := held.get(id_)) is not None
        ]
        if changes:
            self._told = self._clock.time()
            self._send(encode(StatesFrame(now=self._told, changes=changes)))

    async def _send_events(self, events: Inbox[Event]) -> None:
        async for event in events:
            if self.clients:
                name = type(event).__name__
                self._send(encode({"type": "event", "name": name, "event": event}))

    async def _send_clock(self) -> None:
        while True:
            await self._clock.sleep(_CLOCK_STEP)
            now = self._clock.time()
            if self.clients and now - self._told >= _CLOCK_STEP:
                self._told = now
                self._send(encode(ClockFrame(now=now)))
            await asyncio.sleep(_CLOCK_REST)

    def _send(self, frame: bytes) -> None:
        for client in self.clients:
            client.put(frame)
