"""What a stream of numbers shows: known by its day, by its fellows, and never by what comes."""

import math
import random

import pytest

from hub.faults.stream.scored import score
from tests.faults.stream.streams import bench, daily, times

DAY = 144  # rows
TRAIN = 3 * DAY


def scored(values, train=TRAIN):
    return score(times(len(values)), [[value] for value in values], train=train)


def shown(result, first, last):
    return any(result.anomalies[first : last + 1])


def test_an_ordinary_week_is_quiet():
    result = scored(daily(10 * DAY))
    assert sum(result.anomalies) <= 2


@pytest.mark.parametrize(("first", "strange"), [(17, [110.0]), (60, [0.0] * 6), (10, [45.0] * 60)])
def test_a_spike_a_dropout_and_a_morning_that_does_not_come_are_shown(first, strange):
    values, first = daily(9 * DAY), 7 * DAY + first
    values[first : first + len(strange)] = strange
    result = scored(values)
    assert shown(result, first, first + len(strange) - 1)


def test_what_comes_at_its_hour_is_less_news_than_at_another():
    values = daily(16 * DAY)
    for day in range(16):
        values[day * DAY + 30 : day * DAY + 36] = [95.0] * 6
    values[14 * DAY + 100 : 14 * DAY + 106] = [95.0] * 6
    result = scored(values)
    assert shown(result, 14 * DAY + 100, 14 * DAY + 105)
    assert sum(shown(result, day * DAY + 25, day * DAY + 40) for day in range(6, 14)) <= 2


def test_a_thing_is_said_once():
    values = daily(12 * DAY)
    values[8 * DAY :] = [value + 60 for value in values[8 * DAY :]]
    result = scored(values)
    assert shown(result, 8 * DAY, 8 * DAY + 5)
    assert sum(result.anomalies[8 * DAY : 8 * DAY + 100]) <= 2


@pytest.mark.parametrize("columns", [1, 4])
def test_nothing_looks_ahead(columns):
    rows = bench(900) if columns == 4 else [[value] for value in daily(900)]
    rows[600:] = [[3 * value for value in row] for row in rows[600:]]
    whole = score(times(900), rows, train=300)
    for cut in (450, 610, 750):
        part = score(times(cut), rows[:cut], train=300)
        assert part.scores == whole.scores[:cut]
        assert part.anomalies == whole.anomalies[:cut]
        assert part.changepoints == whole.changepoints[:cut]


def test_where_a_row_stands_in_the_file_does_not_matter():
    rows, odd = bench(1200), 700
    rows[odd:] = [[row[0], row[1] - 60, *row[2:]] for row in rows[odd:]]
    early = score(times(800), rows[400:], train=200)
    late = score(times(1200), rows, train=200)
    assert early.anomalies.index(1) == pytest.approx(late.anomalies.index(1) - 400, abs=5)


def test_a_machine_whose_level_leaves_is_strange_until_it_comes_back():
    rows = bench(900)
    rows[500:700] = [[row[0] - 1.5, row[1] - 30, *row[2:]] for row in rows[500:700]]
    result = score(times(900), rows, train=300)
    assert not any(result.anomalies[300:500])
    assert all(result.anomalies[540:700])
    assert not any(result.anomalies[760:])
    assert any(result.changepoints[500:530])
    assert any(result.changepoints[700:730])


def test_missing_numbers_are_no_news():
    draw = random.Random(3)
    rows = [[math.nan if draw.random() < 0.2 else value for value in row] for row in bench(900)]
    result = score(times(900), rows, train=300)
    assert sum(result.anomalies) < 45
    gone = [[value] for value in daily(1200)]
    gone[700:900] = [[math.nan]] * 200
    quiet = score(times(1200), gone, train=400)
    assert not any(quiet.anomalies[700:900])


@pytest.mark.parametrize("value", [0.0, -3.5, 1e12])
def test_what_never_moved_is_strange_when_it_moves(value):
    values = [value] * 800
    assert not any(scored(values, 200).anomalies)
    values[600] = value + 5 if value < 1e6 else 2 * value
    result = scored(values, 200)
    assert result.anomalies[600]
    assert not any(result.anomalies[:600])


def test_wild_numbers_are_scored_with_numbers():
    values = daily(700)
    values[500], values[510], values[520] = 1e300, -1e300, 1e-300
    for columns in (1, 2):
        result = score(times(700), [[value] * columns for value in values], train=200)
        assert all(math.isfinite(one) for one in result.scores)
        assert result.anomalies[500]


def test_too_little_to_learn_from_says_so_and_claims_nothing():
    for rows, train in (([[1.0]] * 10, 10), ([[math.nan]] * 500, 100), ([], 0)):
        result = score(times(len(rows)), rows, train=train)
        assert result.notes
        assert result.scores == [0.0] * len(rows)
        assert result.anomalies == result.changepoints == [0] * len(rows)
