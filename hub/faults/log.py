"""The log of each appliance: its faults, what people said of them, what was done to it."""

from collections.abc import Iterable
from dataclasses import replace

from hub.core.bus import Bus
from hub.core.events import Cause
from hub.core.faults import Fault
from hub.core.ports import Records
from hub.core.upkeep import Label, LogEntry, LogWritten

_KEPT = 1000  # lines of all appliances together
_NOTE = 500  # characters


class Log:
    """Lines and labels, written through to ``records``; the oldest lines go, labels stay."""

    def __init__(self, bus: Bus, records: Records) -> None:
        self._bus, self._records = bus, records
        self._lines: dict[str, LogEntry] = {}  # oldest first
        self._labels: dict[str, Label] = {}

    async def open(self) -> None:
        """Read what was kept."""
        lines = await self._records.load(LogEntry)
        self._lines = dict(sorted(lines.items(), key=lambda line: line[1].at))
        self._labels = await self._records.load(Label)

    def lines(self, appliance: str = "") -> list[LogEntry]:
        """Return the lines of an appliance, or of all, newest first."""
        newest = reversed(self._lines.values())
        return [line for line in newest if appliance in {"", line.appliance}]

    def labels(self) -> list[Label]:
        """Return all labels, oldest first."""
        return sorted(self._labels.values(), key=lambda label: label.given_at)

    async def write(self, entry: LogEntry, cause: Cause) -> LogEntry:
        """Keep a line; its id becomes one that is free."""
        entry = _numbered(entry, self._lines)
        await self._records.keep(entry.id, entry)
        self._lines[entry.id] = entry
        for old in list(self._lines)[:-_KEPT]:
            await self._records.drop(LogEntry, old)
            del self._lines[old]
        self._bus.publish(LogWritten(at=entry.at, cause=cause, entry=entry))
        return entry

    async def label(self, fault: Fault, label: Label) -> None:
        """Keep what a person said of a fault; a later word takes the place of an earlier one."""
        await self._records.keep(fault.id, label)
        self._labels[fault.id] = label


def tidy(note: str) -> str:
    """Return a person's note on one line, not longer than we keep."""
    return " ".join(note.split())[:_NOTE]


def _numbered(entry: LogEntry, known: Iterable[str]) -> LogEntry:
    """Return the entry under an id that nothing has yet."""
    base, taken = f"{entry.appliance}-{entry.at:.0f}-{entry.what}", set(known)
    ids = (base if n == 0 else f"{base}-{n}" for n in range(len(taken) + 1))
    return replace(entry, id=next(one for one in ids if one not in taken))
