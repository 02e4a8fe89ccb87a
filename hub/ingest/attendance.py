"""One driver at work: found, read, listened to and commanded in a thread of its own."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol, TypeVar

from hub.core.clock import Clock
from hub.core.commands import DeviceCommand
from hub.core.driver import Acting, Actuators, Closing, Found, Letter, Mount, Told, Watching
from hub.core.errors import BadPayload, DeviceUnreachable, DriverHung, PluginError
from hub.core.registry import Registry, settable
from hub.core.states import SensorState
from hub.ingest.cleaning import Gate
from hub.ingest.discovery.topics import Counts
from hub.ingest.hands import Hands

_log = logging.getLogger(__name__)
_SLICE = 0.5  # seconds a driver may wait for news at a time; the hub's end may take as long
_LEAST = 1.0  # real seconds between two readings, however fast the household's time runs
_LONGEST = 60.0  # seconds until a driver that does not answer is tried again
_METERS = frozenset({"energy", "gas", "water"})  # what a wired one tells is a total that grows
ResultT = TypeVar("ResultT")


class Post(Protocol):
    """The way out for a driver's MQTT messages."""

    async def publish(self, topic: str, payload: str | bytes) -> None:
        """Send a message; raise ``DeviceUnreachable`` where the broker does not take it."""


class House:
    """What every driver's attendance needs of the house."""

    def __init__(
        self,
        clock: Clock,
        registry: Registry,
        actuators: Actuators,
        *,
        counts: Counts,
        post: Post | None,
    ) -> None:
        self.clock, self.registry, self.actuators = clock, registry, actuators
        self.counts, self.post = counts, post


class Attendance:
    """Attends to one driver until it breaks; for the next one another attendance is made."""

    def __init__(self, mount: Mount, hands: Hands, house: House) -> None:
        self._mount, self._hands, self._house = mount, hands, house
        self._gates: dict[str, tuple[str, Gate]] = {}  # source -> entity, its gate
        self._failures = 0  # in a row
        self._read_at = float("-inf")

    async def run(self) -> None:
        """Build the driver and attend to it until cancelled; raise what it breaks on."""
        self._driver = self._mount.build()
        self._hand = await self._hands.take()
        hung = False
        try:
            while True:
                await self._try()
        except DriverHung:
            hung = True
            raise
        finally:
            self._lose(self._all())
            for entity, _ in self._gates.values():
                self._house.actuators.drop(entity)
            await self._end(hung=hung)

    async def carry_out(self, source: str, command: DeviceCommand) -> None:
        """Have the driver do it; raise ``DeviceUnreachable`` or ``CommandRefused``."""
        assert isinstance(self._driver, Acting)
        try:
            done = await self._ask(partial(self._driver.act, source, command))
        except DriverHung as error:
            raise DeviceUnreachable(str(error)) from error
        if not isinstance(done, Letter):
            await self._take(done.items())
        elif self._house.post is None:
            raise DeviceUnreachable(f"{self._mount.name}: there is no broker to post to")
        else:
            await self._house.post.publish(done.topic, done.payload)

    async def _try(self) -> None:
        """Do the next thing; a driver that does not answer is told once and tried less often."""
        try:
            await self._next()
        except DeviceUnreachable as error:
            if not self._failures:
                _log.warning("%s does not answer: %s", self._mount.name, error)
                self._lose(self._all())
            pause = min(2.0**self._failures, _LONGEST)
            self._failures = min(self._failures + 1, 10)
            self._read_at = float("-inf")
            await asyncio.sleep(pause)
        else:
            if self._failures:
                _log.warning("%s answers again", self._mount.name)
            self._failures = 0

    async def _next(self) -> None:
        loop, driver = asyncio.get_running_loop(), self._driver
        watching = isinstance(driver, Watching)
        if not self._gates:
            await self._find()
        if loop.time() - self._read_at >= (self._mount.pause if watching else _LEAST):
            self._read_at = loop.time()
            await self._read()
        if isinstance(driver, Watching):
            await self._take(await self._ask(partial(driver.wait, _SLICE)))
        elif not self._failures:
            await self._house.clock.sleep(self._mount.pause)

    async def _find(self) -> None:
        for found in await self._ask(self._driver.find):
            self._welcome(found)

    def _welcome(self, found: Found) -> None:
        entity = self._house.registry.describe(found.entity, found.device)
        if entity.source not in self._gates:
            gate = Gate(
                self._house.clock,
                unit=entity.unit,
                device_class=entity.device_class,
                state_class="total_increasing" if entity.device_class in _METERS else "",
            )
            self._gates[entity.source] = entity.id, gate
        if settable(entity.kind) and isinstance(self._driver, Acting):
            way = _Way(self, entity.source)
            self._house.actuators.put(entity.id, way, certain=entity.reports)

    async def _read(self) -> None:
        answers = await self._ask(self._driver.read)
        await self._take(answers.items())
        if not isinstance(self._driver, Watching):
            self._lose(e for source, (e, _) in self._gates.items() if source not in answers)

    async def _take(self, news: Iterable[tuple[str, Told]]) -> None:
        news = list(news)
        if any(s not in self._gates and not isinstance(told, BadPayload) for s, told in news):
            await self._find()
        for source, told in news:
            self._tell(source, told)

    def _tell(self, source: str, told: Told) -> None:
        registry, counts = self._house.registry, self._house.counts
        entity, gate = self._gates.get(source, ("", None))
        if isinstance(told, BadPayload):
            counts.add(entity or self._mount.name, told)
            return
        if gate is None:
            raise PluginError(f"{self._mount.name} tells of {source} but does not find it")
        if entity not in registry.held:  # a person has removed it
            return
        registry.set_available(entity, available=True)
        try:
            state = SensorState(value=gate.clean(told)) if isinstance(told, int | float) else told
        except BadPayload as error:
            counts.add(entity, error)
            return
        if state is not None:
            registry.report(entity, state)

    def _all(self) -> list[str]:
        """Return the driver's entities, also those known from before the hub was started."""
        return [
            entity
            for entity, held in self._house.registry.held.items()
            if owns(self._mount, held.entity.source)
        ]

    def _lose(self, entities: Iterable[str]) -> None:
        for entity in entities:
            if entity in self._house.registry.held:
                self._house.registry.set_available(entity, available=False)

    async def _ask(self, act: Callable[[], ResultT]) -> ResultT:
        return await self._hands.ask(self._hand, act, limit=self._mount.limit)

    async def _end(self, *, hung: bool) -> None:
        close = self._driver.close if isinstance(self._driver, Closing) else _nothing
        try:
            if not hung:
                await self._ask(close)
        except DriverHung as error:
            _log.warning("%s: %s", self._mount.name, error)
            hung = True
        finally:
            if hung:
                self._hands.leave(self._hand, close)
            else:
                self._hand.shutdown()


class _Way:
    """The way to one of a driver's entities."""

    def __init__(self, attendance: Attendance, source: str) -> None:
        self._attendance, self._source = attendance, source

    async def send(self, command: DeviceCommand) -> None:
        await self._attendance.carry_out(self._source, command)


def owns(mount: Mount, source: str) -> bool:
    """Whether an entity of that source is this driver's."""
    return source == mount.name or source.startswith(f"{mount.name}:")


def _nothing() -> None:
    """Close a driver that leaves nothing behind."""
