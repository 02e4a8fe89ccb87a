"""Jinja's arithmetic with the size of the result known before it is made."""

import operator
import re
from collections.abc import Callable
from string import Formatter

from hub.ingest.templates.failures import TemplateFailed
from hub.ingest.templates.jinja.budget import SLOT, Rendering

_MOST_BITS = 8192  # of a whole number
_MOST_WIDTH = 255  # of a formatted field
_NUMBERS = (int, float, bool)
_SEQUENCES = (str, bytes, list, tuple)
_CONVERSION = re.compile(
    r"%(?:\([^()]*\))?[-+ #0]*(?P<width>\d*)(?:\.(?P<digits>\d*))?[hlL]?[diouxXeEfFgGcrsa%]"
)


def add(house: Rendering, left: object, right: object) -> object:
    """``left + right``."""
    if isinstance(left, _SEQUENCES) and isinstance(right, _SEQUENCES):
        house.spend(_shallow(left) + _shallow(right))
    return operator.add(left, right)


def multiply(house: Rendering, left: object, right: object) -> object:
    """``left * right``."""
    for many, times in ((left, right), (right, left)):
        if isinstance(many, _SEQUENCES) and isinstance(times, int):
            house.spend(_shallow(many) * max(times, 0))
    if isinstance(left, int) and isinstance(right, int):
        _bounded(left.bit_length() + right.bit_length())
    return operator.mul(left, right)


def power(_: Rendering, left: object, right: object) -> object:
    """``left ** right``."""
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        _bounded(left.bit_length() * right)
    return operator.pow(left, right)


def remainder(house: Rendering, left: object, right: object) -> object:
    """``left % right``: of numbers, or text formatted the old way."""
    if isinstance(left, str):
        return percent(house, left, right)
    if isinstance(left, bytes):
        raise TypeError("bytes are not formatted")
    return operator.mod(left, right)


def percent(house: Rendering, form: str, values: object) -> str:
    """``form % values`` with fields of bounded width."""
    house.make([form, values])
    at = form.find("%")
    while at >= 0:
        found = _CONVERSION.match(form, at)
        if found is None:
            raise ValueError(f"unsupported format {form[at : at + 8]!r}")
        house.spend(_width(found["width"]) + _width(found["digits"]))
        at = form.find("%", found.end())
    house.make(values)
    return form % values


def formatted(house: Rendering, form: str, *args: object, **named: object) -> str:
    """``form.format(...)`` with plain field names of bounded width."""
    house.make([form, args, named])
    for _, name, spec, _ in Formatter().parse(form):
        if name and not name.isidentifier() and not name.isdigit():
            raise ValueError(f"unsupported format field {name[:20]!r}")
        if spec:
            if "{" in spec:
                raise ValueError(f"unsupported format {spec[:20]!r}")
            house.spend(sum(_width(width) for width in re.findall(r"\d+", spec)))
        if name is not None:
            house.make([args, named])
    return form.format(*args, **named)


def _width(digits: str | None) -> int:
    if not digits:
        return 0
    if len(digits) > len(str(_MOST_WIDTH)) or int(digits) > _MOST_WIDTH:
        raise ValueError(f"a field {digits[:12]} wide")
    return int(digits)


def _bounded(bits: int) -> None:
    if bits > _MOST_BITS:
        raise TemplateFailed("a number of thousands of digits")


def _shallow(value: str | bytes | list[object] | tuple[object, ...]) -> int:
    if isinstance(value, str) and not value.isascii():
        return 4 * len(value)
    return len(value) if isinstance(value, str | bytes) else SLOT * len(value)


def _plain(work: Callable[[object, object], object]) -> Callable[..., object]:
    def do(house: Rendering, left: object, right: object) -> object:
        if not isinstance(left, _NUMBERS):
            house.make([left, right])
        return work(left, right)

    return do


BINARY: dict[str, Callable[[Rendering, object, object], object]] = {
    "+": add,
    "-": _plain(operator.sub),
    "*": multiply,
    "/": _plain(operator.truediv),
    "//": _plain(operator.floordiv),
    "%": remainder,
    "**": power,
}


def percent_of(house: Rendering, form: object, *args: object, **named: object) -> str:
    """``form | format(...)``."""
    if args and named:
        raise TypeError("format takes values by place or by name")
    house.make(form)
    return percent(house, str(form), named or args)
