"""Whatever a person should know becomes one message, and stays one."""

import asyncio

import pytest

from hub.core.commands import ListNotifications, MarkSeen
from hub.core.entities import Device, Entity
from hub.core.errors import UnknownEntity
from hub.core.events import Cause, FaultChanged, NotificationChanged, SensorBack, SensorSilent
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.notify.outbox import Outbox
from hub.recorder.durable import Durable
from hub.recorder.store import Store
from hub.texts import word


async def test_a_fault_becomes_a_message_that_is_kept(build, run, raise_fault, commands, records):
    run(build())
    raise_fault()
    await asyncio.sleep(1)
    (message,) = await commands.send(ListNotifications())
    assert message.message.id == "fault.seal_leak.title"
    assert (message.severity, message.subject, message.seen_at) == ("warning", "f1", None)
    assert list(records.kept) == [("Notification", message.id), ("Interruptions", "interruptions")]


async def test_there_is_one_message_a_fault_also_after_a_restart(
    build, run, raise_fault, commands, records, bus
):
    run(build())
    raise_fault()
    raise_fault()
    await asyncio.sleep(1)
    news = bus.open(NotificationChanged)
    run(build(Outbox(records)))
    raise_fault()
    await asyncio.sleep(1)
    assert len(await commands.send(ListNotifications())) == 1
    assert news.drain() == []


async def test_the_washing_is_done(build, run, end_cycle, commands):
    run(build())
    end_cycle("Washing machine")
    await asyncio.sleep(1)
    (message,) = await commands.send(ListNotifications())
    assert message.severity == "notice"
    said = word(message.message.id, message.message.values).replace("\u202f", " ")
    assert said == "Washing machine: the washing is done. It took 1 h 30 min and 0.82 kWh."


async def test_a_fridge_that_ends_a_cycle_is_no_news(build, run, end_cycle, commands):
    run(build())
    end_cycle("Fridge")
    await asyncio.sleep(1)
    assert await commands.send(ListNotifications()) == []


async def test_the_newest_message_comes_first_and_the_inbox_is_bounded(
    build, run, raise_fault, commands, records
):
    run(build(Outbox(records, limit=3)))
    for number in range(5):
        raise_fault(f"f{number}", severity="alarm")
    await asyncio.sleep(1)
    assert [m.subject for m in await commands.send(ListNotifications())] == ["f4", "f3", "f2"]
    assert [kind for kind, _ in records.kept].count("Notification") == 3


async def test_a_message_is_seen_once(build, run, raise_fault, commands, clock, bus):
    run(build())
    raise_fault()
    await asyncio.sleep(1)
    news = bus.open(NotificationChanged)
    anna = Cause(who="person", name="Anna")
    first = await commands.send(MarkSeen(notification="fault:f1", cause=anna))
    assert first.seen_at == clock.time()
    await asyncio.sleep(60)
    assert await commands.send(MarkSeen(notification="fault:f1", cause=anna)) == first
    assert [(n.cause, n.notification) for n in news.drain()] == [(anna, first)]


async def test_that_it_was_seen_is_on_the_disk_before_the_answer(
    build, run, raise_fault, commands, records
):
    run(build())
    raise_fault()
    await asyncio.sleep(1)
    seen = await commands.send(MarkSeen(notification="fault:f1"))
    again = Outbox(records)
    await again.load()
    assert again.find("fault:f1") == seen


async def test_a_message_nobody_wrote_cannot_be_seen(build, run, commands):
    run(build())
    with pytest.raises(UnknownEntity, match="no message 'nothing'"):
        await commands.send(MarkSeen(notification="nothing"))


async def test_whoever_settles_a_fault_has_seen_its_message(build, run, raise_fault, commands):
    run(build())
    raise_fault()
    await asyncio.sleep(1)
    raise_fault(event=FaultChanged, phase="gone")
    await asyncio.sleep(1)
    (message,) = await commands.send(ListNotifications())
    assert message.seen_at is None
    raise_fault(event=FaultChanged, phase="false_alarm")
    await asyncio.sleep(1)
    (message,) = await commands.send(ListNotifications())
    assert message.seen_at is not None


async def test_a_full_disk_delays_a_message_but_loses_none(
    build, run, raise_fault, commands, records
):
    records.stuck = True
    run(build())
    raise_fault("f1")
    raise_fault("f2")
    await asyncio.sleep(300)
    assert await commands.send(ListNotifications()) == []
    records.stuck = False
    await asyncio.sleep(60)
    assert [m.subject for m in await commands.send(ListNotifications())] == ["f2", "f1"]


async def test_a_damaged_file_is_told_once(build, run, commands, records):
    lost = Message(id="notify.store_lost.history", values={"file": "history.db.corrupt-1"})
    run(build(lost=[lost]))
    await asyncio.sleep(1)
    run(build(Outbox(records), lost=[lost]))
    await asyncio.sleep(1)
    (message,) = await commands.send(ListNotifications())
    assert "history.db.corrupt-1" in word(message.message.id, message.message.values)


async def test_messages_outlive_the_hub(bus, commands, clock, build, run, raise_fault, tmp_path):
    async with Store(tmp_path, clock) as store, asyncio.TaskGroup() as group:
        notifier = group.create_task(build(Outbox(Durable(store))).run())
        raise_fault()
        await asyncio.sleep(1)
        notifier.cancel()
    async with Store(tmp_path, clock) as store:
        outbox = Outbox(Durable(store))
        await outbox.load()
        assert [m.message.values for m in outbox.newest] == [{"name": "Fridge"}]


async def test_a_silent_smoke_alarm_is_told_and_settled_when_it_is_back(
    bus, clock, commands, registry, build, run
):
    attic = Entity(
        id="sensor.attic", source="a", kind=Kind.BINARY_SENSOR, name="Smoke", device_class="smoke"
    )
    registry.describe(attic, Device(id="attic", name="Attic"))
    run(build())
    await asyncio.sleep(0)
    now = clock.time()
    about = {"at": now, "device": "attic", "entities": ("sensor.attic",)}
    bus.publish(SensorSilent(**about, name="Attic", since=now - 7200, usual=600, asleep=True))
    await asyncio.sleep(1)
    (told,) = await commands.send(ListNotifications())
    assert (told.message.id, told.severity) == ("notify.silent.battery", "warning")
    assert word(told.message.id, told.message.values).startswith(
        "Attic has not been heard for 2\u202fh; usually at least every 10\u202fmin."
    )
    bus.publish(SensorBack(**about, since=now - 7200))
    await asyncio.sleep(1)
    (settled,) = await commands.send(ListNotifications())
    assert settled.seen_at is not None


async def test_a_silent_fridge_is_an_alarm(bus, clock, commands, registry, build, run):
    fridge = Device(id="fridge", name="Fridge")
    registry.describe(Entity(id="", source="p", kind=Kind.SENSOR, name="Power"), fridge)
    run(build())
    await asyncio.sleep(0)
    bus.publish(
        SensorSilent(
            at=clock.time(), device="fridge", name="Fridge", entities=(), since=0, usual=60,
            asleep=False,
        )
    )  # fmt: skip
    await asyncio.sleep(1)
    (told,) = await commands.send(ListNotifications())
    assert (told.message.id, told.severity) == ("notify.silent.cold", "alarm")
