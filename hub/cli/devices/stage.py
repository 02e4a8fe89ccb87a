"""A house without a broker: messages come from a file, published ones are kept."""

import gc
import logging
from collections.abc import Callable
from datetime import UTC
from heapq import heappop, heappush
from itertools import count

from hub.control.verified import Verified
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.commands import Commands, DeviceCommand
from hub.core.driver import Actuator, Actuators
from hub.core.errors import CommandRefused, HubError
from hub.core.registry import Registry
from hub.ingest.dialects.shelly import Shelly
from hub.ingest.dialects.tasmota import Tasmota
from hub.ingest.dialects.zigbee2mqtt import Zigbee2Mqtt
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.discovery.topics import Topics
from hub.ingest.routes import Routes

_PLACE = (52.0, 5.0)  # where the recorded house stands, in degrees
_RUBBISH = 50_000  # objects between two collections: a stage dies as a whole
_START = 1_735_732_800.0  # 2025-01-01 12:00 UTC: any moment will do
# What a message or a question may stumble over: it costs that one, never the rest of the file.
STUMBLES = (
    HubError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RuntimeError,  # also what is nested too deeply
    MemoryError,
    OSError,
)


def prepare() -> None:
    """Let this process do nothing but play: the answers, not the log, say what was refused."""
    logging.getLogger("hub").setLevel(logging.CRITICAL)
    gc.set_threshold(_RUBBISH)


class TickTimers:
    """Timers that go by the file's time."""

    def __init__(self, clock: TickClock) -> None:
        self._clock, self._order = clock, count()
        self._waiting: list[tuple[float, int, Callable[[], None]]] = []
        self._cancelled: set[int] = set()

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call ``call`` once when the seconds have passed; return what takes that back."""
        number = next(self._order)
        heappush(self._waiting, (self._clock.time() + seconds, number, call))
        return lambda: self._cancelled.add(number)

    def advance(self, seconds: float) -> None:
        """Let time pass, waking whoever is due on the way."""
        end = self._clock.time() + seconds
        while self._waiting and self._waiting[0][0] <= end:
            due, number, call = heappop(self._waiting)
            self._clock.tick(due)
            if number not in self._cancelled:
                call()
        self._clock.tick(end)


class Ways(Actuators):
    """The ways of commands, with what the last one was refused for."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = ""

    def find(self, entity: str) -> Actuator | None:
        """Return the way to an entity, if there is one."""
        way = super().find(entity)
        return None if way is None else _Way(way, self)


class _Way:
    """A way that notes why it refuses."""

    def __init__(self, way: Actuator, ways: Ways) -> None:
        self._way, self._ways = way, ways

    async def send(self, command: DeviceCommand) -> None:
        try:
            await self._way.send(command)
        except CommandRefused as error:
            self._ways.refused = str(error)
            raise


class Stage:
    """The parts that understand devices, as in the hub, wired to a file."""

    def __init__(self) -> None:
        self.clock = TickClock(_START)
        self.timers = TickTimers(self.clock)
        bus, self.ways = Bus(), Ways()
        self.registry = Registry(bus, self.clock)
        self.routes = Routes()
        self.published: list[dict[str, object]] = []
        self.control = Verified(bus, self.clock, Commands(), self.registry, self.ways)
        self.announcements = Announcements(
            self.registry,
            self.ways,
            Topics(self, recall=False, orderly=False),
            self,
            Surroundings(clock=self.clock, timers=self.timers, timezone=UTC, place=_PLACE),
            rejected={},
        )
        HomeAssistant(self, self.announcements)
        Zigbee2Mqtt(self, self.announcements, bus=bus, clock=self.clock)
        Tasmota(self, self.announcements)
        Shelly(self, self.announcements, ask=lambda _topic, _payload: None)

    def listen(self, topic_filter: str, take: Callable[[str, bytes, bool], None]) -> None:
        """Call ``take`` for messages that fit the filter."""
        self.routes.add(topic_filter, take)

    def ignore(self, topic_filter: str, take: Callable[[str, bytes, bool], None]) -> None:
        """Stop that."""
        self.routes.drop(topic_filter, take)

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Keep what would have gone to the broker."""
        text = payload if isinstance(payload, str) else payload.decode("latin-1")
        self.published.append({"topic": topic, "payload": text, "qos": qos, "retain": retain})

    def come(self, topic: str, payload: str, *, retained: bool) -> str:
        """Let a message arrive; return why somebody could not take it, if that is so."""
        why, raw = "", payload.encode(errors="replace")
        for take in tuple(self.routes.find(topic)):
            try:
                take(topic, raw, retained)
            except STUMBLES as error:
                why = f"{error or type(error).__name__}"
        return why
