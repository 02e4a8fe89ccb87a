"""The hub dies in the middle of commands: it comes back knowing what it knew, and marks it old."""

import asyncio

import aiohttp
import pytest

from tests.chaos.hub import Hub
from tests.chaos.mosquitto import PROGRAM

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]


async def press(hub, plug, ends):
    """Switch a plug on and off until nobody answers; note how each press ended."""
    on = False
    while True:
        on = not on
        try:
            ends.append((on, (await hub.do("Turn", entity=plug, on=on))["result"]))
        except aiohttp.ClientError:
            ends.append((on, "cut off"))
            return


async def kill_amid(hub, street):
    """Let three people press, and kill the hub while they do; return how the presses ended."""
    presses = {name: [] for name in ("Plug 0", "Plug 1", "Plug 2")}
    ids = {name: await hub.entity(f"mqtt:switch:{name}") for name in presses}
    async with asyncio.TaskGroup() as people:
        for name, ends in presses.items():
            people.create_task(press(hub, ids[name], ends))
        async with asyncio.timeout(30):
            while any(not ends for ends in presses.values()):
                await asyncio.sleep(0.05)
        await hub.kill()
    return presses


async def test_a_hub_killed_amid_commands_comes_back_knowing_what_was_wanted(
    broker, street, tmp_path
):
    async with Hub(tmp_path, broker.port).run() as hub:
        await hub.tells(street.truth, within=10)
        presses = await kill_amid(hub, street)
    await asyncio.sleep(0.3)  # what was on its way arrives
    broker.stop()  # whatever the hub knows now, no network has told it
    async with Hub(tmp_path, broker.port).run() as hub:
        known = await hub.sources()
        for name, ends in presses.items():
            view, (wanted, end) = known[f"mqtt:switch:{name}"], ends[-1]
            told = [on for on, result in ends if result == "confirmed"]
            assert end == "cut off"
            # the press cut off was noted, unless the hub died before it could be
            assert view["desired"]["on"] in {wanted, told[-1]}
            assert not view["is_fresh"]
            assert view["state"]["on"] is not None
            assert view["last_updated"] is not None
        assert not any(known[source]["is_fresh"] for source in street.truth())
        before = dict(street.bridge.asked)
        broker.go_on()
        await hub.tells(street.truth, within=15)
        assert street.bridge.asked == before, "a restart switched something"
        plug = await hub.entity("mqtt:switch:Plug 3")
        on = street.bridge.on["Plug 3"]
        assert (await hub.do("Turn", entity=plug, on=not on))["result"] == "confirmed"
        views = await hub.sources()
        assert views["mqtt:switch:Plug 3"]["is_fresh"]
