"""What a few days of power tell of the machine behind a plug."""

import csv
import gzip
import math
from datetime import UTC, datetime

import numpy as np
import pytest

from hardware.simulated.appliances.traces import trace
from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind
from models.kinds import UNKNOWN, Kinds, kin, suggestion
from models.machines import TABLE
from models.portrait import Portrait
from models.traits import traits

START, MINUTE, DAY = 1_704_067_200.0, 60.0, 1440
SEED = 910_000  # used for nothing else


def drawn(watts, portrait=None, start=START):
    portrait = portrait or Portrait()
    for minute, value in enumerate(watts):
        portrait.take(None if math.isnan(value) else value, start + minute * MINUTE)
    return portrait


def lived(kind, *, seed=SEED, days=8):
    life = trace(ApplianceKind(kind), seed, days)
    return drawn(life.power.tolist(), start=float(life.t[0]))


def said(portrait):
    suggested = suggestion(Kinds().guess(portrait))
    return suggested.kind if suggested else UNKNOWN


@pytest.mark.parametrize(
    "kind", ["fridge", "freezer", "heat_pump", "water_heater", "pump", "washer", "oven", "kettle"]
)
def test_a_week_of_a_machine_tells_what_it_is(kind):
    assert said(lived(kind)) in kin(kind)


def test_every_machine_that_can_be_guessed_is_an_appliance_of_the_house():
    assert set(TABLE) <= set(ApplianceKind)


def test_probabilities_of_all_kinds_and_unknown_are_one():
    guesses = Kinds().guess(lived("tv"))
    assert {guess.kind for guess in guesses} == {*TABLE, UNKNOWN}
    assert sum(guess.probability for guess in guesses) == pytest.approx(1, abs=0.01)
    assert guesses[0].probability == max(guess.probability for guess in guesses)


def test_a_few_hours_are_too_little_to_guess():
    fridge = trace(ApplianceKind.FRIDGE, SEED, 3).power[: DAY // 2]
    assert Kinds().guess(drawn(fridge.tolist())) == ()


def test_what_never_rests_is_no_machine_to_guess():
    assert Kinds().guess(drawn([11.8, 12.1] * (4 * DAY))) == ()


def test_a_car_that_charges_at_night_is_honestly_unknown():
    night = [0.0] * 60 + [7_200.0] * 260 + [0.0] * (DAY - 320)
    assert said(drawn(night * 8)) == UNKNOWN


def test_a_silent_meter_is_no_machine_at_rest():
    fridge = trace(ApplianceKind.FRIDGE, SEED, 6).power.copy()
    whole = drawn(fridge.tolist())
    for hour in range(0, 6 * 24, 9):
        fridge[hour * 60 : hour * 60 + 40] = np.nan
    holed = drawn(fridge.tolist())
    assert traits(holed)["rest"] == pytest.approx(traits(whole)["rest"], abs=0.1)
    assert said(holed) == said(whole)


def test_a_portrait_that_was_stored_goes_on_as_if_it_had_not_been():
    watts = trace(ApplianceKind.WATER_HEATER, SEED, 6).power.tolist()
    half = decode(encode(drawn(watts[: 3 * DAY])), Portrait)
    assert drawn(watts[3 * DAY :], half, START + 3 * DAY * MINUTE) == drawn(watts)


def test_a_clock_that_jumps_back_ends_no_run():
    portrait = drawn([0.0] * 30 + [100.0] * 30)
    portrait.take(0.0, START)
    assert portrait.runs == []


def test_numbers_nobody_has_seen_are_answered_calmly():
    strange = dict.fromkeys(traits(lived("lamp")), 1e9)
    assert math.isfinite(Kinds().of_traits(strange)[0].probability)


def test_real_refrigerators_are_taken_for_what_they_are(data):
    for path in sorted(data.glob("faults/tracebase/refrigerator_*/healthy*")):
        with gzip.open(path, "rt") as lines:
            rows = list(csv.reader(lines))[1 : 7 * DAY]
        portrait = Portrait()
        for when, watts in rows:
            at = datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp()
            portrait.take(float(watts) if watts else None, at)
        assert said(portrait) in kin("fridge"), path.parent.name
