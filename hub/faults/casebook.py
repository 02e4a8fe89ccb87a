"""Everything the fault monitor must not forget: faults, watches, what is counted beside them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from hub.core.entities import Appliance, ApplianceKind
from hub.core.errors import UnknownEntity
from hub.core.faults import Fault, FaultKind, FaultPhase
from hub.core.ports import Records
from hub.faults.life import Life, Watched
from hub.faults.seeds import fits, seed_keys
from hub.faults.watch import Watch

OVER: frozenset[FaultPhase] = frozenset({"fixed", "false_alarm", "gone"})
WatchOf = Callable[[ApplianceKind], Watch | None]


class Casebook:
    """Faults by id, watches by appliance; read from ``records`` once, written through to it."""

    def __init__(self, records: Records, watch_of: WatchOf) -> None:
        self._records, self._watch_of = records, watch_of
        self._opening = asyncio.Lock()
        self._opened = False
        self._faults: dict[str, Fault] = {}
        self._lives: dict[str, Life] = {}
        self._watches: dict[type[Watch], dict[str, Watch]] = {}
        self._sown: dict[str, list[str]] = {}  # seeds that were used, by appliance

    async def open(self) -> None:
        """Read what was kept, the first time it is asked for."""
        async with self._opening:
            if not self._opened:
                self._faults = await self._records.load(Fault)
                self._lives = await self._records.load(Life)
                fresh = (self._watch_of(kind) for kind in ApplianceKind)
                for kind in {type(watch) for watch in fresh if watch is not None}:
                    self._watches[kind] = await self._records.load(kind)
                self._opened = True

    def faults(self) -> list[Fault]:
        """Return all faults, newest first."""
        return sorted(self._faults.values(), key=lambda fault: fault.raised_at, reverse=True)

    def find(self, fault: str) -> Fault:
        """Return a fault by id; raise ``UnknownEntity``."""
        found = self._faults.get(fault)
        if found is None:
            raise UnknownEntity(f"there is no fault called {fault!r}")
        return found

    def open_of(self, appliance: str) -> Iterator[Fault]:
        """Yield the faults an appliance has now, newest first."""
        return (f for f in self.faults() if f.appliance == appliance and f.phase not in OVER)

    def spell(self, appliance: str, kinds: frozenset[FaultKind]) -> Fault | None:
        """Return the fault of one of these kinds that an appliance has now, if it has one."""
        return next((f for f in self.open_of(appliance) if f.kind in kinds), None)

    def lately(self, appliance: str, phase: FaultPhase, since: float) -> Iterator[Fault]:
        """Yield the faults of an appliance that came to this end since a moment, newest first."""
        for fault in self.faults():
            ended = fault.settled_at or 0.0
            if fault.appliance == appliance and fault.phase == phase and ended > since:
                yield fault

    async def write(self, fault: Fault) -> None:
        """Keep a fault, new or changed."""
        self._faults[fault.id] = fault
        await self._records.keep(fault.id, fault)

    async def settle(self, fault: Fault, phase: FaultPhase, at: float) -> Fault:
        """Note what became of a fault."""
        settled = replace(fault, phase=phase, settled_at=at)
        await self.write(settled)
        return settled

    def was(self, appliance: str) -> Life | None:
        """Return what is kept of an appliance, whichever machine it was."""
        return self._lives.get(appliance)

    def watched(self, appliance: Appliance, at: float) -> Watched:
        """Return an appliance as it is remembered; blank if it is new or another machine now."""
        life, fresh = self._lives.get(appliance.id), self._watch_of(appliance.kind)
        if life is None or life.kind is not appliance.kind:
            return self.begin(appliance, at)
        if fresh is None:
            return Watched(appliance, None, life)
        watch = self._watches[type(fresh)].get(appliance.id, fresh)
        return self._seeded(appliance, watch, life, at)

    def begin(self, appliance: Appliance, at: float) -> Watched:
        """Return an appliance of which nothing is known, from now on."""
        life = Life(kind=appliance.kind, since=at)
        self._lives[appliance.id] = life
        watch = self._watch_of(appliance.kind)
        return self._seeded(appliance, watch, life, at)

    def _seeded(self, appliance: Appliance, watch: Watch | None, life: Life, at: float) -> Watched:
        """Return an appliance with what an older history taught of it, if that is more."""
        anew = partial(self._watch_of, appliance.kind)
        if watch is None:
            return Watched(appliance, None, life, anew=anew)
        kept = self._watches[type(watch)]
        for key in seed_keys(appliance):
            seed = kept.pop(key, None)
            if seed is None:
                continue
            self._sown.setdefault(appliance.id, []).append(key)
            if fits(seed, watch) and seed.learned(at).days > watch.learned(at).days:
                watch = seed
        return Watched(appliance, watch, life, anew=anew)

    async def remember(self, watched: Watched, at: float) -> None:
        """Keep what is in memory of an appliance."""
        watched.kept_at = at
        appliance, watch = watched.appliance.id, watched.watch
        self._lives[appliance] = watched.life
        if watch is not None:
            self._watches[type(watch)][appliance] = watch
            await self._records.keep(appliance, watch)
            for key in self._sown.pop(appliance, ()):
                await self._records.drop(type(watch), key)
        await self._records.keep(appliance, watched.life)
