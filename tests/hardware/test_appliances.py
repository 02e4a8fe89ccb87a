"""The simulated machines behave as machines do."""

from statistics import mean, median

import pytest

from hardware.simulated.appliances.fridge import Fridge, freezer
from hardware.simulated.appliances.washer import Washer

START, MINUTE, DAY = 1_709_251_200.0, 60.0, 86_400.0


def live(machine, days):
    """Return watts and °C at every minute."""
    seen = []
    for minute in range(round(days * DAY / MINUTE)):
        machine.step(MINUTE, START + minute * MINUTE)
        seen.append((machine.watts, machine.temperature))
    return seen


def duty(seen):
    return mean(watts > 40 for watts, _ in seen)


def runs(seen):
    """Return the minutes of every run."""
    text = "".join("#" if watts > 40 else " " for watts, _ in seen)
    return [len(run) for run in text.split()]


@pytest.mark.parametrize("seed", range(4))
def test_a_healthy_fridge_runs_a_third_of_the_time(seed):
    assert 0.2 < duty(live(Fridge(seed=seed), 4)) < 0.36


@pytest.mark.parametrize("seed", range(4))
def test_a_leaking_seal_makes_it_run_half_the_time(seed):
    assert 0.43 < duty(live(Fridge(seed=seed, seal_leak=1.0), 4)) < 0.62


@pytest.mark.parametrize("seed", range(4))
def test_a_leak_lengthens_runs_and_shortens_rests(seed):
    healthy, leaking = live(Fridge(seed=seed), 4), live(Fridge(seed=seed, seal_leak=1.0), 4)
    assert median(runs(leaking)) > 1.2 * median(runs(healthy))
    rests = [(1 - duty(seen)) / len(runs(seen)) for seen in (leaking, healthy)]
    assert rests[0] < 0.7 * rests[1]


@pytest.mark.parametrize("seed", range(4))
def test_short_cycling_makes_many_short_runs_for_the_same_cold(seed):
    healthy, sick = live(Fridge(seed=seed), 4), live(Fridge(seed=seed, short_cycling=1.0), 4)
    assert len(runs(sick)) > 3 * len(runs(healthy))
    assert duty(sick) == pytest.approx(duty(healthy), rel=0.15)


def test_a_fault_may_come_at_any_time_and_be_repaired():
    fridge = Fridge(seed=1)
    days = []
    for leak in (0.0, 1.0, 0.0):
        fridge.seal_leak = leak
        days.append(duty(live(fridge, 2)))
    assert days[1] > 1.5 * days[0]
    assert days[2] == pytest.approx(days[0], rel=0.2)


def test_food_stays_cold():
    assert all(2 < celsius < 7.5 for _, celsius in live(Fridge(seed=5), 7)[60:])
    assert all(-21 < celsius < -15 for _, celsius in live(freezer(seed=5), 7)[60:])


def test_power_is_a_compressors():
    working = [watts for watts, _ in live(Fridge(seed=1), 2) if watts > 40]
    resting = [watts for watts, _ in live(Fridge(seed=1), 2) if watts <= 40]
    assert 85 < median(working) < 110
    assert max(working) > 1.2 * median(working)  # the bump of a start
    assert 0.8 < mean(resting) < 1.2


def test_the_same_seed_lives_the_same_life():
    assert live(Fridge(seed=3), 1) == live(Fridge(seed=3), 1)
    assert live(Fridge(seed=3), 1) != live(Fridge(seed=4), 1)


def wash(seed):
    washer, seen = Washer(seed=seed), []
    washer.start(START)
    while washer.running:
        washer.step(MINUTE, START + len(seen) * MINUTE)
        seen.append(washer.watts)
    return washer, seen


@pytest.mark.parametrize("seed", range(6))
def test_a_wash_takes_over_an_hour_and_half_a_kilowatt_hour_or_more(seed):
    washer, seen = wash(seed)
    assert 65 <= len(seen) <= 100
    assert 500 < washer.energy_wh < 900
    assert sum(seen) / 60 == pytest.approx(washer.energy_wh, rel=0.02)


@pytest.mark.parametrize("seed", range(6))
def test_a_wash_heats_first_and_spins_last(seed):
    _, seen = wash(seed)
    assert max(seen) == max(seen[:25]) > 1900
    assert max(seen[-14:]) > 300


def test_a_wash_pauses_and_an_idle_washer_stands_by():
    washer, seen = wash(1)
    assert min(seen[20:-5]) < 20
    washer.step(MINUTE, START + DAY)
    assert washer.watts == pytest.approx(1.0, abs=0.1)


def test_a_programme_can_be_started_again():
    washer, _ = wash(1)
    washer.start(START + DAY)
    assert washer.running
    assert washer.energy_wh == 0
