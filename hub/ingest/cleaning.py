"""The data gate: what a sensor sends becomes a trusted number, or is turned away with a reason."""

import math
from dataclasses import replace

from hub.core.clock import Clock
from hub.core.errors import BadPayload
from hub.ingest.numbers import NotANumber, read
from hub.ingest.plausible import ANY, PLAUSIBLE
from hub.ingest.units import scale_of


class Rejected(BadPayload):
    """A reading was turned away; ``reason`` is what is counted."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


_FORGET = 1800.0  # seconds after which a leap is no wonder
_STUCK = 6 * 3600.0  # seconds of the very same number that are always fine
_STUCK_TIMES = 5  # that many times its longest calm so far is "far longer than usual"
_LEARNED = 20  # changes seen before we know what is usual
_NEAR_NOTHING = 0.01  # of the last total: what a meter shows soon after it began anew
_SLACK = 0.05  # hours of full pace that two clocks may be apart


class Gate:
    """Cleans the numbers of one sensor; the unit and the plausible range are decided once.

    ``state_class`` is Home Assistant's: a ``total_increasing`` is not believed a single reading
    that lies lower than the one before, or higher than it can have grown since. One that began
    anew near 0 is believed at once. What people have ``chosen`` may leap and stay as it is.
    """

    __slots__ = (
        "_bend",
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
        "_only_grows",
        "_plausible",
        "_seen",
        "_since",
        "unit",
    )

    def __init__(
        self,
        clock: Clock,
        *,
        unit: str = "",
        device_class: str = "",
        state_class: str = "",
        chosen: bool = False,
    ) -> None:
        scale = scale_of(unit, device_class)
        self._clock = clock
        self.unit, self._factor, self._offset = scale.unit, scale.factor, scale.offset
        self._bend = scale.bend
        if self._bend is None and scale.factor == 1.0 and scale.offset == 0.0:
            self._factor = 0.0  # nothing to do
        self._plausible = PLAUSIBLE.get(device_class, ANY)
        if chosen:
            self._plausible = replace(self._plausible, leap=math.inf, restless=False)
        self._low, self._high = self._plausible.low, self._plausible.high
        self._only_grows = state_class == "total_increasing"
        if self._only_grows:
            self._low = max(self._low, 0.0)
        self._last: float | None = None
        self._doubtful: float | None = None  # a leap that waits to be confirmed
        self._seen = self._since = 0.0  # UTC seconds: last reading, last change
        self._calmest, self._changes, self._flagged = 0.0, 0, False

    @property
    def minds_time(self) -> bool:
        """Whether it must see a reading even if it is the same as the one before."""
        return self._plausible.restless or self._plausible.leap < math.inf

    def clean(self, raw: object) -> float:
        """Return the reading in the house's unit; raise ``Rejected`` when it is not to be trusted.

        A sensor that is stuck is told once a spell, by turning one reading away.
        """
        value = float(raw) if type(raw) is float or type(raw) is int else number(raw)
        if self._factor:
            if self._bend is not None:
                value = self._bend(value)
            value = round(value * self._factor + self._offset, 9)
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
        if self._only_grows:
            self._doubt_growth(value, last, now)
            return
        leap = self._plausible.leap
        if abs(value - last) <= leap or now - self._seen > _FORGET:
            return
        if self._doubtful is not None and abs(value - self._doubtful) <= leap:
            return
        self._doubtful = value
        raise Rejected("spike", f"{value:g} {self.unit} right after {last:g} {self.unit}")

    def _doubt_growth(self, value: float, last: float, now: float) -> None:
        """Hold back a total that fell a little or grew too much until the next confirms it."""
        room = self._plausible.pace * ((now - self._seen) / 3600 + _SLACK)
        if last <= value <= last + room or value <= max(last * _NEAR_NOTHING, min(room, last / 2)):
            return
        doubtful = self._doubtful
        if doubtful is not None and doubtful <= value <= doubtful + room:
            return
        self._doubtful = value
        reason = "went_back" if value < last else "spike"
        raise Rejected(reason, f"{value:g} {self.unit} right after {last:g} {self.unit}")

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
    try:
        return read(raw)
    except NotANumber as error:
        raise Rejected(error.reason, str(error)) from None


def _out_of_range(value: float, unit: str) -> Rejected:
    if value - value != 0.0:  # nan and infinities
        return Rejected("not_finite", f"{value} is no measurement")
    return Rejected("out_of_range", f"{value:g} {unit} cannot be")
