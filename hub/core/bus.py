"""The one road events travel: publish a value, receive it by its class."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any, Generic, Self, TypeVar

from hub.core.events import Event

EventT = TypeVar("EventT", bound=Event)


class Inbox(Generic[EventT]):
    """Events of one class waiting for one reader; when full the oldest goes."""

    def __init__(self, bus: "Bus", kind: type[EventT], limit: int) -> None:
        self._bus, self._kind = bus, kind
        self._waiting: deque[EventT] = deque(maxlen=limit)
        self._arrived = asyncio.Event()
        self._is_prompt = False
        self.dropped = 0

    def put(self, event: EventT) -> None:
        """Take an event without ever waiting."""
        self.dropped += len(self._waiting) == self._waiting.maxlen
        self._waiting.append(event)
        if not self._arrived.is_set():
            self._arrived.set()

    def drain(self) -> list[EventT]:
        """Take everything that has arrived so far."""
        taken = list(self._waiting)
        self._waiting.clear()
        self._arrived.clear()
        return taken

    async def wait(self) -> None:
        """Wait until there is something to drain."""
        await self._arrived.wait()

    @property
    def is_behind(self) -> bool:
        """Whether a reader that answers at once still has something to read."""
        return bool(self._waiting) and self._is_prompt

    async def __aiter__(self) -> AsyncIterator[EventT]:
        self._is_prompt = True
        while True:
            while self._waiting:
                yield self._waiting.popleft()
            self._arrived.clear()
            await self._arrived.wait()

    async def batches(self, pause: float) -> AsyncIterator[list[EventT]]:
        """Yield what has gathered, at most once every ``pause`` seconds: cheap on a busy road."""
        self._is_prompt = False
        while True:
            await self._arrived.wait()
            await asyncio.sleep(pause)
            yield self.drain()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.forget(self._kind, self)


class ChosenInbox(Inbox[EventT]):
    """Takes only what ``wanted`` says yes to; the rest wakes nobody."""

    def __init__(
        self, bus: "Bus", kind: type[EventT], limit: int, wanted: Callable[[EventT], bool]
    ) -> None:
        super().__init__(bus, kind, limit)
        self._wanted = wanted

    def put(self, event: EventT) -> None:
        """Take an event if it is wanted."""
        if self._wanted(event):
            super().put(event)


class Bus:
    """Hands each event to every inbox of its class or of a base class."""

    def __init__(self) -> None:
        self._inboxes: dict[type[Event], list[Inbox[Any]]] = {}
        self._routes: dict[type[Event], tuple[Inbox[Any], ...]] = {}

    def publish(self, event: Event) -> None:
        """Deliver to everyone who asked; never waits, never raises."""
        route = self._routes.get(type(event))
        if route is None:
            route = self._routes[type(event)] = tuple(
                inbox for kind in type(event).__mro__[:-1] for inbox in self._inboxes.get(kind, ())
            )
        for inbox in route:
            inbox.put(event)

    def open(
        self,
        kind: type[EventT],
        *,
        limit: int = 256,
        wanted: Callable[[EventT], bool] | None = None,
    ) -> Inbox[EventT]:
        """Start collecting events of this class; the caller reads and closes it.

        ``wanted`` is asked of each event as it is published: it must be quick and never raise.
        """
        if wanted is None:
            inbox = Inbox(self, kind, limit)
        else:
            inbox = ChosenInbox(self, kind, limit, wanted)
        self._inboxes.setdefault(kind, []).append(inbox)
        self._routes.clear()
        return inbox

    def forget(self, kind: type[EventT], inbox: Inbox[EventT]) -> None:
        """Stop delivering to this inbox."""
        self._inboxes[kind].remove(inbox)
        self._routes.clear()

    @property
    def dropped(self) -> dict[str, int]:
        """How many events were lost for want of room, by event class."""
        return {
            kind.__name__: lost
            for kind, inboxes in self._inboxes.items()
            if (lost := sum(inbox.dropped for inbox in inboxes))
        }

    async def quiet(self) -> None:
        """Wait until every reader that answers at once has read all it was given."""
        await asyncio.sleep(0)
        while any(inbox.is_behind for inboxes in self._inboxes.values() for inbox in inboxes):  # noqa: ASYNC110 - the readers run between two looks
            await asyncio.sleep(0)
        await asyncio.sleep(0)
