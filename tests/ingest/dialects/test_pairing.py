"""Asking a Zigbee bridge: it opens, renames and sends away, and what it refuses is said."""

import asyncio
import json

import pytest

from hub.core.commands import PermitJoin, RemoveDevice, RenameDevice
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.ingest.dialects.pairing import ZigbeePairing
from hub.ingest.dialects.zigbee2mqtt import Zigbee2Mqtt

PLUG = "0x00124b0000000005"


class Bridge:
    """Answers like zigbee2mqtt: with the transaction it was asked under."""

    def __init__(self, house):
        self.house, self.asked, self.error = house, [], None
        self.silent = False
        house.ask = self.hear

    def hear(self, topic, payload):
        said = json.loads(payload)
        self.asked.append((topic.removeprefix("zigbee2mqtt/bridge/request/"), said))
        if self.silent:
            return
        answer = {"data": {}, "status": "ok", "transaction": said["transaction"]}
        if self.error:
            answer |= {"status": "error", "error": self.error}
        self.house.come(topic.replace("/request/", "/response/"), answer)


@pytest.fixture
async def bridge(house, bus, clock, commands):
    zigbee = Zigbee2Mqtt(house, house.announcements, bus=bus, clock=clock)
    ZigbeePairing(house, house, zigbee, house.registry, clock=clock, commands=commands)
    house.play("zigbee2mqtt")
    return Bridge(house)


@pytest.fixture
def plug(house, bridge):
    entity = house.thing(f"{PLUG}_switch_zigbee2mqtt").entity
    return house.registry.held[entity].entity.device


async def test_the_network_opens_for_two_minutes(bridge, commands, clock):
    until = await commands.send(PermitJoin(seconds=120))
    assert until == clock.time() + 120
    ((what, said),) = bridge.asked
    assert (what, said["time"]) == ("permit_join", 120)
    assert await commands.send(PermitJoin(seconds=0)) is None
    with pytest.raises(CommandRefused, match="254"):
        await commands.send(PermitJoin(seconds=3600))


async def test_a_device_gets_another_name_at_its_bridge(bridge, commands, plug):
    await commands.send(RenameDevice(device=plug, name=" Toaster "))
    ((what, said),) = bridge.asked
    assert what == "device/rename"
    assert (said["from"], said["to"]) == (PLUG, "Toaster")
    with pytest.raises(CommandRefused, match="cannot be empty"):
        await commands.send(RenameDevice(device=plug, name="a/b"))


async def test_what_the_bridge_refuses_is_said_in_its_words(bridge, commands, plug):
    bridge.error = "friendly_name 'Toaster' is already in use"
    with pytest.raises(CommandRefused, match="already in use"):
        await commands.send(RenameDevice(device=plug, name="Toaster"))
    with pytest.raises(CommandRefused, match="already in use"):
        await commands.send(RemoveDevice(device=plug, force=True))
    assert bridge.asked[-1][1]["force"] is True


async def test_a_bridge_that_does_not_answer_is_unreachable(bridge, commands, plug):
    bridge.silent = True
    began = asyncio.get_running_loop().time()
    with pytest.raises(DeviceUnreachable, match="did not answer"):
        await commands.send(RemoveDevice(device=plug))
    assert asyncio.get_running_loop().time() - began == pytest.approx(15, abs=0.1)


async def test_a_device_of_no_bridge_is_refused_and_so_is_pairing_without_one(
    bridge, house, bus, clock, commands
):
    with pytest.raises(CommandRefused, match="no Zigbee device"):
        await commands.send(RenameDevice(device="lamp_of_glass", name="X"))
    house.come("zigbee2mqtt/bridge/devices", "")
    with pytest.raises(DeviceUnreachable, match="zigbee2mqtt"):
        await commands.send(PermitJoin(bridge="another"))
