"""The parts of stream detection, each on its own."""

import math
import random

import pytest

from models.stream.cusp import work_level
from models.stream.fellows import Fellows
from models.stream.lasting import Lasting
from models.stream.movement import Movement
from models.stream.record import Records, Rest, agreed
from models.stream.runs import Runs
from models.stream.scale import Scale
from models.stream.shape import Shape

DAY = 86_400.0


def test_a_shape_at_its_hour_is_near_and_at_another_far():
    shape, step = Shape(), DAY / 96
    hour = [10.0 if 30 <= i % 96 < 42 else 0.0 for i in range(96 * 6)]
    far = [shape.update(i * step, value)[0] for i, value in enumerate(hour)]
    assert max(far[96 * 4 :]) == 0
    late = [10.0 if 60 <= i < 72 else 0.0 for i in range(96)]
    far = [shape.update((96 * 6 + i) * step, value)[0] for i, value in enumerate(late)]
    assert max(far) == pytest.approx(10 * math.sqrt(12))


def test_a_shape_forgets_what_is_long_gone_and_can_be_stored():
    shape = Shape(memory=300)
    for i in range(2000):
        shape.update(60.0 * i, math.sin(i))
    assert shape.count <= 812
    again = Shape(
        memory=300,
        count=shape.count,
        kept=bytearray(shape.kept),
        means=bytearray(shape.means),
        ticks=bytearray(shape.ticks),
        sum=shape.sum,
    )
    assert [again.update(60.0 * i, 1.0) for i in range(2000, 2600)] == [
        shape.update(60.0 * i, 1.0) for i in range(2000, 2600)
    ]


def test_movement_tells_noise_steps_and_distance_apart():
    draw = random.Random(1)
    quiet = [draw.gauss(0, 1) for _ in range(3000)]

    def after(values):
        movement = Movement()
        for value in quiet:
            movement.update(value)
        return [max(column) for column in zip(*map(movement.update, values), strict=True)]

    spread, step, stray = after([draw.gauss(0, 1) for _ in range(100)])
    assert after([draw.gauss(0, 6) for _ in range(100)])[0] > 2 * spread
    assert after([value + 5 for value in quiet[:100]])[1] > step + 1
    assert after([9.0])[2] > 2 * stray


def test_a_record_that_comes_back_again_and_again_fades_slowly():
    often, once = Records.above([0.1]), Records.above([0.1])
    for i in range(2000):
        often.update([5.0 if i % 100 == 0 else 0.0])
        once.update([5.0 if i == 1900 else 0.0])
    for _ in range(1000):
        often.update([0.0])
        once.update([0.0])
    assert often.update([5.0])[0] < 1.2
    assert once.update([5.0])[0] > 1.8


def test_two_must_agree_and_each_thing_is_said_once():
    assert agreed([0.1, 4.0, 0.2, 2.0]) == 3.0
    rest = Rest(rows=3)
    assert [rest.update(score) for score in (0.5, 2.0, 3.0, 3.0, 3.0, 3.0)] == [
        0.5, 2.0, 0.99, 0.99, 0.99, 3.0,
    ]  # fmt: skip


def test_a_column_that_stands_still_has_a_width():
    for value in (0.0, 5.0, -1e9, 1e-6):
        scale = Scale.learned([[value]] * 50)
        assert scale.of([value]) == [0.0]
        assert math.isfinite(scale.of([value * 2 + 1])[0])
        assert scale.of([value * 2 + 1]) != [0.0]
    assert math.isnan(Scale.learned([[1.0], [2.0]]).of([math.nan])[0])


def test_work_level_lies_between_standby_and_work():
    fridge = ([0.8] * 35 + [90.0] * 15) * 30
    assert 2 < work_level(fridge) < 90
    assert work_level([20.0 + i % 7 for i in range(500)]) is None
    assert work_level([]) is None


def test_runs_join_over_a_pause_but_not_over_a_gap():
    runs = Runs(level=10.0, pause=5)
    watts = [0.0] * 9 + [100.0] * 10 + [0.0] * 4 + [100.0] * 6 + [0.0] * 30 + [100.0] * 5
    found = [one for one in map(runs.update, watts) if one is not None]
    assert [(one.is_work, one.minutes, one.is_whole) for one in found] == [
        (False, 9, False),
        (True, 20, True),
        (False, 30, True),
    ]
    assert found[1].energy == 1600
    cut = [runs.update(math.nan) for _ in range(15)][-1]
    assert cut.is_work
    assert not cut.is_whole


def test_a_lasting_change_is_told_from_one_wild_value_and_more_seen_narrows_the_limit():
    draw = random.Random(1)
    values = [draw.gauss(3, 0.1) for _ in range(200)]
    chart = Lasting.learned(values, 0.12, 10.0)
    assert chart.update(30.0) < 1
    assert max(chart.update(3.3) for _ in range(40)) > 1
    assert Lasting.learned(values[:8], 0.01, 0.4).limit > chart.limit
    assert Lasting.learned(values[:4], 0.12, 1.0) is None


def test_what_columns_share_counts_less_than_what_one_does_alone():
    draw = random.Random(1)
    rows = [
        [common + draw.gauss(0, 0.1) for _ in range(4)] for common in draw.choices([-1, 1], k=400)
    ]
    fellows = Fellows.learned(rows)
    together, alone = fellows.of([3.0] * 4), fellows.of([3.0, 0.0, 0.0, 0.0])
    assert together[0] < 0.8 * alone[0]
    assert alone[0] == pytest.approx(3.0)
    unknown = fellows.of([math.nan, 3.0, 3.0, 3.0])
    assert math.isnan(unknown[0])
    assert math.isfinite(unknown[1])
    many = [[float(i)] * 100 for i in range(30)]
    assert Fellows.learned(many).of(many[3]) == many[3]
