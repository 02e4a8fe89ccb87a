"""What one rendering may cost: every step and every value made is paid for before it is done."""

from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import BuiltinMethodType, FunctionType, MethodType

from jinja2.runtime import LoopContext
from jinja2.utils import Namespace

from hub.core.clock import Clock
from hub.ingest.templates.failures import TemplateFailed

# One unit is a byte of text made, or about 0.1 µs of work. All of it takes about 20 ms and 400 kB.
ALLOWANCE = 400_000
STEP = 16  # a node of the template
CALL = 32  # a filter, test, function or method
SLOT = 16  # a place in a list, a number
READ = 8  # so many bytes are looked at for the price of one made

_NO_VALUES = (  # what a namespace holds could be endless
    Namespace,
    LoopContext,
    FunctionType,
    MethodType,
    BuiltinMethodType,
)
_SMALL = {float, bool, type(None)}
_LISTS = {list, tuple, set}
_CONTAINERS = (list, tuple, set, frozenset, KeysView, ValuesView, ItemsView)


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

    def read(self, *values: object) -> None:
        """Pay for looking through values to their last leaf."""
        for value in values:
            self.spend(weight(value, self.left * READ) // READ)

    def make(self, value: object) -> None:
        """Pay for a value to its last leaf."""
        self.spend(weight(value, self.left))

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
        elif kind is dict:
            waiting += each  # type: ignore[arg-type]  # its kind says so
            waiting += each.values()  # type: ignore[attr-defined]  # its kind says so
        elif kind in _LISTS:
            waiting += each  # type: ignore[arg-type]  # its kind says so
        elif kind not in _SMALL:
            total += _rare(each, waiting)
    return total


def _text(text: str) -> int:
    return len(text) if text.isascii() else 4 * len(text)


def _rare(value: object, waiting: list[object]) -> int:
    """Return what a value weighs besides what it holds, which is put to what is waiting."""
    if isinstance(value, int):
        return value.bit_length() // 2
    if isinstance(value, bytes | range):
        return 4 * len(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, _NO_VALUES):
        raise TypeError(f"a {type(value).__name__} is no value")
    if isinstance(value, _CONTAINERS):
        waiting += value
    return 0
