"""Each simulated fault alone moves what docs/faults.md says: paired lives, with and without it.

Moderate is 15 to 30 % of duty, run, cycle length, energy or warmth (as a median over machines,
here with room for a few machines and days), severe is more, or the function is lost.
"""

import numpy as np
import pytest

from hardware.simulated.appliances.breaks import BREAKS, SENSOR
from hardware.simulated.appliances.life import Life, breaking
from hardware.simulated.appliances.traces import branches
from hub.core.entities import ApplianceKind as Kind
from hub.core.faults import FaultKind as Fault

DAY, LEAD, SEEDS = 1440, 4, range(11, 15)
BUSY = {Kind.FRIDGE, Kind.FREEZER, Kind.HEAT_PUMP, Kind.PUMP, Kind.AIR_CONDITIONER}
PEOPLE_START = {Kind.WASHER: 10, Kind.DISHWASHER: 10, Kind.DRYER: 10, Kind.OVEN: 10}
COLD = {
    Fault.SEAL_LEAK: "duty",
    Fault.DOOR_AJAR: "duty",
    Fault.DIRTY_CONDENSER: "energy",
    Fault.REFRIGERANT_LOSS: "duty",
    Fault.SHORT_CYCLING: "run",
}
MOVES = {
    Kind.FRIDGE: COLD,
    Kind.FREEZER: COLD,
    Kind.AIR_CONDITIONER: {
        Fault.CLOGGED_FILTER: "duty",
        Fault.DIRTY_CONDENSER: "energy",
        Fault.REFRIGERANT_LOSS: "duty",
        Fault.SHORT_CYCLING: "run",
    },
    Kind.HEAT_PUMP: {
        Fault.CLOGGED_FILTER: "energy",
        Fault.DIRTY_CONDENSER: "energy",
        Fault.REFRIGERANT_LOSS: "duty",
        Fault.SHORT_CYCLING: "run",
        Fault.DEFROST_FAILED: "energy",
    },
    Kind.WATER_HEATER: {
        Fault.HEATER_SCALED: "run",
        Fault.THERMOSTAT_STUCK: "warmth",
        Fault.INSULATION_LOSS: "energy",
        Fault.LEAK: "energy",
    },
    Kind.PUMP: {
        Fault.DRY_RUN: "energy",
        Fault.BLOCKED: "energy",
        Fault.LEAK: "starts",
        Fault.BEARING_WORN: "energy",
        Fault.SHORT_CYCLING: "duty",
    },
    Kind.WASHER: {
        Fault.HEATER_SCALED: "energy",
        Fault.DRAIN_BLOCKED: "length",
        Fault.UNBALANCED: "length",
        Fault.BEARING_WORN: "energy",
    },
    Kind.DISHWASHER: {Fault.HEATER_SCALED: "energy", Fault.DRAIN_BLOCKED: "length"},
    Kind.DRYER: {Fault.CLOGGED_FILTER: "energy"},
    Kind.COFFEE_MACHINE: {Fault.HEATER_SCALED: "energy", Fault.THERMOSTAT_STUCK: "energy"},
    Kind.KETTLE: {Fault.HEATER_SCALED: "energy", Fault.THERMOSTAT_STUCK: "energy"},
    Kind.OVEN: {
        Fault.HEATER_DEAD: "duty",
        Fault.INSULATION_LOSS: "energy",
        Fault.THERMOSTAT_STUCK: "energy",
    },
    Kind.FAN: {Fault.BEARING_WORN: "energy"},
    Kind.LAMP: {},
    Kind.TV: {},
}


def spells(busy, merged):
    """Return how many minutes each spell of work lasts; pauses up to ``merged`` belong to it."""
    (rows,) = np.nonzero(busy)
    if not len(rows):
        return rows
    ends = np.flatnonzero(np.diff(rows) > merged)
    begins = np.concatenate([[0], ends + 1])
    return rows[np.concatenate([ends, [len(rows) - 1]])] - rows[begins] + 1


def measured(seen, well, kind):
    """Return what can be seen of a machine in a trace, against the power that ``well`` has."""
    top = np.nanpercentile(well.power, 99.8)
    power = seen.power[DAY:][~np.isnan(seen.power[DAY:])]
    on = power > (30 if kind in {Kind.FRIDGE, Kind.FREEZER} else 0.2 * top)
    work = spells(power > np.nanmedian(well.power) + 8, PEOPLE_START.get(kind, 1))
    runs = spells(on, 1)
    return {
        "duty": on.mean(),
        "energy": power.mean(),
        "run": on.sum() / max(1, len(runs)),
        "starts": len(runs),
        "length": work.mean() if len(work) else 0.0,
        "idle": np.median(power[~on]) if not on.all() else 0.0,
        "warmth": np.nanmean(seen.temperature) - 21 if kind is Kind.WATER_HEATER else 0.0,
    }


