"""The broker's door to the network: shut until a device is added, then only for it."""

import asyncio
import importlib.util
import json
import shutil
import stat
from pathlib import Path

import aiomqtt
import pytest

from hub.core.adding import AddDevice, ListDeviceUsers, RemoveDeviceUser
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.ingest.adding import Adding, lets_in
from hub.ingest.broker import BrokerChild, answers

pytestmark = pytest.mark.real_time
HAVE = {
    "mosquitto": bool(shutil.which("mosquitto") or Path("/usr/sbin/mosquitto").exists()),
    "amqtt": importlib.util.find_spec("amqtt") is not None,
}
V311 = aiomqtt.ProtocolVersion.V311


@pytest.fixture(params=["mosquitto", "amqtt"])
async def broker(request, tmp_path):
    if not HAVE[request.param]:
        pytest.skip(f"{request.param} is not installed")
    async with BrokerChild(tmp_path, engine=request.param, lan_host="127.0.0.1") as broker:
        yield broker


@pytest.fixture
def add(broker, commands, clock):
    Adding(commands, clock, broker, address=lambda: "192.168.1.5")

    async def add(name, kind="other"):
        return await commands.send(AddDevice(name=name, kind=kind))

    return add


def enters(broker, new, **other):
    signs = {"username": new.username, "password": new.password, **other}
    return aiomqtt.Client("127.0.0.1", broker.lan_port, protocol=V311, **signs)


async def heard(client, seconds=5.0):
    async with asyncio.timeout(seconds):
        return str((await anext(aiter(client.messages))).topic)


async def test_the_door_is_shut_until_a_device_is_added(broker, add):
    assert not await answers("127.0.0.1", broker.lan_port)
    new = await add("Kitchen plug", "tasmota")
    assert (new.host, new.port, new.own) == ("192.168.1.5", broker.lan_port, True)
    async with enters(broker, new):
        pass


@pytest.mark.parametrize("wrong", [{"password": "guess"}, {"username": "tomte"}])
async def test_a_wrong_word_is_refused(broker, add, wrong):
    new = await add("Plug")
    with pytest.raises(aiomqtt.MqttError):
        async with enters(broker, new, **wrong):
            pass


async def test_nobody_comes_in_from_the_network_without_a_word(broker, add):
    await add("Plug")
    with pytest.raises(aiomqtt.MqttError):
        async with aiomqtt.Client("127.0.0.1", broker.lan_port, protocol=V311):
            pass
    async with aiomqtt.Client("127.0.0.1", broker.port, protocol=V311):
        pass  # on this machine all is as before


async def test_what_was_retained_outlives_the_opening_of_the_door(broker, add):
    async with aiomqtt.Client("127.0.0.1", broker.port, protocol=V311) as client:
        await client.publish("kept", "x", qos=1, retain=True)
    await add("Plug")
    async with aiomqtt.Client("127.0.0.1", broker.port, protocol=V311) as client:
        await client.subscribe("kept")
        assert await heard(client) == "kept"


async def test_one_device_neither_commands_nor_hears_another(broker, add):
    one, two = await add("One", "tasmota"), await add("Two", "tasmota")
    async with enters(broker, two) as victim, enters(broker, one) as thief:
        await victim.subscribe("cmnd/two/#")
        await thief.subscribe("cmnd/one/#")
        try:
            await thief.subscribe("cmnd/two/#")
            await thief.subscribe("#")
        except aiomqtt.MqttError:
            pass  # some brokers say so, some only keep it from them
        await thief.publish("cmnd/two/POWER", "OFF")
        await thief.publish("tomte/x/fridge/settle", "false_alarm")
        async with aiomqtt.Client("127.0.0.1", broker.port, protocol=V311) as hub:
            await hub.publish("cmnd/two/DIMMER", "5", qos=1)
            await hub.publish("cmnd/one/END", "", qos=1)
        assert await heard(victim) == "cmnd/two/DIMMER"
        assert await heard(thief) == "cmnd/one/END"


async def test_a_device_announces_itself_and_tells_its_state(broker, add):
    new = await add("Lamp", "esphome")
    said = ["homeassistant/light/lamp/l/config", "lamp/light/state", "esphome/discover/lamp"]
    async with aiomqtt.Client("127.0.0.1", broker.port, protocol=V311) as hub:
        await hub.subscribe("#")
        async with enters(broker, new) as lamp:
            for topic in ["homeassistant/status", *said]:
                await lamp.publish(topic, "{}", qos=1)
        assert [await heard(hub) for _ in said] == said


async def test_a_device_that_is_removed_is_out_and_the_door_is_shut(broker, add, commands):
    new = await add("Plug")
    await commands.send(RemoveDeviceUser(name="plug"))
    assert await commands.send(ListDeviceUsers()) == []
    async with asyncio.timeout(5):
        while await answers("127.0.0.1", broker.lan_port):
            await asyncio.sleep(0.05)
    with pytest.raises(aiomqtt.MqttError):
        async with enters(broker, new):
            pass
    with pytest.raises(CommandRefused, match="no device called 'Plug' has a user"):
        await commands.send(RemoveDeviceUser(name="Plug"))


async def test_one_device_that_is_removed_takes_no_other_with_it(broker, add, commands):
    one, two = await add("One"), await add("Two")
    async with enters(broker, two) as stays:
        await commands.send(RemoveDeviceUser(name="One"))
        async with asyncio.timeout(5):
            while await lets_in(broker.lan_port, one.username, one.password):
                await asyncio.sleep(0.05)
        await stays.subscribe("two/#")
        await stays.publish("two/state", "on", qos=1)
        assert await heard(stays) == "two/state"


async def test_users_outlive_the_broker_and_the_hub(broker, add, tmp_path):
    new = await add("Plug")
    await broker.stop()
    again = {"engine": broker.name, "port": broker.port, "lan_port": broker.lan_port}
    async with BrokerChild(tmp_path, lan_host="127.0.0.1", **again) as later, asyncio.timeout(5):
        while not await answers("127.0.0.1", later.lan_port):
            await asyncio.sleep(0.05)
        async with enters(later, new):
            pass


async def test_the_word_is_on_no_disk_and_the_files_are_their_owners(broker, add, tmp_path):
    new = await add("Plug")
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert files
    for file in files:
        assert new.password.encode() not in file.read_bytes(), file.name
    secret = [file for file in files if b"$7$" in file.read_bytes()]
    assert secret
    assert {stat.S_IMODE(file.stat().st_mode) for file in secret} == {0o600}
    assert "password" not in json.dumps([str(u.shown()) for u in broker.users.all()])


async def test_as_a_service_it_keeps_the_broker_there_is_and_minds_no_restart(broker, add):
    pids = [broker.pid]

    async def live():
        async with asyncio.TaskGroup() as group:
            group.create_task(broker.run())
            await add("Plug")
            await broker.restart()
            await add("Lamp")
            await asyncio.sleep(0.1)
            pids.append(broker.pid)
            broker.kill()

    with pytest.raises(ExceptionGroup) as ended:
        await live()
    assert ended.group_contains(DeviceUnreachable, match="ended")
    assert len(set(pids)) == 2, "it got through the restart, and ended when it was killed"


async def test_a_taken_port_is_said_and_the_broker_stays(broker, add, commands):
    taken = await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", broker.lan_port
    )
    with pytest.raises(DeviceUnreachable, match=r"port \d+ is taken; set mqtt.lan_port"):
        await add("Plug")
    taken.close()
    assert await commands.send(ListDeviceUsers()) == []
    assert await answers("127.0.0.1", broker.port)
