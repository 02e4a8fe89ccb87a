"""Numbers as device templates make and round them."""

import math

from hub.ingest.payload import MISSING

_MOST_DIGITS = 308  # a float has no more


def no_default(function: str, value: object) -> ValueError:
    """Return the error for an input that is no number where the template gives no default."""
    return ValueError(f"{function}: {shown(value)} is no number and there is no default")


def shown(value: object) -> str:
    """Return what an error says of a value: of a list, which can be endless, its kind."""
    is_short = value is None or isinstance(value, str | int | float)
    return repr(value)[:42] if is_short else f"a {type(value).__name__}"


def as_float(value: object, default: object = MISSING) -> object:
    """Return ``value`` as a float, or the default where it is no number."""
    try:
        return float(value)  # type: ignore[arg-type]  # what float refuses is answered below
    except (ValueError, TypeError):
        if default is MISSING:
            raise no_default("float", value) from None
        return default


def as_int(value: object, default: object = MISSING, base: int = 10) -> object:
    """Return ``value`` cut to an int ("21.9" is 21), or the default where it is no number."""
    try:
        if isinstance(value, str):
            return int(value, base)
        return int(value)  # type: ignore[call-overload]  # refusals follow
    except (ValueError, TypeError):
        return _cut(value, default)


def _cut(value: object, default: object) -> object:
    try:
        return int(float(value))  # type: ignore[arg-type]  # refusals follow
    except (ValueError, TypeError, OverflowError):
        if default is MISSING:
            raise no_default("int", value) from None
        return default


def rounded(
    value: object, precision: int = 0, method: str = "common", default: object = MISSING
) -> object:
    """Round to so many digits: ``common``, ``ceil``, ``floor`` or ``half`` (to halves)."""
    try:
        number = _round(float(value), precision, method)  # type: ignore[arg-type]  # see except
        return int(number) if precision == 0 else number
    except (ValueError, TypeError):
        if default is MISSING:
            raise no_default("round", value) from None
        return default


def _round(number: float, precision: int, method: str) -> float:
    if abs(precision) > _MOST_DIGITS:
        raise ValueError(f"round: {precision} digits")
    factor = float(10**precision)
    if method == "ceil":
        return math.ceil(number * factor) / factor
    if method == "floor":
        return math.floor(number * factor) / factor
    if method == "half":
        return round(number * 2) / 2
    return round(number, precision)
