"""Events arrive by class, in order, and never hold anybody up."""

import asyncio

from hub.core.events import Event, LoopBlocked, StateChanged, StateReported
from hub.core.states import SwitchState


def changed(entity):
    return StateChanged(at=0, entity=entity, state=SwitchState(on=True), previous=SwitchState())


def test_a_subclass_reaches_who_asked_for_its_base(bus):
    reports, everything = bus.open(StateReported), bus.open(Event)
    blocked = bus.open(LoopBlocked)
    bus.publish(changed("switch.a"))
    assert [len(inbox.drain()) for inbox in (reports, everything, blocked)] == [1, 1, 0]


def test_a_full_inbox_loses_the_oldest_and_counts_it(bus):
    inbox = bus.open(StateChanged, limit=2)
    for name in "abc":
        bus.publish(changed(name))
    assert [event.entity for event in inbox.drain()] == ["b", "c"]
    assert bus.dropped == {"StateChanged": 1}


async def test_batches_gather_what_came_in_the_pause(bus):
    inbox, got = bus.open(StateChanged), []

    async def read():
        async for batch in inbox.batches(1.0):
            got.append([event.entity for event in batch])  # noqa: PERF401 - it never ends

    async with asyncio.TaskGroup() as group:
        task = group.create_task(read())
        for name in "abcd":
            bus.publish(changed(name))
            await asyncio.sleep(0.6)
        await asyncio.sleep(5)
        task.cancel()
    assert got == [["a", "b"], ["c", "d"]]


async def test_quiet_waits_for_prompt_readers(bus):
    inbox, got = bus.open(StateChanged), []

    async def read():
        async for event in inbox:
            got.append(event.entity)
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(read())
        for name in "abc":
            bus.publish(changed(name))
        await bus.quiet()
        assert got == ["a", "b", "c"]
        task.cancel()


async def test_quiet_does_not_wait_for_who_reads_when_it_likes(bus):
    inbox = bus.open(StateChanged)
    bus.publish(changed("a"))
    async with asyncio.timeout(1):
        await bus.quiet()
    assert len(inbox.drain()) == 1


def test_a_closed_inbox_gets_nothing(bus):
    with bus.open(StateChanged) as inbox:
        pass
    bus.publish(changed("a"))
    assert inbox.drain() == []
