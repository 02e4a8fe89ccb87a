"""Answers what is known of an appliance, and takes in what people did to it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from hub.core.clock import Clock
from hub.core.commands import Commands
from hub.core.entities import ApplianceKind
from hub.core.errors import UnknownEntity
from hub.core.events import HUB, Cause
from hub.core.upkeep import (
    ApplianceStory,
    Entry,
    ExplainAppliance,
    Label,
    ListLabels,
    ListLog,
    LogEntry,
    NoteCare,
    PastRun,
    ReplaceAppliance,
)
from hub.faults.casebook import Casebook
from hub.faults.life import Watched
from hub.faults.log import Log, tidy
from hub.faults.price import Tariff
from hub.faults.spells import Spells


class CareTaking:
    """Every appliance's page: its story, its log, and the wishes that change both."""

    def __init__(
        self,
        clock: Clock,
        commands: Commands,
        *,
        book: Casebook,
        log: Log,
        spells: Spells,
        tariff: Tariff,
        watched: dict[str, Watched],
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        self._clock, self._book, self._log = clock, book, log
        self._spells, self._tariff = spells, tariff
        self._watched, self._ready = watched, ready
        commands.handle(ExplainAppliance, self._explain)
        commands.handle(ListLog, self._list)
        commands.handle(ListLabels, self._list_labels)
        commands.handle(NoteCare, self._note)
        commands.handle(ReplaceAppliance, self._replace)

    async def another(self, watched: Watched, was: ApplianceKind, at: float) -> None:
        """Note that a plug feeds another kind of machine now: it begins anew, its log goes on."""
        appliance = watched.appliance.id
        await self._spells.leave(appliance, HUB, at)
        await self._write(appliance, "another_kind", "", HUB, feeds=was)
        await self._book.remember(watched, at)

    async def _explain(self, command: ExplainAppliance) -> ApplianceStory:
        watched, now = await self._find(command.appliance), self._clock.time()
        life = watched.life
        return ApplianceStory(
            appliance=watched.appliance,
            since=life.since,
            known=watched.known(now),
            signals=watched.signals(now),
            score=None if watched.watch is None else watched.watch.score(),
            running=watched.running(now),
            unload_since=life.unloading.since,
            energy_per_cycle=life.ledger.energy_per_cycle(),
            cycles=tuple(self._priced(run) for run in reversed(life.ledger.runs)),
            days=life.ledger.shown(),
            log=tuple(self._log.lines(watched.appliance.id)),
            price=self._tariff.price,
        )

    async def _list(self, command: ListLog) -> list[LogEntry]:
        await self._ready()
        return self._log.lines(command.appliance)

    async def _list_labels(self, _: ListLabels) -> list[Label]:
        await self._ready()
        return self._log.labels()

    async def _note(self, command: NoteCare) -> LogEntry:
        """Write down what was done; a fault that this cures is settled as fixed."""
        watched, cause = await self._find(command.appliance), command.cause
        entry = await self._write(watched.appliance.id, command.what, command.note, cause)
        await self._spells.cured(watched, command.what, cause, entry.at)
        await self._book.remember(watched, entry.at)
        return entry

    async def _replace(self, command: ReplaceAppliance) -> LogEntry:
        watched, cause = await self._find(command.appliance), command.cause
        appliance, now = watched.appliance, self._clock.time()
        await self._spells.leave(appliance.id, cause, now)
        anew = self._book.begin(appliance, now)
        await self._book.remember(anew, now)
        self._watched[appliance.id] = anew
        return await self._write(appliance.id, command.why, command.note, cause)

    async def _find(self, appliance: str) -> Watched:
        """Return an appliance; raise ``UnknownEntity``."""
        await self._ready()
        watched = self._watched.get(appliance)
        if watched is None:
            raise UnknownEntity(f"there is no appliance called {appliance!r} in this house")
        return watched

    async def _write(
        self,
        appliance: str,
        what: Entry,
        note: str,
        cause: Cause,
        feeds: ApplianceKind | None = None,
    ) -> LogEntry:
        entry = LogEntry(
            id="",
            appliance=appliance,
            at=self._clock.time(),
            what=what,
            note=tidy(note),
            by=cause.name,
            feeds=feeds,
        )
        return await self._log.write(entry, cause)

    def _priced(self, run: PastRun) -> PastRun:
        return replace(run, cost=self._tariff.cost(run.energy_wh / 1000))
