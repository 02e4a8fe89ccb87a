"""A column that is a machine's power is known by its work and its rest, whatever it is called."""

import math
import random

import pytest

from hub.faults.stream.power import Power
from hub.faults.stream.scored import score
from tests.faults.stream.streams import START, daily, times

DAY = 1440  # minutes
TRAIN, FAULT, END = 5 * DAY, 7 * DAY, 10 * DAY


def fridge(minutes, *, longer=1.0, power=1.0, standby=0.5, seed=1):
    """Work of about 15 minutes at 90 W, rest of about 35."""
    draw, watts = random.Random(seed), []
    while len(watts) < minutes:
        works = max(3, round(draw.gauss(15, 1.5) * longer))
        watts += [power * draw.gauss(90, 2) for _ in range(works)]
        watts += [standby] * max(5, round(draw.gauss(35, 3)))
    return watts[:minutes]


def washer(minutes, seed=1):
    """One or two programmes a day: heating, pauses, spinning."""
    draw, watts = random.Random(seed), []
    while len(watts) < minutes:
        watts += [1.2] * round(draw.uniform(500, 1400))
        watts += [draw.gauss(2000, 20) for _ in range(round(draw.gauss(20, 2)))]
        for _ in range(6):
            watts += [1.5] * 3 + [draw.gauss(200, 30) for _ in range(7)]
        watts += [draw.gauss(500, 30) for _ in range(8)]
    return watts[:minutes]


def minutes(count):
    return [START + 60.0 * i for i in range(count)]


def scored(watts, train=TRAIN):
    return score(minutes(len(watts)), [[value] for value in watts], train=train)


def broken(after):
    return scored(fridge(FAULT) + after)


@pytest.mark.parametrize("machine", [fridge, washer])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_healthy_month_is_quiet(machine, seed):
    assert not any(scored(machine(30 * DAY, seed=seed)).anomalies)


@pytest.mark.parametrize(
    "after",
    [
        fridge(3 * DAY, longer=1.4, seed=2),
        fridge(3 * DAY, power=0.7, seed=2),
        fridge(3 * DAY, standby=15.0, seed=2),
        [0.5] * 3 * DAY,
        [91.0] * 3 * DAY,
    ],
    ids=["longer work", "weaker work", "standby", "dead", "never stops"],
)
def test_a_fault_is_found_within_a_day_and_a_half(after):
    result = broken(after)
    assert not any(result.anomalies[:FAULT])
    assert any(result.anomalies[FAULT : FAULT + DAY * 3 // 2])


def test_a_silent_meter_says_nothing_about_the_machine():
    assert not any(broken([math.nan] * 3 * DAY).anomalies)


def test_a_washer_that_heats_less_is_found():
    watts = washer(20 * DAY)
    watts[10 * DAY :] = [value * 0.7 if value > 1000 else value for value in watts[10 * DAY :]]
    result = scored(watts, 8 * DAY)
    assert not any(result.anomalies[: 10 * DAY])
    assert any(result.anomalies[10 * DAY :])


def test_readings_every_ten_seconds_tell_the_same():
    watts = fridge(8 * DAY) + [91.0] * DAY
    rows = [[value] for value in watts for _ in range(6)]
    stamps = [START + 10.0 * i for i in range(len(rows))]
    result = score(stamps, rows, train=6 * TRAIN)
    assert not any(result.anomalies[: 6 * 8 * DAY])
    assert any(result.anomalies[6 * 8 * DAY :])


def test_times_that_jump_begin_anew_instead_of_counting_as_rest():
    watts = fridge(END)
    stamps = [t + (t >= START + 60 * FAULT) * 86_400.0 * 30 for t in minutes(END)]
    result = score(stamps, [[value] for value in watts], train=TRAIN)
    assert not any(result.anomalies)


def test_what_is_no_machines_power_is_not_taken_for_one():
    draw = random.Random(1)
    for values, stamps in (
        (daily(3000), minutes(3000)),  # never rests
        ([draw.gauss(0, 50) for _ in range(3000)], minutes(3000)),  # negative
        (fridge(3000), times(3000)),  # too seldom for minutes
        ([5.0] * 3000, minutes(3000)),
        ([math.nan] * 3000, minutes(3000)),
    ):
        assert Power.learned(stamps, [[value] for value in values]) is None
    assert Power.learned(minutes(3000), [[value] for value in fridge(3000)]) is not None
