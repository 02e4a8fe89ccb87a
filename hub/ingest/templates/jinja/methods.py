"""The attributes and methods of plain values a template may use; all others are not there."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import BuiltinMethodType, MethodDescriptorType, MethodType

from hub.ingest.templates.jinja import operators, texts, times
from hub.ingest.templates.jinja.budget import PIECE, Rendering
from hub.ingest.templates.jinja.words import words

_TEXT = words(
    "capitalize casefold center count encode endswith find format index isalnum isalpha isascii "
    "isdecimal isdigit islower isnumeric isprintable isspace istitle isupper join ljust lower "
    "lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit "
    "rstrip split splitlines startswith strip swapcase title upper zfill"
)
_DAY = words("year month day weekday isoweekday isoformat strftime replace toordinal")
_HOUR = words(
    "hour minute second microsecond tzinfo utcoffset dst tzname isoformat strftime replace"
)
ALLOWED: dict[type, frozenset[str]] = {
    str: _TEXT,
    bytes: frozenset({"decode", "hex"}),
    dict: frozenset({"get", "items", "keys", "values", "copy"}),
    list: frozenset({"count", "index", "copy"}),
    tuple: frozenset({"count", "index"}),
    set: words("difference intersection isdisjoint issubset issuperset symmetric_difference union"),
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
    date: _DAY,
    time: _HOUR,
    datetime: _DAY | _HOUR | {"timestamp", "date", "time", "astimezone"},
    timedelta: frozenset({"days", "seconds", "microseconds", "total_seconds"}),
}
_PAID: dict[str, Callable[..., object]] = {  # methods of texts whose result can be big
    "format": operators.formatted,
    "join": texts.joined,
    "replace": texts.replace,
    "center": texts.padded(str.center),
    "ljust": texts.padded(str.ljust),
    "rjust": texts.padded(str.rjust),
    "zfill": texts.padded(str.zfill),
}


_SPLITS = words("split rsplit splitlines")


def _pieces(name: str, text: str, args: tuple[object, ...]) -> int:
    """Return the price of the pieces a method cuts a text into."""
    if name not in _SPLITS:
        return 0
    between = args[0] if args and isinstance(args[0], str) else ""
    count = text.count(between) + 1 if between else len(text) // 2 + 1
    most = args[1] if len(args) > 1 and isinstance(args[1], int) else -1
    return PIECE * (count if most < 0 else min(count, most + 1))


def is_method(value: object) -> bool:
    """Whether ``value`` is a method of a plain value that may be called."""
    if not isinstance(value, BuiltinMethodType | MethodType | MethodDescriptorType):
        return False
    owner = getattr(value, "__self__", None)
    return value.__name__ in ALLOWED.get(type(owner), frozenset())


def call(
    house: Rendering, method: object, args: tuple[object, ...], named: dict[str, object]
) -> object:
    """Call a method that ``is_method``, its work and result paid for."""
    owner, name = getattr(method, "__self__"), getattr(method, "__name__")  # noqa: B009 - it has
    if isinstance(owner, str) and name in _PAID:
        return _PAID[name](house, owner, *args, **named)
    if name == "strftime":
        return times.strftime(owner, *args, **named)  # type: ignore[arg-type]  # it has one
    if isinstance(owner, str):
        house.spend(_pieces(name, owner, args))
    if not isinstance(owner, dict):
        house.make(owner)
    house.make([args, named])
    result: object = method(*args, **named)  # type: ignore[operator]  # it is a method
    if not isinstance(owner, dict) or name == "copy":
        house.make(result)
    return result
