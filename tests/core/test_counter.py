"""A meter's sum: what a house used stays right whatever the display does."""

import pytest

from hub.core.codec import decode, encode
from hub.core.counter import Count, Counter


def totals(*readings, signed=False):
    counter = Counter(signed=signed)
    return [round(counter.add(reading), 6) for reading in readings]


def test_the_first_reading_counts_for_nothing():
    assert totals(4711.5, 4712, 4712) == [0, 0.5, 0.5]


def test_a_single_lower_reading_that_returns_is_a_glitch():
    assert totals(100, 101, 0, 101.5, 40, 102) == [0, 1, 1, 1.5, 1.5, 2]


def test_a_meter_that_began_anew_goes_on_counting():
    assert totals(100, 101, 0, 0.5, 1.5) == [0, 1, 1, 1.5, 2.5]


def test_what_was_counted_while_nobody_looked_is_counted():
    assert totals(5, 3, 3.25) == [0, 0, 3.25]


def test_a_display_of_all_nines_rolls_over():
    assert totals(99999.5, 99999.9, 0.1, 0.4) == [0, 0.4, 0.4, 0.9]


def test_a_meter_put_right_by_a_little_counts_nothing_for_it():
    assert totals(500, 499.5, 499.6, 500.6) == [0, 0, 0.1, 1.1]


def test_a_lower_reading_that_falls_again_is_waited_with():
    assert totals(100, 50, 2, 2.5) == [0, 0, 0, 2.5]


def test_a_meter_of_both_directions_may_run_backwards():
    assert totals(10, 8, 9, signed=True) == [0, -2, -1]


@pytest.mark.parametrize("signed", [False, True])
def test_a_reset_the_device_tells_of_is_believed_at_once(signed):
    counter = Counter(signed=signed)
    counter.add(12.0, last_reset="2026-11-20")
    assert counter.add(0.25, last_reset="2026-11-21") == pytest.approx(0.25)
    assert counter.add(0.5, last_reset="2026-11-21") == pytest.approx(0.5)


def test_it_goes_on_after_a_restart_of_the_hub():
    counter = Counter()
    for reading in (7, 8, 0.5):
        counter.add(reading)
    kept = decode(encode(counter.count), Count)
    assert Counter(kept).add(0.75) == pytest.approx(1.75)
    assert Counter(kept).add(8.25) == pytest.approx(1.25)
