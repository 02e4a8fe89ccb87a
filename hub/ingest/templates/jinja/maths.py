"""The sums of device templates; what is no number is the template's default, or an error."""

import math
import statistics
from collections.abc import Callable, Iterable
from typing import SupportsFloat, SupportsIndex

from hub.ingest.payload import MISSING
from hub.ingest.templates.numbers import no_default

Real = SupportsFloat | SupportsIndex | str
_YES = {"1", "true", "yes", "on", "enable"}
_NO = {"0", "false", "no", "off", "disable"}


def one(name: str, work: Callable[[float], float]) -> Callable[..., object]:
    """Return a function of one number, forgiving where a default is given."""

    def do(value: Real, default: object = MISSING) -> object:
        try:
            return work(float(value))
        except (ValueError, TypeError):
            return _else(name, value, default)

    return do


def multiply(value: Real, amount: float, default: object = MISSING) -> object:
    """Return ``value * amount``."""
    try:
        return float(value) * amount
    except (ValueError, TypeError):
        return _else("multiply", value, default)


def add(value: Real, amount: float, default: object = MISSING) -> object:
    """Return ``value + amount``."""
    try:
        return float(value) + amount
    except (ValueError, TypeError):
        return _else("add", value, default)


def log(value: Real, base: Real = math.e, default: object = MISSING) -> object:
    """Return the logarithm to a base."""
    try:
        return math.log(float(value), float(base))
    except (ValueError, TypeError):
        return _else("log", value, default)


def atan2(*args: object, default: object = MISSING) -> object:
    """Return the angle of ``y, x``, two numbers or a list of two; a third is the default."""
    first = args[0] if args else None
    if isinstance(first, list | tuple):
        numbers, rest = first, args[1:]
    else:
        numbers, rest = args[:2], args[2:]
    if rest and default is MISSING:
        default = rest[0]
    try:
        return math.atan2(float(numbers[0]), float(numbers[1]))
    except (ValueError, TypeError):
        return _else("atan2", args, default)


def boolean(value: object, default: object = MISSING) -> object:
    """Return what "on", "yes", 1 … and their opposites mean."""
    if isinstance(value, str):
        word = value.lower().strip()
        if word in _YES | _NO:
            return word in _YES
    elif isinstance(value, bool | int | float | complex):
        return value != 0
    return _else("bool", value, default)


def is_number(value: object) -> bool:
    """Whether it reads as a finite number."""
    try:
        return math.isfinite(float(value))  # type: ignore[arg-type]  # refusals follow
    except (ValueError, TypeError):
        return False


def of_many(name: str, work: Callable[[Iterable[float]], object]) -> Callable[..., object]:
    """Return a statistic of a list or of its arguments, forgiving where a default is given."""

    def do(*args: object, default: object = MISSING) -> object:
        first = args[0] if args else None
        if isinstance(first, Iterable):
            if len(args) > 1 and default is MISSING:
                default = args[1]
            numbers: Iterable[object] = first
        elif len(args) < 2:
            raise TypeError(f"{name} takes a list or several numbers")
        else:
            numbers = args
        try:
            return work(numbers)  # type: ignore[arg-type]  # what is no number raises
        except (TypeError, statistics.StatisticsError):
            return _else(name, args, default)

    return do


average = of_many("average", statistics.fmean)
median = of_many("median", statistics.median)
mode = of_many("statistical_mode", statistics.mode)


def bitwise_and(first: int, second: int) -> int:
    """Return the bits set in both."""
    return first & second


def bitwise_or(first: int, second: int) -> int:
    """Return the bits set in either."""
    return first | second


def bitwise_xor(first: int, second: int) -> int:
    """Return the bits set in one only."""
    return first ^ second


def _else(name: str, value: object, default: object) -> object:
    if default is MISSING:
        raise no_default(name, value)
    return default
