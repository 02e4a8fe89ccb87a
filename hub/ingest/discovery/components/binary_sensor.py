"""Things that are so or not: doors, motion, leaks."""

from collections.abc import Callable

from hub.core.kinds import Kind
from hub.core.states import BinarySensorState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.expiry import Expiry
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings


class BinarySensor(Component):
    """Something that is so or not; ``off_delay`` ends a "so" that nobody takes back."""

    kind = Kind.BINARY_SENSOR
    default_name = "MQTT Binary sensor"
    is_on: bool | None = None

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self._expiry = Expiry(surroundings.timers, 0, self._expire)
        self._cancel_off: Callable[[], None] | None = None

    def setup(self, fields: Fields) -> None:
        """Read the words and the delays."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        fields.flag("force_update")
        self._off_delay = fields.whole("off_delay", 0, low=0) if "off_delay" in fields else None
        self._expiry.close()
        expire_after = fields.whole("expire_after", 0, low=0)
        self._expiry = Expiry(self.surroundings.timers, expire_after, self._expire)
        self.unavailable = self._expiry.expired
        fields.some_text("state_topic")
        if expire_after or self._off_delay is not None:  # then each word counts, the same too
            self.hear_payload("state_topic", lambda _: self._hear_any())
        self.hear("state_topic", "value_template", self._take)

    def _hear_any(self) -> None:
        self._expiry.heard()
        self.unavailable = self._expiry.expired

    def _take(self, text: str) -> bool:
        words: dict[str, bool | None] = {"None": None, self.off: False, self.on: True}
        if not text.strip() or text not in words:
            return False
        self.is_on = words[text]
        self._settle_later()
        return True

    def _settle_later(self) -> None:
        if self._cancel_off is not None:
            self._cancel_off()
            self._cancel_off = None
        if self.is_on and self._off_delay is not None:
            self._cancel_off = self.surroundings.timers.after(self._off_delay, self._fall_off)

    def _fall_off(self) -> None:
        self._cancel_off, self.is_on = None, False
        self.changed()

    def _expire(self) -> None:
        self.unavailable = True
        self.changed()

    @property
    def state(self) -> str | None:
        """``on``, ``off`` or unknown."""
        return None if self.is_on is None else ("on" if self.is_on else "off")

    def house(self) -> State:
        """Return what holds true."""
        return BinarySensorState(on=self.is_on)

    def close(self) -> None:
        """Let go of the timers."""
        self._expiry.close()
        if self._cancel_off is not None:
            self._cancel_off()
            self._cancel_off = None
