"""Home Assistant MQTT discovery: the topics announcements come on."""

from hub.core.errors import BadPayload
from hub.ingest.citizen.names import is_from_us
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.message import Announcement, announced_by
from hub.ingest.discovery.topics import Wire


class HomeAssistant:
    """Listens for announcements under ``prefix``."""

    def __init__(
        self, wire: Wire, announcements: Announcements, *, prefix: str = "homeassistant"
    ) -> None:
        self._announcements, self._prefix = announcements, prefix
        self._said: dict[str, bytes] = {}  # topic -> the announcement as it came
        for levels in ("+/+/config", "+/+/+/config"):
            wire.listen(f"{prefix}/{levels}", self.take)

    def take(self, topic: str, payload: bytes, _retained: bool) -> None:
        """Take in an announcement; a bad one is refused with its topic and changes nothing."""
        if self._said.pop(topic, None) == payload:
            self._said[topic] = payload
            return
        try:
            message = announced_by(topic.removeprefix(f"{self._prefix}/"), payload)
        except BadPayload as error:
            self._announcements.refuse(topic, "", str(error))
            return
        if message is not None:
            self._follow(topic, message)
            if all(origin != topic for origin, _ in self._announcements.refusals.held):
                self._said[topic] = payload  # what was refused may be taken another time

    def _follow(self, topic: str, message: Announcement) -> None:
        announcements = self._announcements
        if all(part.name for part in message.parts):
            announcements.refusals.forgive(topic, "")  # it can be read now
        if message.withdraws:
            announcements.withdraw(topic, migrates=message.migrates)
        for part in message.parts:
            if message.migrates:
                announcements.release(part.key, topic)
            elif not is_from_us(topic, part.config):  # what hubs say of their own is not ours
                announcements.take(topic, part)
