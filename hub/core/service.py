"""Long-running parts of the hub and how they are kept alive."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.errors import HubError
from hub.core.events import Cause, ServiceCrashed

_log = logging.getLogger(__name__)


class Service(Protocol):
    """A part that works until it is cancelled."""

    async def run(self) -> None:
        """Work until cancelled; clean up in ``with`` or ``finally``."""


class KeptAlive:
    """A service that is built anew, after a growing pause, whenever it crashes.

    Pauses are 1, 2, 4 … ``longest`` seconds and start over once it ran for ``longest``.
    """

    def __init__(
        self,
        name: str,
        build: Callable[[], Service],
        *,
        bus: Bus,
        clock: Clock,
        longest: float = 60,
    ) -> None:
        self._name, self._build, self._longest = name, build, longest
        self._bus, self._clock = bus, clock
        self._fresh: Service | None = None
        with contextlib.suppress(HubError):  # told when it is tried again, in run
            self._fresh = build()  # now, so its inboxes miss nothing

    async def run(self) -> None:
        """Run, and run again after every crash."""
        loop, pause = asyncio.get_running_loop(), 1.0
        while True:
            began = loop.time()
            try:
                service, self._fresh = self._fresh or self._build(), None
                return await service.run()
            except Exception as error:
                if loop.time() - began > self._longest:
                    pause = 1.0
                if isinstance(error, HubError):  # its words say it all
                    _log.error("%s: %s; again in %.0f s", self._name, error, pause)
                else:
                    _log.exception("%s crashed; again in %.0f s", self._name, pause)
                self._tell(error, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, self._longest)

    def _tell(self, error: Exception, pause: float) -> None:
        self._bus.publish(
            ServiceCrashed(
                at=self._clock.time(),
                cause=Cause(who="hub", name=self._name),
                service=self._name,
                error=f"{type(error).__name__}: {error}",
                pause=pause,
            )
        )
