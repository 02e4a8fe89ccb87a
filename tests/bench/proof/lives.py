"""Simulated lives under the product's own watches: what is said in healthy years, and of faults.

The protocol. Readings go in as the hub hands them over: power each minute it is known, the other
signals when they change and every ten minutes; a silent minute is no reading. ``look`` is asked
each minute. The first 28 days teach; what is said in them is told apart. One ``Found`` is one
alert. A false one is answered *false alarm* a day later, as a person would, so that no open spell
hides the next. A fault counts as found by the first ``Found`` within 21 days of its first moment,
and as named right by the first of them that names a known fault.
"""

import copy
from dataclasses import dataclass

import numpy as np

from hardware.simulated.appliances.breaks import BREAKS
from hardware.simulated.appliances.life import MINUTES, breaking
from hardware.simulated.appliances.traces import LEAD, branches, trace
from hub.core.faults import FaultKind
from hub.faults.watch import Found, Gone
from hub.faults.watches import watch_of

DAY, YEAR = 86_400.0, 365
WATCHED = 21  # days after a fault's first moment
AGAIN = 10  # minutes after which an unchanged signal is reported again
ANSWERED = DAY  # seconds until a person says "false alarm"
MEANS_THE_SAME = ({FaultKind.STUCK_ON, FaultKind.STUCK_RELAY},)


@dataclass(frozen=True)
class Alert:
    """What was said, and how many days after the beginning that counts."""

    kind: str
    day: float


@dataclass(frozen=True)
class Healthy:
    """One healthy life: the days that count, what was said in them and while learning."""

    kind: str
    seed: int
    days: int
    alerts: tuple[Alert, ...]
    early: tuple[Alert, ...]


@dataclass(frozen=True)
class Broke:
    """One fault: what was said after it came; ``limit`` is how long a sudden one may take."""

    kind: str
    seed: int
    fault: str
    severity: str
    slow: bool
    needs: tuple[str, ...]
    limit: float  # days
    alerts: tuple[Alert, ...]

    @property
    def delay(self):
        """Return the days until the first alert, ``None`` where nothing was said."""
        return self.alerts[0].day if self.alerts else None

    @property
    def named(self):
        """Return the first known fault that was named."""
        known = (one.kind for one in self.alerts if one.kind != FaultKind.UNKNOWN_ANOMALY)
        return next(known, None)

    @property
    def right(self):
        """Whether that is the one."""
        same = next((one for one in MEANS_THE_SAME if self.fault in one), {self.fault})
        return self.named in same


class Watched:
    """A watch and the spells it has open; ``without`` are signals this household has not."""

    def __init__(self, kind, without=()):
        self.watch, self.without = watch_of(kind), without
        self.open = {}

    def branch(self):
        """Return a second one that goes on from here by itself."""
        other = copy.copy(self)
        other.watch, other.open = copy.deepcopy(self.watch), dict(self.open)
        return other

    def live(self, lived, *, until_named_from=None):
        """Take in all of a trace; return (kind, UTC seconds) of every alert.

        With ``until_named_from`` (UTC s) nobody answers, and all is known once a fault is named.
        """
        said, told = [], 0
        rest = _others(lived, self.without)
        take, look = self.watch.take, self.watch.look
        for row, (at, watts) in enumerate(zip(lived.t.tolist(), lived.power.tolist(), strict=True)):
            for quantity, value in rest.get(row, ()):
                self._hear(take(quantity, value, at), at, said)
            if watts == watts:  # not NaN
                self._hear(take("power", watts, at), at, said)
            self._hear(look(at), at, said)
            if until_named_from is None:
                self._answer(at)
            elif len(said) > told:
                told = len(said)
                if any(_is_named(one, until_named_from) for one in said):
                    break
        return said

    def _hear(self, happenings, at, said):
        for happening in happenings:
            if isinstance(happening, Found):
                self.open[happening.finding.kind] = at
                said.append((happening.finding.kind, at))
            elif isinstance(happening, Gone):
                self.open.pop(happening.kind, None)

    def _answer(self, at, after=ANSWERED):
        if not self.open:
            return
        for kind, since in list(self.open.items()):
            if at >= since + after:
                self.watch.settle("false_alarm", kind, at)
                del self.open[kind]

    def clear(self, at):
        """Say "false alarm" to all that is open."""
        self._answer(at, after=0.0)


