"""Sensors that have to be asked: drivers read in a thread, cleaned like everybody's readings."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from hub.core.clock import Clock
from hub.core.driver import Driver, Found
from hub.core.errors import BadPayload, DeviceUnreachable
from hub.core.registry import Registry
from hub.core.states import SensorState
from hub.ingest.cleaning import Gate
from hub.ingest.discovery.topics import Counts

_log = logging.getLogger(__name__)
_PAUSE = 60.0  # household seconds between two readings
_LEAST = 1.0  # real seconds between them, however fast the household's time runs


class Polling:
    """Reads every driver's sensors once a minute."""

    def __init__(
        self,
        registry: Registry,
        clock: Clock,
        drivers: Sequence[Driver],
        *,
        rejected: dict[str, dict[str, int]],
        pause: float = _PAUSE,
    ) -> None:
        self._registry, self._clock, self._pause = registry, clock, pause
        self._drivers = drivers
        self._counts = Counts(rejected)
        self._gates: dict[str, tuple[str, Gate]] = {}  # source -> entity, its gate
        self._silent: set[str] = set()  # drivers in a spell of not answering

    async def run(self) -> None:
        """Find the sensors, then read them until cancelled."""
        for driver in self._drivers:
            for found in await asyncio.to_thread(driver.find):
                self._welcome(found)
        loop = asyncio.get_running_loop()
        read_at = -_LEAST
        while True:
            if loop.time() - read_at >= _LEAST:
                read_at = loop.time()
                for driver in self._drivers:
                    await self._read(driver)
            await self._clock.sleep(self._pause)

    def _welcome(self, found: Found) -> None:
        entity = self._registry.describe(found.entity, found.device)
        gate = Gate(self._clock, unit=entity.unit, device_class=entity.device_class)
        self._gates[entity.source] = entity.id, gate

    async def _read(self, driver: Driver) -> None:
        try:
            readings = await asyncio.to_thread(driver.read)
        except DeviceUnreachable as error:
            if driver.name not in self._silent:
                self._silent.add(driver.name)
                _log.warning("%s does not answer: %s", driver.name, error)
            return
        self._silent.discard(driver.name)
        self._take(readings)

    def _take(self, readings: Mapping[str, float]) -> None:
        for source, value in readings.items():
            entity, gate = self._gates[source]
            try:
                self._registry.report(entity, SensorState(value=gate.clean(value)))
            except BadPayload as error:
                self._counts.add(entity, error)
