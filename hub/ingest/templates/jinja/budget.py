"""What one rendering may cost: every step and every value made is paid for before it is done."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import BuiltinMethodType, FunctionType, MethodType

from jinja2.runtime import LoopContext
from jinja2.utils import Namespace

from hub.core.clock import Clock
from hub.ingest.templates.failures import TemplateFailed

# One unit is a byte made, or about 50 ns of work. All of it takes about 15 ms.
ALLOWANCE = 300_000
STEP = 16  # a node of the template
CALL = 48  # a filter, test, function or method
SLOT = 16  # a place in a list, a number
PIECE = 64  # a short text cut from another
ROW = 128  # a list, a match
ITERATOR = 512  # what yields one value after the other
LOOK = 2  # so much is compared for the price of one made

_NO_VALUES = (  # what a namespace holds could be endless
    Namespace,
    LoopContext,
    FunctionType,
    MethodType,
    BuiltinMethodType,
)
_SMALL = {float, bool, type(None)}
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_CONTAINERS = {list, tuple, set, dict, *_VIEWS}


@dataclass(slots=True, kw_only=True)
class Rendering:
    """One rendering: the time it shows, and what is left of its allowance."""

    clock: Clock
    timezone: tzinfo
    left: int = ALLOWANCE

    def spend(self, units: int) -> None:
        """Pay; raise ``TemplateFailed`` when the allowance is used up."""
        self.left -= units
        if self.left < 0:
            raise TemplateFailed("the template does too much work or makes too much text")

    def look(self, value: object) -> None:
        """Pay for comparing a value to its last leaf."""
        self.spend(weight(value, self.left * LOOK) // LOOK)

    def make(self, value: object, factor: int = 1) -> None:
        """Pay for a value to its last leaf, so many times."""
        self.spend(factor * weight(value, self.left // factor))

    def each(self, values: Iterable[object], price: int = SLOT) -> Iterator[object]:
        """Yield values, each paid for."""
        for value in values:
            self.spend(price)
            yield value

    def whole(self, value: object) -> object:
        """Return what can be looked at more than once: an iterator as a list."""
        return list(self.each(value)) if isinstance(value, Iterator) else value

    def now(self) -> datetime:
        """Return the household's local time."""
        return self.clock.now().astimezone(self.timezone)


def weight(value: object, most: int) -> int:
    """Return how big a value is, counted to its leaves; stop at more than ``most``."""
    total, waiting = 0, [value]
    while waiting and total <= most:
        each = waiting.pop()
        kind = type(each)
        total += SLOT
        if kind is str:
            total += _text(each)  # type: ignore[arg-type]  # its kind says so
        elif kind in _CONTAINERS:
            total += _put(each, waiting, most)  # type: ignore[arg-type]  # its kind says so
        elif kind not in _SMALL:
            total += _rare(each)
    return total


def _put(values: Collection[object], waiting: list[object], most: int) -> int:
    """Let what a container holds wait, unless that alone is too much."""
    if SLOT * len(values) > most:
        return most + 1
    waiting += values
    if isinstance(values, dict):
        waiting += values.values()
    return 0


def _text(text: str) -> int:
    return len(text) if text.isascii() else 4 * len(text)


def _rare(value: object) -> int:
    if isinstance(value, int):
        return value.bit_length() // 2
    if isinstance(value, bytes | range):
        return 4 * len(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, _NO_VALUES):
        raise TypeError(f"a {type(value).__name__} is no value")
    return 0
