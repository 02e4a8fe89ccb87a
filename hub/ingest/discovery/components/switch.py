"""Switches and plugs."""

from hub.core.kinds import Kind
from hub.core.states import State, SwitchState
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.components.on_off import OnOff
from hub.ingest.discovery.fields import Fields

_OTHERS = frozenset().union(*CLASSES.values())  # zigbee2mqtt gives some switches a door's


class Switch(OnOff):
    """Something that is on or off."""

    kind = Kind.SWITCH
    default_name = "MQTT Switch"

    def setup(self, fields: Fields) -> None:
        """Read the words for on and off."""
        self.device_class = self._class(fields)
        self.read_words(fields)
        on, off = fields.text("state_on") or self.on, fields.text("state_off") or self.off
        self.words = {on: True, off: False, "None": None}
        self.hear_state(fields, "value_template")

    def _class(self, fields: Fields) -> str | None:
        """Return its class; one that things of another kind have is noted and left out."""
        word = fields.raw("device_class")
        if isinstance(word, str) and word not in CLASSES[self.kind] and word in _OTHERS:
            self.notes["device_class"] = f"a switch has no class {word}"
            return None
        return fields.word_or_none("device_class", CLASSES[self.kind])

    def house(self) -> State:
        """Return what holds true."""
        return SwitchState(on=self.is_on)
