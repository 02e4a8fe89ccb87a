"""Notices that a device went silent, by what is usual for it."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.entities import Entity
from hub.core.errors import StoreError
from hub.core.events import HUB, BrokerChanged, SensorBack, SensorSilent
from hub.core.ports import Records
from hub.core.registry import Held, Registry
from hub.ingest.plausible import RESTLESS
from hub.ingest.rhythm import Pauses, Rhythm

_log = logging.getLogger(__name__)
_PAUSE = 60.0  # household seconds between two looks
_LATE = 300.0  # seconds between two looks after which nobody knows what was said between them
_ECHO = 90.0  # seconds after the broker was reached in which it repeats what was said before
_LEAST = 600.0  # seconds of silence nobody asks about
_KEEP_EVERY = 6 * 3600.0  # seconds; a restart forgets at most what was learned since
_KEPT_AT_ONCE = 3  # in one look: learning is worth little disk


class Watched:
    """A device as this room knows it."""

    def __init__(self, learned: Pauses | None, now: float) -> None:
        self.rhythm = Rhythm(learned)
        self.heard: float | None = None  # UTC seconds
        self.began = now  # silence counts from here
        self.kept = now
        self.unasked = 0.0  # share of looks that found a message without news, fading

    def note(self, *, news: bool) -> None:
        """Note whether a message told anything new."""
        self.unasked += ((not news) - self.unasked) / 64


class Silence:
    """Looks once a minute when each device was last heard; a silence is told once a spell.

    A device is as silent as the last of its entities. Nothing is said of one that is marked
    unavailable, and no silence counts while the broker is away or the hub's own time jumped.
    """

    def __init__(self, bus: Bus, clock: Clock, *, registry: Registry, records: Records) -> None:
        self._bus, self._clock = bus, clock
        self._registry, self._records = registry, records
        self._broker = bus.open(BrokerChanged, limit=64)
        self._connected = True  # or we are told long before anybody is judged
        self._looked = clock.time()
        self._from = self._looked  # silence counts from here
        self._watched: dict[str, Watched] = {}
        self._known: dict[str, Pauses] = {}  # from before the hub stopped

    async def run(self) -> None:
        """Look until cancelled."""
        with self._broker:
            self._known = await self._records.load(Pauses)
            while True:
                await self._clock.sleep(_PAUSE)
                await self._look()

    async def _look(self) -> None:
        now = self._clock.time()
        self._mind_the_gap(now)
        changed = []
        devices = self._devices()
        for device, parts in devices.items():
            watched = self._watched.get(device)
            if watched is None:
                watched = self._watched[device] = Watched(self._known.pop(device, None), now)
                self._registry.mark_silent(_ids(parts), watched.rhythm.silent_since)
            if self._is_different(watched, device, parts, now):
                changed.append(device)
        await self._forget(self._watched.keys() - devices.keys())
        await self._keep(changed, now)

    def _mind_the_gap(self, now: float) -> None:
        """Count nothing across times in which the hub itself could not hear."""
        for event in self._broker.drain():
            self._connected, self._from = event.connected, now
        if not 0 <= now - self._looked <= _LATE:
            self._from = now
        self._looked = now

    def _devices(self) -> Mapping[str, Sequence[Held]]:
        """Return every device with its entities; one without a device stands for itself."""
        groups: defaultdict[str, list[Held]] = defaultdict(list)
        for held in self._registry.held.values():
            groups[held.entity.device or held.entity.id].append(held)
        return groups

    def _is_different(
        self, watched: Watched, device: str, parts: Sequence[Held], now: float
    ) -> bool:
        """Learn from a device and judge it; return whether a spell began or ended."""
        reported = [part for part in parts if part.last_updated]
        if not any(part.available for part in reported):
            watched.heard, watched.began = None, now
            return False
        heard = _latest(part for part in reported if part.is_fresh)
        if watched.heard is None:  # what the broker kept is where we begin, no sign of life
            watched.heard = _latest(part for part in reported if not part.is_fresh)
        if heard <= watched.heard:
            return self._is_newly_silent(watched, device, parts, now)
        before, watched.heard = watched.heard, heard
        if not self._connected or heard < self._from + _ECHO:
            return False  # what a broker kept is no sign of life
        if watched.rhythm.silent_since is not None:
            self._tell_back(watched, device, parts, now)
            return True
        if before >= max(self._from, watched.began):
            watched.rhythm.take(before, heard)
            watched.note(news=any(part.last_changed == heard for part in parts))
        return False

    def _is_newly_silent(
        self, watched: Watched, device: str, parts: Sequence[Held], now: float
    ) -> bool:
        heard = watched.heard or now
        quiet = now - max(heard, watched.began, self._from)
        if quiet < _LEAST or not self._connected or watched.rhythm.silent_since is not None:
            return False
        entities = [part.entity for part in parts]
        asleep = any(entity.device_class == "battery" for entity in entities)
        limit = watched.rhythm.limit(
            asleep=asleep,
            restless=any(entity.device_class in RESTLESS for entity in entities),
            unasked=watched.unasked > 0.02,
        )
        if limit is None or quiet <= limit:
            return False
        watched.rhythm.silent_since = heard
        self._registry.mark_silent(_ids(parts), heard)
        name = self._name(device, entities)
        _log.warning("%s has not been heard for %.0f min", name, quiet / 60)
        self._bus.publish(
            SensorSilent(
                at=now,
                cause=HUB,
                device=device,
                name=name,
                entities=_ids(parts),
                since=heard,
                usual=watched.rhythm.usual,
                asleep=asleep,
            )
        )
        return True

    def _tell_back(self, watched: Watched, device: str, parts: Sequence[Held], now: float) -> None:
        since = watched.rhythm.silent_since or now
        watched.rhythm.returned(now)
        self._registry.mark_silent(_ids(parts), None)
        _log.info("%s is heard again", self._name(device, [part.entity for part in parts]))
        self._bus.publish(
            SensorBack(at=now, cause=HUB, device=device, entities=_ids(parts), since=since)
        )

    def _name(self, device: str, entities: Sequence[Entity]) -> str:
        known = self._registry.devices.get(device)
        alias = next((entity.alias for entity in entities if entity.alias), "")
        return alias or (known.name if known else entities[0].label)

    async def _keep(self, changed: Sequence[str], now: float) -> None:
        """Write down what changed, and a few of those whose learning is not kept yet."""
        old = (name for name, one in self._watched.items() if now - one.kept > _KEEP_EVERY)
        due = [name for name, _ in zip(old, range(_KEPT_AT_ONCE), strict=False)]
        for device in dict.fromkeys([*changed, *due]):
            watched = self._watched[device]
            watched.kept = now
            try:
                await self._records.keep(device, watched.rhythm.learned)
            except StoreError as error:
                _log.warning("what is usual for %s is not kept: %s", device, error)

    async def _forget(self, gone: Iterable[str]) -> None:
        for device in list(gone):
            del self._watched[device]
            try:
                await self._records.drop(Pauses, device)
            except StoreError as error:
                _log.warning("what was usual for %s is still kept: %s", device, error)


def _latest(parts: Iterable[Held]) -> float:
    return max((part.last_updated or 0.0 for part in parts), default=0.0)


def _ids(parts: Sequence[Held]) -> tuple[str, ...]:
    return tuple(part.entity.id for part in parts)
