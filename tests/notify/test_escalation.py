"""What nobody saw at home in time is sent on, once."""

import asyncio

import pytest

from hub.core.commands import MarkSeen
from hub.core.errors import NotDelivered
from hub.core.events import NotificationChanged
from hub.notify.escalation import Escalation
from hub.notify.outbox import Outbox


class Pigeon:
    """A channel that takes messages, but not the first ``lost`` of them."""

    def __init__(self, lost=0):
        self.lost, self.tries, self.taken = lost, [], []

    async def send(self, notification):
        self.tries.append(asyncio.get_running_loop().time())
        if len(self.tries) <= self.lost:
            raise NotDelivered("the pigeon came back")
        self.taken.append(notification.id)


@pytest.fixture
def watch(bus, clock, outbox):
    def watch(*channels, outbox=outbox, **more):
        return Escalation(bus, clock, outbox=outbox, channels=channels, **more)

    return watch


async def test_an_unseen_warning_is_sent_after_ten_minutes(build, watch, run, raise_fault, bus):
    pigeon = Pigeon()
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(599)
    assert pigeon.taken == []
    news = bus.open(NotificationChanged)
    await asyncio.sleep(2)
    assert pigeon.taken == ["fault:f1"]
    assert [n.notification.sent_at is not None for n in news.drain()] == [True]


async def test_what_was_seen_in_time_stays_at_home(build, watch, run, raise_fault, commands):
    pigeon = Pigeon()
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(300)
    await commands.send(MarkSeen(notification="fault:f1"))
    await asyncio.sleep(3600)
    assert pigeon.tries == []


async def test_a_notice_stays_at_home(build, watch, run, end_cycle):
    pigeon = Pigeon()
    run(build(), watch(pigeon))
    end_cycle("Dishwasher")
    await asyncio.sleep(3600)
    assert pigeon.tries == []


async def test_it_is_tried_again_after_growing_pauses_until_taken(build, watch, run, raise_fault):
    pigeon = Pigeon(lost=4)
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(3600)
    assert pigeon.taken == ["fault:f1"]
    pauses = [b - a for a, b in zip(pigeon.tries, pigeon.tries[1:], strict=False)]
    limits = [(2.5, 5), (5, 10), (10, 20), (20, 40)]
    assert all(low <= pause <= high for pause, (low, high) in zip(pauses, limits, strict=True))


async def test_nobody_is_woken_any_more_once_it_was_seen(build, watch, run, raise_fault, commands):
    pigeon = Pigeon(lost=1000)
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(620)
    await commands.send(MarkSeen(notification="fault:f1"))
    tries = len(pigeon.tries)
    await asyncio.sleep(86_400)
    assert len(pigeon.tries) <= tries + 1


async def test_it_gives_up_some_day(build, watch, run, raise_fault, caplog):
    pigeon = Pigeon(lost=10_000)
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(14 * 86_400)
    assert len(pigeon.tries) == 200
    assert "was never taken by any channel" in caplog.text


async def test_the_next_channel_takes_over(build, watch, run, raise_fault):
    broken, sound = Pigeon(lost=1000), Pigeon()
    run(build(), watch(broken, sound))
    raise_fault()
    await asyncio.sleep(3600)
    assert (len(broken.tries), sound.taken) == (1, ["fault:f1"])


async def test_it_is_never_sent_twice_also_after_a_restart(
    build, watch, run, raise_fault, records, commands
):
    first, second = Pigeon(), Pigeon()
    run(build(), watch(first))
    raise_fault()
    await asyncio.sleep(700)
    run(build(Outbox(records)), watch(second, outbox=Outbox(records)))
    await asyncio.sleep(3600)
    assert (first.taken, second.tries) == (["fault:f1"], [])


async def test_what_waited_while_the_hub_was_off_is_sent_unless_it_is_old(
    build, watch, run, raise_fault, records
):
    run(build())
    raise_fault("old")
    await asyncio.sleep(2 * 86_400)
    raise_fault("young")
    await asyncio.sleep(3600)
    pigeon = Pigeon()
    run(watch(pigeon, outbox=Outbox(records)))
    await asyncio.sleep(1)
    assert pigeon.taken == ["fault:young"]


async def test_a_disk_that_refuses_does_not_send_it_again(
    build, watch, run, raise_fault, records, commands
):
    pigeon = Pigeon()
    run(build(), watch(pigeon))
    raise_fault()
    await asyncio.sleep(500)
    records.stuck = True
    await asyncio.sleep(500)
    records.stuck = False
    await commands.send(MarkSeen(notification="fault:f1"))
    await asyncio.sleep(3600)
    assert pigeon.taken == ["fault:f1"]


async def test_without_a_channel_nothing_is_tried(build, watch, run, raise_fault, outbox):
    run(build(), watch())
    raise_fault(severity="alarm")
    await asyncio.sleep(3600)
    assert outbox.find("fault:f1").sent_at is None
