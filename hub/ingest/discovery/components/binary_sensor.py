"""Things that are so or not: doors, motion, leaks."""

from collections.abc import Callable

from hub.core.kinds import Kind
from hub.core.states import BinarySensorState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.components.expiry import Expiring
from hub.ingest.discovery.components.on_off import meanings, on_or_off
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings


class BinarySensor(Expiring):
    """Something that is so or not; ``off_delay`` ends a "so" that nobody takes back."""

    kind = Kind.BINARY_SENSOR
    default_name = "MQTT Binary sensor"
    is_on: bool | None = None

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self._cancel_off: Callable[[], None] | None = None

    def setup(self, fields: Fields) -> None:
        """Read the words and the delays."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        self.words = meanings(self.on, self.off)
        fields.flag("force_update")
        self._off_delay = fields.whole("off_delay", 0, low=0) if "off_delay" in fields else None
        self.read_expiry(fields)
        fields.some_text("state_topic")
        if self.expiry.ticking or self._off_delay is not None:  # each word counts, the same too
            self.hear_payload("state_topic", lambda _: self.hear_any())
        self.hear("state_topic", "value_template", self._take)

    def _take(self, text: str) -> bool:
        if not text.strip() or text not in self.words:
            return False
        self.is_on = self.words[text]
        self._settle_later()
        return True

    def _settle_later(self) -> None:
        self._stay()
        if self.is_on and self._off_delay is not None:
            self._cancel_off = self.surroundings.timers.after(self._off_delay, self._fall_off)

    def _stay(self) -> None:
        if self._cancel_off is not None:
            self._cancel_off()
            self._cancel_off = None

    def _fall_off(self) -> None:
        self._cancel_off, self.is_on = None, False
        self.changed()

    @property
    def state(self) -> str | None:
        """``on``, ``off`` or unknown."""
        return on_or_off(self.is_on)

    def house(self) -> State:
        """Return what holds true."""
        return BinarySensorState(on=self.is_on)

    def close(self) -> None:
        """Let go of the timers."""
        super().close()
        self._stay()
