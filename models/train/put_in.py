"""Faults put into healthy windows, so that a model of one home can be judged in that home.

They are changes that many faults share, not any fault of the simulator: what is judged by them is
whether a model sees change at all.
"""

from collections.abc import Callable, Sequence

Cycle = list[float]


def longer(power: Sequence[float]) -> Cycle:
    """Let full load last a third longer: scale, a weak element, a clogged filter."""
    half, out, extra = max(power) / 2, list[float](), 0.0
    for watts in power:
        out.append(watts)
        extra += 0.35 * (watts > half)
        if extra >= 1:
            out.append(watts)
            extra -= 1
    return out


def weaker(power: Sequence[float]) -> Cycle:
    """Take a quarter of full load away."""
    half = max(power) / 2
    return [0.75 * watts if watts > half else watts for watts in power]


def cold(power: Sequence[float]) -> Cycle:
    """Let nothing heat: what remains is what is drawn beside."""
    half = max(power) / 2
    beside = sorted(watts for watts in power if watts <= half) or [0.1 * half]
    usual = beside[len(beside) * 3 // 4]
    return [usual if watts > half else watts for watts in power]


def harder(power: Sequence[float]) -> Cycle:
    """Let everything below full load draw 40 % more: a bearing."""
    half = max(power) / 2
    return [1.4 * watts if watts <= half else watts for watts in power]


def slower(power: Sequence[float]) -> Cycle:
    """Let what draws little last half as long again: a drain."""
    tenth, out, extra = max(power) / 10, list[float](), 0.0
    for watts in power:
        out.append(watts)
        extra += 0.5 * (watts <= tenth)
        if extra >= 1:
            out.append(watts)
            extra -= 1
    return out


INTO_CYCLES: tuple[Callable[[Sequence[float]], Cycle], ...] = (longer, weaker, cold, harder, slower)


def into_spans(row: Sequence[float], columns: int) -> list[list[float]]:
    """Return windows over several signals with each column, one after the other, 30 % higher."""
    return [
        [1.3 * v if i % columns == column else v for i, v in enumerate(row)]
        for column in range(columns)
    ]
