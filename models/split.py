"""Which windows teach and which test: apart in time, apart by home, never both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Indexes of windows: learned from, chosen by, and tested on once."""

    train: list[int]
    validate: list[int]
    test: list[int]


def by_time(
    times: Sequence[float], *, validate: float = 0.2, test: float = 0.2, gap: float = 0.0
) -> Split:
    """Split at two moments: the earliest windows teach, the latest test.

    ``gap`` seconds at each border belong to neither side, so that windows that overlap never lie
    on both.
    """
    order = sorted(range(len(times)), key=times.__getitem__)
    first = round(len(order) * (1 - validate - test))
    second = round(len(order) * (1 - test))
    early, middle, late = order[:first], order[first:second], order[second:]
    return Split(
        train=early,
        validate=_after(middle, early, times, gap),
        test=_after(late, middle or early, times, gap),
    )


def by_home(
    homes: Sequence[int | str], *, validate: float = 0.2, test: float = 0.2, seed: int = 0
) -> Split:
    """Split so that every home lies on one side only; which, ``seed`` draws."""
    import random

    names = sorted(set(homes), key=str)
    random.Random(seed).shuffle(names)  # noqa: S311 - no secret
    held = names[: round(test * len(names))]
    chosen = names[len(held) : len(held) + round(validate * len(names))]
    sides = dict.fromkeys(held, "test") | dict.fromkeys(chosen, "validate")
    found: dict[str, list[int]] = {"train": [], "validate": [], "test": []}
    for index, home in enumerate(homes):
        found[sides.get(home, "train")].append(index)
    return Split(train=found["train"], validate=found["validate"], test=found["test"])


def blocked(
    times: Sequence[float], *, blocks: int = 5, gap: float = 0.0
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield (train, test) for each block of time in turn (blocked cross-validation).

    Windows within ``gap`` seconds of the block are left out of training (Bergmeir & Benítez,
    Information Sciences 191 (2012) 192).
    """
    order = sorted(range(len(times)), key=times.__getitem__)
    for block in range(blocks):
        test = order[len(order) * block // blocks : len(order) * (block + 1) // blocks]
        if not test:
            continue
        begins, ends = times[test[0]] - gap, times[test[-1]] + gap
        inside = set(test)
        train = [i for i in order if i not in inside and not begins <= times[i] <= ends]
        yield train, test


def _after(
    later: Sequence[int], before: Sequence[int], times: Sequence[float], gap: float
) -> list[int]:
    if not before:
        return list(later)
    border = times[before[-1]] + gap
    return [index for index in later if times[index] > border]
