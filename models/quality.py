"""What a history is worth before anything is learned from it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

ENOUGH_DAYS = 7.0
ENOUGH_CYCLES = 30
_RANGES = {  # per signal: beyond these it is no measurement
    "power": (-20.0, 25_000.0),
    "temperature": (-60.0, 250.0),
    "ambient": (-50.0, 70.0),
    "command": (0.0, 1.0),
}
_GAP = 900.0  # seconds
_STILL = 0.999  # share of equal values from which a column counts as constant


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The report: counts, shares (0–1), days and cycles; ``missing`` is what is still needed."""

    rows: int
    days: float
    cycles: int
    gaps: int
    longest_gap: float
    duplicates: int
    jumps_back: int
    unknown: dict[str, float]
    out_of_range: dict[str, int]
    constant: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether it may be learned from."""
        return not self.missing


def judge(
    times: Sequence[float],
    columns: Mapping[str, Sequence[float]],
    *,
    cycles: int = 0,
    wants_cycles: int = ENOUGH_CYCLES,
    wants_days: float = ENOUGH_DAYS,
) -> Quality:
    """Report on rows as they came; ``times`` in UTC s, NaN in a column is a number unknown."""
    steps = [later - earlier for earlier, later in pairwise(times)]
    gaps = [step for step in steps if step > _GAP]
    days = (max(times) - min(times) - sum(gaps)) / 86_400 if times else 0.0
    known = {name: [v for v in values if not math.isnan(v)] for name, values in columns.items()}
    constant = tuple(name for name, values in known.items() if _is_constant(name, values))
    unknown = {
        name: 1 - len(known[name]) / len(values) if values else 1.0
        for name, values in columns.items()
    }
    return Quality(
        rows=len(times),
        days=days,
        cycles=cycles,
        gaps=len(gaps),
        longest_gap=max(gaps, default=0.0),
        duplicates=sum(step == 0 for step in steps),
        jumps_back=sum(step < 0 for step in steps),
        unknown=unknown,
        out_of_range={name: _outside(name, values) for name, values in known.items()},
        constant=constant,
        missing=(
            *_too_few("days", days, wants_days),
            *_too_few("cycles", cycles, wants_cycles),
            *_useless_power(constant, unknown.get("power", 0.0)),
        ),
    )


def _too_few(what: str, there: float, wanted: float) -> tuple[str, ...]:
    return (f"{there:.3g} of {wanted:.0f} {what} are there",) if there < wanted else ()


def _useless_power(constant: tuple[str, ...], unknown: float) -> tuple[str, ...]:
    if "power" in constant:
        return ("the power never changes; does this plug measure?",)
    return (f"{unknown:.0%} of the power is unknown",) if unknown > 0.5 else ()


def _is_constant(name: str, values: Sequence[float]) -> bool:
    if name == "command" or len(values) < 2:
        return False
    first = values[0]
    return sum(value == first for value in values) >= _STILL * len(values)


def _outside(name: str, values: Sequence[float]) -> int:
    low, high = _RANGES.get(name, (-math.inf, math.inf))
    return sum(not low <= value <= high for value in values)
