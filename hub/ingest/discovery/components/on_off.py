"""Things that are on or off, and have more to them: fans, humidifiers, sirens."""

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
        self.way = self.needed_outlet()

    def hear_state(self, fields: Fields) -> None:
        """Listen to whether it is on; without a topic it is what it was told to be."""
        told = self.hear("state_topic", "state_value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        words: dict[str, bool | None] = {"None": None, self.off: False, self.on: True}
        if text not in words or not text:
            return False
        self.is_on = words[text]
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
        return None if self.is_on is None else ("on" if self.is_on else "off")


def listed_beside(fields: Fields, key: str, topic: str) -> tuple[object, ...]:
    """Return a list that must stand beside a command topic, and the topic beside it."""
    if (key in fields) != (topic in fields):
        raise fields.bad(key, f"there exactly where {topic} is")
    return tuple(fields.listed(key))


def words_in(listed: tuple[object, ...]) -> tuple[str, ...]:
    """Return those that are words: what else is listed cannot be chosen."""
    return tuple(each for each in listed if isinstance(each, str))
