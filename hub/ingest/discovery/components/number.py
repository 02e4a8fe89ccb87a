"""Numbers to be set: thresholds, offsets, durations."""

import math
from collections.abc import Mapping

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import NumberState, State
from hub.ingest.cleaning import Rejected
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.fields import Fields
from hub.ingest.units import scale_of

_MODES = frozenset({"auto", "box", "slider"})
_SMALLEST_STEP = 1e-3


class Number(Component):
    """A number to be set; a temperature in °F is shown in °C."""

    kind = Kind.NUMBER
    default_name = "MQTT Number"
    blocked = frozenset({"min", "max", "step"})
    value: float | None = None  # in the device's own unit
    _before: float | None = None  # what held before what is no number at all

    def setup(self, fields: Fields) -> None:
        """Read the limits and the unit."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        self.mode = fields.choice("mode", _MODES, "auto")
        self.low, self.high = fields.number("min", 0), fields.number("max", 100)
        if self.low > self.high:
            raise fields.bad("max", f"{self.low:g} or more")
        self.step = fields.number("step", 1)
        if self.step < _SMALLEST_STEP:
            raise fields.bad("step", f"{_SMALLEST_STEP} or more")
        self.reset = fields.text("payload_reset", "None")
        native = fields.text_or_none("unit_of_measurement")
        self.converts = native == "°F" and self.device_class == "temperature"
        self.unit = "°C" if self.converts else native
        self.scale = scale_of(native or "", self.device_class or "")
        self.way = self.needed_outlet()
        told = self.hear("state_topic", "value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        if not text.strip():
            return False
        if text == self.reset:
            self.value = None
            return True
        try:
            value = int(text) if text.isnumeric() else float(text)
        except ValueError:
            raise BadPayload(f"{text[:40]!r} is no number") from None
        if value < self.low or value > self.high:
            raise BadPayload(f"{text[:40]} is not within {self.low:g} and {self.high:g}")
        if math.isfinite(value):
            self.value = value
            return True
        self._before = self._believed()
        self.value = value
        raise Rejected("not_finite", f"{text[:40]!r} is no setting")

    def _believed(self) -> float | None:
        """Return the last number that is one."""
        value = self.value
        return self._before if value is not None and not math.isfinite(value) else value

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"set_value": self._set}

    def _set(self, data: Fields) -> None:
        data.some_text("value")
        value = data.number("value", 0)
        low, high = self._shown(self.low, -1), self._shown(self.high, 1)
        if not low <= value <= high:
            raise CommandRefused(f"{value:g} is not within {low:g} and {high:g}")
        if self.converts:
            value = (value * 9 / 5) + 32
        value = min(max(value, self.low), self.high)
        number = int(value) if value == int(value) else value
        self.send(self.way, number)
        if self.optimistic:
            self.assume(value=number)

    def _shown(self, value: float, direction: int = 0) -> float:
        """Return a number of the device as it is shown; limits are widened to whole digits."""
        if not self.converts:
            return value
        digits = len(str(value).partition(".")[2])
        shown = (value - 32) * 5 / 9
        if not direction:
            return round(shown, digits)
        return (_up if direction > 0 else _down)(shown, digits)

    @property
    def state(self) -> str | None:
        """The number as text."""
        return None if self.value is None else str(self._shown(self.value))

    def extra(self) -> dict[str, object]:
        """Return the limits."""
        return {
            "min": self._shown(self.low, -1),
            "max": self._shown(self.high, 1),
            "step": self.step,
            "mode": self.mode,
        }

    def house(self) -> State:
        """Return the number in the house's unit."""
        value = self._believed()
        return NumberState(value=None if value is None else self.scale.ours(value))

    def house_unit(self) -> str:
        """Return the house's unit."""
        return self.scale.unit

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("value",)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return how it wants to be set, if it says so: by a slider or in a box."""
        return {} if self.mode == "auto" else {"mode": (self.mode,)}

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the limits in the house's unit."""
        return (
            self.scale.ours(self.low),
            self.scale.ours(self.high),
            round(self.step * self.scale.factor, 9),
        )


def _up(value: float, digits: int) -> float:
    return math.ceil(value * 10.0**digits) / 10.0**digits


def _down(value: float, digits: int) -> float:
    return math.floor(value * 10.0**digits) / 10.0**digits
