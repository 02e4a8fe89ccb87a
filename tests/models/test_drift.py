"""A lasting shift is told from noise, within a budget of false alarms."""

import random

import pytest

from hub.core.codec import decode, encode
from models.drift import Drift, limit


def fed(draw, count, *, shift=0.0, noise=0.1, drift=None, worth=0.15, doubt=0.0, begin=0):
    """Return the drift and the values it took until it told a shift (``None``: never)."""
    drift = drift or Drift(worth=worth, budget=1e5)
    for i in range(count):
        drift.take(draw.gauss(shift, noise), noise, doubt, float(begin + i))
        if drift.shifted():
            return drift, i + 1
    return drift, None


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_is_no_shift(seed):
    assert fed(random.Random(seed), 5000)[1] is None


@pytest.mark.parametrize("shift", [0.3, -0.3])
def test_a_shift_is_told_within_days_and_measured(shift):
    draw = random.Random(1)
    drift, _ = fed(draw, 200)
    drift, taken = fed(draw, 60, shift=shift, drift=drift, begin=200)
    assert taken is not None
    assert taken < 20
    assert drift.shift() == pytest.approx(shift, abs=0.12)
    assert drift.strong.since >= 190


def test_a_shift_too_small_for_a_message_is_not_told():
    assert fed(random.Random(2), 300, shift=0.05)[1] is None


def test_doubt_about_the_usual_hides_what_it_could_explain():
    assert fed(random.Random(3), 500, shift=0.3, doubt=0.2)[1] is None


def test_one_wild_value_is_no_shift():
    drift = Drift(worth=0.15, budget=1e5)
    drift.take(50.0, 0.1, 0.0, 0.0)
    assert not drift.shifted()


def test_after_a_repair_it_begins_anew():
    drift, _ = fed(random.Random(4), 100, shift=0.5)
    drift.forget()
    assert drift.calm
    assert drift.shift() == 0


def test_more_allowance_or_less_budget_lower_the_limit():
    assert limit(1.0, 1e5) < limit(0.5, 1e5)
    assert limit(0.5, 1e3) < limit(0.5, 1e6)


def test_it_survives_being_stored():
    drift, _ = fed(random.Random(5), 30, shift=0.2)
    assert decode(encode(drift), Drift) == drift
