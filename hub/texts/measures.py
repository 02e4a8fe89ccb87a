"""Measured numbers as people read them: the house's unit in, the reader's out, fit digits.

``units.json`` holds the table, which the dashboard reads too (``hub/web/ui/src/measure.ts``): for
each unit of the house what it is shown in, from which size on, and how many digits a unit deserves.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

_THIN = "\u202f"  # narrow no-break space between a number and its unit
Step = tuple[str, float, float, float]  # a unit, its factor and offset, from which size on


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a number is shown: ``value * factor + offset`` in ``unit``."""

    unit: str
    factor: float = 1.0
    offset: float = 0.0


@cache
def _table(name: str) -> dict[str, list[Step]]:
    text = resources.files(__package__).joinpath("units.json").read_text(encoding="utf-8")
    found: dict[str, list[Step]] = json.loads(text)[name]
    return found


@cache
def _digits() -> dict[str, int]:
    text = resources.files(__package__).joinpath("units.json").read_text(encoding="utf-8")
    found: dict[str, int] = json.loads(text)["digits"]
    return found


def shown(value: float, unit: str, units: str = "metric") -> Shown:
    """Return how a number of this size is shown; an unknown unit is shown as it is."""
    own = _table("imperial" if units == "imperial" else "metric")
    steps = own.get(unit) or _table("both").get(unit) or [(unit, 1.0, 0.0, 0.0)]
    name, factor, offset, _ = [step for step in steps if abs(value) >= step[3]][-1]
    return Shown(unit=name, factor=factor, offset=offset)


def measure(value: float, unit: str, units: str = "metric") -> str:
    """Write a number of the house with its unit, as this reader wants it."""
    how = shown(value, unit, units)
    value = value * how.factor + how.offset
    size = abs(value)
    digits = _digits().get(how.unit)
    if digits is None:
        most = 0 if size >= 100 else 1 if size >= 10 else 2
        written = f"{round(value, most):g}" if size < 1e6 else f"{value:.0f}"
    else:
        written = f"{round(value, digits) + 0.0:.{digits}f}"  # no minus before a zero
    return f"{written}{_THIN}{how.unit}" if how.unit else written
