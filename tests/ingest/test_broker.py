"""A broker of our own: starts, survives a kill on the same port, never outlives its owner."""

import asyncio
import importlib.util
import os
import shutil
import signal
import sys
from pathlib import Path

import aiomqtt
import psutil
import pytest

from hub.core.errors import DeviceUnreachable, EngineMissing
from hub.ingest.broker import BrokerChild, answers

pytestmark = pytest.mark.real_time
HAVE = {
    "mosquitto": bool(shutil.which("mosquitto") or Path("/usr/sbin/mosquitto").exists()),
    "amqtt": importlib.util.find_spec("amqtt") is not None,
}


@pytest.fixture(params=["mosquitto", "amqtt"])
def engine(request):
    if not HAVE[request.param]:
        pytest.skip(f"{request.param} is not installed")
    return request.param


async def echo(port, topic="a/b"):
    async with aiomqtt.Client("127.0.0.1", port) as client, asyncio.timeout(5):
        await client.subscribe(topic)
        await client.publish(topic, "hello", retain=True)
        return (await anext(aiter(client.messages))).payload


async def retained(port, topic):
    async with aiomqtt.Client("127.0.0.1", port) as client, asyncio.timeout(5):
        await client.subscribe(topic)
        return (await anext(aiter(client.messages))).payload


async def test_it_carries_messages_and_ends_with_its_block(engine, tmp_path):
    async with BrokerChild(tmp_path, engine=engine) as broker:
        assert broker.name == engine
        assert await echo(broker.port) == b"hello"
        pid, port = broker.pid, broker.port
    assert not psutil.pid_exists(pid)
    assert not await answers("127.0.0.1", port)


async def test_killed_it_comes_back_on_the_same_port(engine, tmp_path):
    async with BrokerChild(tmp_path, engine=engine) as broker:
        port, first = broker.port, broker.pid
        broker.kill()
        await broker.restart()
        assert (broker.port, await echo(port)) == (port, b"hello")
        assert broker.pid not in {0, first}


@pytest.mark.skipif(not HAVE["mosquitto"], reason="mosquitto is not installed")
async def test_what_was_retained_is_there_after_a_restart(tmp_path):
    async with BrokerChild(tmp_path, engine="mosquitto") as broker:
        await echo(broker.port, "kept")
        await broker.restart()
        assert await retained(broker.port, "kept") == b"hello"


async def test_it_does_not_outlive_an_owner_that_is_killed(engine, tmp_path):
    script = (
        "import asyncio, pathlib\nfrom hub.ingest.broker import BrokerChild\n"
        "async def main():\n"
        f"    broker = BrokerChild(pathlib.Path({str(tmp_path)!r}), engine={engine!r})\n"
        "    await broker.start()\n    print(broker.pid, flush=True)\n"
        "    await asyncio.sleep(60)\nasyncio.run(main())\n"
    )
    owner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )
    child = psutil.Process(int(await owner.stdout.readline()))
    os.kill(owner.pid, signal.SIGKILL)
    await owner.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, [child], 5)
    assert not alive or alive[0].status() == psutil.STATUS_ZOMBIE


async def test_as_a_service_it_says_that_the_broker_died(engine, tmp_path):
    broker = BrokerChild(tmp_path, engine=engine)

    async def kill_it_once_it_serves():
        while not (broker.pid and await answers("127.0.0.1", broker.port)):
            await asyncio.sleep(0.02)
        broker.kill()

    async with asyncio.TaskGroup() as group, asyncio.timeout(15):
        group.create_task(kill_it_once_it_serves())
        with pytest.raises(DeviceUnreachable, match=f"{engine} ended"):
            await broker.run()


async def test_a_taken_port_is_said_and_not_waited_for(engine, tmp_path):
    async with BrokerChild(tmp_path / "one", engine=engine) as first:
        second = BrokerChild(tmp_path / "two", port=first.port, engine=engine)
        with pytest.raises(DeviceUnreachable, match=f"port {first.port} is taken"):
            await second.start()


async def test_without_any_broker_both_cures_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    with pytest.raises(EngineMissing, match=r"apt install mosquitto.*tomte\[broker\]"):
        BrokerChild(tmp_path)
