"""Positions of things that move: the device's own numbers and percent open."""

from dataclasses import dataclass

from hub.core.errors import BadPayload, CommandRefused
from hub.ingest.discovery.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """What a device calls fully closed and fully open."""

    closed: int
    open: int

    def percent(self, position: float) -> int:
        """Return a device's position as percent open, which may lie beyond 0 and 100."""
        if self.open == self.closed:
            raise BadPayload("its two ends are the same place")
        return int((position - self.closed) * 100 / (self.open - self.closed))

    def position(self, percent: float) -> int:
        """Return percent open as the device's position."""
        return round(percent * (self.open - self.closed) / 100 + self.closed)

    def ends(self) -> dict[str, object]:
        """Return both ends as templates name them."""
        return {"position_open": self.open, "position_closed": self.closed}


def travel_of(fields: Fields, closed: str, opened: str) -> Travel:
    """Read a device's two ends."""
    return Travel(closed=_whole(fields, closed, 0), open=_whole(fields, opened, 100))


def _whole(fields: Fields, key: str, default: int) -> int:
    if key in fields and type(fields.raw(key)) is not int:
        raise fields.bad(key, "a whole number")
    return fields.whole(key, default)


def moves_of(fields: Fields, **words: str | None) -> dict[str, str | None]:
    """Return the word for each move, these where it names none; ``None`` is a move it lacks."""
    told = {move: f"payload_{move}" for move in words}
    return words | {m: fields.text_or_none(key) for m, key in told.items() if key in fields}


def percent_of(data: Fields, key: str) -> int:
    """Return the percent that are asked for."""
    data.some_text(key)
    value = data.whole(key, 0)
    if not 0 <= value <= 100:
        raise CommandRefused(f"{key} {value} is not within 0 and 100")
    return value
