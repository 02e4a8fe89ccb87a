"""A reminder to empty the machine, of those whose power shows that it was opened."""

import pytest

from hub.core.upkeep import ExplainAppliance, UnloadDue, Unloaded
from hub.faults.unloading import Unloading

HOUR, MINUTE = 3600.0, 60.0


def wash(unloading, *, ended, opened=None, waiting=1.8, dark=0.3, hours=4.0):
    """Let a programme end; return when it was seen that somebody opened the machine."""
    unloading.finish(ended)
    seen = []
    for minute in range(1, round(hours * 60)):
        at = ended + minute * MINUTE
        is_open = opened is not None and at >= ended + opened
        if unloading.take(dark if is_open else waiting, at):
            seen.append(at)
    return seen


@pytest.fixture
def known():
    """A machine that showed twice that it was opened."""
    unloading = Unloading()
    wash(unloading, ended=0.0, opened=HOUR)
    wash(unloading, ended=86_400.0, opened=2 * HOUR)
    assert unloading.opened == 2
    return unloading


def test_a_machine_left_full_is_reminded_of_once(known):
    known.finish(200_000.0)
    for minute in range(1, 90):
        known.take(1.8, 200_000.0 + minute * MINUTE)
    assert not known.due(200_000.0 + 50 * MINUTE, HOUR)
    assert known.due(200_000.0 + 61 * MINUTE, HOUR)
    assert not known.due(200_000.0 + 80 * MINUTE, HOUR)
    assert known.since == 200_000.0


def test_who_opens_it_is_not_reminded(known):
    (opened,) = wash(known, ended=200_000.0, opened=HOUR)
    assert opened == 200_000.0 + HOUR
    assert known.since is None


def test_of_a_machine_that_never_showed_it_nothing_is_said():
    unloading = Unloading()
    wash(unloading, ended=0.0)
    assert not unloading.due(4 * HOUR, HOUR)


def test_a_machine_that_goes_dark_by_itself_tells_nothing(known):
    assert wash(known, ended=200_000.0, waiting=0.2) == []
    assert known.since is None


def test_no_reminder_where_none_is_wanted(known):
    wash(known, ended=200_000.0)
    assert not known.due(300_000.0, 0.0)


async def test_the_house_is_told_that_the_washer_waits_and_that_it_was_emptied(plain):
    plain.add("washer", "Washing machine")
    await plain.bus.quiet()
    for day in range(3):
        await plain.draw("washer", 0.3, minutes=5)
        await plain.draw("washer", 500, minutes=20)
        await plain.draw("washer", 1.8, minutes=30 if day < 2 else 80)
    (due,) = plain.drain(UnloadDue)
    assert due.appliance == "washer"
    story = await plain.commands.send(ExplainAppliance(appliance="washer"))
    assert story.unload_since == due.ended
    await plain.draw("washer", 0.3, minutes=2)
    assert [event.appliance for event in plain.drain(Unloaded)] == ["washer"]
    story = await plain.commands.send(ExplainAppliance(appliance="washer"))
    assert story.unload_since is None