def _is_named(alert, start):
    kind, at = alert
    return at >= start and kind is not FaultKind.UNKNOWN_ANOMALY


def _others(lived, without):
    """Return by row what the signals beside power report, when they change and every so often."""
    rows = {}
    for quantity in ("temperature", "ambient", "command"):
        values = getattr(lived, quantity)
        if quantity in without or np.isnan(values).all():
            continue
        told = np.empty(len(values), bool)
        told[:1] = True
        told[1:] = values[1:] != values[:-1]
        if quantity != "command":
            told[::AGAIN] = True
        for row in np.flatnonzero(told & ~np.isnan(values)).tolist():
            rows.setdefault(row, []).append((quantity, float(values[row])))
    return rows


def healthy(kind, seed, days, without=()):
    """Live through so many healthy days after the lead-in."""
    lived = trace(kind, seed, LEAD + days)
    begins = lived.t[0] + LEAD * DAY
    said = [
        Alert(kind=str(what), day=round((at - begins) / DAY, 3))
        for what, at in Watched(kind, without).live(lived)
    ]
    return Healthy(
        kind=str(kind),
        seed=seed,
        days=days,
        alerts=tuple(one for one in said if one.day >= 0),
        early=tuple(one for one in said if one.day < 0),
    )


def cases(kind, severities=("moderate", "severe")):
    """Return what can break in a kind, as groups that share a lead-in; no defrost, no thawing."""
    wanted = [
        (one.fault, severity)
        for one in BREAKS[kind]
        for severity in severities
        if severity == "severe" or one.moderate is not None
    ]
    thaw = [one for one in wanted if one[0] is FaultKind.DEFROST_FAILED]
    return [group for group in ([one for one in wanted if one not in thaw], thaw) if group]


def broken(kind, seed, group, days=WATCHED, without=()):
    """Live through one lead-in and what follows each fault of a group."""
    begins = LEAD * MINUTES + 1 + (seed * 379) % (MINUTES - 2)  # any time of the day
    come = [breaking(kind, *one, begins=begins) for one in group]
    lead, *tails = branches(kind, seed, LEAD, days + 1, come)
    watched = Watched(kind, without)
    watched.live(lead)
    watched.clear(lead.t[-1])
    limit = _limit(lead.power[MINUTES * LEAD // 2 :])
    return [
        _broke(watched.branch(), tail, one, limit) for one, tail in zip(come, tails, strict=True)
    ]


def _broke(watched, lived, come, limit):
    start = lived.t[0] + 60 * lived.fault_from
    said = watched.live(lived, until_named_from=start)
    return Broke(
        kind=str(lived.kind),
        seed=lived.seed,
        fault=str(lived.fault),
        severity=lived.severity,
        slow=come.what.slow,
        needs=come.what.needs,
        limit=limit,
        alerts=tuple(
            Alert(kind=str(what), day=round((at - start) / DAY, 4))
            for what, at in said
            if 0 <= (at - start) / DAY <= WATCHED
        ),
    )


def _limit(power):
    """Return the days in which the machine usually runs for an hour and goes on twice."""
    known = power[~np.isnan(power)]
    if not len(known) or known.max() <= 0:
        return float(WATCHED)
    on = known > max(4.0, 0.15 * np.percentile(known, 99.5))
    (rows,) = np.nonzero(on)
    if not len(rows):
        return float(WATCHED)
    starts = 1 + int((np.diff(rows) > AGAIN).sum())
    days = len(known) / MINUTES
    return float(max(days / 24 / max(on.mean() * days, 1e-6), 2 * days / starts))
