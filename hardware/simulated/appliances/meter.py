"""The plug between a machine and the hub: its noise, its steps, its silences, its pulled plugs."""

import math
import random
from dataclasses import dataclass

import numpy as np

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Windows = tuple[tuple[int, int], ...]
"""(first, last + 1) minutes."""
_MINUTES = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Plug:
    """A metering plug as sold: 0.1 W or 1 W a step, nothing below a threshold, 0.3 to 1 % noise.

    With a ``deadband`` it reports on change: what moves by less than so many watts or than that
    share in percent is not told. In ``pulled`` somebody had it off (the machine has no mains), in
    ``silent`` nothing arrives; their minutes count from the first of the home's.
    """

    step: float
    threshold: float
    noise: float
    deadband: float
    pulled: Windows
    silent: Windows

    def read(self, watts: Floats, first: int, dice: np.random.Generator) -> Floats:
        """Return what arrives of the true watts from minute ``first`` on; NaN for nothing."""
        noisy = watts * (1 + self.noise * dice.standard_normal(len(watts)))
        seen = np.round(noisy / self.step) * self.step
        seen[seen < self.threshold] = 0.0
        seen = on_change(np.round(seen, 1), self.deadband, self.deadband / 100)
        return hushed(seen, self.silent, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thermometer:
    """A radio thermometer: its own inertia (minutes), noise and offset (K), report on change."""

    inertia: float
    noise: float
    offset: float
    deadband: float
    silent: Windows

    def read(self, celsius: Floats, first: int, dice: np.random.Generator) -> Floats:
        """Return what arrives of the true °C from minute ``first`` on; NaN where nothing does."""
        slow = _lagged(celsius, self.inertia) if self.inertia else celsius
        noisy = slow + self.offset + self.noise * dice.standard_normal(len(celsius))
        return hushed(on_change(np.round(noisy, 1), self.deadband, 0.0), self.silent, first)


def on_change(values: Floats, least: float, share: float) -> Floats:
    """Hold each value until it moved by more than ``least`` and than that share of it."""
    if not least or not len(values):
        return values
    held, seen = float(values[0]), []
    for value in values.tolist():
        moved = abs(value - held)
        if moved > least and moved > share * abs(held):
            held = value
        seen.append(held)
    return np.array(seen)


def hushed(values: Floats, silent: Windows, offset: int = 0) -> Floats:
    """Return the values, the first of minute ``offset``, with the silent minutes unknown."""
    for first, last in silent:
        if last > offset:
            values[max(first - offset, 0) : last - offset] = np.nan
    return values


def plug(seed: str, days: int, *, fine: bool, brief: bool) -> Plug:
    """Draw a plug: ``fine`` shows the watts of a standby, ``brief`` is never off for long."""
    draw = random.Random(f"plug {seed}")  # noqa: S311 - wear, not secrets
    longest = 40 if brief else 4 * _MINUTES
    pulled = _windows(draw, days, every=200, typical=12 if brief else 45, spread=1.3)
    return Plug(
        step=draw.choice((0.1, 0.1, 0.5)) if fine else draw.choice((0.1, 0.1, 1.0)),
        threshold=draw.choice((0.0, 0.0, 0.5)) if fine else draw.choice((0.0, 0.2, 0.5, 2.0)),
        noise=draw.uniform(0.003, 0.01),
        deadband=draw.choice((0.0, 0.0, 0.5)) if fine else draw.choice((0.0, 0.0, 1.0, 3.0)),
        pulled=tuple((first, min(last, first + longest)) for first, last in pulled),
        silent=(
            *_windows(draw, days, every=draw.choice((9, 25, 60)), typical=12, spread=1.2),
            *_windows(draw, days, every=90, typical=300, spread=1.2),
        ),
    )


def thermometer(seed: str, days: int, *, inertia: float) -> Thermometer:
    """Draw a thermometer; it says nothing about monthly, for minutes to hours."""
    draw = random.Random(f"thermometer {seed}")  # noqa: S311 - radio, not secrets
    return Thermometer(
        inertia=inertia * draw.uniform(0.6, 1.4),
        noise=draw.uniform(0.02, 0.06),
        offset=draw.gauss(0, 0.3),
        deadband=draw.choice((0.1, 0.2, 0.3)),
        silent=_windows(draw, days, every=25, typical=30, spread=1.2),
    )


def _lagged(values: Floats, minutes: float) -> Floats:
    """Return a first-order lag, minute by minute."""
    share, held, out = 1 / minutes, float(values[0]) if len(values) else 0.0, []
    for value in values.tolist():
        held += share * (value - held)
        out.append(held)
    return np.array(out)


def _windows(
    draw: random.Random, days: int, *, every: float, typical: float, spread: float
) -> Windows:
    """Return windows, on average every so many days and lognormally so many minutes long."""
    windows = []
    day = draw.expovariate(1 / every)
    while day < days:
        first = int(day * _MINUTES)
        length = min(1 + int(draw.lognormvariate(math.log(typical), spread)), 4 * _MINUTES)
        windows.append((first, first + length))
        day += length / _MINUTES + draw.expovariate(1 / every)
    return tuple(windows)
