"""A machine or a sensor of which nothing is known but its numbers is watched all the same."""

import math
import random

import pytest

from hub.core.codec import decode, encode
from hub.core.faults import FaultKind
from hub.faults.stream.watch import StreamWatch
from hub.faults.watch import Found, Gone
from models.stream.extremes import Extremes

START = 1_709_251_200.0
DAY = 86_400.0
STEP = 600.0


def live(watch, quantity, number, first, last):
    """Report every ten minutes from one day to another; return what was found and is gone."""
    told = []
    for i in range(int(first * DAY / STEP), int(last * DAY / STEP)):
        at = START + i * STEP
        value = number(i * STEP / DAY)
        told += watch.take(quantity, value, at)
    return told


def router(seed=1):
    draw = random.Random(seed)
    return lambda day: 8 + math.sin(2 * math.pi * day) + draw.gauss(0, 0.3)


def room(seed=1):
    draw = random.Random(seed)
    return lambda day: round(20 + 2 * math.sin(2 * math.pi * day) + draw.gauss(0, 0.1), 1)


def kinds(told, happening=Found):
    return [
        one.finding.kind if happening is Found else one.kind
        for one in told
        if isinstance(one, happening)
    ]


@pytest.fixture
def watch():
    return StreamWatch()


def test_a_healthy_month_is_quiet_and_what_is_kept_is_small(watch):
    assert live(watch, "power", router(), 0, 30) == []
    assert watch.score() < 0.5
    assert len(encode(watch)) < 60_000


def test_something_never_seen_is_an_unknown_anomaly_once_and_then_gone(watch):
    live(watch, "power", router(), 0, 22)
    told = live(watch, "power", lambda day: 60.0 + day, 22, 22.2)
    assert kinds(told) == [FaultKind.UNKNOWN_ANOMALY]
    (evidence,) = told[0].finding.evidence
    assert evidence.low <= 8 <= evidence.high < 20
    assert evidence.now > 50
    assert watch.score() > 0.5
    later = live(watch, "power", router(2), 22.2, 26)
    assert kinds(later) == []
    assert kinds(later, Gone) == [FaultKind.UNKNOWN_ANOMALY]


def test_nothing_is_said_in_the_first_two_weeks(watch):
    assert live(watch, "power", lambda day: 8.0 if day < 9 else 300 * (day % 1), 0, 13) == []
    assert watch.score() is None
    learned = watch.learned(START)
    assert learned.tells == ()
    assert learned.from_day[FaultKind.UNKNOWN_ANOMALY] == 14


def test_a_sensor_that_shows_always_the_same_is_stuck(watch):
    live(watch, "temperature", room(), 0, 16)
    told = live(watch, "temperature", lambda _: 20.3, 16, 18)
    assert FaultKind.SENSOR_STUCK in kinds(told)


def test_a_silent_sensor_is_neither_stuck_nor_strange(watch):
    live(watch, "temperature", room(), 0, 16)
    told = []
    for hour in range(24 * 4):
        told += watch.look(START + 16 * DAY + 3600 * hour)
    told += live(watch, "temperature", room(2), 20, 23)
    assert told == []


def test_a_sensor_that_leaves_what_fits_the_air_around_it_drifts(watch):
    outside, inside = room(3), room(4)
    told = []
    for i in range(int(52 * DAY / 900)):
        day = i * 900 / DAY
        warm = 5 * math.sin(2 * math.pi * day / 30)
        told += watch.take("ambient", outside(day) + warm, START + 900 * i)
        value = inside(day) + 0.5 * warm + max(0.0, day - 36) * 0.4
        told += watch.take("temperature", value, START + 900 * i)
        if day < 36:
            assert told == []
    assert FaultKind.SENSOR_DRIFTING in kinds(told)


def test_it_goes_on_after_a_restart_as_if_nothing_was(watch):
    live(watch, "power", router(), 0, 17)
    again = decode(encode(watch), StreamWatch)
    one, other = router(5), router(5)
    assert live(watch, "power", one, 17, 18) == live(again, "power", other, 17, 18)
    assert encode(watch) == encode(again)


def test_a_false_alarm_is_not_repeated(watch):
    live(watch, "power", router(), 0, 22)
    assert kinds(live(watch, "power", lambda _: 60.0, 22, 22.2))
    watch.settle("false_alarm", FaultKind.UNKNOWN_ANOMALY, START + 22.2 * DAY)
    live(watch, "power", router(2), 22.2, 24)
    assert kinds(live(watch, "power", lambda _: 60.0, 24.1, 24.3)) == []


def test_unknown_readings_and_times_that_jump_back_do_no_harm(watch):
    for i in range(4000):
        at = START + 300.0 * (i if i % 100 else i - 50)
        watch.take("power", (None, math.nan, 5.0)[i % 3], at)
        watch.look(at - 1000)
    assert watch.score() is None


def test_limits_narrow_with_experience():
    draw, limits = random.Random(1), []
    extremes = Extremes(days=4000.0)
    for day in range(100):
        for _ in range(50):
            extremes.update(draw.expovariate(1.0) + 0.1)
        extremes.close()
        if day in {5, 20, 99}:
            limits.append(extremes.limit())
    assert limits[0] is None
    assert limits[1] > limits[2]
