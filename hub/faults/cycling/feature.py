"""One number of a machine over its blocks of time: what is usual of it, and whether it moved."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.faults.cycling.wander import Wander
from models.drift import Drift
from models.usual import Usual

_UNKNOWN = 1e6
_KEPT = 40  # values for the picture
_WANDERS = 0.25  # of the worth: so far at most, and until days were seen
_STALE = 60  # values after which a small shift is how it is now


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What is thought of a feature before the machine was seen; sizes are in units of ``y``.

    ``worth`` is the smallest shift worth a message, ``floor`` the smallest noise believed;
    ``slopes`` and ``doubts`` belong to the covariates. ``plain``: ``y`` is the number itself, else
    its logarithm. ``low`` and ``high`` say whether a shift down or up means anything.
    """

    name: str
    signal: str
    unit: str
    worth: float
    guess: float = 0.1
    floor: float = 0.02
    slopes: tuple[float, ...] = ()
    doubts: tuple[float, ...] = ()
    scale: float = 1.0  # from the number to its unit in pictures
    budget: float = 1e7
    memory: float = 160.0
    plain: bool = False
    quick: bool = False  # taken from each cycle, not from a block
    low: bool = True
    high: bool = True
    capped: bool = False  # a share: between 0 and ``scale``
    blind: float = 0.0  # doubt where the ambient is not known
    wanders: bool = False  # from day to day, with what nobody measures

    def shown(self, y: float) -> float:
        """Return ``y`` as a person reads it."""
        return self.scale * (y if self.plain else math.exp(min(y, 50.0)))


@dataclass(slots=True, kw_only=True)
class Feature:
    """What is remembered of one feature."""

    usual: Usual
    drift: Drift
    times: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)  # y
    offs: list[float] = field(default_factory=list)  # y less the usual
    noise: float = 0.0
    doubt: float = 0.0
    mean: float = 0.0  # the usual beside the last value
    wander: Wander | None = None

    @classmethod
    def of(cls, trait: Trait) -> "Feature":
        """Return a blank one."""
        usual = Usual(
            guess=trait.guess,
            floor=trait.floor,
            slopes=list(trait.slopes),
            doubts=list(trait.doubts),
            memory=trait.memory,
        )
        wander = Wander(square=(_WANDERS * trait.worth) ** 2) if trait.wanders else None
        return cls(usual=usual, drift=Drift(worth=trait.worth, budget=trait.budget), wander=wander)

    @property
    def known(self) -> bool:
        """Whether something is known of what is usual."""
        return self.noise < _UNKNOWN / 10

    def take(self, at: float, x: Sequence[float], y: float, *, blind: float = 0.0) -> None:
        """Compare a value with what is usual; ``blind`` is a doubt that comes from outside."""
        self.mean, self.noise, doubt = self.usual.split(x)
        known = math.isfinite(doubt)
        doubt = (
            doubt
            if self.wander is None
            else math.hypot(doubt, min(self.wander.width, _WANDERS * self.drift.worth))
        )
        self.doubt = math.hypot(doubt, blind) if known else _UNKNOWN
        self.noise = self.noise if known else _UNKNOWN
        off = y - self.mean if known else 0.0
        self.times = [*self.times[1 - _KEPT :], at]
        self.values = [*self.values[1 - _KEPT :], y]
        self.offs = [*self.offs[1 - _KEPT :], off]
        if known:
            self.drift.take(off, self.noise, self.doubt, at)

    def learn(self, x: Sequence[float], y: float, *, anyway: bool = False) -> None:
        """Learn from a value, unless something speaks for a shift."""
        strong = self.drift.strong
        if strong.count > _STALE and not self.drift.shifted():
            self.drift.forget()
        if anyway or self.drift.calm:
            self.usual.learn(x, y)
        if self.wander is not None and self.known and not self.drift.shifted():
            self.wander.take(self.offs[-1], self.noise, self.times[-1])

    def recent(self, since: float) -> tuple[float, int]:
        """Return the mean stray of the values since then, and how many they are."""
        offs = [off for at, off in zip(self.times, self.offs, strict=True) if at >= since]
        return (sum(offs) / len(offs), len(offs)) if offs else (0.0, 0)

    def accept(self, since: float) -> None:
        """Make usual what was seen since then."""
        off, count = self.recent(since)
        if count and self.usual.weights:
            self.usual.weights[0] += off
