"""What is written down of each appliance, and what a person's word changes."""

from dataclasses import replace

import pytest

from hub.core.commands import SettleFault
from hub.core.entities import Appliance, ApplianceKind
from hub.core.errors import UnknownEntity
from hub.core.events import Cause, CommandIgnored, FaultChanged, HouseholdChanged
from hub.core.faults import FaultKind
from hub.core.upkeep import (
    ExplainAppliance,
    ListLabels,
    ListLog,
    LogWritten,
    NoteCare,
    ReplaceAppliance,
)
from tests.faults.conftest import DAY, HOUR
from tests.faults.simple import KIND, finding

ANNA = Cause(who="person", name="Anna")


async def scaled(house):
    """Let the boiler scale."""
    await house.draw("boiler", 200, minutes=5)
    await house.draw("boiler", 1500)
    return (await house.faults())[0]


async def log(house, appliance="boiler"):
    return [line.what for line in await house.commands.send(ListLog(appliance=appliance))]


async def test_a_fault_and_its_end_are_written_into_the_log(plain):
    fault = await scaled(plain)
    await plain.draw("boiler", 200)
    lines = await plain.commands.send(ListLog(appliance="boiler"))
    assert [(line.what, line.kind, line.fault) for line in lines] == [
        ("fault_gone", KIND, fault.id),
        ("fault", KIND, fault.id),
    ]
    assert [event.entry for event in plain.drain(LogWritten)] == lines[::-1]


@pytest.mark.parametrize("verdict", ["confirmed", "fixed", "false_alarm"])
async def test_a_persons_word_is_a_label_and_a_line(plain, verdict):
    fault = await scaled(plain)
    settled = await plain.commands.send(SettleFault(fault=fault.id, verdict=verdict, cause=ANNA))
    assert settled.phase == verdict
    (label,) = await plain.commands.send(ListLabels())
    assert (label.appliance, label.feeds, label.kind, label.verdict) == (
        "boiler", ApplianceKind.WATER_HEATER, KIND, verdict,
    )  # fmt: skip
    assert (label.start, label.end) == (fault.evidence[0].since, plain.now)
    newest, _ = await plain.commands.send(ListLog(appliance="boiler"))
    assert (newest.what, newest.verdict, newest.by) == ("feedback", verdict, "Anna")


async def test_a_false_alarm_is_usual_from_then_on_and_a_repair_is_watched_afresh(plain):
    fault = await scaled(plain)
    await plain.settle(fault, "fixed")
    await plain.draw("boiler", 1500)
    again = (await plain.faults())[0]
    assert (again.phase, again.id != fault.id) == ("open", True)
    await plain.settle(again, "false_alarm")
    await plain.draw("boiler", 1500)
    assert {one.phase for one in await plain.faults()} == {"fixed", "false_alarm"}


async def test_a_confirmed_fault_is_not_told_again(plain):
    fault = await scaled(plain)
    await plain.settle(fault, "confirmed")
    await plain.draw("boiler", 1600, minutes=3)
    assert [one.phase for one in await plain.faults()] == ["confirmed"]


async def test_a_second_word_takes_the_place_of_the_first(plain):
    fault = await scaled(plain)
    await plain.settle(fault, "confirmed")
    await plain.settle(fault, "fixed")
    assert [label.verdict for label in await plain.commands.send(ListLabels())] == ["fixed"]


@pytest.mark.parametrize(
    ("what", "phase"), [("descaled", "fixed"), ("repaired", "fixed"), ("noted", "open")]
)
async def test_work_on_an_appliance_settles_the_faults_it_cures(plain, what, phase):
    await scaled(plain)
    entry = await plain.commands.send(
        NoteCare(appliance="boiler", what=what, note="  citric\nacid  ", cause=ANNA)
    )
    assert (entry.what, entry.note, entry.by) == (what, "citric acid", "Anna")
    assert [fault.phase for fault in await plain.faults()] == [phase]


