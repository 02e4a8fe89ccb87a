"""The birth message: who says "online", and what follows."""

import asyncio

import pytest

from hub.core.events import BrokerChanged
from tests.ingest.citizens import FRIDGE, Settled, citizen, plug_in_fridge

BIRTH = "homeassistant/status"


@pytest.fixture
def live(bus, commands, registry, wire, run, clock):
    """Start a hub in a birth mode, connected to its broker."""
    Settled(commands)
    plug_in_fridge(registry)

    async def live(birth="auto"):
        run(citizen(bus, commands, registry, wire, birth=birth))
        await asyncio.sleep(0)
        connected()
        await asyncio.sleep(0)

    def connected():
        bus.publish(BrokerChanged(at=clock.time(), connected=True, address="x"))

    live.connected = connected
    return live


def births(wire):
    how = zip(wire.sent, wire.how, strict=True)
    return [(payload, retain) for (topic, payload), (_, retain) in how if topic == BIRTH]


def told(wire):
    return sum(topic == FRIDGE for topic, _ in wire.sent)


async def test_where_nobody_greets_the_devices_we_do_and_keep_nothing(live, wire):
    await live()
    await asyncio.sleep(5)
    assert births(wire) == [(b"online", False)]
    live.connected()
    await asyncio.sleep(5)
    assert len(births(wire)) == 2


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("word", ["online", "offline"])
async def test_the_greeting_is_left_to_whom_it_belongs(live, wire, word, kept):
    await live()
    wire.come(BIRTH, word, kept)
    await asyncio.sleep(5)
    assert births(wire) == []


@pytest.mark.parametrize(("birth", "greetings"), [(True, 1), (False, 0)])
async def test_an_owner_can_say_who_greets(live, wire, birth, greetings):
    await live(birth)
    wire.come(BIRTH, "online", True)
    await asyncio.sleep(5)
    assert len(births(wire)) == greetings


async def test_home_assistant_coming_online_is_told_everything_after_a_pause(live, wire):
    await live()
    await asyncio.sleep(10)
    before = told(wire)
    wire.come(BIRTH, "online")
    await asyncio.sleep(2.9)
    assert told(wire) == before, "it waits as long as it was told to: three seconds"
    await asyncio.sleep(1)
    assert told(wire) == before + 1


async def test_our_own_greeting_coming_back_is_no_news(live, wire):
    await live()
    await asyncio.sleep(3)
    before = told(wire)
    wire.come(BIRTH, births(wire)[0][0])
    await asyncio.sleep(10)
    assert told(wire) == before
    live.connected()
    await asyncio.sleep(5)
    assert len(births(wire)) == 2, "nor was it taken for somebody else's"


async def test_what_was_kept_from_a_greeting_is_no_news(live, wire):
    await live()
    await asyncio.sleep(3)
    before = told(wire)
    wire.come(BIRTH, "online", True)
    await asyncio.sleep(10)
    assert told(wire) == before
