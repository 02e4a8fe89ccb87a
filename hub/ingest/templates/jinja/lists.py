"""Lists, sets and mappings as device templates make them, of bounded length."""

import random
from collections.abc import Callable, Iterable, Iterator

from hub.ingest.payload import MISSING
from hub.ingest.templates.failures import TemplateFailed
from hub.ingest.templates.jinja.budget import ITERATOR, PIECE, ROW, SLOT, Rendering
from hub.ingest.templates.jinja.operators import add

_LONGEST_RANGE = 5000
_MOST_SLICES = 1000


def each_of(house: Rendering, values: Iterable[object], price: int) -> Iterator[object]:
    """Yield what a loop runs over; each turn costs what the loop's body does."""
    return house.each(values, price)


def part_of(house: Rendering, values: object, start: object, stop: object, step: object) -> object:
    """Return ``values[start:stop:step]``."""
    part: object = values[slice(start, stop, step)]  # type: ignore[index]  # a number raises
    if isinstance(part, str | bytes | range):
        house.make(part)
    elif isinstance(part, list | tuple):
        house.spend(SLOT * len(part))
    return part


def members_of(house: Rendering, values: object) -> object:
    """Return what ``in`` looks through."""
    values = house.whole(values)
    if not isinstance(values, dict | range):
        house.look(values)
    return values


def compared(house: Rendering, value: object) -> object:
    """Return what is compared or is a key."""
    value = house.whole(value)
    house.look(value)
    return value


def listed(house: Rendering, values: Iterable[object]) -> list[object]:
    """Return a list of the values."""
    house.spend(PIECE)
    wide = isinstance(values, str) and not values.isascii()
    return list(house.each(values, PIECE + SLOT if wide else SLOT))


def spread(*args: int) -> range:
    """Return a range of bounded length."""
    numbers = range(*args)
    if numbers[_LONGEST_RANGE:]:
        raise TemplateFailed(f"a range of more than {_LONGEST_RANGE}")
    return numbers


def summed(
    house: Rendering, values: Iterable[object], attribute: object = None, start: object = 0
) -> object:
    """Return the values added up."""
    from jinja2.filters import make_attrgetter

    from hub.ingest.templates.jinja.environment import environment

    if isinstance(attribute, str | int):
        values = map(make_attrgetter(environment(), attribute), values)
    if isinstance(start, str):
        raise TypeError("texts are joined, not summed")
    for value in house.each(values):
        start = add(house, start, value)
    return start


def batch(
    house: Rendering, values: Iterable[object], size: int, fill: object = None
) -> Iterator[object]:
    """Yield lists of so many values each."""
    row: list[object] = []
    for value in house.each(values):
        if len(row) == size:
            yield row
            house.spend(ROW)
            row = []
        row.append(value)
    if row:
        short = size - len(row) if fill is not None else 0
        house.spend(SLOT * max(short, 0))
        yield row + [fill] * short


def sliced(
    house: Rendering, values: Iterable[object], count: int, fill: object = None
) -> Iterator[object]:
    """Yield the values as so many lists of about the same length."""
    rows = list(house.each(values))
    if count > _MOST_SLICES:
        raise TemplateFailed(f"more than {_MOST_SLICES} slices")
    size, longer = divmod(len(rows), count)
    at = 0
    for number in house.each(range(count)):
        house.spend(ROW)
        end = at + size + (number < longer)  # type: ignore[operator]  # it is a range's int
        row = rows[at:end]
        yield [*row, fill] if fill is not None and end - at == size else row
        at = end


def zipped(house: Rendering, *lists: Iterable[object]) -> Iterator[object]:
    """Return the lists' first values together, then their second ones, and so on."""
    house.spend(ITERATOR)
    return house.each(zip(*lists, strict=False), PIECE + SLOT * len(lists))


def flatten(values: Iterable[object], levels: int | None = None) -> list[object]:
    """Return the lists within a list as one, so many levels deep."""
    flat: list[object] = []
    for value in _many("flatten", values):
        if isinstance(value, Iterable) and not isinstance(value, str) and levels != 0:
            flat += flatten(value, None if levels is None else levels - 1)
        else:
            flat.append(value)
    return flat


def of_sets(
    name: str, work: Callable[[set[object], set[object]], set[object]]
) -> Callable[[Iterable[object], Iterable[object]], list[object]]:
    """Return a function of two lists taken as sets."""
    return lambda first, second: list(work(set(_many(name, first)), set(_many(name, second))))


def _many(name: str, values: Iterable[object]) -> Iterable[object]:
    if not isinstance(values, Iterable) or isinstance(values, str):
        raise TypeError(f"{name} takes a list")
    return values


def combine(*mappings: dict[object, object], recursive: object = False) -> dict[object, object]:
    """Return several mappings as one; later ones win."""
    if not mappings or not all(isinstance(each, dict) for each in mappings):
        raise TypeError("combine takes mappings")
    result: dict[object, object] = {}
    for key, value in (item for each in mappings for item in each.items()):
        old = result.get(key)
        if recursive and isinstance(old, dict) and isinstance(value, dict):
            result[key] = combine(old, value, recursive=True)
        else:
            result[key] = value
    return result


def shuffle(*args: object, seed: object = None) -> list[object]:
    """Return the values in another order; a seed makes it the same each time."""
    first = args[0] if args else None
    if isinstance(first, Iterable):
        items = list(first)
        seed = args[1] if len(args) > 1 and seed is None else seed
    elif len(args) < 2:
        raise TypeError("shuffle takes a list")
    else:
        items = list(args)
    dice = random.Random(seed) if isinstance(seed, int | float | str | bytes) and seed else random  # noqa: S311 - no secret
    dice.shuffle(items)
    return items


def chosen(values: list[object]) -> object:
    """Return one of the values by chance."""
    return random.choice(values)  # noqa: S311 - no secret


def iif(
    value: object,
    if_true: object = True,  # noqa: FBT002 - Home Assistant's own
    if_false: object = False,  # noqa: FBT002
    if_none: object = MISSING,
) -> object:
    """Return one of two values by a third."""
    if value is None and if_none is not MISSING:
        return if_none
    return if_true if value else if_false


def typeof(value: object) -> str:
    """Return the name of a value's type."""
    return type(value).__name__


def mapping(*args: object, **named: object) -> object:
    """Return a new mapping."""
    return dict(*args, **named)
