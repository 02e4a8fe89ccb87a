"""A finding that was told, and whether anything is left of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Feature, Trait

_LOOKED_BACK = 129_600.0  # seconds: as long as that it must be as usual


@dataclass(slots=True, kw_only=True)
class Spell:
    """What was told; the numbers that showed it; since when they show it no more (``calm``)."""

    kind: FaultKind
    began: float
    names: list[str] = field(default_factory=list)
    acute: bool = False
    calm: float = 0.0

    def passed(self, traits: Iterable[Trait], features: dict[str, Feature], at: float) -> bool:
        """Return whether its numbers have been as usual for a day and a half."""
        worth = {trait.name: trait.worth for trait in traits}
        since = at - _LOOKED_BACK
        offs = {name: features[name].recent(since) for name in self.names}
        strange = any(abs(off) > 0.5 * worth[name] for name, (off, _) in offs.items())
        if strange or not any(count for _, count in offs.values()):
            self.calm = at
        return at - self.calm >= _LOOKED_BACK
