"""What the programmes of a machine show together, and the spell of a fault from begin to end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from hub.core.entities import ApplianceKind
from hub.core.faults import Evidence, FaultKind, Severity, Verdict
from hub.faults.started.dead import heatless, usual_peak
from hub.faults.started.shift import Trait, offs_of
from hub.faults.started.signs import SIGNS, Sign, cause, means, strongest
from hub.faults.started.traits import Run
from hub.faults.watch import Finding, Found, Gone, Happening

_KEPT = 160  # programmes
_PICTURED = 40
_BACK = 3  # programmes as usual end a spell
TOLD_AFTER = 8  # programmes
_STRONG = 0.4  # log: a shift as large is no mere notice
_SERIOUS = frozenset({FaultKind.HEATER_DEAD, FaultKind.DRAIN_BLOCKED, FaultKind.THERMOSTAT_STUCK})
_DAY = 86_400.0


@dataclass(slots=True, kw_only=True)
class Judge:
    """The programmes of one machine as usual (``runs``), and those since a fault (``during``)."""

    runs: list[Run] = field(default_factory=list)
    during: list[Run] = field(default_factory=list)
    spell: FaultKind | None = None
    strength: float = 0.0

    def take(self, kind: ApplianceKind, run: Run) -> Happening | None:
        """Take a programme in; return the fault that shows, or the one that is gone."""
        if self.spell is not None:
            return self._follow(kind, run)
        self.runs = [*self.runs, run][-_KEPT:]
        dead = heatless(self.runs)
        if dead:
            return self._dead(dead)
        seen = strongest(kind, self.runs) if self.ready else None
        self.strength = seen.shift.strength if seen else 0.0
        if seen is None or self.strength < 1:
            return None
        sign, shift = seen.sign, seen.shift
        fault = cause(sign, shift)
        self._open(fault, shift.since)
        return Found(finding=self._finding(fault, sign, shift.amount))

    def suspect(self, kind: ApplianceKind, fault: str, least: float) -> Found | None:
        """Return a fault that shows at least so far, for another witness saw it, too."""
        if self.spell is not None or not self.ready or self.strength < least:
            return None
        seen = strongest(kind, self.runs)
        if seen is None or (named := cause(seen.sign, seen.shift)).value != fault:
            return None
        self._open(named, seen.shift.since)
        return Found(finding=self._finding(named, seen.sign, seen.shift.amount))

    @property
    def ready(self) -> bool:
        """Whether faults can be told."""
        return len(self.runs) >= TOLD_AFTER

    def score(self) -> float | None:
        """Return how strange the last programmes were: 0.5 is the edge; ``None``: too early."""
        if self.spell is not None:
            return 1.0
        return min(0.5 * self.strength, 1.0) if self.ready else None

    def settle(self, verdict: Verdict, kind: FaultKind) -> None:
        """Take a person's word on the spell."""
        if verdict == "confirmed" or kind is not self.spell:
            return
        if verdict == "false_alarm":
            self.runs = list(self.during)
        self.during, self.spell, self.strength = [], None, 0.0

    def _open(self, fault: FaultKind, since: float) -> None:
        self.spell, self.strength = fault, 1.0
        self.during = [run for run in self.runs if run.at >= since]
        self.runs = [run for run in self.runs if run.at < since]

    def _follow(self, kind: ApplianceKind, run: Run) -> Happening | None:
        """Look whether the machine does as usual again."""
        self.during = [*self.during, run][-_KEPT:]
        last = self.during[-_BACK:]
        if len(last) < _BACK or not self._recovered(kind, last):
            return None
        fault, self.spell = self.spell, None
        self.runs, self.during, self.strength = [*self.runs, *last], [], 0.0
        return None if fault is None else Gone(kind=fault)

    def _recovered(self, kind: ApplianceKind, last: Sequence[Run]) -> bool:
        if self.spell is FaultKind.HEATER_DEAD and all(
            run.peak >= 0.8 * usual_peak(self.runs, 0) for run in last
        ):
            return True
        for sign in SIGNS[kind]:
            if self.spell in means(sign):
                offs = offs_of(sign.trait, last, self.runs)
                way = 1 if sign.up else -1
                if len(offs) == len(last) and max(way * off for off in offs) < sign.trait.worth / 2:
                    return True
        return False

    def _dead(self, dead: int) -> Found:
        now = median(run.peak for run in self.runs[-dead:])
        usual = usual_peak(self.runs, dead)
        self._open(FaultKind.HEATER_DEAD, self.runs[-dead].at)
        picture = self._picture("peak", "W", [run.peak for run in self._all()])
        return Found(
            finding=Finding(
                kind=FaultKind.HEATER_DEAD,
                severity="warning",
                confidence=min(0.95, 0.65 + 0.1 * dead),
                evidence=(replace(picture, now=now, usual=usual),),
            )
        )

    def _all(self) -> list[Run]:
        return [*self.runs, *self.during][-_PICTURED:]

    def _finding(self, fault: FaultKind, sign: Sign, amount: float) -> Finding:
        shown = Trait(
            number=lambda run: math.log(max(sign.shown(run), 1e-3)), context=sign.trait.context
        )
        offs = offs_of(shown, self.during, self.runs)
        now = median(sign.shown(run) for run in self.during)
        usual = now * math.exp(-median(offs)) if offs else now
        picture = self._picture(sign.picture, sign.unit, [sign.shown(run) for run in self._all()])
        severity: Severity = "notice"
        if fault in _SERIOUS or abs(amount) >= _STRONG:
            severity = "warning"
        return Finding(
            kind=fault,
            severity=severity,
            confidence=round(min(0.9, 0.55 + 0.15 * self.strength), 2),
            evidence=(replace(picture, now=now, usual=usual),),
            extra_watts=self._extra(now, usual) if sign.unit == "Wh" else None,
        )

    def _extra(self, now: float, usual: float) -> float:
        """Return what it draws beyond the usual, as a mean power (W)."""
        runs = self._all()
        days = (runs[-1].at - runs[0].at) / _DAY
        return max(0.0, now - usual) * (len(runs) - 1) / max(days, 1.0) / 24

    def _picture(self, signal: str, unit: str, values: Sequence[float]) -> Evidence:
        runs = self._all()
        usual = sorted(values[: len(values) - len(self.during)] or values)
        return Evidence(
            signal=signal,
            unit=unit,
            times=tuple(run.at for run in runs),
            values=tuple(round(value, 1) for value in values),
            low=usual[len(usual) // 10],
            high=usual[-1 - len(usual) // 10],
            since=self.during[0].at,
            over=runs[-1].at - self.during[0].at + 60 * runs[-1].lasted,
        )
