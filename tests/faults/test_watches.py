"""What every watch owes the hub: it can be stored, goes on where it was, and minds no rubbish."""

import pytest

from hardware.simulated.appliances.machines import MACHINES
from hardware.simulated.appliances.traces import trace
from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind
from hub.faults.watches import watch_of

WATCHED = [kind for kind in ApplianceKind if watch_of(kind) is not None]
QUANTITIES = ("power", "temperature", "ambient", "command")
DAYS, HALF, SEED = 4, 2 * 1440, 77_001
LARGEST = 60_000  # bytes


@pytest.fixture(scope="module", params=WATCHED, ids=str)
def readings(request):
    """A kind of machine, and its readings minute by minute; of a kettle where none is simulated."""
    kind = request.param
    lived = trace(kind if kind in MACHINES else ApplianceKind.KETTLE, SEED, DAYS)
    columns = [getattr(lived, quantity).tolist() for quantity in QUANTITIES]
    return kind, list(zip(lived.t.tolist(), *columns, strict=True))


def feed(watch, rows):
    """Let a watch live through rows; return what it tells."""
    told = []
    for at, *values in rows:
        for quantity, value in zip(QUANTITIES, values, strict=True):
            if value == value:
                told += watch.take(quantity, value, at)
        told += watch.look(at)
    return told


def test_a_watch_is_stored_and_goes_on_where_it_was(readings):
    kind, rows = readings
    watch = watch_of(kind)
    feed(watch, rows[:HALF])
    kept = encode(watch)
    assert len(kept) < LARGEST
    again = decode(kept, type(watch))
    assert encode(again) == kept
    assert feed(again, rows[HALF:]) == feed(watch, rows[HALF:])
    assert encode(again) == encode(watch)


def test_it_says_what_it_can_tell_from_the_first_minute_on(readings):
    kind, rows = readings
    watch = watch_of(kind)
    blank = watch.learned(rows[0][0])
    assert (blank.days, blank.cycles) == (0, 0)
    assert not set(blank.tells) & set(blank.from_day)
    feed(watch, rows)
    later = watch.learned(rows[-1][0])
    assert 0.8 * DAYS <= later.days <= DAYS + 0.1
    assert set(blank.tells) <= set(later.tells)
    assert {*blank.tells, *blank.from_day} <= {*later.tells, *later.from_day}
    assert all(day > later.days for day in later.from_day.values())


def test_rubbish_stops_no_watch(readings):
    kind, rows = readings
    watch = watch_of(kind)
    feed(watch, rows[:600])
    at = rows[600][0]
    for value in (-5.0, 2e4, None, 0.0):  # whatever is no number ends before it
        for quantity in QUANTITIES:
            for moment in (at, at - 3600, at, at + 60, at + 10 * 86_400, at):
                watch.take(quantity, value, moment)
                watch.look(moment)
    assert decode(encode(watch), type(watch)) is not None
    feed(watch, [(t + 20 * 86_400, *values) for t, *values in rows[600:1200]])
    score = watch.score()
    assert score is None or 0 <= score <= 1


def test_a_persons_word_on_anything_stops_no_watch(readings):
    kind, rows = readings
    watch = watch_of(kind)
    feed(watch, rows[:900])
    for verdict in ("confirmed", "false_alarm", "fixed"):
        for fault in FaultKind:
            watch.settle(verdict, fault, rows[900][0])
    feed(watch, rows[900:1000])
    assert decode(encode(watch), type(watch)) is not None
    score = watch.score()
    assert score is None or 0 <= score <= 1
