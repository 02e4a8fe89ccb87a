"""Dates and times as devices write them."""

from datetime import UTC, datetime


def moment_of(text: str) -> datetime | None:
    """Return the date and time a text in ISO 8601 holds; ``None`` where it holds none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def day_of(moment: datetime) -> str:
    """Return a moment as UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def exactly(moment: datetime) -> str:
    """Return a moment as UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
