"""What streaming statistics promise."""

from random import Random

import pytest

from hub.core.codec import decode, encode
from models.levels import Levels
from models.online import Seasonal


def learned(values, **kw):
    seasonal = Seasonal(**kw)
    for index, value in enumerate(values):
        seasonal.learn(index % seasonal.slots, value)
    return seasonal


def test_a_slot_is_known_by_its_own_values():
    usual = learned([1.0, 2.0, 3.0, 4.0] * 28).usual()
    assert usual == sorted(usual)
    assert usual[3] - usual[0] > 2.5


def test_a_slot_hardly_seen_leans_on_the_whole_day():
    usual = learned([1.0, 1.0, 1.0, 4.0]).usual()
    assert usual[3] == pytest.approx(2.0)


def test_one_wild_value_in_five_moves_nothing_far():
    calm, wild = (
        learned([1.0, 1.1] * 50, slots=1),
        learned([1.0, 1.1, 1.0, 1.1, 90.0] * 20, slots=1),
    )
    assert wild.usual()[0] == pytest.approx(calm.usual()[0], abs=0.1)
    assert wild.width() < 0.2


def test_a_width_is_like_one_sigma():
    random = Random(1)
    seasonal = learned([random.gauss(100, 5) for _ in range(400)], slots=1, size=400)
    assert seasonal.width() == pytest.approx(0.05, rel=0.2)


def test_a_score_counts_widths_above_the_usual():
    random = Random(2)
    seasonal = learned([random.gauss(100, 5) for _ in range(400)], slots=1, size=400)
    assert seasonal.score(0, 115) == pytest.approx(3, rel=0.25)
    assert seasonal.score(0, 85) == pytest.approx(-3, rel=0.25)


def test_scoring_learns_nothing():
    seasonal = learned([1.0] * 8)
    seasonal.score(0, 50.0)
    assert seasonal == learned([1.0] * 8)


def test_the_oldest_values_go():
    assert learned([1.0] * 50 + [2.0] * 10, slots=1, size=10).usual() == [2.0]


def test_nothing_seen_scores_nothing():
    assert Seasonal().score(0, 5.0) == 0.0


def test_a_memory_survives_being_written_down():
    seasonal = learned([1.0, 2.0, 3.0])
    assert decode(encode(seasonal), Seasonal) == seasonal


def watched(*spells):
    levels = Levels()
    for watts, seconds in spells:
        levels.learn(watts, seconds)
    return levels


def test_the_level_lies_between_standing_and_working():
    assert 5 < watched((1.0, 2000), (90.0, 1000)).threshold() < 40


def test_a_high_standby_is_not_taken_for_work():
    assert 15 < watched((9.0, 500_000), (150.0, 3000), (2000.0, 900)).threshold() < 100


def test_a_short_burst_at_start_does_not_move_the_level():
    with_bursts = watched((1.0, 2000), (90.0, 1000), (900.0, 5)).threshold()
    assert with_bursts == pytest.approx(watched((1.0, 2000), (90.0, 1000)).threshold())


def test_a_machine_that_never_rests_has_no_level():
    assert watched((60.0, 3000), (80.0, 3000)).threshold() is None
    assert Levels().threshold() is None


def test_old_time_fades():
    levels = watched((90.0, 90 * 86_400.0))
    levels.fade()
    assert levels.known == pytest.approx(14 * 86_400.0)
