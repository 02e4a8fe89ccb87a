"""The data gate: what a sensor sends becomes a trusted number, or is turned away with a reason."""

import math
from dataclasses import dataclass

from hub.core.clock import Clock
from hub.core.errors import BadPayload
from hub.ingest.units import scale_of


class Rejected(BadPayload):
    """A reading was turned away; ``reason`` is what is counted."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """What sensors of a class can measure: a range, and the largest ``leap`` between readings."""

    low: float = -math.inf
    high: float = math.inf
    leap: float = math.inf
    restless: bool = False  # a working one never shows the very same number for long


# Power, current and energy have no leap: a kettle goes from nothing to 2,000 W in no time.
_PLAUSIBLE: dict[str, Plausible] = {
    "temperature": Plausible(low=-60, high=300, leap=20, restless=True),
    "humidity": Plausible(low=0, high=100, leap=50, restless=True),
    "moisture": Plausible(low=0, high=100),
    "battery": Plausible(low=0, high=100),
    "power": Plausible(low=-1e6, high=1e6),
    "apparent_power": Plausible(low=-1e6, high=1e6),
    "energy": Plausible(low=-1e9, high=1e9),
    "current": Plausible(low=-1000, high=1000),
    "voltage": Plausible(low=-1500, high=1500),
    "frequency": Plausible(low=0, high=1e6),
    "power_factor": Plausible(low=-100, high=100),
    "atmospheric_pressure": Plausible(low=300, high=1200, leap=50, restless=True),
    "pressure": Plausible(low=-2000, high=200_000),
    "illuminance": Plausible(low=0, high=250_000),
    "carbon_dioxide": Plausible(low=0, high=50_000, leap=5000, restless=True),
    "pm25": Plausible(low=0, high=5000),
    "pm10": Plausible(low=0, high=5000),
    "signal_strength": Plausible(low=-200, high=50),
}
_ANY = Plausible()
_NOTHING = frozenset({"", "none", "null", "unknown", "unavailable", "undefined", "n/a"})
_FORGET = 1800.0  # seconds after which a leap is no wonder
_STUCK = 6 * 3600.0  # seconds of the very same number that are always fine
_STUCK_TIMES = 5  # that many times its longest calm so far is "far longer than usual"
_LEARNED = 20  # changes seen before we know what is usual


class Gate:
    """Cleans the numbers of one sensor; the unit and the plausible range are decided once."""

    __slots__ = (
        "_calmest",
        "_changes",
        "_clock",
        "_doubtful",
        "_factor",
        "_flagged",
        "_high",
        "_last",
        "_low",
        "_offset",
        "_plausible",
        "_seen",
        "_since",
        "unit",
    )

    def __init__(self, clock: Clock, *, unit: str = "", device_class: str = "") -> None:
        scale = scale_of(unit, device_class)
        self._clock = clock
        self.unit, self._factor, self._offset = scale.unit, scale.factor, scale.offset
        self._plausible = _PLAUSIBLE.get(device_class, _ANY)
        self._low, self._high = self._plausible.low, self._plausible.high
        self._last: float | None = None
        self._doubtful: float | None = None  # a leap that waits to be confirmed
        self._seen = self._since = 0.0  # UTC seconds: last reading, last change
        self._calmest, self._changes, self._flagged = 0.0, 0, False

    def clean(self, raw: object) -> float:
        """Return the reading in the house's unit; raise ``Rejected`` when it is not to be trusted.

        A sensor that is stuck is told once a spell, by turning one reading away.
        """
        value = float(raw) if type(raw) is float or type(raw) is int else number(raw)
        if self._factor != 1.0 or self._offset != 0.0:
            value = round(value * self._factor + self._offset, 6)
        if not self._low <= value <= self._high or value - value != 0.0:
            raise _out_of_range(value, self.unit)
        now = self._clock.time()
        last = self._last
        if value == last:
            if self._plausible.restless:
                self._doubt_calm(now)
        else:
            if last is not None:
                self._doubt_leap(value, last, now)
            self._note_change(value, now)
        self._seen, self._doubtful = now, None
        return value

    def _doubt_leap(self, value: float, last: float, now: float) -> None:
        """Hold an implausible leap back until the next reading confirms it."""
        leap = self._plausible.leap
        if abs(value - last) <= leap or now - self._seen > _FORGET:
            return
        if self._doubtful is not None and abs(value - self._doubtful) <= leap:
            return
        self._doubtful = value
        raise Rejected("spike", f"{value:g} {self.unit} right after {last:g} {self.unit}")

    def _doubt_calm(self, now: float) -> None:
        calm = now - self._since
        usual = max(_STUCK, _STUCK_TIMES * self._calmest)
        if self._changes >= _LEARNED and calm > usual and not self._flagged:
            self._flagged = True
            self._seen = now
            raise Rejected("stuck", f"{self._last:g} {self.unit} for {calm / 3600:.0f} h")

    def _note_change(self, value: float, now: float) -> None:
        if self._last is not None:
            self._changes += 1
            if not self._flagged:
                self._calmest = max(self._calmest, now - self._since)
        self._last, self._since, self._flagged = value, now, False


def number(raw: object) -> float:
    """Return a finite number from what a device sent; raise ``Rejected``."""
    if isinstance(raw, bool):
        raise Rejected("not_a_number", f"{raw} is no number")
    if isinstance(raw, str):
        raw = _parse(raw)
    if raw is None:
        raise Rejected("no_value", "there is no value")
    if not isinstance(raw, int | float):
        raise Rejected("not_a_number", f"{str(raw)[:40]!r} is no number")
    try:
        value = float(raw)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise Rejected("not_finite", f"{value} is no measurement")
    return value


def _parse(text: str) -> float | None:
    """Return the number a text holds, also with a decimal comma; ``None`` for "unknown"."""
    text = text.strip()
    if text.casefold() in _NOTHING:
        return None
    try:
        return float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        raise Rejected("not_a_number", f"{text[:40]!r} is no number") from None


def _out_of_range(value: float, unit: str) -> Rejected:
    if not math.isfinite(value):
        return Rejected("not_finite", f"{value} is no measurement")
    return Rejected("out_of_range", f"{value:g} {unit} cannot be")
