"""Spells of faults from their first sign to their end, and what people say of them."""

import logging
from dataclasses import replace

from hub.core.bus import Bus
from hub.core.commands import SettleFault
from hub.core.entities import ApplianceKind
from hub.core.events import HUB, Cause, CommandHeeded, CommandIgnored, FaultChanged, FaultRaised
from hub.core.faults import Fault, FaultKind, Verdict
from hub.core.upkeep import Care, Entry, Label, LogEntry
from hub.faults.casebook import OVER, Casebook
from hub.faults.life import Watched
from hub.faults.log import Log
from hub.faults.obedience import SAME, Obedience
from hub.faults.price import Tariff
from hub.faults.watch import Finding
from hub.faults.wording import Case, fault_of, priced

_log = logging.getLogger(__name__)
_AGAIN = 86_400.0  # seconds after its end in which a spell that begins anew is the same
_PEACE = 14 * 86_400.0  # seconds in which a person who called false alarm is not asked the like
CURES: dict[Care, frozenset[FaultKind]] = {
    "repaired": frozenset(FaultKind),
    "descaled": frozenset({FaultKind.HEATER_SCALED}),
    "filter_changed": frozenset({FaultKind.CLOGGED_FILTER}),
    "cleaned": frozenset(
        {
            FaultKind.CLOGGED_FILTER,
            FaultKind.DIRTY_CONDENSER,
            FaultKind.DRAIN_BLOCKED,
            FaultKind.SEAL_LEAK,
            FaultKind.BLOCKED,
        }
    ),
    "noted": frozenset(),
}


class Spells:
    """Raises a fault once a spell and kind, ends it, and writes both into the appliance's log."""

    def __init__(
        self, bus: Bus, *, book: Casebook, log: Log, tariff: Tariff, obedience: Obedience
    ) -> None:
        self._bus, self._book, self._log = bus, book, log
        self._tariff, self._obedience = tariff, obedience

    async def found(self, watched: Watched, finding: Finding, at: float) -> None:
        """Raise what a watch has found, unless it is known."""
        appliance = watched.appliance
        same = SAME if finding.kind in SAME else frozenset({finding.kind})
        if self._book.spell(appliance.id, same) is not None:
            return
        if self._is_excused(appliance.id, finding, at):
            if watched.watch is not None:
                watched.watch.settle("false_alarm", finding.kind, at)
            return
        case = Case(appliance=appliance, finding=finding, at=at, tariff=self._tariff)
        fault = fault_of(case)
        for gone in self._book.lately(appliance.id, "gone", at - _AGAIN):
            if gone.kind is fault.kind:
                await self._reopen(replace(fault, id=gone.id, raised_at=gone.raised_at), at)
                return
        await self._book.write(fault)
        await self._raised(fault, at)

    def _is_excused(self, appliance: str, finding: Finding, at: float) -> bool:
        """Whether a person just called false what shows in the same numbers; never an alarm."""
        if finding.severity == "alarm":
            return False
        shown = {evidence.signal for evidence in finding.evidence if evidence.times}
        return any(
            finding.kind is false.kind or shown & {e.signal for e in false.evidence if e.times}
            for false in self._book.lately(appliance, "false_alarm", at - _PEACE)
        )

    async def gone(self, watched: Watched, kind: FaultKind, at: float) -> None:
        """End a spell that passed by itself."""
        fault = self._book.spell(watched.appliance.id, frozenset({kind}))
        if fault is not None:
            await self._over(await self._book.settle(fault, "gone", at), at)

    async def obey(self, event: CommandIgnored | CommandHeeded) -> None:
        """Take in what control says of a device that follows no commands."""
        if isinstance(event, CommandIgnored):
            raised = await self._obedience.take(event)
            if raised is not None:
                await self._raised(raised, event.at)
            return
        over = await self._obedience.end(event)
        if over is not None:
            await self._over(over, event.at)

    async def settle(self, command: SettleFault, watched: Watched | None, at: float) -> Fault:
        """Take a person's word on a fault: it is a label, and the watch learns from it."""
        fault = self._book.find(command.fault)
        if watched is not None and watched.watch is not None and fault.phase not in OVER:
            for kind in SAME if fault.kind in SAME else {fault.kind}:
                watched.watch.settle(command.verdict, kind, at)
        settled = await self._book.settle(fault, command.verdict, at)
        feeds = None if watched is None else watched.appliance.kind
        await self._log.label(fault, _label(settled, command.verdict, feeds, at))
        await self._write(settled, "feedback", at, command.cause)
        self._bus.publish(FaultChanged(at=at, cause=command.cause, fault=settled))
        return settled

    async def cured(self, watched: Watched, care: Care, cause: Cause, at: float) -> None:
        """Settle as fixed what a person's work on the appliance cures."""
        for fault in [f for f in self._book.open_of(watched.appliance.id) if f.kind in CURES[care]]:
            command = SettleFault(fault=fault.id, verdict="fixed", cause=cause)
            await self.settle(command, watched, at)

    async def leave(self, appliance: str, cause: Cause, at: float) -> None:
        """End what was open of a machine that is not there any more."""
        for fault in list(self._book.open_of(appliance)):
            await self._over(await self._book.settle(fault, "gone", at), at, cause)

    async def price(self, at: float) -> None:
        """Tell what is open at the present price."""
        for fault in self._book.faults():
            anew = priced(fault, self._tariff)
            if fault.phase not in OVER and anew != fault:
                await self._book.write(anew)
                self._bus.publish(FaultChanged(at=at, cause=HUB, fault=anew))

    async def _reopen(self, fault: Fault, at: float) -> None:
        """Go on with a spell that only seemed to be over: nobody is told twice."""
        _log.info("%s: %s again", fault.appliance, fault.kind)
        await self._book.write(fault)
        await self._write(fault, "fault", at, HUB)
        self._bus.publish(FaultChanged(at=at, cause=HUB, fault=fault))

    async def _raised(self, fault: Fault, at: float) -> None:
        _log.info("%s: %s, confidence %.2f", fault.appliance, fault.kind, fault.confidence)
        await self._write(fault, "fault", at, HUB)
        self._bus.publish(FaultRaised(at=at, cause=HUB, fault=fault))

    async def _over(self, fault: Fault, at: float, cause: Cause = HUB) -> None:
        _log.info("%s: %s is gone", fault.appliance, fault.kind)
        await self._write(fault, "fault_gone", at, cause)
        self._bus.publish(FaultChanged(at=at, cause=cause, fault=fault))

    async def _write(self, fault: Fault, what: Entry, at: float, cause: Cause) -> None:
        verdict = fault.phase if what == "feedback" else None
        entry = LogEntry(
            id="",
            appliance=fault.appliance,
            at=at,
            what=what,
            by=cause.name,
            fault=fault.id,
            kind=fault.kind,
            severity=fault.severity,
            verdict=verdict if verdict in {"confirmed", "fixed", "false_alarm"} else None,
        )
        await self._log.write(entry, cause)


def _label(fault: Fault, verdict: Verdict, feeds: ApplianceKind | None, at: float) -> Label:
    """Return the label of a fault that a person just settled."""
    return Label(
        appliance=fault.appliance,
        feeds=feeds,
        kind=fault.kind,
        verdict=verdict,
        start=fault.evidence[0].since if fault.evidence else fault.raised_at,
        end=at,
        given_at=at,
    )
