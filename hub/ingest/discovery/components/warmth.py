"""What thermostats and water heaters have in common: temperatures heard, shown and set."""

import math
from collections.abc import Callable

from hub.core.errors import BadPayload, CommandRefused
from hub.ingest.cleaning import Gate, Rejected
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.doing import Doing, Outlet
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings

_UNITS = {"C": "°C", "F": "°F"}
_PRECISIONS = (0.1, 0.5, 1.0)
_HUMID = frozenset({"humidity", "current_humidity"})  # in percent; all else is a temperature
_MEASURED = frozenset({"current", "current_humidity"})  # all else is chosen
INITIAL = 21.0  # °C: what Home Assistant assumes where nothing tells


class Warmth(Component):
    """Something with a temperature to reach; numbers are kept in the device's own unit.

    The house is told only what passed the data gate; Home Assistant's view shows what came.
    """

    current: float | None = None
    target: float | None = None
    target_low: float | None = None
    target_high: float | None = None

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self._gates: dict[str, Gate] = {}
        self._before: dict[str, float | None] = {}  # what held before what is not believed

    def read_temperatures(self, fields: Fields, *, lowest: float, highest: float) -> None:
        """Read unit, limits and precision; the default limits are °C."""
        word = str(fields.raw("temperature_unit")).upper() if "temperature_unit" in fields else "C"
        if word not in _UNITS:
            raise fields.bad("temperature_unit", "C or F")
        self.in_fahrenheit = word == "F"
        self.lowest = fields.number("min_temp", self.theirs(lowest))
        self.highest = fields.number("max_temp", self.theirs(highest))
        self.precision = fields.number("precision", 0.1)
        if self.precision not in _PRECISIONS:
            raise fields.bad("precision", "0.1, 0.5 or 1.0")
        self.assumed = fields.flag("optimistic")

    def is_assumed(self, state_key: str) -> bool:
        """Whether a value is taken for true when it is set: nothing tells of it."""
        return self.assumed or state_key not in self.fields

    def hear_value(self, name: str, key: str, template: str = "") -> None:
        """Keep the number a topic tells in the attribute ``name``."""
        degrees = "°F" if self.in_fahrenheit else "°C"
        self._gates[name] = Gate(
            self.surroundings.clock,
            unit="%" if name in _HUMID else degrees,
            device_class="humidity" if name in _HUMID else "temperature",
            chosen=name not in _MEASURED,
        )
        self.hear(
            f"{key}_topic", self.template_key(template or f"{key}_template"), _keep(self, name)
        )

    def template_key(self, key: str) -> str:
        """Return which template reads a topic: its own, or the one for all."""
        self.template("value_template")
        return key if key in self.fields else "value_template"

    def set_value(self, name: str, value: float, outlet: Outlet | None, state_key: str) -> None:
        """Send a number where there is a topic for it, and keep it where nothing tells of it."""
        if outlet is not None:
            self.send(outlet, value)
        if self.is_assumed(state_key):
            self.assume(**{name: value})

    def keep(self, name: str, value: float | None) -> None:
        """Keep a number that was told; raise ``Rejected`` where the house shall not believe it."""
        before = self._believed(name)
        setattr(self, name, value)
        self._before.pop(name, None)
        if value is None:
            return
        try:
            self._gates[name].clean(value)
        except Rejected:
            self._before[name] = before
            raise

    def settle(self, doing: Doing) -> bool:
        """Take for true what may be assumed, and believe it."""
        for name in doing.assumed:
            self._before.pop(name, None)
        return super().settle(doing)

    def _believed(self, name: str) -> float | None:
        """Return the last number that could be believed, as the device counts."""
        value: float | None = self._before[name] if name in self._before else getattr(self, name)
        return value

    def good(self, name: str) -> float | None:
        """Return the last number that could be believed, in °C or percent."""
        value = self._believed(name)
        return value if name in _HUMID else self.ours(value)

    def ours(self, value: float | None) -> float | None:
        """Return a temperature of the device in °C, exactly."""
        if value is None or not math.isfinite(value):
            return None
        return round((value - 32) / 1.8, 4) if self.in_fahrenheit else value

    def theirs(self, celsius: float) -> float:
        """Return °C as the device counts."""
        return celsius * 1.8 + 32 if self.in_fahrenheit else celsius

    def shown(self, value: float | None) -> float | None:
        """Return a temperature as it is shown: in °C, rounded as the device wants it."""
        if value is None or not math.isfinite(value):
            return value
        celsius = (value - 32) / 1.8 if self.in_fahrenheit else value
        if self.precision == 0.5:
            return round(celsius * 2) / 2
        return round(celsius, 1) if self.precision == 0.1 else round(celsius)

    def wanted(self, data: Fields, key: str) -> float:
        """Return a temperature that is asked for as the device counts; it must be in reach."""
        value = self.theirs(data.number(key, 0))
        if not self.lowest <= value <= self.highest:
            low, high = self.shown(self.lowest), self.shown(self.highest)
            raise CommandRefused(f"{data.number(key, 0):g} °C is not within {low} and {high}")
        return value


def _keep(component: Warmth, name: str) -> Callable[[str], bool]:
    def take(text: str) -> bool:
        if not text:
            return False
        if text == "None":
            component.keep(name, None)
            return True
        try:
            value = float(text)
        except ValueError:
            raise BadPayload(f"{text[:40]!r} is no number") from None
        component.keep(name, value)
        return True

    return take


def mode_keeper(component: Component, name: str, modes: tuple[str, ...]) -> Callable[[str], bool]:
    """Return what keeps a mode out of a list in the attribute ``name``."""

    def take(text: str) -> bool:
        if not text:
            return False
        if text == "None":
            setattr(component, name, None)
        elif text in modes:
            setattr(component, name, text)
        else:
            raise BadPayload(f"{text[:40]!r} is none of {', '.join(modes)}"[:200])
        return True

    return take
