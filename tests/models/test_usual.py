"""What is usual of a number, learned value by value."""

import math
import random

import pytest

from hub.core.codec import decode, encode
from models.usual import Usual


def fed(values, **kw):
    usual = Usual(**{"guess": 0.1} | kw)
    for *x, y in values:
        usual.learn(x, y)
    return usual


def weather(seed, count, *, slope=0.05, noise=0.05, swing=3.0):
    """Yield ambient (around 0) and a number that rises with it."""
    draw = random.Random(seed)
    for _ in range(count):
        ambient = draw.gauss(0, swing)
        yield ambient, 1.0 + slope * ambient + draw.gauss(0, noise)


def test_nothing_is_usual_before_the_first_value():
    assert fed([]).expect([])[1] == math.inf


@pytest.mark.parametrize("seed", range(5))
def test_it_finds_the_slope_and_the_noise(seed):
    usual = fed(weather(seed, 200), slopes=[0.0], doubts=[0.1])
    mean, width = usual.expect([2.0])
    assert mean == pytest.approx(1.1, abs=0.02)
    assert width == pytest.approx(0.05, rel=0.3)


def test_limits_widen_where_nothing_was_seen():
    usual = fed(weather(1, 60), slopes=[0.0], doubts=[0.1])
    near, far = usual.split([0.0])[2], usual.split([30.0])[2]
    assert far > 5 * near
    assert usual.expect([30.0])[1] > 1.4 * usual.expect([0.0])[1]


def test_limits_narrow_with_experience():
    widths = [fed(weather(1, n), slopes=[0.0], doubts=[0.1]).expect([0.0])[1] for n in (3, 30, 300)]
    assert widths[0] > 1.3 * widths[1] > 1.3 * widths[2]


@pytest.mark.parametrize("seed", range(8))
def test_one_wild_value_in_three_moves_it_little(seed):
    draw = random.Random(seed)
    values = [(1 + draw.gauss(0, 0.05) + (0 if i % 3 else 3.0),) for i in range(90)]
    mean, width = fed(values).expect([])
    assert mean == pytest.approx(1.0, abs=0.25)
    assert width < 0.4


def test_what_is_no_number_is_not_learned():
    usual = fed([(1.0,), (math.nan,), (math.inf,)])
    assert len(usual) == 1


def test_months_later_it_has_followed():
    draw = random.Random(1)
    before, after = ([(level + draw.gauss(0, 0.05),) for _ in range(1500)] for level in (1.0, 1.2))
    assert fed(before + after, memory=300.0).expect([])[0] == pytest.approx(1.2, abs=0.03)


def test_the_doubt_returns_where_nothing_was_seen_for_long_but_never_beyond_the_first():
    usual = fed(weather(1, 100), slopes=[0.0], doubts=[0.1], memory=100.0)
    seen = usual.split([5.0])[2]
    for _ in range(3000):
        usual.learn([0.0], 1.0)
    assert 1.5 * seen < usual.split([5.0])[2] < 5 * 0.1 * 1.1


def test_one_value_in_a_thousand_lies_beyond_four_widths_of_little_experience():
    draw, beyond = random.Random(1), 0
    for _ in range(1500):
        usual = fed([(draw.gauss(0, 0.1),) for _ in range(12)])
        mean, width = usual.expect([])
        beyond += abs(draw.gauss(0, 0.1) - mean) > 4 * width
    assert beyond <= 5


def test_the_mean_of_many_is_known_better_than_one():
    _, noise, doubt = fed(weather(1, 200), slopes=[0.0], doubts=[0.1]).split([0.0])
    assert doubt < 0.3 * noise


def test_it_survives_being_stored():
    usual = fed(weather(1, 50), slopes=[0.0], doubts=[0.1])
    again = decode(encode(usual), Usual)
    assert again == usual
    assert len(encode(usual)) < 1000


def test_the_guess_of_the_slope_carries_the_first_days():
    values = [(x, 1 + 0.05 * x) for x in (-1, -0.5, 0, 0.5, 1)]
    usual = fed(values, slopes=[0.05], doubts=[0.02])
    assert usual.expect([8.0])[0] == pytest.approx(1.4, abs=0.05)
