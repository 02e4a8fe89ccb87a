"""When a machine says that it is done."""

import random
from itertools import groupby, pairwise

import pytest

from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind
from hub.faults.started.watch import StartedWatch
from hub.faults.watch import Cycle
from tests.faults.started.laundry import HOUR, MINUTE, Life, Machine, changes, means, samples

LATE = 20.0  # minutes: a machine that is still unknown is given more time


def watched(readings, watch=None):
    """Return the watch and (when it was told, the programme) of every programme it told."""
    watch, told, looked = watch or StartedWatch.of(ApplianceKind.WASHER), [], None
    for at, watts in readings:
        while looked is not None and looked + 20 < at:
            looked = max(looked + 20, at - 1200)
            told += [(looked, happening) for happening in watch.look(looked)]
        told += [(at, happening) for happening in watch.take("power", watts, at)]
        looked = at
    return watch, [(at, cycle) for at, cycle in told if isinstance(cycle, Cycle)]


def told_of(life, told):
    """Return for each true programme when it was said to be done."""
    begins = [*life.begins, float("inf")]
    return [
        [at for at, _ in told if began < at <= following] for began, following in pairwise(begins)
    ]


@pytest.mark.parametrize("seed", [2, 3])
def test_a_washer_is_done_once_and_soon(seed):
    life = Life(Machine(seed))
    _, told = watched(samples(life.phases(20), 10, random.Random(seed)))
    late = [
        [at - end for at in ats] for ats, end in zip(told_of(life, told), life.ends, strict=True)
    ]
    assert [len(one) for one in late] == [1] * 20
    assert sum(one[0] <= 90 for one in late) >= 18
    assert all(one[0] <= LATE * MINUTE for one in late)


def test_a_machine_is_understood_through_a_plug_that_tells_changes_only():
    life = Life(Machine(4, creases=True))
    readings = changes(samples(life.phases(12), 10, random.Random(4)))
    _, told = watched(readings)
    assert [len(ats) for ats in told_of(life, told)] == [1] * 12


def test_minute_means_end_a_programme_within_the_second_quiet_minute():
    life = Life(Machine(3, creases=False, rest=1.0))
    _, told = watched(means(life.phases(12)))
    late = [ats[0] - end for ats, end in zip(told_of(life, told)[4:], life.ends[4:], strict=True)]
    assert sorted(late)[len(late) // 2] <= 2 * MINUTE


def test_a_restart_of_the_hub_in_mid_cycle_changes_nothing():
    readings = list(samples(Life(Machine(5)).phases(6), 10, random.Random(5)))
    _, whole = watched(readings)
    watch, parts = None, []
    for _, part in groupby(readings, key=lambda reading: reading[0] // 2000):
        watch, told = watched(list(part), watch)
        watch = decode(encode(watch), StartedWatch)
        parts += told
    assert [cycle.ended for _, cycle in parts] == [cycle.ended for _, cycle in whole]


def test_nothing_is_done_while_the_plug_is_silent():
    watch = StartedWatch.of(ApplianceKind.WASHER)
    watched(((at, 200.0) for at in range(0, 3600, 10)), watch)
    assert [watch.look(3600 + t) for t in range(0, 7200, 60)] == [()] * 120
    watch.take("power", None, 10_800.0)
    assert watch.look(10_860.0) == ()


def test_a_plug_that_was_off_all_day_has_run_nothing():
    _, told = watched((float(at), 0.0) for at in range(0, 86_400, 60))
    assert told == []


def test_a_programme_that_is_known_says_when_it_will_end():
    life = Life(Machine(2))
    watch, _ = watched(samples(life.phases(15, ("cotton",)), 10, random.Random(2)))
    began, at = life.at, life.at
    machine = [(watts, seconds) for watts, seconds in life.machine.run("cotton")]
    ends = began + sum(seconds for _, seconds in machine)
    guesses = []
    for watts, seconds in machine:
        readings = [(at + t, watts) for t in range(0, int(seconds), 10)]
        watched(readings, watch)
        at += seconds
        run = watch.running(at)
        if run is not None and run.ends is not None:
            guesses.append((at, run.ends, run.progress))
    halfway = [(guess, progress) for at, guess, progress in guesses if at > (began + ends) / 2]
    assert halfway
    assert all(abs(guess - ends) <= 12 * MINUTE for guess, _ in halfway)
    assert [progress for _, progress in halfway] == sorted(progress for _, progress in halfway)


def test_the_same_programme_has_the_same_number():
    life = Life(Machine(7))
    _, told = watched(samples(life.phases(14, ("cotton", "rinse")), 10, random.Random(7)))
    numbers = {cycle.programme for _, cycle in told[-6:]}
    long = {c.programme for _, c in told[-6:] if c.energy > 400}
    short = {c.programme for _, c in told[-6:] if c.energy < 200}
    assert -1 not in numbers
    assert not long & short


def test_what_is_remembered_of_a_washer_is_small():
    life = Life(Machine(6))
    watch, _ = watched(samples(life.phases(40), 30, random.Random(6)))
    assert len(encode(watch)) < 50_000
    assert watch.learned(life.at + HOUR).cycles >= 38
