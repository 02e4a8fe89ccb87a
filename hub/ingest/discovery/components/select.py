"""Choices among a few options."""

from collections.abc import Mapping

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import SelectState, State
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.listed import chosen, none_of, words_in
from hub.ingest.discovery.fields import Fields


class Select(Component):
    """A choice among the device's options."""

    kind = Kind.SELECT
    default_name = "MQTT Select"
    blocked = frozenset({"options"})
    option: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read the options."""
        if "options" not in fields:
            raise BadPayload("options is missing")
        self.listed = fields.listed("options")
        self.options = words_in(self.listed)
        self.way = self.needed_outlet()
        told = self.hear("state_topic", "value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        if not text.strip():
            return False
        if text.lower() == "none":
            self.option = None
        elif text in self.options:
            self.option = text
        else:
            raise BadPayload(none_of(text, self.options))
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {
            "select_option": lambda data: self._tell(chosen(data, "option", self.options)),
            "select_first": lambda _: self._tell(self._at(0)),
            "select_last": lambda _: self._tell(self._at(-1)),
            "select_next": lambda data: self._step(data, 1),
            "select_previous": lambda data: self._step(data, -1),
        }

    def _tell(self, option: str) -> None:
        self.send(self.way, option)
        if self.optimistic:
            self.assume(option=option)

    def _at(self, place: int) -> str:
        if not self.listed:
            raise CommandRefused("it has no options")
        return str(self.listed[place])

    def _step(self, data: Fields, by: int) -> None:
        """Choose the next option; at the end begin anew where ``cycle`` says so (it does)."""
        if self.option not in self.listed:
            self._tell(self._at(0 if by > 0 else -1))
            return
        place = self.listed.index(self.option) + by
        if data.flag("cycle", default=True):
            place %= len(self.listed)
        self._tell(self._at(min(max(place, 0), len(self.listed) - 1)))

    @property
    def state(self) -> str | None:
        """The option chosen."""
        return self.option

    def extra(self) -> dict[str, object]:
        """Return the options."""
        return {"options": self.listed}

    def house(self) -> State:
        """Return the option chosen."""
        return SelectState(option=self.option)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("option",)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the options."""
        return {"option": self.options}
