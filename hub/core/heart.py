"""Tells systemd how the hub is: ready, stopping, and alive only while every vital part answers.

The protocol is ``sd_notify(3)``: datagrams to the socket named by ``NOTIFY_SOCKET``.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Mapping

_log = logging.getLogger(__name__)


def notify(state: str) -> None:
    """Send one state line (``READY=1`` …) to systemd; without systemd nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
        try:
            way.sendto(state.encode(), address)
        except OSError as error:
            _log.warning("systemd cannot be told %s: %s", state, error)


class Heart:
    """Feeds the watchdog, a third of its patience apart, after asking every vital part.

    ``vital`` maps a part's name to a question that returns when the part did real work for it;
    one that fails or takes longer than the pause leaves the watchdog unfed.
    """

    def __init__(self, vital: Mapping[str, Callable[[], Awaitable[object]]]) -> None:
        self._vital = vital
        self._pause = int(os.environ.get("WATCHDOG_USEC", "0")) / 3e6 or 10.0

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            if await self.is_well():
                notify("WATCHDOG=1")
            await asyncio.sleep(self._pause)

    async def is_well(self) -> bool:
        """Ask every vital part."""
        for name, ask in self._vital.items():
            try:
                async with asyncio.timeout(self._pause):
                    await ask()
            except (TimeoutError, OSError, RuntimeError) as error:
                _log.error("%s does not answer: %r", name, error)
                return False
        return True
