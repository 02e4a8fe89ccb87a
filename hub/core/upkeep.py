"""What is known of an appliance, what was done to it, and what its energy costs."""

from dataclasses import dataclass
from typing import Literal

from hub.core.commands import Command
from hub.core.entities import Appliance, ApplianceKind
from hub.core.events import Event
from hub.core.faults import FaultKind, Severity, Verdict

Care = Literal["cleaned", "descaled", "filter_changed", "repaired", "noted"]
Entry = Literal["fault", "fault_gone", "feedback", "replaced", "moved", "another_kind"] | Care
Renewal = Literal["replaced", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a kilowatt-hour costs in ``currency`` (as people write it: ``€``, ``CNY``…)."""

    per_kwh: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How far an appliance is known: ``days`` and ``cycles`` seen.

    ``tells`` are the faults that can be told already, ``tells_from`` says of each other one from
    when (UTC seconds), if it goes on as until now.
    """

    days: float
    cycles: int
    tells: tuple[FaultKind, ...]
    tells_from: dict[FaultKind, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A programme that is over (UTC seconds, Wh, W); ``cost`` where there is a price."""

    began: float
    ended: float
    energy_wh: float
    peak_watts: float
    programme: int = -1
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentRun:
    """A programme under way: ``ends`` (UTC seconds) and ``progress`` (0–1) where they are known."""

    began: float
    energy_wh: float
    programme: int = -1
    ends: float | None = None
    progress: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What an appliance did on one day, which begins at ``start`` (UTC seconds).

    ``known`` is the share of the day that was heard of it, ``duty`` the share of that in which it
    worked (``None``: it shows no two levels), ``score`` the strangest it was.
    """

    start: float
    energy_wh: float
    known: float
    duty: float | None = None
    cycles: int = 0
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """A line in an appliance's log; ``note`` is what a person wrote, ``by`` who it was.

    ``fault`` with its ``kind`` and ``severity`` is there where it is about one, ``verdict`` where
    a person gave one; ``feeds`` is the machine it was until then, where it is another now.
    """

    id: str
    appliance: str
    at: float
    what: Entry
    note: str = ""
    by: str = ""
    fault: str = ""
    kind: FaultKind | None = None
    severity: Severity | None = None
    verdict: Verdict | None = None
    feeds: ApplianceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person said of a stretch of time (UTC seconds): what training learns from."""

    appliance: str
    feeds: ApplianceKind | None
    kind: FaultKind
    verdict: Verdict
    start: float
    end: float
    given_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplianceStory:
    """Everything known of an appliance since ``since`` (UTC seconds).

    ``known`` is ``None`` where this kind of machine, or one without a power meter, is not watched.
    ``signals`` are what is heard of it (``power``, ``temperature``, ``ambient``, ``command``).
    ``score`` is how strange it runs: 0 as usual, 0.5 the edge of it. ``unload_since`` is when it
    finished and was not emptied since. ``cycles`` and ``log`` come newest first, ``days`` oldest
    first. ``energy_per_cycle`` (Wh) is the median of the cycles.
    """

    appliance: Appliance
    since: float
    known: Known | None
    signals: tuple[str, ...] = ()
    score: float | None = None
    running: PresentRun | None = None
    unload_since: float | None = None
    energy_per_cycle: float | None = None
    cycles: tuple[PastRun, ...] = ()
    days: tuple[Day, ...] = ()
    log: tuple[LogEntry, ...] = ()
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAppliance(Command[ApplianceStory]):
    """Ask what is known of an appliance."""

    appliance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLog(Command[list[LogEntry]]):
    """The log of an appliance, newest first; of all without one."""

    appliance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLabels(Command[list[Label]]):
    """Everything people said of faults, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCare(Command[LogEntry]):
    """Write into an appliance's log what was done to it.

    A fault that this cures (*descaled* a scaled heater, *repaired* any) is settled as fixed.
    """

    appliance: str
    what: Care
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceAppliance(Command[LogEntry]):
    """Say that another machine stands there, or the same elsewhere: it is learned anew."""

    appliance: str
    why: Renewal = "replaced"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPrice(Command[Price | None]):
    """What a kilowatt-hour costs, if the household said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrice(Command[Price | None]):
    """Say what a kilowatt-hour costs; ``None`` takes it back: costs are told in kWh then."""

    per_kwh: float | None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged(Event):
    """The household said what a kilowatt-hour costs, or took it back."""

    price: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWritten(Event):
    """An appliance's log has a new line."""

    entry: LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChanged(Event):
    """An appliance began a programme, goes on with it (once a minute), or is no longer in one."""

    appliance: str
    running: PresentRun | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnloadDue(Event):
    """A programme that ended has not been emptied for long (``ended`` in UTC seconds)."""

    appliance: str
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unloaded(Event):
    """What ``UnloadDue`` was said of, or would have been, was emptied."""

    appliance: str
