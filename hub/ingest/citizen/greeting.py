"""The birth message, both ways: devices announce themselves anew when somebody says "online"."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Literal

from hub.core.bus import Bus
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.events import BrokerChanged
from hub.ingest.citizen.board import Wire

Mode = bool | Literal["auto"]
_GRACE = 2.0  # seconds in which a retained birth message would have come
_ECHO = 5.0  # seconds in which the broker brings our own greeting back
_ONLINE = b"online"


class Greeting:
    """Hears Home Assistant come online, and greets the devices where there is none to do it.

    ``mode``: whether to greet after each connection; ``auto`` leaves the topic to somebody else
    who was heard there. ``heard`` is called when somebody else comes online.
    """

    def __init__(
        self,
        wire: Wire,
        bus: Bus,
        *,
        mode: Mode = "auto",
        prefix: str = "homeassistant",
        heard: Callable[[], None],
    ) -> None:
        self._wire, self._mode, self._heard = wire, mode, heard
        self._topic = f"{prefix}/status"
        self._connections = bus.open(BrokerChanged, limit=8)
        self._own_until = 0.0  # loop time; until then one greeting is ours, brought back
        self._others = False
        wire.listen(self._topic, self._take)

    async def run(self) -> None:
        """Greet after each connection until cancelled."""
        try:
            with self._connections:
                async for change in self._connections:
                    if change.connected:
                        await self._greet()
        finally:
            self._wire.ignore(self._topic, self._take)

    async def _greet(self) -> None:
        await asyncio.sleep(_GRACE)
        if self._mode is False or (self._mode == "auto" and self._others):
            return
        self._own_until = asyncio.get_running_loop().time() + _ECHO
        with contextlib.suppress(DeviceUnreachable, CommandRefused):
            await self._wire.publish(self._topic, _ONLINE, qos=1)

    def _is_own(self) -> bool:
        until, self._own_until = self._own_until, 0.0
        return asyncio.get_running_loop().time() < until

    def _take(self, _topic: str, payload: bytes, retained: bool) -> None:
        if payload == _ONLINE and not retained and self._is_own():
            return
        self._others = True
        if payload == _ONLINE and not retained:
            self._heard()
