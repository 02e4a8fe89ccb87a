"""Simulated machines and their watches, lived through once and then broken in many ways."""

import copy

import pytest

from hardware.simulated.appliances.traces import branches, breaking
from hub.core.entities import ApplianceKind
from hub.faults.cycling.watch import CyclingWatch
from hub.faults.watch import Found, Gone

DAY = 86_400.0
LEAD = 16  # days


class Story:
    """What a watch said: (days since the trace began, happening)."""

    def __init__(self):
        self.found, self.gone = [], []

    @property
    def kinds(self):
        return [finding.kind for _, finding in self.found]


def live(watch, trace, *, without=()):
    """Let a watch live through a trace; NaN is told as unknown."""
    story = Story()
    columns = {
        name: getattr(trace, name).tolist()
        for name in ("temperature", "ambient", "command", "power")
        if name not in without
    }
    columns = {n: c for n, c in columns.items() if any(v == v for v in c)}
    for i, at in enumerate(trace.t.tolist()):
        for name, column in columns.items():
            value = column[i] if column[i] == column[i] else None
            for happening in watch.take(name, value, at):
                _note(story, happening, (at - trace.t[0]) / DAY)
        for happening in watch.look(at):
            _note(story, happening, (at - trace.t[0]) / DAY)
    return story


def _note(story, happening, day):
    if isinstance(happening, Found):
        story.found.append((day, happening.finding))
    elif isinstance(happening, Gone):
        story.gone.append((day, happening.kind))


_known = {}


@pytest.fixture
def broken():
    """Return what a machine's watch says of the days in which a fault begins (after an hour)."""

    def broken(kind, fault, *, severity="severe", seed=1, days=8, onset=None, without=()):
        kind = ApplianceKind(kind)
        begins = LEAD * 1440 + 60
        breaks = [breaking(kind, fault, severity, begins=begins, onset=onset)]
        lives = branches(kind, seed, LEAD, days, breaks)
        lead = next(lives)
        key = kind, seed, days, without
        if key not in _known:
            watch = CyclingWatch.of(kind)
            assert live(watch, lead, without=without).found == []
            _known[key] = watch
        watch = copy.deepcopy(_known[key])
        return live(watch, next(lives), without=without), watch

    return broken
