"""Reports at any moment become one mean a minute."""

from hub.faults.minutes import Minutes

START = 1_709_251_200.0


def read(*reports, until=None):
    """Return the minutes that came of reports; all times count from the start."""
    minutes = Minutes()
    told = [minute for value, at in reports for minute in minutes.take(value, START + at)]
    told += [] if until is None else minutes.pass_to(START + until)
    return [(minute - START, mean) for minute, mean in told]


def test_a_minute_is_the_mean_over_its_time():
    assert read((100.0, 0.0), (200.0, 75.0), (0.0, 120.0)) == [(0.0, 100.0), (60.0, 175.0)]


def test_a_report_holds_until_the_next():
    assert read((5.0, 0.0), until=240.0) == [(0.0, 5.0), (60.0, 5.0), (120.0, 5.0), (180.0, 5.0)]


def test_but_not_longer_than_a_quarter_of_an_hour():
    told = read((5.0, 0.0), until=1200.0)
    assert [value for _, value in told] == [5.0] * 15 + [None] * 5


def test_a_minute_of_which_half_is_unknown_has_no_mean():
    assert read((5.0, 0.0), (None, 80.0), until=120.0) == [(0.0, 5.0), (60.0, None)]
    assert read((5.0, 0.0), (None, 95.0), until=120.0) == [(0.0, 5.0), (60.0, 5.0)]


def test_a_long_gap_is_one_gap_and_not_a_day_of_minutes():
    told = read((5.0, 0.0), (7.0, 86_400.0), (7.0, 86_460.0))
    assert (len(told) <= 4, told[-1]) == (True, (86_400.0, 7.0))


def test_a_report_from_before_the_last_is_left_out():
    assert read((5.0, 60.0), (900.0, 30.0), (5.0, 120.0)) == [(60.0, 5.0)]
