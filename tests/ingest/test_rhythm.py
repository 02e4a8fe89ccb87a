"""What is usual: a year of every sort of device without a false alarm, and what is missed."""

import pytest

from hub.ingest.rhythm import Rhythm
from tests.ingest.lives import (
    DAY,
    HOUR,
    MINUTE,
    beat,
    bursts,
    calmer_at_night,
    drifting,
    on_change,
    seeded,
    sunny,
    with_beat,
    working,
)

MAINS = {"asleep": False, "restless": False, "unasked": False}
BATTERY = {"asleep": True, "restless": False, "unasked": False}
WEATHER = {"asleep": True, "restless": True, "unasked": True}
LIVES = {
    "thermometer every minute": (lambda r: beat(r, 60, loss=0.05), WEATHER),
    "plug every five minutes": (lambda r: beat(r, 300), MAINS),
    "plug every five minutes, a tenth unheard": (lambda r: beat(r, 300, loss=0.1), MAINS),
    "sensor every half hour, jittering": (lambda r: beat(r, 1800, jitter=0.3), WEATHER),
    "weather station in bursts": (lambda r: bursts(r, 960, 5), WEATHER),
    "sleeper every hour": (lambda r: beat(r, HOUR, loss=0.03), BATTERY),
    "sleeper twice a day": (lambda r: beat(r, 12 * HOUR, jitter=0.01), BATTERY),
    "tracker longer at night": (lambda r: calmer_at_night(r, 600, 7200), BATTERY),
    "door with an hourly beat": (lambda r: with_beat(r, HOUR, 3000), BATTERY),
    "motion with a beat every four hours": (lambda r: with_beat(r, 600, 4 * HOUR), BATTERY),
    "thermometer that tells changes": (lambda r: drifting(r, 240), WEATHER),
    "slow thermometer that tells changes": (lambda r: drifting(r, 1500), WEATHER),
    "front door": (lambda r: on_change(r, 2 * HOUR), BATTERY),
    "motion in the hall": (lambda r: on_change(r, 8 * MINUTE), BATTERY),
    "motion that also tells warmth": (lambda r: on_change(r, 4 * MINUTE), WEATHER),
    "a button": (lambda r: on_change(r, 12 * HOUR), BATTERY),
    "a window nobody opens": (lambda r: on_change(r, 6 * DAY), BATTERY),
    "inverter on the roof": (lambda r: sunny(r, 60), WEATHER),
    "television's meter": (lambda r: working(r, 0.3), MAINS),
    "computer's meter": (lambda r: working(r, 12), MAINS),
}


def live(times, traits, rhythm=None):
    """Live through messages as a look a minute sees them; return when silence was told."""
    rhythm, heard, told, looked = rhythm or Rhythm(), None, [], 0.0
    for at in times:
        if heard is not None and at // MINUTE == looked:
            heard = at  # more than one between two looks
            continue
        if heard is not None:
            limit = rhythm.limit(**traits) if at - heard > 600 else None
            if limit is not None and at - heard > limit + MINUTE:
                told.append(heard)
                rhythm.returned(at)
            else:
                rhythm.take(heard, at)
        heard, looked = at, at // MINUTE
    return told, rhythm


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", LIVES)
def test_a_year_of_an_ordinary_life_gives_no_alarm(name, seed):
    make, traits = LIVES[name]
    told, _ = live(make(seeded(seed)), traits)
    assert [round(at / DAY, 1) for at in told] == []


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("thermometer every minute", 12 * MINUTE),
        ("plug every five minutes", 30 * MINUTE),
        ("plug every five minutes, a tenth unheard", 65 * MINUTE),
        ("weather station in bursts", 1.5 * HOUR),
        ("sensor every half hour, jittering", 5 * HOUR),
        ("sleeper every hour", 12 * HOUR),
        ("sleeper twice a day", 3.2 * DAY),
        ("tracker longer at night", 13 * HOUR),
        ("door with an hourly beat", 5.5 * HOUR),
        ("motion with a beat every four hours", 25 * HOUR),
        ("thermometer that tells changes", 6 * HOUR),
    ],
)
def test_what_speaks_unasked_is_missed_in_time(name, within):
    make, traits = LIVES[name]
    month = (at for at in make(seeded(7)) if at < 30 * DAY)
    _, rhythm = live(month, traits)
    limit = rhythm.limit(**traits)
    assert limit is not None, "nobody would notice"
    assert 600 <= limit <= within
