"""Which watch looks after which kind of machine."""

from hub.core.entities import ApplianceKind
from hub.faults.started.watch import StartedWatch
from hub.faults.today import ColdWatch
from hub.faults.watch import Watch


def watch_of(kind: ApplianceKind) -> Watch | None:
    """Return a blank watch for a kind of machine; ``None`` for one that is only counted."""
    if kind in {ApplianceKind.FRIDGE, ApplianceKind.FREEZER}:
        return ColdWatch()
    if kind in {ApplianceKind.WASHER, ApplianceKind.DRYER, ApplianceKind.DISHWASHER}:
        return StartedWatch(kind=kind)
    return None
