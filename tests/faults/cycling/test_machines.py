"""What is said of simulated machines that break, and of healthy ones."""

import pytest

from hardware.simulated.appliances.traces import trace
from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind
from hub.faults.cycling.watch import CyclingWatch
from tests.faults.cycling.conftest import LEAD, live

SUDDEN = [
    ("fridge", "stuck_on", 0.3),
    ("fridge", "no_power", 0.5),
    ("freezer", "no_power", 0.5),
    ("fridge", "short_cycling", 1.0),
    ("fridge", "sensor_stuck", 0.5),
    ("air_conditioner", "stuck_on", 1.0),
    ("heat_pump", "command_ignored", 0.3),
    ("water_heater", "thermostat_stuck", 1.5),
    ("water_heater", "sensor_stuck", 4.0),
    ("pump", "blocked", 1.0),
    ("pump", "dry_run", 1.0),
]
SLOW = [
    ("fridge", "seal_leak", 8),
    ("freezer", "dirty_condenser", 8),
    ("fridge", "refrigerant_loss", 8),
    ("freezer", "sensor_drifting", 8),
    ("air_conditioner", "dirty_condenser", 8),
    ("heat_pump", "refrigerant_loss", 8),
    ("water_heater", "heater_scaled", 10),
    ("pump", "bearing_worn", 8),
]

LIKE = {"seal_leak": "door_ajar", "bearing_worn": "blocked"}  # but for how fast it came


@pytest.mark.parametrize(("kind", "fault", "days"), SUDDEN)
def test_what_fails_at_once_is_told_soon_and_named(broken, kind, fault, days):
    story, _ = broken(kind, FaultKind(fault), days=6)
    day, finding = story.found[0]
    assert finding.kind == fault
    assert day < days + 0.05
    assert finding.evidence


@pytest.mark.parametrize(("kind", "fault", "days"), SLOW)
def test_what_grows_over_days_is_told(broken, kind, fault, days):
    story, _ = broken(kind, FaultKind(fault), days=days)
    assert len(story.found) >= 1
    _, finding = story.found[0]
    assert finding.kind in {fault, LIKE.get(fault)}
    first = finding.evidence[0]
    assert first.now != pytest.approx(first.usual, rel=0.03)
    assert len(first.times) == len(first.values)


@pytest.mark.parametrize("kind", ["fridge", "freezer", "water_heater", "pump", "air_conditioner"])
def test_healthy_machines_are_silent_for_six_weeks(kind):
    watch = CyclingWatch.of(ApplianceKind(kind))
    assert live(watch, trace(ApplianceKind(kind), 2, 42)).found == []


def test_what_is_remembered_is_small_and_survives_being_stored(broken):
    _, watch = broken("fridge", FaultKind.SEAL_LEAK, days=8)
    stored = encode(watch)
    assert len(stored) < 50_000
    assert decode(stored, CyclingWatch) == watch


def test_without_a_room_temperature_a_strong_leak_is_still_found(broken):
    story, _ = broken("fridge", FaultKind.SEAL_LEAK, days=12, without=("ambient",))
    assert story.kinds[:1] in ([FaultKind.SEAL_LEAK], [FaultKind.DOOR_AJAR])


def test_a_silent_meter_is_not_a_machine_at_rest():
    machine = trace(ApplianceKind.FREEZER, 3, LEAD)
    machine.power[10 * 1440 : 14 * 1440] = float("nan")
    watch = CyclingWatch.of(ApplianceKind.FREEZER)
    assert live(watch, machine).found == []


def test_a_hub_that_was_off_for_a_week_says_nothing_about_it():
    machine = trace(ApplianceKind.FRIDGE, 3, LEAD)
    watch = CyclingWatch.of(ApplianceKind.FRIDGE)
    machine.t[10 * 1440 :] += 7 * 86_400
    assert live(watch, machine).found == []


def test_timestamps_that_jump_back_do_no_harm():
    machine = trace(ApplianceKind.FRIDGE, 3, 6)
    watch = CyclingWatch.of(ApplianceKind.FRIDGE)
    machine.t[3 * 1440 : 3 * 1440 + 60] -= 7200
    assert live(watch, machine).found == []


def test_a_false_alarm_is_usual_from_then_on(broken):
    story, watch = broken("fridge", FaultKind.SEAL_LEAK, days=8)
    watch.settle("false_alarm", story.kinds[0], watch.now)
    assert watch.healthy
    assert watch.score() < 0.5


def test_more_is_told_of_a_machine_the_longer_it_is_known():
    watch = CyclingWatch.of(ApplianceKind.FRIDGE)
    assert watch.score() is None
    assert watch.learned(0.0).tells == ()
    live(watch, trace(ApplianceKind.FRIDGE, 3, 5))
    learned = watch.learned(watch.now)
    assert FaultKind.SEAL_LEAK in learned.tells
    assert learned.days == pytest.approx(5, abs=0.2)
    assert learned.cycles > 40
