"""Models are learned at night and when asked, never on a hot board, one step at a time."""

import asyncio
import math

import pytest

from hub.core.errors import CommandRefused
from hub.core.modelling import StopModelStep
from hub.learning.board import board as read_board
from hub.learning.gathering import gather
from models.collected import file_of, grid, read

DAY = 86_400.0


@pytest.mark.real_time
async def test_a_step_tells_how_far_it_is_and_what_it_says(school, plug):
    begun = await school.begin("evaluate", "washer", version=3)
    assert (begun.step, begun.ended, begun.progress) == ("evaluate", 0.0, 0.0)
    job = await school.ended()
    assert job.says == ("half", "done")
    assert (job.progress, job.failed) == (1.0, None)
    [words] = school.ran()
    assert words[-4:] == ["evaluate", "washer", "3", "--lines"]


@pytest.mark.real_time
async def test_a_step_that_fails_says_why(school):
    await school.begin("promote", "bad")
    job = await school.ended()
    assert job.failed.id == "models.failed"
    assert job.failed.values == {"reason": "bad: there is too little"}


@pytest.mark.real_time
async def test_one_step_at_a_time_and_it_can_be_stopped(school, commands):
    await school.begin("promote", "slow")
    with pytest.raises(CommandRefused, match="another step is under way"):
        await school.begin("promote", "washer")
    while not school.ran():
        await asyncio.sleep(0.01)
    await commands.send(StopModelStep())
    assert (await school.ended()).failed.id == "models.stopped"
    await school.begin("promote", "washer")
    assert (await school.ended()).failed is None


@pytest.mark.real_time
async def test_a_hot_board_learns_only_when_told_so(school, board, plug):
    board.zone.write_text("81000\n")
    assert (await school.ask()).board.waits.values == {"celsius": 81.0}
    with pytest.raises(CommandRefused, match="let it cool"):
        await school.begin("train", "washer")
    await school.begin("train", "washer", anyway=True)
    assert (await school.ended()).failed is None


@pytest.mark.real_time
async def test_what_is_learned_from_is_collected_first(school, plug, past, tmp_path):
    await school.begin("quality", "washer")
    assert (await school.ended()).failed is None
    held = grid(*read(file_of(tmp_path / "models" / "collected", "washer")))
    assert len(held.rows) == 14 * 1440
    assert held.rows[5] == [100.0]


@pytest.mark.real_time
async def test_the_shelf_shows_what_could_be_learned_and_fetched(school, plug):
    shelf = await school.ask()
    [model] = shelf.models
    assert (model.name, model.appliance, model.versions) == ("washer", "washer", ())
    assert {offer.place for offer in shelf.offers} == {""}
    assert "onnxruntime" in shelf.runs_on


async def test_it_learns_at_three_at_night_and_waits_for_the_board_to_cool(
    school, plug, board, clock
):
    board.flags.write_text("throttled=0x50005\n")
    begins = (await school.ask()).next_night
    assert begins % DAY == 3 * 3600
    await asyncio.sleep(begins - clock.time() + 2 * 3600)
    assert school.ran() == []
    board.flags.write_text("50000\n")  # it was throttled once, it is not now
    await asyncio.sleep(1800)
    job = await school.ended()
    assert clock.time() < begins + 3 * 3600
    [words] = school.ran()
    assert words[2:5] == ["night", "washer", "--lines"]
    assert job.failed is None


async def test_a_board_that_stays_hot_rests_until_the_next_night(school, plug, board, clock):
    board.zone.write_text("90000\n")
    begins = (await school.ask()).next_night
    await asyncio.sleep(begins - clock.time() + 5 * 3600)
    board.zone.write_text("40000\n")
    await asyncio.sleep(4 * 3600)
    assert school.ran() == []
    assert (await school.ask()).next_night == begins + DAY


def test_a_board_without_sensors_says_nothing_and_rubbish_neither(tmp_path, board):
    bare = read_board(tmp_path / "nothing")
    assert (bare.celsius, bare.throttled, bare.waits) == (None, False, None)
    board.zone.write_text("warm")
    board.flags.write_text("")
    assert read_board(board.root).waits is None


async def test_only_new_minutes_are_asked_for_and_gaps_stay_gaps(past, tmp_path, plug, registry):
    wanted = [("power", registry.held["sensor.washer"].entity)]
    file = tmp_path / "washer.csv"
    past.since = 1_000_000 * 60.0
    await gather(past, wanted, file, past.since + DAY)
    past.asked.clear()
    await gather(past, wanted, file, past.since + DAY + 3600.0)
    [(_, start, end)] = past.asked
    assert (start, end) == (past.since + DAY, past.since + DAY + 3600.0)
    past.since += 5 * DAY
    await gather(past, wanted, file, past.since + 60.0)
    held = grid(*read(file))
    assert len(held.rows) == 5 * 1440 + 1
    assert math.isnan(held.rows[2 * 1440][0])
    assert held.rows[-1] == [100.0]