def lives(kind, seed):
    """Yield each fault with what it moves, as shares of what the same machine does without."""
    days = 20 if kind not in BUSY else 8
    wanted = [
        (one.fault, severity)
        for one in BREAKS[kind]
        for severity in ("moderate", "severe")
        if one.fault not in SENSOR and (one.moderate is not None or severity == "severe")
    ]
    never = breaking(kind, *wanted[-1], begins=10**9)
    come = [breaking(kind, *one, begins=LEAD * DAY, onset=0) for one in wanted]
    _, well, *sick = branches(kind, seed, LEAD, days, [never, *come])
    usual = measured(well, well, kind)
    for (fault, severity), seen in zip(wanted, sick, strict=True):
        now = measured(seen, well, kind)
        moved = {key: now[key] / usual[key] - 1 for key in now if usual[key]}
        yield fault, severity, moved | {"idle": now["idle"] - usual["idle"]}


@pytest.fixture(scope="module", params=list(MOVES))
def moved(request):
    """Return for each fault and severity of a kind the median machine's changes."""
    seen = {}
    for seed in SEEDS[:3] if request.param is Kind.HEAT_PUMP else SEEDS:
        for fault, severity, changes in lives(request.param, seed):
            seen.setdefault((fault, severity), []).append(changes)
    return request.param, {
        which: {key: np.median([one.get(key, 0.0) for one in all_]) for key in all_[0]}
        for which, all_ in seen.items()
    }


def test_moderate_moves_its_quantity_by_15_to_30_percent_and_severe_by_more(moved):
    kind, changes = moved
    for fault, what in MOVES[kind].items():
        moderate, severe = (abs(changes[fault, how][what]) for how in ("moderate", "severe"))
        assert 0.12 < moderate < 0.34, (kind, fault, what, moderate)
        lost = abs(changes[fault, "severe"]["energy"]) > 0.15
        assert severe > 1.3 * moderate or lost, (kind, fault, what, severe)


def test_a_machine_that_is_dead_or_stuck_draws_quite_another_power(moved):
    kind, changes = moved
    for one in BREAKS[kind]:
        if one.moderate is None and one.fault not in SENSOR:
            seen = changes[one.fault, "severe"]
            assert abs(seen["energy"]) > 0.3 or abs(seen["starts"]) > 2, (kind, one.fault, seen)


def test_a_creeping_standby_draws_its_watts_more(moved):
    kind, changes = moved
    for one in BREAKS[kind]:
        if one.fault is Fault.STANDBY_CREEP:
            idle = changes[one.fault, "moderate"]["idle"]
            assert idle == pytest.approx(one.moderate, abs=0.6), (kind, idle)


@pytest.mark.parametrize("kind", [Kind.FRIDGE, Kind.FREEZER])
def test_a_coil_that_is_not_thawed_closes_in_weeks(kind):
    frost = []
    for severity in ("moderate", "severe"):
        life = Life.of(kind, 5, 20, frosts=True)
        broken = breaking(kind, Fault.DEFROST_FAILED, severity, begins=0, onset=0)
        life.until(20 * DAY, (), broken)
        frost.append(life.machine.frost)
    well = Life.of(kind, 5, 20, frosts=True)
    well.until(20 * DAY)
    assert frost[0] > 3 * well.machine.frost
    assert 0.4 < frost[1] < 3.5


def test_cold_is_paid_for_with_energy():
    """The heat that leaks in is what the compressor moves, within a small machine's measure."""
    for seed in SEEDS:
        life = Life.of(Kind.FRIDGE, seed, 10)
        truth, machine = life.until(10 * DAY), life.machine
        leaks = machine.conductance * (np.mean(life.home.room) - truth.celsius.mean())
        assert 0.6 < leaks / truth.watts.mean() < 2.5


def test_a_kettle_spends_what_its_water_takes():
    life = Life.of(Kind.KETTLE, 3, 20)
    truth = life.until(20 * DAY)
    litres = truth.watts.sum() * 60 / (4_186 * (104 - np.mean(life.home.water)))
    assert 0.5 < litres / 20 / (0.25 * life.machine.cups * life.machine.daily) < 1.6
