"""Everything the fault monitor must not forget: faults, what was learned, programmes under way."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from hub.core.errors import UnknownEntity
from hub.core.faults import Fault, FaultKind, FaultPhase
from hub.core.ports import Records
from hub.faults.cold import Cold
from hub.faults.cycles import Programmes

_OVER: frozenset[FaultPhase] = frozenset({"fixed", "false_alarm", "gone"})
_OBEDIENCE = frozenset({FaultKind.COMMAND_IGNORED})


class Casebook:
    """Faults by id, memories by appliance; read from ``records`` once, written through to it."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._opening = asyncio.Lock()
        self._opened = False
        self._faults: dict[str, Fault] = {}
        self._cold: dict[str, Cold] = {}
        self._programmes: dict[str, Programmes] = {}

    async def open(self) -> None:
        """Read what was kept, the first time it is asked for."""
        async with self._opening:
            if not self._opened:
                self._faults = await self._records.load(Fault)
                self._cold = await self._records.load(Cold)
                self._programmes = await self._records.load(Programmes)
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

    def spell(self, appliance: str) -> Fault | None:
        """Return the fault an appliance has now in how it runs, if it has one."""
        return next((f for f in self._open(appliance) if f.kind not in _OBEDIENCE), None)

    def ignored(self, appliance: str) -> Fault | None:
        """Return the fault that an appliance follows no commands, if that is so now."""
        return next((f for f in self._open(appliance) if f.kind in _OBEDIENCE), None)

    def _open(self, appliance: str) -> Iterator[Fault]:
        return (f for f in self.faults() if f.appliance == appliance and f.phase not in _OVER)

    async def write(self, fault: Fault) -> None:
        """Keep a fault, new or changed."""
        self._faults[fault.id] = fault
        await self._records.keep(fault.id, fault)

    async def settle(self, fault: Fault, phase: FaultPhase, at: float) -> Fault:
        """Note what became of a fault."""
        settled = replace(fault, phase=phase, settled_at=at)
        await self.write(settled)
        return settled

    def cold(self, appliance: str) -> Cold:
        """Return the memory of a fridge or freezer, blank for a new one."""
        if appliance not in self._cold:
            self._cold[appliance] = Cold()
        return self._cold[appliance]

    def programmes(self, appliance: str) -> Programmes:
        """Return the memory of a washer, dryer or dishwasher, blank for a new one."""
        if appliance not in self._programmes:
            self._programmes[appliance] = Programmes()
        return self._programmes[appliance]

    def under_way(self) -> list[tuple[str, Programmes]]:
        """Return the appliances in the midst of a programme."""
        return [(a, p) for a, p in self._programmes.items() if p.began is not None]

    async def remember(self, appliance: str) -> None:
        """Keep what is in memory of an appliance."""
        for memory in (self._cold.get(appliance), self._programmes.get(appliance)):
            if memory is not None:
                await self._records.keep(appliance, memory)
