"""The slats of a cover: how far they are tilted."""

from hub.core.errors import BadPayload
from hub.ingest.discovery.components.travel import Travel, travel_of
from hub.ingest.discovery.fields import Fields


class Tilt:
    """Slats between two ends; ``value`` is percent open. What was told before still holds."""

    def __init__(self, fields: Fields, before: "Tilt | None") -> None:
        self.travel: Travel = travel_of(fields, "tilt_min", "tilt_max")
        self.low, self.high = self.travel.closed, self.travel.open
        if self.low == self.high:
            raise fields.bad("tilt_max", "different from tilt_min")
        ends = Travel(closed=0, open=100)
        self.closed = fields.whole("tilt_closed_value", ends.closed)
        self.open = fields.whole("tilt_opened_value", ends.open)
        self.forced = fields.flag("tilt_optimistic")
        self.optimistic = self.forced
        self.value: int | None = before.value if before is not None else None

    def take(self, text: str) -> None:
        """Take a device's number; one beyond its ends is turned away."""
        try:
            value = round(float(text))
        except (ValueError, OverflowError):
            raise BadPayload(f"{text[:40]!r} is no tilt") from None
        if not min(self.low, self.high) <= value <= max(self.low, self.high):
            raise BadPayload(f"a tilt of {value} is not within {self.low} and {self.high}")
        self.value = self.travel.percent(value)
