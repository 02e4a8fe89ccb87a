"""Which watch looks after which kind of machine."""

from hub.core.entities import ApplianceKind
from hub.faults.cycling.natures import NATURES
from hub.faults.cycling.watch import CyclingWatch
from hub.faults.learned import HELPED, Advised
from hub.faults.plain.watch import PLAIN, PlainWatch
from hub.faults.started.watch import STARTED, StartedWatch
from hub.faults.watch import Watch


def watch_of(kind: ApplianceKind) -> Watch | None:
    """Return a blank watch for a kind of machine; ``None`` for one that is only counted."""
    if kind in NATURES:
        return CyclingWatch.of(kind)
    if kind in PLAIN:
        return PlainWatch(kind=kind)
    if kind in HELPED:
        return Advised.of(kind)
    if kind in STARTED:
        return StartedWatch.of(kind)
    return None
