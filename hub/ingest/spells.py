"""Tells the house and the log when the broker is reached and lost: a line a spell.

A broker that comes and goes every second is one spell of trouble: the loss is logged once, and its
end once the connection has held for a while. Events tell every change.
"""

import asyncio
import logging

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.events import BrokerChanged, Cause
from hub.ingest.door import Door
from hub.ingest.refusals import closing

_log = logging.getLogger(__name__)
_HELD = 10.0  # seconds connected after which trouble is over


class Spells:
    """Whether the broker is there, as it is told."""

    def __init__(self, bus: Bus, clock: Clock, door: Door) -> None:
        self._bus, self._clock, self._door = bus, clock, door
        self._there: bool | None = None
        self._told: str | None = None  # what was logged of the present trouble
        self._relief: asyncio.TimerHandle | None = None

    @property
    def address(self) -> str:
        """Where the broker is: ``host:port``."""
        return f"{self._door.host}:{self._door.port}"

    def reached(self) -> None:
        """Tell that the broker can be talked to."""
        self._change(there=True)
        if self._told is None:
            _log.info("connected to the broker at %s", self.address)
        else:
            self._relief = asyncio.get_running_loop().call_later(_HELD, self._relieve)

    def lost(self, error: BaseException, code: int | None) -> None:
        """Tell that it cannot, and by which reason code the broker ended it, if by any."""
        if self._relief is not None:
            self._relief.cancel()
        self._change(there=False)
        cure = closing(code, self._door.client_id)
        if self._told is not None and cure in {"", self._told}:
            return
        self._told = cure
        if cure:
            _log.error("the broker at %s %s", self.address, cure)
        else:
            _log.warning("no broker at %s (%s); knocking until it answers", self.address, error)

    def _relieve(self) -> None:
        self._told = None
        _log.info("connected to the broker at %s again", self.address)

    def _change(self, *, there: bool) -> None:
        if there == self._there:
            return
        self._there = there
        self._bus.publish(
            BrokerChanged(
                at=self._clock.time(),
                cause=Cause(who="hub", name="mqtt"),
                connected=there,
                address=self.address,
            )
        )
