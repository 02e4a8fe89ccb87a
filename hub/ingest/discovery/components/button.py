"""Buttons, scenes and notifiers: what is told, and when it was told last."""

from collections.abc import Mapping
from datetime import datetime

from hub.core.kinds import Kind
from hub.core.states import MomentState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.moments import exactly
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields


class Teller(Component):
    """Something that can only be told; its state is when that was last done."""

    at: datetime | None = None
    way: Outlet

    def setup(self, fields: Fields) -> None:
        """Read the way to it."""
        self.way = self.needed_outlet()

    def tell(self, text: str) -> None:
        """Send the text and note the moment."""
        self.send(self.way, text)
        self.assume(at=self.surroundings.clock.now())

    @property
    def state(self) -> str | None:
        """The moment it was last told."""
        return None if self.at is None else exactly(self.at)

    def house(self) -> State:
        """Return the moment."""
        return MomentState(at=None if self.at is None else self.at.timestamp())

    def reports(self) -> bool:
        """Nothing ever confirms it."""
        return False


class Button(Teller):
    """A button to press."""

    kind = Kind.BUTTON
    default_name = "MQTT Button"

    def setup(self, fields: Fields) -> None:
        """Read the way to it and what is sent."""
        super().setup(fields)
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        self.press = fields.text("payload_press", "PRESS")

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"press": lambda _: self.tell(self.press)}

    def features(self) -> tuple[str, ...]:
        """Return what can be done."""
        return ("press",)


class Scene(Teller):
    """A scene the device keeps."""

    kind = Kind.SCENE
    default_name = "MQTT Scene"

    def setup(self, fields: Fields) -> None:
        """Read the way to it and what is sent."""
        self.way = self.needed_outlet("no_template")
        self.on = fields.text("payload_on", "")

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"turn_on": lambda _: self.tell(self.on)}

    def features(self) -> tuple[str, ...]:
        """Return what can be done."""
        return ("press",)


class Notify(Teller):
    """Something that shows a message."""

    kind = Kind.NOTIFY
    default_name = "MQTT notify"

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"send_message": lambda data: self.tell(data.some_text("message"))}
