"""Switches and plugs."""

from collections.abc import Mapping

from hub.core.kinds import Kind
from hub.core.states import State, SwitchState
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.fields import Fields

_OTHERS = frozenset().union(*CLASSES.values())  # zigbee2mqtt gives some switches a door's


class Switch(Component):
    """Something that is on or off."""

    kind = Kind.SWITCH
    default_name = "MQTT Switch"
    is_on: bool | None = None

    def setup(self, fields: Fields) -> None:
        """Read the words for on and off."""
        self.device_class = self._class(fields)
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        on, off = fields.text("state_on") or self.on, fields.text("state_off") or self.off
        self.words: dict[str, bool | None] = {on: True, off: False, "None": None}
        self.way = self.needed_outlet()
        told = self.hear("state_topic", "value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _class(self, fields: Fields) -> str | None:
        """Return its class; one that things of another kind have is noted and left out."""
        word = fields.raw("device_class")
        if isinstance(word, str) and word not in CLASSES[self.kind] and word in _OTHERS:
            self.notes["device_class"] = f"a switch has no class {word}"
            return None
        return fields.word_or_none("device_class", CLASSES[self.kind])

    def _take(self, text: str) -> bool:
        if text not in self.words:
            return False
        self.is_on = self.words[text]
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {
            "turn_on": lambda _: self._turn(on=True),
            "turn_off": lambda _: self._turn(on=False),
            "toggle": lambda _: self._turn(on=not self.is_on),
        }

    def _turn(self, *, on: bool) -> None:
        self.send(self.way, self.on if on else self.off)
        if self.optimistic:
            self.assume(is_on=on)

    @property
    def state(self) -> str | None:
        """``on``, ``off`` or unknown."""
        return None if self.is_on is None else ("on" if self.is_on else "off")

    def house(self) -> State:
        """Return what holds true."""
        return SwitchState(on=self.is_on)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("on",)
