"""Device triggers and tag readers: no entities to Home Assistant, but they tell something."""

from datetime import datetime

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import MomentState, State
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.devices import read_device
from hub.ingest.discovery.fields import Fields


class Signal(Component):
    """Something that tells of a moment; what the broker had kept is an old story."""

    is_entity = False
    at: datetime | None = None
    said: str | None = None

    def house(self) -> State:
        """Return when it was last told, and what."""
        return MomentState(at=None if self.at is None else self.at.timestamp(), said=self.said)

    def note(self, said: str) -> bool:
        """Keep the moment."""
        self.at, self.said = self.surroundings.clock.now(), said
        return True


class DeviceTrigger(Signal):
    """A button of a device, a gesture: ``type`` and ``subtype`` say which."""

    kind = Kind.DEVICE_AUTOMATION
    default_name = "Trigger"

    def setup(self, fields: Fields) -> None:
        """Read what it is about and which payload tells it."""
        if fields.some_text("automation_type") != "trigger":
            raise fields.bad("automation_type", "trigger")
        if "device" not in fields:
            raise BadPayload("device is missing")
        self.type, self.subtype = fields.some_text("type"), fields.some_text("subtype")
        self.payload = fields.text_or_none("payload")
        fields.some_text("topic")
        self.hear("topic", "value_template", self._take, fresh=True)

    def _take(self, text: str) -> bool:
        if self.payload is not None and text != self.payload:
            return False
        return self.note(text)

    def identity(self) -> str | None:
        """Return what tells it from the device's other triggers."""
        device = read_device(self.fields)
        return None if device is None else f"{device.id} {self.type} {self.subtype}"

    def own_name(self) -> str | None:
        """Return which of the device's triggers it is."""
        return f"{self.type} {self.subtype}"

    def extra(self) -> dict[str, object]:
        """Return which of the device's triggers it is."""
        return {"type": self.type, "subtype": self.subtype}


class Tag(Signal):
    """A reader of tags: its state is the last tag."""

    kind = Kind.TAG
    default_name = "Tag reader"

    def setup(self, fields: Fields) -> None:
        """Read where tags are told."""
        fields.some_text("topic")
        self.hear("topic", "value_template", self._take, failed=lambda: False)

    def _take(self, text: str) -> bool:
        tag = text.strip()
        return self.note(tag) if tag else False

    @property
    def state(self) -> str | None:
        """The last tag."""
        return self.said

    def own_name(self) -> str | None:
        """Return its device's name only."""
        return None
