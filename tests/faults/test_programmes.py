"""What a household is told of its washing machine."""

import pytest

MINUTE, HOUR = 60.0, 3600.0


async def wash(house, washer):
    """Let a programme run to its end and return what it truly drew, in Wh."""
    washer.start(house.now)
    while washer.running:
        await house.live(MINUTE)
    return washer.energy_wh


@pytest.mark.parametrize("seed", range(6))
async def test_each_programme_ends_once_with_its_energy(house, seed):
    washer = house.washer(seed=seed)
    await house.live(HOUR)
    began = house.now
    drawn = await wash(house, washer)
    ended = house.now
    await house.live(HOUR)
    [cycle] = house.cycles.drain()
    assert cycle.appliance == "washer"
    assert cycle.energy_wh == pytest.approx(drawn, rel=0.05)
    assert cycle.began == pytest.approx(began, abs=4 * MINUTE)
    assert cycle.ended == pytest.approx(ended, abs=2 * MINUTE)
    assert cycle.at - ended <= 5 * MINUTE


async def test_a_week_of_washing_is_counted_right(house):
    washer = house.washer()
    drawn = []
    for _ in range(7):
        await house.live(20 * HOUR)
        drawn.append(await wash(house, washer))
    await house.live(HOUR)
    assert [c.energy_wh for c in house.cycles.drain()] == pytest.approx(drawn, rel=0.05)


async def test_the_end_is_told_though_the_plug_has_nothing_new_to_say(house):
    washer = house.washer()
    await house.live(HOUR)
    await wash(house, washer)
    await house.live(2 * MINUTE)
    house.silent.add("washer")  # it reports changes only
    await house.live(3 * MINUTE)
    assert len(house.cycles.drain()) == 1


async def test_a_plug_out_of_reach_ends_no_programme(house):
    washer = house.washer()
    await house.live(HOUR)
    washer.start(house.now)
    await house.live(10 * MINUTE)
    house.silent.add("washer")
    house.say_unavailable("washer")
    await house.live(12 * MINUTE)
    assert house.cycles.drain() == []
    house.silent.clear()
    await house.live(2 * HOUR)
    assert len(house.cycles.drain()) == 1


async def test_a_restart_in_the_midst_splits_no_programme(house):
    washer = house.washer()
    await house.live(HOUR)
    began = house.now
    washer.start(began)
    await house.live(20 * MINUTE)
    await house.restart()
    await house.live(2 * HOUR)
    [cycle] = house.cycles.drain()
    assert cycle.began == pytest.approx(began, abs=4 * MINUTE)


async def test_a_standby_above_the_first_level_ends_programmes_once_it_is_known(house):
    washer = house.washer()
    washer.standby = 9.5
    await house.live(26 * HOUR)
    house.cycles.drain()
    drawn = await wash(house, washer)
    await house.live(HOUR)
    assert [c.energy_wh for c in house.cycles.drain()] == [pytest.approx(drawn, rel=0.05)]


async def test_a_look_at_the_display_is_no_programme(house):
    house.washer()
    await house.live(HOUR)
    for watts in (15.0, 15.0, 1.0):
        house.report("washer", "power", watts)
        await house.live(MINUTE)
    await house.live(HOUR)
    assert house.cycles.drain() == []


async def test_a_plug_that_counts_in_kilowatts_is_understood(house):
    house.plug_in("dryer", "Tumble dryer", Ironclad(), unit="kW")
    house.machines.clear()
    for watts in [0.001] * 5 + [2.0] * 30 + [0.001] * 10:
        house.report("dryer", "power", watts)
        await house.live(MINUTE)
    [cycle] = house.cycles.drain()
    assert cycle.energy_wh == pytest.approx(1000, rel=0.05)


class Ironclad:
    """A machine that only stands there."""