async def test_a_replaced_appliance_is_learned_anew_and_keeps_its_log(plain):
    await scaled(plain)
    await plain.commands.send(ReplaceAppliance(appliance="boiler", note="the old one burst"))
    story = await plain.commands.send(ExplainAppliance(appliance="boiler"))
    assert (story.since, story.known.days, story.cycles, story.days) == (plain.now, 0.0, (), ())
    assert [line.what for line in story.log] == ["replaced", "fault_gone", "fault"]
    assert [fault.phase for fault in await plain.faults()] == ["gone"]
    await plain.draw("boiler", 1500)
    assert (await plain.faults())[0].phase == "open"


async def test_a_plug_that_feeds_another_machine_begins_anew(plain):
    await scaled(plain)
    pump = Appliance(id="boiler", kind=ApplianceKind.PUMP, name="Pump", power="sensor.boiler_power")
    plain.bus.publish(HouseholdChanged(at=plain.now, appliances=(pump,)))
    await plain.bus.quiet()
    newest, *_ = await plain.commands.send(ListLog(appliance="boiler"))
    assert (newest.what, newest.feeds) == ("another_kind", ApplianceKind.WATER_HEATER)
    story = await plain.commands.send(ExplainAppliance(appliance="boiler"))
    assert (story.appliance.kind, story.since) == (ApplianceKind.PUMP, plain.now)


async def test_log_labels_and_verdicts_outlive_the_hub(plain):
    fault = await scaled(plain)
    await plain.settle(fault, "false_alarm")
    before = await log(plain)
    await plain.restart()
    assert await log(plain) == before == ["feedback", "fault"]
    assert len(await plain.commands.send(ListLabels())) == 1
    await plain.draw("boiler", 1500)
    assert [fault.phase for fault in await plain.faults()] == ["false_alarm"]


async def test_a_restart_in_a_spell_neither_repeats_nor_loses_it(plain):
    await scaled(plain)
    await plain.restart()
    await plain.draw("boiler", 1500, minutes=3)
    assert [fault.phase for fault in await plain.faults()] == ["open"]
    await plain.draw("boiler", 200)
    assert [fault.phase for fault in await plain.faults()] == ["gone"]


async def test_a_dark_load_is_one_fault_whoever_sees_it_first(plain):
    await scaled(plain)
    plain.bus.publish(
        CommandIgnored(at=plain.now, entity="sensor.boiler_power", count=3, watts=0.0, usual=42.0)
    )
    plain.bus.publish(CommandIgnored(at=plain.now, entity="sensor.boiler_power", count=4))
    await plain.bus.quiet()
    assert [fault.kind for fault in await plain.faults()].count("command_ignored") == 1
    assert len(plain.drain(FaultChanged)) == 0


async def test_nobody_asks_for_an_appliance_that_is_not_there(plain):
    for command in (
        ExplainAppliance(appliance="sauna"),
        NoteCare(appliance="sauna", what="cleaned"),
        ReplaceAppliance(appliance="sauna"),
    ):
        with pytest.raises(UnknownEntity, match="no appliance called 'sauna'"):
            await plain.commands.send(command)


async def test_a_spell_that_comes_back_within_a_day_is_the_same_and_told_once(plain):
    fault = await scaled(plain)
    for _ in range(3):
        await plain.draw("boiler", 200, minutes=60)
        await plain.draw("boiler", 1500)
    assert [(one.id, one.phase) for one in await plain.faults()] == [(fault.id, "open")]
    assert len(plain.raised.drain()) == 1
    await plain.draw("boiler", 200)
    plain.clock.tick(plain.now + 2 * DAY)
    await plain.draw("boiler", 1500)
    assert len(plain.raised.drain()) == 1


async def test_who_called_a_false_alarm_is_not_asked_the_like_for_two_weeks(plain):
    await plain.settle(await scaled(plain), "false_alarm")
    plain.raised.drain()
    other = finding(kind=FaultKind.UNKNOWN_ANOMALY, at=plain.now)
    for wait, severity, raised in (
        (HOUR, "warning", 0),
        (HOUR, "alarm", 1),
        (14 * DAY, "notice", 1),
    ):
        plain.clock.tick(plain.now + wait)
        await plain.find("boiler", replace(other, severity=severity))
        told = [event.fault for event in plain.raised.drain()]
        assert len(told) == raised
        for fault in told:
            await plain.settle(fault, "fixed")
