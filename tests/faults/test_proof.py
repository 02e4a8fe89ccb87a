"""A small form of the proof in ``tests/bench/faults.py``: few lives, bars a break would miss."""

import pytest

from hub.core.entities import ApplianceKind as Kind
from hub.core.faults import FaultKind as Fault
from tests.bench.proof.figures import poisson, share
from tests.bench.proof.lives import Alert, Broke, Healthy, broken, healthy
from tests.bench.proof.tables import fault_rows, healthy_rows, summary

SURE = (
    *((Kind.FRIDGE, fault) for fault in (Fault.STUCK_ON, Fault.SHORT_CYCLING, Fault.NO_POWER)),
    (Kind.FRIDGE, Fault.SEAL_LEAK),
    *((Kind.WASHER, fault) for fault in (Fault.HEATER_DEAD, Fault.UNBALANCED)),
)


@pytest.mark.parametrize("kind", [Kind.FRIDGE, Kind.WASHER])
def test_two_healthy_months_bring_no_more_than_one_false_alert(kind):
    life = healthy(kind, 301, 60)
    assert len(life.alerts) <= 1


@pytest.mark.parametrize("kind", [Kind.FRIDGE, Kind.WASHER])
def test_severe_faults_are_found_and_most_are_named_right(kind):
    group = [(fault, "severe") for of, fault in SURE if of is kind]
    runs = broken(kind, 801, group, days=14)
    found = [run for run in runs if run.alerts]
    assert len(found) >= len(runs) - 1
    assert sum(run.right for run in found) >= 0.6 * len(found)


def test_the_intervals_are_the_exact_ones():
    assert poisson(0, 1.0) == pytest.approx((0, 3.689), abs=0.001)
    assert poisson(10, 50.0) == pytest.approx((0.0959, 0.3678), abs=0.0005)
    assert share(30, 30) == pytest.approx((0.8843, 1.0), abs=0.0005)
    assert share(24, 30) == pytest.approx((0.6143, 0.9229), abs=0.0005)


def test_the_tables_count_alerts_years_and_causes():
    lives = [
        Healthy("fridge", 1, 365, (Alert("seal_leak", 3.0),), ()),
        Healthy("fridge", 2, 365, (), (Alert("seal_leak", -3.0),)),
    ]
    [row, total] = healthy_rows(lives)
    assert (row["years"], row["alerts"], row["a_year"], row["while_learning"]) == (2, 1, 0.5, 1)
    assert total["kind"] == "all"
    runs = [
        Broke("fridge", 1, "stuck_on", "severe", False, (), 0.1, said)
        for said in (
            (Alert("unknown_anomaly", 0.2), Alert("stuck_on", 0.4)),
            (Alert("seal_leak", 0.6), Alert("stuck_on", 0.7)),
            (),
        )
    ]
    [row] = fault_rows(runs)
    assert (row["found"], row["right"], row["days"]) == (2, 1, 0.4)
    assert row["instead"] == {"seal_leak": 1}
    assert summary([row])["severe"]["late"] == 1
