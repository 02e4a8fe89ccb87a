"""Simulated time: the hub's clock moves when the simulated household says so, and answers."""

import asyncio
import logging

from hub.core import codec
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.errors import BadPayload
from hub.ingest.mqtt import Mqtt

TICK, DONE = "tomte/sim/clock", "tomte/sim/clock/done"
_PATIENCE = 5.0  # seconds
_log = logging.getLogger(__name__)


class Ticks:
    """Moves a ``TickClock``: what came before a tick is digested before the tick is answered.

    A tick is ``{"now": UTC seconds, "seq": n}``; the answer is ``{"seq": n}``.
    """

    def __init__(self, bus: Bus, clock: TickClock, mqtt: Mqtt) -> None:
        self._bus, self._clock, self._mqtt = bus, clock, mqtt
        self._waiting: list[tuple[float, int]] = []
        self._arrived = asyncio.Event()
        mqtt.listen(TICK, self._take, every=True)

    def _take(self, topic: str, payload: bytes, _retained: bool) -> None:
        tick = codec.decode(payload, dict[str, float])
        if not {"now", "seq"} <= tick.keys():
            raise BadPayload(f"{topic}: a tick has now and seq")
        self._waiting.append((tick["now"], int(tick["seq"])))
        self._arrived.set()

    async def run(self) -> None:
        """Answer ticks until cancelled."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            waiting, self._waiting = self._waiting, []
            for now, seq in waiting:
                await self._digest()
                self._clock.tick(now)
                await self._digest()
                self._mqtt.publish_soon(DONE, codec.encode({"seq": seq}))

    async def _digest(self) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._bus.quiet()
        except TimeoutError:
            _log.warning("time goes on though not everything is read after %.0f s", _PATIENCE)
