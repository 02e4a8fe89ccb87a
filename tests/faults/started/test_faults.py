"""What a household is told of machines that people start, and of loads that are only on or off."""

import math

import pytest

from hardware.simulated.appliances.traces import trace
from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind as Kind
from hub.core.faults import FaultKind as Fault
from hub.faults.plain.watch import PLAIN, PlainWatch
from hub.faults.started.judge import Judge
from hub.faults.started.traits import Run
from hub.faults.started.watch import StartedWatch
from hub.faults.watch import Cycle, Found, Gone

DAY = 86_400.0


def watch_of(kind):
    return PlainWatch(kind=kind) if kind in PLAIN else StartedWatch.of(kind)


def lived(story, watch=None, first=0):
    """Return the watch of a trace, and (when, happening) of everything it said."""
    watch, said, told = watch or watch_of(story.kind), [], None
    columns = (story.t, story.power, story.command)
    for t, watts, command in zip(*(column[first:].tolist() for column in columns), strict=True):
        if not math.isnan(command) and command != told:
            watch.take("command", command, t)
            told = command
        if not math.isnan(watts):
            said += [(t, one) for one in watch.take("power", watts, t + 60)]
        said += [(t, one) for one in watch.look(t + 60)]
    return watch, said


def found(said):
    return [(at, one.finding) for at, one in said if isinstance(one, Found)]


@pytest.mark.parametrize(
    ("kind", "seed", "fault", "severity"),
    [
        (Kind.WASHER, 3, Fault.DRAIN_BLOCKED, "severe"),
        (Kind.WASHER, 1, Fault.HEATER_DEAD, "severe"),
        (Kind.WASHER, 4, Fault.BEARING_WORN, "moderate"),
        (Kind.DISHWASHER, 2, Fault.HEATER_SCALED, "moderate"),
        (Kind.DRYER, 1, Fault.CLOGGED_FILTER, "severe"),
        (Kind.OVEN, 2, Fault.HEATER_DEAD, "moderate"),
        (Kind.LAMP, 2, Fault.STUCK_RELAY, "severe"),
        (Kind.TV, 1, Fault.STANDBY_CREEP, "moderate"),
        (Kind.FAN, 2, Fault.BEARING_WORN, "moderate"),
        (Kind.FAN, 1, Fault.COMMAND_IGNORED, "severe"),
    ],
)
def test_a_fault_is_named_once_and_with_a_picture(kind, seed, fault, severity):
    story = trace(kind, seed, 56, fault, severity)
    _, said = lived(story)
    begins = story.t[story.fault_from]
    [(at, finding)] = found(said)
    assert finding.kind is fault
    assert begins < at <= begins + 21 * DAY
    picture = finding.evidence[0]
    assert len(picture.times) == len(picture.values) >= 2
    assert picture.now != picture.usual
    assert all(math.isfinite(v) for v in (picture.now, picture.usual, picture.low, picture.high))
    assert 0 < finding.confidence <= 1


@pytest.mark.parametrize("kind", [Kind.WASHER, Kind.DISHWASHER, Kind.OVEN, Kind.KETTLE, Kind.TV])
def test_a_healthy_machine_is_left_in_peace(kind):
    watch, said = lived(trace(kind, 12, 70))
    assert found(said) == []
    known = watch.learned(trace(kind, 12, 1).t[0] + 70 * DAY)
    assert known.tells
    assert not set(known.tells) & set(known.from_day)
    assert len(encode(watch)) < 50_000


def test_a_restart_forgets_nothing_of_a_fault():
    story = trace(Kind.WASHER, 3, 56, Fault.DRAIN_BLOCKED, "severe")
    watch, said = lived(story)
    again = decode(encode(watch), type(watch))
    assert again == watch
    assert len(found(said)) == 1


def washes(count, *, drained=2.0, start=0.0):
    """Return runs of one programme, one a day."""
    return [
        Run(
            at=start + DAY * n,
            lasted=70.0 + n % 3,
            energy=700.0 + 20 * (n % 4),
            peak=2000.0 + 5 * (n % 2),
            heat=500.0 + 15 * (n % 4),
            turned=50.0 + n % 3,
            even=25.0 + n % 2,
            drained=drained + n % 2,
            loosened=6.0,
            spin=420.0 + 6 * (n % 3),
        )
        for n in range(count)
    ]


def judged(runs, judge=None):
    judge = judge or Judge()
    return judge, [one for one in (judge.take(Kind.WASHER, run) for run in runs) if one is not None]


def test_what_is_repaired_is_gone():
    judge, said = judged([*washes(15), *washes(3, drained=20, start=15 * DAY)])
    assert [type(one) for one in said] == [Found]
    _, said = judged(washes(3, start=20 * DAY), judge)
    assert said == [Gone(kind=Fault.DRAIN_BLOCKED)]


def test_a_false_alarm_makes_it_usual():
    judge, said = judged([*washes(15), *washes(3, drained=20, start=15 * DAY)])
    assert len(said) == 1
    judge.settle("false_alarm", Fault.DRAIN_BLOCKED)
    _, said = judged(washes(20, drained=20, start=20 * DAY), judge)
    assert said == []


def test_after_a_repair_the_same_fault_is_told_anew():
    judge, _ = judged([*washes(15), *washes(3, drained=20, start=15 * DAY)])
    judge.settle("fixed", Fault.DRAIN_BLOCKED)
    _, said = judged([*washes(4, start=20 * DAY), *washes(3, drained=20, start=25 * DAY)], judge)
    assert [one.finding.kind for one in said] == [Fault.DRAIN_BLOCKED]


def test_one_strange_programme_is_no_fault():
    odd = washes(1, drained=60, start=15 * DAY)
    _, said = judged([*washes(15), *odd, *washes(10, start=16 * DAY)])
    assert said == []


def test_a_lamp_whose_plug_was_pulled_ignores_nobody():
    watch, said = watch_of(Kind.LAMP), []
    for day in range(20):
        for minute in range(1440):
            on, at = 1080 <= minute < 1300, day * DAY + 60.0 * minute
            if minute in {1080, 1300}:
                watch.take("command", float(on), at)
            pulled = day >= 15
            watts = 0.0 if pulled else 9.0 if on else 0.4
            said += watch.take("power", watts, at)
    assert said == []


def test_a_kettle_counts_its_uses():
    _, said = lived(trace(Kind.KETTLE, 3, 7))
    assert sum(isinstance(one, Cycle) for _, one in said) >= 5
