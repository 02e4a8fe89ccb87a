"""Texts to be set."""

from collections.abc import Mapping

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import State, TextState
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.pattern import Pattern
from hub.ingest.discovery.fields import Fields

_LONGEST = 255  # characters of a state
_MODES = frozenset({"text", "password"})


class Text(Component):
    """A text to be set, of a length and pattern the device says."""

    kind = Kind.TEXT
    default_name = "MQTT Text"
    blocked = frozenset({"max", "min", "mode", "pattern"})
    value: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read the limits."""
        self.shortest = fields.whole("min", 0, low=0)
        self.longest = fields.whole("max", _LONGEST, low=0)
        if not self.shortest <= self.longest <= _LONGEST:
            raise fields.bad("max", f"between min and {_LONGEST}")
        self.mode = fields.choice("mode", _MODES, "text")
        self.pattern = Pattern(fields, "pattern") if "pattern" in fields else None
        self.way = self.needed_outlet()
        told = self.hear("state_topic", "value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> None:
        if not self.shortest <= len(text) <= self.longest:
            raise BadPayload(f"a text of {len(text)} characters is not what it may have")
        if self.pattern is not None and not self.pattern.fits(text):
            raise BadPayload(f"{text[:40]!r} does not look like {self.pattern.text}")
        self.value = text

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"set_value": self._set}

    def _set(self, data: Fields) -> None:
        text = data.some_text("value")
        if not self.shortest <= len(text) <= self.longest:
            raise CommandRefused(f"a text has {self.shortest} to {self.longest} characters")
        if self.pattern is not None and not self.pattern.fits(text):
            raise CommandRefused(f"a text must look like {self.pattern.text}")
        self.send(self.way, text)
        if self.optimistic:
            self.assume(value=text)

    @property
    def state(self) -> str | None:
        """The text."""
        return self.value

    def extra(self) -> dict[str, object]:
        """Return the limits."""
        pattern = None if self.pattern is None else self.pattern.text
        return {"mode": self.mode, "min": self.shortest, "max": self.longest, "pattern": pattern}

    def house(self) -> State:
        """Return the text."""
        return TextState(text=self.state)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("text",)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return that it is a secret, where it is one."""
        return {} if self.mode == "text" else {"mode": (self.mode,)}
