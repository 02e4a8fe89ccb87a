"""A history lived through again: what an appliance did, and what would have been said, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from heapq import merge
from operator import itemgetter

from hub.core.appliances import kind_of
from hub.core.entities import ApplianceKind
from hub.faults.minutes import MINUTE, Minutes
from hub.faults.watch import Cycle, Found, Gone, Quantity, Watch
from models.kinds import Guess, Kinds, suggestion
from models.portrait import Portrait

Report = tuple[float, float | None]  # UTC seconds, W; None: unknown from here on
Span = tuple[float, float]
_Taken = tuple[float, Quantity, float | None]
_NONE = timedelta()


@dataclass(slots=True, kw_only=True)
class Drawn:
    """What a history shows by itself: its extent, its energy, its portrait."""

    began: float = 0.0
    ended: float = 0.0
    watt_minutes: float = 0.0
    portrait: Portrait = field(default_factory=Portrait)

    @property
    def kwh(self) -> float:
        """The energy of the known minutes."""
        return self.watt_minutes / 60_000

    @property
    def known(self) -> float:
        """The known share of the time."""
        whole = (self.ended - self.began) / MINUTE
        return min(1.0, self.portrait.known / whole) if whole > 0 else 0.0

    @property
    def duty(self) -> float | None:
        """The share of the known time in which it worked; ``None`` where it never rests."""
        if not self.portrait.rests:
            return None
        return self.portrait.duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that would have been said at a moment; ``gone`` once it was over by itself."""

    at: float
    found: Found
    gone: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What a watch made of a history."""

    told: Sequence[Told]
    cycles: Sequence[Cycle]


def steady(
    reports: Iterable[Report], *, until: float, absences: Sequence[Span]
) -> Iterator[Report]:
    """Yield reports, and the last again each minute while it holds: who keeps only changes is read.

    A value holds until the next report, but not through an absence (in order, UTC seconds).
    """
    away = iter(absences)
    gap = next(away, None)
    held: Report | None = None
    for at, watts in reports:
        while gap is not None and gap[0] < at:
            if held is not None and gap[0] >= held[0]:
                yield from _holding(held, gap[0])
                held = gap[0], None
                yield held
            gap = next(away, None)
        if held is not None:
            yield from _holding(held, at)
        held = at, watts
        yield held
    if held is not None:
        yield from _holding(held, until)


def draw(reports: Iterable[Report], *, zone: tzinfo) -> Drawn:
    """Return the picture of a history, its hours of the day told in ``zone``."""
    drawn, minutes, offset = Drawn(), Minutes(), 0.0
    for at, watts in reports:
        if not drawn.began:
            drawn.began = at
            offset = (zone.utcoffset(datetime.fromtimestamp(at, zone)) or _NONE).total_seconds()
        drawn.ended = at
        for minute, mean in minutes.take(watts, at):
            drawn.portrait.take(mean, minute + offset)
            drawn.watt_minutes += mean or 0.0
    return drawn


def named(name: str) -> ApplianceKind | None:
    """Return the machine a name or an entity id speaks of."""
    return kind_of(name.replace("_", " ").replace(".", " "))


def looks_like(portrait: Portrait, kinds: Kinds) -> tuple[ApplianceKind | None, Sequence[Guess]]:
    """Return the machine that draws like this, if one can be told, and all guesses."""
    guesses = kinds.guess(portrait)
    first = suggestion(guesses)
    known = first is not None and first.kind in list(ApplianceKind)
    return ApplianceKind(first.kind) if first is not None and known else None, guesses


def live(watch: Watch, power: Iterable[Report], warmth: Iterable[Report] = ()) -> Lived:
    """Let a watch live through a history (W, and °C inside); it is then as it would be now."""
    told: list[Told] = []
    cycles: list[Cycle] = []
    looked = 0.0
    for at, quantity, value in _together(power, warmth):
        happenings = [*watch.take(quantity, value, at)]
        if at - looked >= MINUTE:
            looked = at
            happenings += watch.look(at)
        for happening in happenings:
            if isinstance(happening, Cycle):
                cycles.append(happening)
            elif isinstance(happening, Found):
                told.append(Told(at=at, found=happening))
            else:
                told = [_ended(one, happening, at) for one in told]
    return Lived(told=told, cycles=cycles)


def _together(power: Iterable[Report], warmth: Iterable[Report]) -> Iterator[_Taken]:
    watts: Iterator[_Taken] = ((at, "power", value) for at, value in power)
    celsius: Iterator[_Taken] = ((at, "temperature", value) for at, value in warmth)
    return merge(watts, celsius, key=itemgetter(0))


def _ended(one: Told, gone: Gone, at: float) -> Told:
    over = one.gone is None and one.found.finding.kind is gone.kind
    return Told(at=one.at, found=one.found, gone=at) if over else one


def _holding(held: Report, until: float) -> Iterator[Report]:
    at, watts = held
    if watts is None:
        return
    while (at := at + MINUTE) < until:
        yield at, watts
