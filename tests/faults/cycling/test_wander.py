"""What is no fault: weather that wanders from day to day, a plug that is pulled."""

import math

from hub.faults.cycling.phases import Phases
from hub.faults.cycling.wander import Wander


def test_a_number_that_wanders_from_day_to_day_is_doubted_more():
    steady, weather = Wander(square=0.01), Wander(square=0.01)
    for day in range(60):
        for hour in range(24):
            noise = 0.1 if hour % 2 else -0.1
            steady.take(noise, 0.1, day * 86_400.0 + hour * 3600)
            weather.take(noise + 0.2 * math.sin(day / 2), 0.1, day * 86_400.0 + hour * 3600)
    assert steady.width < 0.05 < 0.1 < weather.width


def test_a_rest_below_its_standby_is_a_pulled_plug():
    phases = Phases(level=100.0)
    for minute in range(600):
        phases.take(minute * 60.0, 500.0 if minute % 30 < 10 else 12.0)
    assert phases.dark == 0.0
    phases.take(600 * 60.0, 12.0)
    phases.take(601 * 60.0, 0.0)
    assert phases.dark == 602 * 60.0
