"""What is learned from: minutes with their gaps marked, whole cycles, honest splits, a report."""

import math

import pytest

from models import features, quality, split
from models.signature import LEVELS, WIDTH, Signatures, signature


def test_a_minute_is_the_mean_of_what_held_in_it():
    assert features.minutes([(0, 100.0), (30, 0.0), (90, 60.0)], 0.0, 2) == [50.0, 30.0]


def test_a_silent_plug_is_unknown_after_a_quarter_of_an_hour_and_never_off():
    found = features.minutes([(0, 80.0), (3600, 40.0)], 0.0, 62)
    assert found[14] == 80.0
    assert all(math.isnan(value) for value in found[15:60])
    assert found[60] == 40.0


def test_a_reading_from_the_past_and_a_lost_device_are_taken_as_such():
    found = features.minutes([(60, 5.0), (30, 9.0), (120, math.nan)], 0.0, 3)
    assert math.isnan(found[0])
    assert found[1] == 5.0
    assert math.isnan(found[2])


def test_pauses_belong_to_a_cycle_and_a_gap_spoils_it():
    washing = [0.0] * 20 + [2000.0] * 15 + [0.0] * 8 + [200.0] * 20 + [0.0] * 30
    assert features.cycles(washing) == [(20, 63)]
    washing[40] = math.nan
    assert features.cycles(washing) == []


def test_a_blip_is_no_cycle():
    assert features.cycles([0.0] * 5 + [9.0] * 3 + [0.0] * 40) == []


def test_a_shape_has_a_fixed_length_and_keeps_its_mean():
    shape = features.shape([10.0] * 7 + [20.0] * 13)
    assert len(shape) == features.POINTS
    assert sum(shape) / len(shape) == pytest.approx((7 * 0.5 + 13) / 20)


def test_several_signals_make_one_window_and_a_gap_makes_none():
    rows = [[100.0 if minute % 60 < 30 else 0.0, 4.0] for minute in range(720)]
    grid = features.Grid(start=0.0, names=("power", "temperature"), rows=rows)
    assert grid.column("temperature")[:2] == [4.0, 4.0]
    found = features.spans(grid)
    assert [first for first, _ in found] == [0, 180, 360]
    assert found[0][1] == [50.0, 0.5, 4.0] * 6
    rows[:30] = [[math.nan, 4.0]] * 30
    assert [first for first, _ in features.spans(grid)] == [180, 360]


def test_a_split_by_time_never_tests_on_the_past_and_leaves_a_gap():
    parts = split.by_time([float(i) for i in range(100)], gap=5.0)
    assert max(parts.train) + 5 < min(parts.validate)
    assert max(parts.validate) + 5 < min(parts.test)


def test_no_home_lies_on_two_sides():
    homes = [index // 7 for index in range(210)]
    parts = split.by_home(homes, seed=3)
    sides = [{homes[i] for i in side} for side in (parts.train, parts.validate, parts.test)]
    assert not sides[0] & sides[1]
    assert not sides[0] & sides[2]
    assert not sides[1] & sides[2]
    assert sum(map(len, sides)) == 30


def test_blocked_validation_learns_nothing_next_to_what_it_tests():
    times = [float(index) for index in range(50)]
    tested = []
    for train, test in split.blocked(times, blocks=5, gap=3.0):
        assert all(abs(times[a] - times[b]) > 3 for a in train for b in test)
        tested += test
    assert sorted(tested) == list(range(50))


def test_the_report_counts_what_is_wrong_with_a_history():
    times = [0.0, 60.0, 60.0, 30.0, 5000.0]
    found = quality.judge(times, {"power": [5.0, 5.0, 5.0, 5.0, 5.0], "ambient": [20, 90, 1, 2, 3]})
    assert (found.rows, found.duplicates, found.jumps_back, found.gaps) == (5, 1, 1, 1)
    assert found.constant == ("power",)
    assert found.out_of_range == {"power": 0, "ambient": 1}
    assert not found.is_enough
    assert "does this plug measure?" in found.missing[-1]


def test_an_empty_and_an_unknown_history_are_not_enough():
    assert not quality.judge([], {"power": []}).is_enough
    times = [60.0 * i for i in range(20_000)]
    unknown = [math.nan] * 15_000 + [1.0, 2.0] * 2_500
    found = quality.judge(times, {"power": unknown}, cycles=40)
    assert found.missing == ("75% of the power is unknown",)


def test_a_good_history_is_enough():
    times = [60.0 * i for i in range(12_000)]
    found = quality.judge(times, {"power": [float(i % 7) for i in range(12_000)]}, cycles=40)
    assert found.is_enough


def washing(heat=15, middle=150.0):
    return [2000.0] * heat + [middle] * 40 + [400.0] * 8


def test_a_signature_does_not_mind_the_order():
    assert signature(washing()) == signature(washing()[::-1])
    assert signature([0.0] * 9) == [0.0] * len(LEVELS)


def test_a_window_shows_where_cycles_differ_from_the_usual():
    known = Signatures()
    for day in range(30):
        known.take(washing(15 + day % 2, 140.0 + day % 3), 86_400.0 * day)
    for day in range(30, 36):
        window = known.take(washing(25), 86_400.0 * day, strange=True)
    assert len(window) == WIDTH
    means = window[:32]
    assert max(means) > 0.3
    assert min(means) > -0.1


def test_what_is_strange_does_not_become_usual():
    known = Signatures()
    for day in range(15):
        known.take(washing(), 86_400.0 * day)
    for day in range(15, 60):
        window = known.take(washing(25), 86_400.0 * day, strange=True)
    assert max(window[:32]) > 0.3
    known.accept()
    for day in range(60, 66):
        window = known.take(washing(25), 86_400.0 * day)
    assert max(window[:32]) < 0.05
