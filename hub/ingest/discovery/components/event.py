"""Events: a button was pressed, a doorbell rang."""

from datetime import datetime

from hub.core.codec import decode
from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import EventState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.listed import none_of
from hub.ingest.discovery.components.moments import exactly
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import text_of

_NOTHING = frozenset({"", "None", "{}"})


class EventThing(Component):
    """Something that happens; what the broker had kept is an old story and not told again."""

    kind = Kind.EVENT
    default_name = "MQTT Event"
    blocked = frozenset({"event_type", "event_types"})
    at: datetime | None = None
    type: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read what can happen."""
        if "device_class" in fields:
            fields.some_text("device_class")
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        if "event_types" not in fields:
            raise BadPayload("event_types is missing")
        self.types = fields.texts("event_types")
        self.told: dict[str, object] = getattr(self, "told", {})
        fields.some_text("state_topic")
        self.hear("state_topic", "value_template", self._take, fresh=True)

    def _take(self, text: str) -> bool:
        if text in _NOTHING:
            return False
        told = decode(text.encode(), dict[str, object])
        if "event_type" not in told:
            raise BadPayload("its JSON has no event_type")
        event_type = text_of(told.pop("event_type"))
        if event_type not in self.types:
            raise BadPayload(none_of(event_type, self.types))
        self.type, self.told = event_type, told
        self.at = self.surroundings.clock.now()
        return True

    @property
    def state(self) -> str | None:
        """When it last happened."""
        return None if self.at is None else exactly(self.at)

    def extra(self) -> dict[str, object]:
        """Return what happened, and what can."""
        return {"event_types": list(self.types), "event_type": self.type, **self.told}

    def house(self) -> State:
        """Return what happened and when."""
        return EventState(type=self.type, at=None if self.at is None else self.at.timestamp())

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return what can happen."""
        return {"event_type": self.types}
