"""People are interrupted seldom; the rest is told on Sunday evening."""

import asyncio
from datetime import UTC, datetime

import pytest

from hub.core.commands import ListNotifications
from hub.core.entities import Device, Entity
from hub.core.events import FaultChanged, SensorBack, SensorSilent
from hub.core.kinds import Kind
from hub.core.states import SensorState
from hub.core.upkeep import UnloadDue, Unloaded
from hub.notify.outbox import Outbox
from hub.texts import word

DAY = 86_400.0


@pytest.fixture
def told(commands):
    async def told():
        await asyncio.sleep(1)
        return await commands.send(ListNotifications())

    return told


async def test_a_third_warning_in_a_month_waits_for_the_weekly_summary(
    build, run, raise_fault, told
):
    run(build())
    for number in range(3):
        raise_fault(f"f{number}")
    assert [m.subject for m in await told()] == ["f1", "f0"]
    await asyncio.sleep(8 * DAY)
    week, *_ = await told()
    assert (week.message.id, week.severity) == ("notify.week.title", "notice")
    assert [line.id for line in week.lines] == ["fault.seal_leak.title"]
    assert len(await told()) == 3


async def test_after_a_month_a_warning_may_interrupt_again(build, run, raise_fault, told):
    run(build())
    raise_fault("f0")
    raise_fault("f1")
    await asyncio.sleep(31 * DAY)
    raise_fault("f2")
    assert (await told())[0].subject == "f2"


async def test_an_alarm_is_never_held_back(build, run, raise_fault, told):
    run(build())
    for number in range(5):
        raise_fault(f"f{number}", severity="alarm")
    assert len(await told()) == 5


async def test_a_restart_forgives_no_interruption(build, run, raise_fault, told, records):
    run(build())
    raise_fault("f0")
    raise_fault("f1")
    await told()
    run(build(Outbox(records)))
    raise_fault("f2")
    assert {m.subject for m in await told()} == {"f0", "f1"}


async def test_what_waits_outlives_the_hub(build, run, raise_fault, told, records):
    async with asyncio.TaskGroup() as group:
        notifier = group.create_task(build().run())
        raise_fault(severity="notice")
        assert await told() == []
        notifier.cancel()
    assert [kind for kind, _ in records.kept] == ["Waiting"]
    run(build(Outbox(records)))
    await asyncio.sleep(8 * DAY)
    assert [m.message.id for m in await told()] == ["notify.week.title"]
    assert [kind for kind, _ in records.kept] == ["Notification"]


async def test_what_is_over_before_sunday_is_never_told(build, run, raise_fault, told):
    run(build())
    raise_fault("f1", severity="notice")
    raise_fault("f2", severity="notice")
    raise_fault("f1", event=FaultChanged, phase="gone")
    raise_fault("f2", event=FaultChanged, phase="fixed")
    await asyncio.sleep(8 * DAY)
    assert await told() == []


async def test_a_silent_thermometer_waits_and_goes_when_it_is_heard(bus, clock, build, run, told):
    run(build())
    await asyncio.sleep(0)
    about = {"at": clock.time(), "device": "attic", "entities": ("sensor.attic",)}
    since = clock.time() - 7200
    bus.publish(SensorSilent(**about, name="Attic", since=since, usual=600, asleep=True))
    assert await told() == []
    bus.publish(SensorBack(**about, since=since))
    await asyncio.sleep(8 * DAY)
    assert await told() == []


async def test_the_summary_comes_on_sunday_evening(build, run, raise_fault, told, clock):
    run(build())
    raise_fault(severity="notice")
    await asyncio.sleep(8 * DAY)
    (week,) = await told()
    assert datetime.fromtimestamp(week.at, UTC).strftime("%A %H:%M") == "Sunday 18:00"


async def test_a_low_battery_is_told_once_and_again_after_a_new_one(build, run, registry, told):
    battery = Entity(
        id="sensor.door_battery", source="b", kind=Kind.SENSOR, name="Door battery",
        device_class="battery", unit="%",
    )  # fmt: skip
    registry.describe(battery, Device(id="door", name="Door"))
    run(build())
    for level, summaries in ((50, 0), (7, 1), (6, 1), (100, 1), (8, 2)):
        registry.report("sensor.door_battery", SensorState(value=level))
        await asyncio.sleep(8 * DAY)
        assert len(await told()) == summaries
    (line,) = (await told())[0].lines
    assert word(line.id, line.values) == "Door battery: the battery is low (8\u202f%)."


async def test_a_fault_says_what_was_measured_what_it_costs_and_what_to_do(
    build, run, raise_fault, told
):
    run(build())
    raise_fault(kwh_per_month=10.0, cost_per_month=3.1, currency="€")
    (message,) = await told()
    assert word(message.lines[1].id, message.lines[1].values) == "That costs 3.10 € more a month."
    raise_fault("f2", kwh_per_month=10.0)
    message, _ = await told()
    assert (
        word(message.lines[1].id, message.lines[1].values) == "That is 10.00\u202fkWh more a month."
    )


async def test_the_reminder_to_empty_the_washer_goes_once_it_is_empty(
    bus, clock, registry, build, run, told
):
    device = Device(id="washer", name="Washing machine")
    power = Entity(id="", source="w", kind=Kind.SENSOR, name="Power", device_class="power")
    registry.describe(power, device)
    run(build())
    await asyncio.sleep(0)
    ended = clock.time() - 3600
    bus.publish(UnloadDue(at=clock.time(), appliance="washer", ended=ended))
    (reminder,) = await told()
    assert (reminder.message.id, reminder.severity) == ("notify.unload", "notice")
    bus.publish(Unloaded(at=clock.time(), appliance="washer"))
    (reminder,) = await told()
    assert reminder.seen_at is not None
