"""Any service Apprise knows, by its URL: a phone, a chat, a mailbox, an own server."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from datetime import tzinfo

from hub.core.errors import ConfigError, EngineMissing, NotDelivered
from hub.core.events import Notification
from hub.core.message import Message
from hub.texts import word

_LIMIT = 30.0  # seconds for one message
_TYPES = {"notice": "info", "warning": "warning", "alarm": "failure"}


class AppriseChannel:
    """Sends to one Apprise URL; ``name`` is the part of it that is no secret."""

    def __init__(
        self,
        name: str,
        notify: Callable[..., object],
        *,
        language: str,
        zone: tzinfo | None,
        units: str,
    ) -> None:
        self.name, self._notify = name, notify
        self._language, self._zone, self._units = language, zone, units
        self._free = threading.Lock()

    async def send(self, notification: Notification) -> None:
        """Send a message, worded for its reader; raise ``NotDelivered`` when it was not taken."""
        message, severity = notification.message, notification.severity
        body = "\n".join(self._word(one) for one in (message, *notification.lines))
        title = word(f"notify.sent.title.{severity}", {}, self._language)
        try:
            async with asyncio.timeout(_LIMIT):
                taken = await asyncio.to_thread(self._deliver, title, body, _TYPES[severity])
        except TimeoutError as error:
            raise NotDelivered(f"{self.name} did not answer within {_LIMIT:.0f} s") from error
        if not taken:
            raise NotDelivered(f"{self.name} did not take it. Is the address in notify.urls right?")

    def _word(self, message: Message) -> str:
        zone, units = self._zone, self._units
        return word(message.id, message.values, self._language, zone=zone, units=units)

    def _deliver(self, title: str, body: str, kind: str) -> bool:
        if not self._free.acquire(blocking=False):
            return False  # an earlier call still hangs
        try:
            return bool(self._notify(title=title, body=body, notify_type=kind))
        finally:
            self._free.release()


def build(
    urls: Iterable[str],
    *,
    language: str = "en",
    zone: tzinfo | None = None,
    units: str = "metric",
) -> list[AppriseChannel]:
    """Return a channel for each URL; times are worded in ``zone`` (``None``: the machine's).

    Raise ``EngineMissing`` when Apprise is not installed, ``ConfigError`` for a URL it rejects.
    """
    urls = list(urls)
    if not urls:
        return []
    try:
        import apprise  # only who sends messages out pays for it
    except ImportError as error:
        raise EngineMissing(
            "messages cannot leave the house: Apprise is not installed. pip install 'tomte[notify]'"
        ) from error
    channels = []
    for place, url in enumerate(urls):
        way = apprise.Apprise()
        scheme = url.split("://", maxsplit=1)[0] if "://" in url else ""
        if not way.add(url):
            raise ConfigError(
                f"notify.urls[{place}]: Apprise does not know this"
                f" {scheme + '://' if scheme else ''} address."
                " See https://github.com/caronc/apprise/wiki for how it is written"
            )
        name = f"{scheme}:// (notify.urls[{place}])"
        channels.append(AppriseChannel(name, way.notify, language=language, zone=zone, units=units))
    return channels
