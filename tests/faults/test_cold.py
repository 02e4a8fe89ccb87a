"""What a household is told of its fridges and freezers."""

import pytest

from hub.core.commands import SettleFault
from hub.core.errors import UnknownEntity
from hub.core.faults import FaultKind
from hub.texts import LANGUAGES, templates, word
from tests.faults.conftest import DAY, HOUR, START

LEAKS = {FaultKind.SEAL_LEAK, FaultKind.DOOR_AJAR}  # a seal that tears at once is like a door


async def test_healthy_machines_are_silent(house, learned):
    await learned()
    await house.live(5 * DAY)
    assert house.raised.drain() == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_leaking_seal_is_found_within_three_days(leaking, seed):
    _, fault = await leaking(seed=seed)
    assert fault.kind in LEAKS
    assert fault.appliance == "fridge"
    duty = next(evidence for evidence in fault.evidence if evidence.signal == "duty")
    assert duty.now > 1.3 * duty.usual


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_freezers_leaking_seal_is_found_and_the_fridge_stays_silent(house, learned, seed):
    _, freezer = await learned(seed=seed)
    freezer.seal_leak = 1.0
    await house.live(2 * DAY)
    [raised] = house.raised.drain()
    assert raised.fault.appliance == "freezer"
    assert raised.fault.kind in LEAKS


@pytest.mark.parametrize("seed", [1, 2])
async def test_short_cycling_is_found_within_a_day(house, learned, seed):
    fridge, freezer = await learned(seed=seed)
    fridge.short_cycling = freezer.short_cycling = 1.0
    await house.live(DAY)
    faults = [raised.fault for raised in house.raised.drain()]
    assert {(fault.appliance, fault.kind) for fault in faults} == {
        (device, FaultKind.SHORT_CYCLING) for device in ("fridge", "freezer")
    }
    assert all(len(fault.evidence[0].times) > 1 for fault in faults)


async def test_the_evidence_shows_the_days_before_and_when_it_began(leaking):
    _, fault = await leaking()
    broke = START + 5 * DAY
    pictures = {evidence.signal: evidence for evidence in fault.evidence}
    assert {"duty", "rest"} <= set(pictures)
    duty = pictures["duty"]
    assert duty.times[-1] - duty.times[0] >= 4 * DAY
    assert abs(duty.since - broke) <= DAY
    before = [v for t, v in zip(duty.times, duty.values, strict=True) if t < broke - 6 * HOUR]
    assert all(duty.low <= value <= duty.high for value in before)
    assert duty.values[-1] > duty.high


async def test_the_fault_tells_what_it_costs(house, leaking):
    _, fault = await leaking()
    assert 7 < fault.kwh_per_month < 30  # about 21 W more
    assert (fault.cost_per_month, fault.currency) == (None, "")
    assert fault.severity == "warning"
    assert 0.6 <= fault.confidence <= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_sentence_of_a_fault_is_written(house, leaking, language):
    _, fault = await leaking()
    for message in (fault.title, fault.why, fault.confirm, *fault.advice):
        assert message.id in templates(language)
        assert "{" not in word(message.id, message.values, language)


async def test_one_fault_a_spell(house, leaking):
    await leaking()
    await house.live(3 * DAY)
    assert house.raised.drain() == []


async def test_a_restart_neither_repeats_the_fault_nor_forgets(house, leaking):
    await leaking()
    await house.restart()
    await house.live(DAY)
    assert house.raised.drain() == []
    assert [fault.phase for fault in await house.faults()] == ["open"]


async def test_what_was_learned_survives_a_restart(house, learned):
    fridge, _ = await learned()
    await house.restart()
    fridge.seal_leak = 1.0
    await house.live(3 * DAY)
    assert [r.fault.kind in LEAKS for r in house.raised.drain()] == [True]


async def test_a_repaired_fridge_is_fine_again(house, leaking):
    fridge, fault = await leaking()
    fridge.seal_leak = 0.0
    settled = await house.settle(fault, "fixed")
    await house.bus.quiet()
    assert [c.fault for c in house.changed.drain()] == [settled]
    await house.live(5 * DAY)
    assert house.raised.drain() == []
    assert [(f.phase, f.settled_at) for f in await house.faults()] == [
        ("fixed", settled.settled_at)
    ]


async def test_a_repair_that_did_not_help_is_told_again(house, leaking):
    _, fault = await leaking()
    await house.settle(fault, "fixed")
    await house.live(3 * DAY)
    assert [r.fault.kind in LEAKS for r in house.raised.drain()] == [True]


async def test_a_false_alarm_is_normal_from_then_on(house, leaking):
    _, fault = await leaking()
    await house.settle(fault, "false_alarm")
    await house.restart()
    await house.live(5 * DAY)
    assert house.raised.drain() == []


async def test_a_confirmed_fault_stays_until_it_is_fixed(house, leaking):
    _, fault = await leaking()
    await house.settle(fault, "confirmed")
    await house.live(2 * DAY)
    assert house.raised.drain() == []
    assert [f.phase for f in await house.faults()] == ["confirmed"]


async def test_a_spell_that_passes_by_itself_is_gone(house, leaking):
    fridge, _ = await leaking()
    fridge.seal_leak = 0.0
    await house.live(5 * DAY)
    assert [c.fault.phase for c in house.changed.drain()] == ["gone"]


async def test_a_silent_plug_is_not_an_idle_fridge(house, learned):
    await learned()
    house.silent.add("fridge")
    house.say_unavailable("fridge")
    await house.live(2 * DAY)
    house.silent.clear()
    await house.live(DAY)
    assert house.raised.drain() == []


async def test_a_freezer_without_power_is_told(house, learned):
    _, freezer = await learned()
    freezer.cooling = freezer.compressor = 0.0
    freezer.watts = 0.0
    await house.live(DAY)
    [raised] = house.raised.drain()
    assert (raised.fault.appliance, raised.fault.kind) == ("freezer", FaultKind.NO_POWER)
    assert raised.fault.severity == "alarm"


async def test_nothing_is_claimed_before_three_days(house):
    fridge = house.fridge()
    await house.live(2 * DAY)
    fridge.seal_leak = 1.0
    await house.live(8 * HOUR)
    assert house.raised.drain() == []


async def test_settling_what_is_not_there_is_refused(house):
    await house.bus.quiet()
    with pytest.raises(UnknownEntity, match="no fault called 'nonsense'"):
        await house.commands.send(SettleFault(fault="nonsense", verdict="fixed"))
