"""A device gone wild is heard ten times a second, and nobody else notices."""

import asyncio
import logging

import pytest

from hub.core.clock import TickClock
from hub.core.events import FloodChanged
from hub.ingest.flood import Floods
from hub.ingest.routes import Routes


class Door:
    """Messages in at the door as the connection lets them in, and what was heard of them."""

    def __init__(self, bus, clock):
        self.routes, self.heard, self.left_out = Routes(), [], {}
        self.floods = Floods(
            bus, clock, self.routes, self._hand_on, self._count, whose={"wild/meter": "Meter"}.get
        )

    def listen(self, topic, **more):
        self.routes.add(topic, lambda *message: self.heard.append(message), **more)

    def come(self, topic, payload, retained=False):
        lane = self.routes.lane(topic)
        lane.count += 1
        if lane.count < lane.limit or not self.floods.holds(lane, payload, retained):
            self._hand_on(lane, payload, retained)

    async def flood(self, topic, seconds, *, per_second):
        for number in range(int(seconds * per_second)):
            self.come(topic, b"%d" % number)
            await asyncio.sleep(1 / per_second)

    def _hand_on(self, lane, payload, retained):
        for take in lane.takes:
            take(lane.topic, payload, retained)

    def _count(self, topic, number):
        self.left_out[topic] = self.left_out.get(topic, 0) + number


@pytest.fixture
async def door(bus, clock):
    door = Door(bus, clock)
    door.listen("wild/meter")
    door.listen("button/#")
    return door


async def test_of_a_flood_only_the_newest_is_heard_ten_times_a_second(door):
    await door.flood("wild/meter", 3, per_second=10_000)
    door.heard.clear()
    await door.flood("wild/meter", 2, per_second=10_000)
    assert 18 <= len(door.heard) <= 22
    last = [int(payload) for _, payload, _ in door.heard]
    assert last == sorted(last)
    await asyncio.sleep(0.2)
    assert door.heard[-1] == ("wild/meter", b"19999", False)


async def test_a_flood_is_named_once_and_so_is_its_end(door, bus, caplog):
    caplog.set_level(logging.WARNING)
    told = bus.open(FloodChanged)
    await door.flood("wild/meter", 10, per_second=1000)
    await asyncio.sleep(6)
    begun, over = told.drain()
    assert (begun.topic, begun.flooding, begun.name) == ("wild/meter", True, "Meter")
    assert (over.flooding, over.left_out) == (False, door.left_out["wild/meter"])
    assert 900 <= over.per_second <= 1100
    assert over.left_out + len(door.heard) == 10_000
    assert [r.getMessage().split(" ", 3)[:3] for r in caplog.records] == [
        ["wild/meter", "(Meter)", "floods"],
        ["wild/meter", "(Meter)", "is"],
    ]


async def test_after_a_flood_every_message_is_heard_again(door):
    await door.flood("wild/meter", 1, per_second=1000)
    await asyncio.sleep(6)
    door.heard.clear()
    await door.flood("wild/meter", 5, per_second=40)
    assert len(door.heard) == 200


async def test_no_press_of_a_button_is_lost(door, bus):
    told = bus.open(FloodChanged)
    await door.flood("button/wild", 20, per_second=150)
    for _ in range(150):
        door.come("button/burst", b"single")
    assert len(door.heard) == 3150
    assert told.drain() == []


async def test_a_flood_does_not_hold_up_the_neighbours(door):
    for number in range(1000):
        door.come("wild/meter", b"x")
        if number % 100 == 0:
            door.come("button/kitchen", b"%d" % number)
    presses = [payload for topic, payload, _ in door.heard if topic == "button/kitchen"]
    assert len(presses) == 10


async def test_what_says_that_each_message_counts_is_never_thinned_out(door):
    door.listen("sim/clock", every=True)
    await door.flood("sim/clock", 2, per_second=5000)
    assert len(door.heard) == 10_000


async def test_a_new_listener_does_not_hear_an_older_value_after_a_newer(door):
    await door.flood("wild/meter", 1, per_second=1000)
    door.heard.clear()
    door.listen("wild/+")
    for number in range(50):
        door.come("wild/meter", b"%02d" % number)
    await asyncio.sleep(0.2)
    assert door.heard == [("wild/meter", b"49", False)] * 2


async def test_a_simulated_day_in_seconds_is_no_flood(bus):
    clock = TickClock()
    door = Door(bus, clock)
    door.listen("sim/meter")
    for second in range(2000):
        clock.tick(second)
        door.come("sim/meter", b"1")
    assert len(door.heard) == 2000
