"""Ways out of the house for messages nobody saw at home."""

from typing import Protocol

from hub.core.events import Notification


class Channel(Protocol):
    """A way out."""

    async def send(self, notification: Notification) -> None:
        """Send a message, worded for its reader; raise ``NotDelivered`` when it was not taken."""
