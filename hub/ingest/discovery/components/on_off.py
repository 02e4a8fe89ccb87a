"""Things that are told to be on or off: switches, fans, humidifiers, sirens."""

from collections.abc import Mapping

from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields


class OnOff(Component):
    """Something with a command topic for on and off."""

    is_on: bool | None = None
    way: Outlet

    def read_words(self, fields: Fields) -> None:
        """Read the words for on and off, and the topics they go by."""
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        self.words = meanings(self.on, self.off)
        self.way = self.needed_outlet()

    def hear_state(self, fields: Fields, template_key: str = "state_value_template") -> None:
        """Listen to whether it is on; without a topic it is what it was told to be."""
        told = self.hear("state_topic", template_key, self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        if text not in self.words:
            return False
        self.is_on = self.words[text]
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"turn_on": self.turn_on, "turn_off": self.turn_off, "toggle": self._toggle}

    def turn_on(self, data: Fields) -> None:
        """Tell it to come on."""
        self.send(self.way, self.on)
        if self.optimistic:
            self.assume(is_on=True)

    def turn_off(self, data: Fields) -> None:
        """Tell it to go off."""
        self.send(self.way, self.off)
        if self.optimistic:
            self.assume(is_on=False)

    def _toggle(self, data: Fields) -> None:
        (self.turn_off if self.is_on else self.turn_on)(Fields({}))

    @property
    def state(self) -> str | None:
        """``on``, ``off`` or unknown."""
        return on_or_off(self.is_on)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("on",)


def meanings(on: str, off: str) -> dict[str, bool | None]:
    """Return what each word a device tells means; an empty one means nothing."""
    words: dict[str, bool | None] = {"None": None, off: False, on: True}
    words.pop("", None)
    return words


def on_or_off(is_on: bool | None) -> str | None:
    """Return Home Assistant's word for it; ``None`` for unknown."""
    return None if is_on is None else ("on" if is_on else "off")
