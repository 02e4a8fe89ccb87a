"""How the hub itself is: parts that crashed, events that were lost, the loop's worst pause."""

from dataclasses import dataclass, field

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.events import BrokerChanged, FloodChanged, LoopBlocked, ServiceCrashed


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """What an owner or a script may want to know of the hub.

    ``floods`` are the topics that say far too much right now, and how often a second;
    ``flooding`` is what people call the devices that do, by topic.
    """

    started_at: float
    broker: str
    broker_connected: bool
    crashes: dict[str, str] = field(default_factory=dict)
    lost_events: dict[str, int] = field(default_factory=dict)
    longest_block: float = 0.0
    blocked_by: str = ""
    rejected: dict[str, dict[str, int]] = field(default_factory=dict)
    plugin_errors: dict[str, str] = field(default_factory=dict)
    floods: dict[str, float] = field(default_factory=dict)
    flooding: dict[str, str] = field(default_factory=dict)


class Rejections(dict[str, dict[str, int]]):
    """How many readings were turned away, by entity and reason; ``last`` is the latest in words."""

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[str, str] = {}  # entity -> why


class Health:
    """Collects what goes wrong; ``report`` tells it."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._bus, self._started = bus, clock.time()
        self._crashed = bus.open(ServiceCrashed, limit=64)
        self._blocked = bus.open(LoopBlocked, limit=64)
        self._broker = bus.open(BrokerChanged, limit=64)
        self._flooded = bus.open(FloodChanged, limit=1024)
        self._floods: dict[str, FloodChanged] = {}
        self._last = BrokerChanged(at=0, connected=False, address="")
        self._crashes: dict[str, str] = {}
        self._worst = LoopBlocked(at=0, seconds=0, culprit="")
        self.rejected = Rejections()  # ingest fills it
        self.plugin_errors: dict[str, str] = {}

    def report(self) -> HealthReport:
        """Return the state of the hub now."""
        for crash in self._crashed.drain():
            self._crashes[crash.service] = crash.error
        self._worst = max([self._worst, *self._blocked.drain()], key=lambda b: b.seconds)
        for flood in self._flooded.drain():
            if flood.flooding:
                self._floods[flood.topic] = flood
            else:
                self._floods.pop(flood.topic, None)
        self._last = [self._last, *self._broker.drain()][-1]
        return HealthReport(
            started_at=self._started,
            broker=self._last.address,
            broker_connected=self._last.connected,
            crashes=dict(self._crashes),
            lost_events=self._bus.dropped,
            longest_block=self._worst.seconds,
            blocked_by=self._worst.culprit,
            rejected={entity: dict(counts) for entity, counts in self.rejected.items()},
            plugin_errors=dict(self.plugin_errors),
            floods={topic: flood.per_second for topic, flood in self._floods.items()},
            flooding={topic: flood.name for topic, flood in self._floods.items() if flood.name},
        )
