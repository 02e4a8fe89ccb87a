"""A whole house loses its broker: noticed, told once, right again soon, and nothing done twice."""

import asyncio
import os
import time

import pytest

from tests.chaos.mosquitto import PROGRAM

FLAPS = int(os.environ.get("TOMTE_FLAPS", "10"))  # 60: a minute of them, one a second

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]


def about_the_broker(lines):
    return [line for line in lines if "hub.control" not in line]  # those are told press by press


async def test_the_house_is_right_ten_seconds_after_its_broker_was_killed(hub, broker, street):
    before = len(hub.log)
    broker.kill()
    await hub.broker_is(connected=False, within=2)
    bridge, garage = street.bridge, street.garage
    plug = await hub.entity("mqtt:switch:Plug 0")
    for _ in range(4):
        assert (await hub.do("Turn", entity=plug, on=not bridge.on["Plug 0"]))[
            "result"
        ] == "no_answer"
    bridge.on = {name: not on for name, on in bridge.on.items()}  # somebody at the wall
    garage.level = 55
    await asyncio.sleep(1)
    await broker.start()
    await hub.tells(street.truth, within=10)
    assert all(there for _, there in street.truth().values())
    answer = await hub.do("Turn", entity=plug, on=not bridge.on["Plug 0"])
    assert answer["result"] == "confirmed"
    assert bridge.asked["Plug 0"] == 1
    assert garage.asked == []
    assert len(about_the_broker(hub.log[before:])) <= 2, "\n".join(hub.log[before:])


async def test_a_flapping_broker_moves_no_door_twice_and_fills_no_log(hub, broker, street):
    before = len(hub.log)
    async with street.pressing(hub):
        await broker.flap(FLAPS)
        await street.here()
        await hub.broker_is(connected=True, within=10)
        await hub.tells(street.bridge.truth, within=10)
    reached = street.obeyed()
    assert len(street.pressed) > 3 * FLAPS
    confirmed = {number for number, end in street.ends.items() if end == "confirmed"}
    assert len(reached) < len(street.pressed), "the broker was never away"
    assert confirmed <= set(reached), "a press was called done that never reached the door"
    assert set(street.ends) == set(range(len(street.pressed))), "a press was never answered"
    await hub.tells(street.truth, within=10)
    assert len(about_the_broker(hub.log[before:])) <= 2, "\n".join(
        about_the_broker(hub.log[before:])
    )
    assert (await hub.get("home"))["faults"] == [], "a device is blamed for the broker"
    assert len(hub.log) - before <= 2 + len(street.pressed), "more than a line a press"


async def test_a_hanging_broker_is_noticed_and_moves_nothing_when_it_wakes(hub, broker, street):
    before, began = len(hub.log), time.monotonic()
    broker.stop()
    async with street.pressing(hub, every=0.5):
        noticed = await hub.broker_is(connected=False, within=12)
        await asyncio.sleep(max(0, 15 - (time.monotonic() - began)))
        street.bridge.on = {name: not on for name, on in street.bridge.on.items()}
        late = len(street.pressed)
        broker.go_on()
        woke = time.monotonic()
        await hub.broker_is(connected=True, within=10)
        await street.here()
        await hub.tells(street.bridge.truth, within=10 - (time.monotonic() - woke))
    assert noticed < 12
    reached = street.obeyed()
    hung = {number for number in range(5, late - 1) if street.ends[number] == "no_answer"}
    assert len(hung) > 10
    assert not hung & set(reached), "what was refused while the broker hung was done later"
    await hub.tells(street.truth, within=10)
    assert len(about_the_broker(hub.log[before:])) <= 2, "\n".join(
        about_the_broker(hub.log[before:])
    )
    assert (await hub.get("home"))["faults"] == [], "a device is blamed for the broker"
