"""What arrives of simulated machines: repeatable, with gaps, each fault moving what it must."""

import numpy as np
import pytest

from hardware.simulated.appliances.breaks import BREAKS, break_of
from hardware.simulated.appliances.homes import home
from hardware.simulated.appliances.life import breaking
from hardware.simulated.appliances.machines import MACHINES
from hardware.simulated.appliances.traces import branches, trace
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind

KINDS = sorted(MACHINES)
DAY = 1440


@pytest.fixture(scope="module")
def fortnights():
    return {kind: trace(kind, 21, 14) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_lives_the_same_life(kind):
    one, again, other = trace(kind, 3, 3), trace(kind, 3, 3), trace(kind, 4, 3)
    for column in ("t", "power", "temperature", "ambient", "command"):
        assert np.array_equal(getattr(one, column), getattr(again, column), equal_nan=True)
    assert not np.array_equal(one.power, other.power, equal_nan=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reading_a_minute_and_never_a_negative_power(kind, fortnights):
    seen = fortnights[kind]
    assert len(seen.t) == len(seen.power) == len(seen.command) == 14 * DAY
    assert set(np.diff(seen.t)) == {60.0}
    known = seen.power[~np.isnan(seen.power)]
    assert known.min() >= 0
    assert 5 < known.max() < 8000


@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_that_a_machine_has_not_is_unknown(kind, fortnights):
    seen, made = fortnights[kind], MACHINES[kind]
    assert np.isnan(seen.temperature).all() == (made.inertia is None)
    assert np.isnan(seen.ambient).all() == (made.ambient == "")


def test_every_kind_can_be_asked_for_each_of_its_faults():
    assert set(BREAKS) == set(MACHINES)
    for kind, breaks in BREAKS.items():
        faults = [one.fault for one in breaks]
        assert len(set(faults)) == len(faults)
        machine = MACHINES[kind].draw(1)
        sensors = {FaultKind.SENSOR_STUCK, FaultKind.SENSOR_DRIFTING}
        assert all(hasattr(machine, fault) for fault in set(faults) - sensors)


def test_a_kind_or_fault_that_is_not_simulated_says_what_is():
    with pytest.raises(ValueError, match="a vacuum is not simulated; these are: fridge"):
        trace(ApplianceKind.VACUUM, 1, 2)
    with pytest.raises(ValueError, match="a simulated lamp has no leak; it has: command_ignored"):
        break_of(ApplianceKind.LAMP, FaultKind.LEAK)
    with pytest.raises(ValueError, match="not simulated 'moderate', only severe"):
        trace(ApplianceKind.LAMP, 1, 4, FaultKind.STUCK_RELAY, "moderate")


def test_a_meter_is_silent_now_and_then_and_over_a_year_the_mains_goes():
    year = trace(ApplianceKind.KETTLE, 5, 365)
    gone = np.isnan(year.power)
    assert 0.0005 < gone.mean() < 0.08
    starts = np.flatnonzero(np.diff(gone.astype(int)) == 1)
    assert 6 < len(starts) < 80
    assert np.isnan(year.power).sum() > 0


@pytest.mark.parametrize("kind", [ApplianceKind.FRIDGE, ApplianceKind.WATER_HEATER])
def test_before_a_fault_comes_the_life_is_the_healthy_one(kind):
    broken = BREAKS[kind][0]
    sick = trace(kind, 6, 6, broken.fault, "severe", begins=3, onset=0)
    assert sick.fault_from == 3 * DAY
    well = trace(kind, 6, 6)
    assert np.array_equal(sick.power[: 3 * DAY], well.power[: 3 * DAY], equal_nan=True)
    assert not np.array_equal(sick.power[3 * DAY :], well.power[3 * DAY :], equal_nan=True)


def test_branches_go_on_from_one_lead_in_without_disturbing_each_other():
    kind, fault = ApplianceKind.FRIDGE, FaultKind.STUCK_ON
    breaks = [
        breaking(kind, fault, "severe", begins=4 * DAY),
        breaking(kind, FaultKind.SEAL_LEAK, "moderate", begins=10**9),
    ]
    lead, sick, well = branches(kind, 8, 3, 3, breaks)
    assert (len(lead.t), sick.t[0]) == (3 * DAY, lead.t[-1] + 60)
    assert sick.fault_from == DAY
    assert np.nanmean(sick.power[2 * DAY :] > 30) > 0.95
    assert np.nanmean(well.power[2 * DAY :] > 30) < 0.7


def test_a_slow_fault_grows_over_five_days_and_a_sudden_one_is_there():
    slow = breaking(ApplianceKind.WASHER, FaultKind.HEATER_SCALED, "severe", begins=DAY)
    assert [slow.level(m * DAY) for m in (0.9, 1, 3.5, 6, 9)] == pytest.approx(
        [0, 0, 0.35, 0.7, 0.7]
    )
    sudden = breaking(ApplianceKind.WASHER, FaultKind.DRAIN_BLOCKED, "severe", begins=DAY)
    assert [sudden.level(m * DAY) for m in (0.9, 1, 3)] == [0, 1, 1]


def test_a_stuck_thermometer_stands_still_and_a_drifting_one_walks_away():
    kind = ApplianceKind.FRIDGE
    well = trace(kind, 9, 8)
    stuck = trace(kind, 9, 8, FaultKind.SENSOR_STUCK, begins=2)
    after = stuck.temperature[2 * DAY :]
    assert len(set(after[~np.isnan(after)])) == 1
    drifting = trace(kind, 9, 8, FaultKind.SENSOR_DRIFTING, "moderate", begins=2)
    apart = drifting.temperature - well.temperature
    assert np.nanmax(np.abs(apart[: 2 * DAY])) == 0
    assert np.nanmean(apart[7 * DAY + 10 :]) == pytest.approx(2.0, abs=0.05)


def test_machines_of_different_seeds_differ_as_models_do():
    peaks = [
        np.nanpercentile(trace(ApplianceKind.WASHER, seed, 14).power, 99.9) for seed in range(6)
    ]
    assert max(peaks) > 1.1 * min(peaks)


def test_a_household_shares_its_power_cuts_and_its_holidays():
    house = home(7, 30)
    assert len(house.appliances) > 5
    day = house.until(2)
    assert {len(trace.t) for trace in day.values()} == {2 * DAY}
    later = house.until(30)
    assert {trace.t[0] for trace in later.values()} == {day[next(iter(day))].t[-1] + 60}
    for first, last in house.around.outages:
        for seen in later.values():
            assert np.isnan(seen.power[max(0, first - 2 * DAY) : max(0, last - 2 * DAY)]).all()
