"""Moments and spans as device templates read and write them, in the household's time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import SupportsFloat

from hub.ingest.payload import MISSING
from hub.ingest.templates.jinja.budget import Rendering
from hub.ingest.templates.numbers import no_default

_LONGEST = 128  # characters of a moment or of its format
_LOOSE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d{0,6})?)?"
    r"(Z|[+-]\d{2}(?::?\d{2})?)?"
)
_CLOCK_SPAN = re.compile(
    r"(?:(?P<days>-?\d+) (?:days?,? ?)?)?(?P<sign>[-+]?)"
    r"(?:(?:(?P<hours>\d+):)?(?P<minutes>\d+):)?(?P<seconds>\d+(?:[.,]\d+)?)"
)
_ISO_SPAN = re.compile(
    r"(?P<sign>[-+]?)P(?:(?P<days>\d+(?:[.,]\d+)?)D)?(?:T(?:(?P<hours>\d+(?:[.,]\d+)?)H)?"
    r"(?:(?P<minutes>\d+(?:[.,]\d+)?)M)?(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?"
)
_UNITS = (
    ("year", 365 * 86_400),
    ("month", 30 * 86_400),
    ("day", 86_400),
    ("hour", 3600),
    ("minute", 60),
    ("second", 1),
)


def now(house: Rendering) -> datetime:
    """Return the local moment."""
    return house.now()


def utcnow(house: Rendering) -> datetime:
    """Return the moment in UTC."""
    return house.clock.now().astimezone(UTC)


def as_local(house: Rendering, moment: datetime) -> datetime:
    """Return a moment in local time; one without a zone is local."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=house.timezone)
    return moment.astimezone(house.timezone)


def as_datetime(value: object, default: object = MISSING) -> object:
    """Return a moment from UTC seconds or ISO text; ``None`` for text that is neither."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    try:
        return datetime.fromtimestamp(float(value), UTC)  # type: ignore[arg-type]  # see except
    except (ValueError, TypeError):
        found = parsed(value) if isinstance(value, str) else None
    if found is None and default is not MISSING:
        return default
    if found is None and not isinstance(value, str):
        raise no_default("as_datetime", value)
    return found


def as_timestamp(house: Rendering, value: object, default: object = MISSING) -> object:
    """Return a moment as UTC seconds."""
    if not isinstance(value, datetime):
        house.make(value)
    moment = value if isinstance(value, datetime) else parsed(str(value))
    if moment is None:
        if default is MISSING:
            raise no_default("as_timestamp", value)
        return default
    return as_local(house, moment).timestamp()


def parsed(text: str) -> datetime | None:
    """Return the moment an ISO text means, also one with digits left out."""
    if len(text) > _LONGEST:
        return None
    if "W" not in text:
        try:
            return datetime.fromisoformat(
                f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text) else text
            )
        except ValueError:
            pass
    found = _LOOSE.fullmatch(text)
    if found is None:
        return None
    *parts, zone = found.groups()
    numbers = [int(part) for part in parts[:6] if part is not None]
    micro = int((parts[6] or "0").ljust(6, "0"))
    try:
        return datetime(*numbers).replace(microsecond=micro, tzinfo=_zone(zone))  # type: ignore[arg-type]  # noqa: DTZ001 - the zone follows
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if text is None or text == "Z":
        return UTC if text else None
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]) if len(text) > 3 else 0)
    return timezone(-offset if text[0] == "-" else offset)


def as_timedelta(text: str) -> timedelta | None:
    """Return the span of "1 day 02:03:04" or "PT10M"; ``None`` for anything else."""
    if len(text) > _LONGEST:
        return None
    if not text:
        return timedelta()
    found = _CLOCK_SPAN.fullmatch(text) or _ISO_SPAN.fullmatch(text)
    if found is None:
        return None
    sign = -1 if found["sign"] == "-" else 1
    hours, minutes, seconds, days = (
        float((found[part] or "0").replace(",", "."))
        for part in ("hours", "minutes", "seconds", "days")
    )
    whole = timedelta(days=days) * (sign if found.re is _ISO_SPAN else 1)
    return whole + sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def strptime(text: str, form: str, default: object = MISSING) -> object:
    """Return the moment a text means by a format."""
    try:
        if len(text) > _LONGEST or len(form) > _LONGEST:
            raise no_default("strptime", text)
        return datetime.strptime(text, form)  # noqa: DTZ007 - zoned if the format says so
    except (ValueError, AttributeError, TypeError):
        if default is MISSING:
            raise
        return default


def timestamp_custom(
    house: Rendering,
    value: SupportsFloat,
    date_format: str = "%Y-%m-%d %H:%M:%S",
    local: object = True,  # noqa: FBT002 - Home Assistant's own
    default: object = MISSING,
) -> object:
    """Return UTC seconds in a format."""
    moment = _moment(value)
    if moment is None:
        return _else("timestamp_custom", value, default)
    return strftime(moment.astimezone(house.timezone) if local else moment, date_format)


def timestamp_local(house: Rendering, value: SupportsFloat, default: object = MISSING) -> object:
    """Return UTC seconds as local ISO text."""
    moment = _moment(value)
    if moment is None:
        return _else("timestamp_local", value, default)
    return moment.astimezone(house.timezone).isoformat()


def timestamp_utc(value: SupportsFloat, default: object = MISSING) -> object:
    """Return UTC seconds as ISO text."""
    moment = _moment(value)
    return _else("timestamp_utc", value, default) if moment is None else moment.isoformat()


def strftime(moment: date | time, form: str) -> str:
    """Return a moment in a format without field widths, which could be endless."""
    if len(form) > _LONGEST or re.search(r"%[^A-Za-z%]*\d{2}", form):
        raise ValueError(f"unsupported time format {form[:20]!r}")
    return moment.strftime(form)


def _moment(value: SupportsFloat) -> datetime | None:
    try:
        return datetime.fromtimestamp(value, UTC)  # type: ignore[arg-type]  # a text raises
    except (ValueError, TypeError):
        return None


def _else(name: str, value: object, default: object) -> object:
    if default is MISSING:
        raise no_default(name, value)
    return default


def today_at(house: Rendering, text: str = "") -> datetime:
    """Return today's local moment at "HH:MM[:SS]", midnight without one."""
    hour, minute, second = (
        [*(int(part) for part in text.split(":")), 0, 0][:3] if text else (0, 0, 0)
    )
    if text and ":" not in text:
        raise ValueError(f"{text[:20]!r} is no time of day")
    return datetime.combine(house.now().date(), time(hour, minute, second), house.timezone)


def time_since(house: Rendering, value: object, precision: int = 1) -> object:
    """Return a moment's age in words; what is no past moment comes back as it is."""
    if not isinstance(value, datetime):
        return value
    value = as_local(house, value)
    age = house.now() - value
    return value if age < timedelta() else _spelled(round(age.total_seconds()), precision)


def time_until(house: Rendering, value: object, precision: int = 1) -> object:
    """Return the time left in words; what is no coming moment comes back as it is."""
    if not isinstance(value, datetime):
        return value
    value = as_local(house, value)
    left = value - house.now()
    return value if left < timedelta() else _spelled(round(left.total_seconds()), precision)


def _spelled(seconds: float, precision: int) -> str:
    parts: list[str] = []
    for unit, length in _UNITS:
        if seconds < length:
            continue
        is_last = len(parts) + 1 == precision
        count = round(seconds / length) if is_last else int(seconds // length)
        parts.append(f"{count} {unit}" if count == 1 else f"{count} {unit}s")
        if is_last:
            break
        seconds -= count * length
    return " ".join(parts) or "0 seconds"
