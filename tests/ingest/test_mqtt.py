"""The connection to the broker: kept, regained, and never lost over a bad message."""

import asyncio
import contextlib
import logging
import socket
import sys

import aiomqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from hub.core.errors import BadPayload, DeviceUnreachable
from hub.core.events import BrokerChanged
from hub.ingest.mqtt import Mqtt
from tests.ingest.scripted import Heard

pytestmark = pytest.mark.real_time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.asynccontextmanager
async def device(port):
    async with aiomqtt.Client("127.0.0.1", port) as client:
        yield client


async def test_hears_an_exact_topic_and_a_wildcard(broker, connect):
    mqtt, lamp, everything = await connect(broker.port), Heard(), Heard()
    mqtt.listen("home/lamp", lamp)
    mqtt.listen("home/+/set", everything)
    async with device(broker.port) as sender:
        await sender.publish("home/lamp", "early", retain=True)
        await lamp.has(1)
        await sender.publish("home/fan/set", "on", retain=True)
        await everything.has(1)
    assert [payload for _, payload in lamp] == [b"early"]
    assert everything == [("home/fan/set", b"on")]


async def test_what_came_first_is_heard_first_whoever_listens(broker, connect):
    mqtt, heard = await connect(broker.port), Heard()
    for topic in ("sim/reading/+", "sim/clock"):
        mqtt.listen(topic, heard)
    async with device(broker.port) as sender:
        await sender.publish("sim/reading/1", b"0", retain=True)
        await heard.has(1)
        for number in range(200):
            await sender.publish(f"sim/reading/{number % 2 + 1}", str(number))
        await sender.publish("sim/clock", "tick")
        await heard.has(202)
    assert [payload for _, payload in heard[1:-1]] == [str(n).encode() for n in range(200)]
    assert heard[-1] == ("sim/clock", b"tick")


@pytest.mark.parametrize("qos", [0, 1, 2])
@pytest.mark.parametrize("says_more", [False, True])
async def test_every_way_of_sending_arrives_whole(broker, connect, qos, says_more):
    mqtt, heard = await connect(broker.port), Heard()
    mqtt.listen("küche/licht", heard)
    properties = Properties(PacketTypes.PUBLISH) if says_more else None
    if properties:
        properties.ContentType = "text/plain"
    payloads = [b"first", b"", b"\x00\xff", b"long" * 5000]
    async with aiomqtt.Client(
        "127.0.0.1", broker.port, protocol=aiomqtt.ProtocolVersion.V5
    ) as sender:
        await sender.publish("küche/licht", b"first", retain=True)
        await heard.has(1)
        heard.clear()
        for payload in payloads:
            await sender.publish("küche/licht", payload, qos=qos, properties=properties)
        await heard.has(4)
    assert heard == [("küche/licht", payload) for payload in payloads]


async def test_answers_from_inside_a_listener(broker, connect):
    mqtt, answers = await connect(broker.port), Heard()
    mqtt.listen("ask", lambda _, payload, retained: mqtt.publish_soon("answer", payload + b"!"))
    mqtt.listen("answer", answers)
    async with device(broker.port) as sender:
        await sender.publish("ask", "hello", retain=True)
        await answers.has(1)
    assert answers[0] == ("answer", b"hello!")


async def test_a_thousand_topics_are_asked_for_together(broker, connect):
    mqtt, heard = await connect(broker.port), Heard()
    for number in range(1000):
        mqtt.listen(f"many/{number}", heard)
    async with device(broker.port) as sender:
        for number in range(1000):
            await sender.publish(f"many/{number}", "x", retain=True)
    await heard.has(1000)
    assert len({topic for topic, _ in heard}) == 1000


async def test_an_unreadable_payload_is_told_once_a_spell(broker, connect, caplog):
    rejected, heard = {}, Heard()
    mqtt = await connect(broker.port, rejected=rejected)

    def read(topic, payload, retained):
        heard(topic, payload, retained)
        if payload == b"\xff":
            raise BadPayload("it is not UTF-8")

    mqtt.listen("meter", read)
    async with device(broker.port) as sender:
        await sender.publish("meter", b"1", retain=True)
        await heard.has(1)
        for payload in (b"\xff", b"\xff", b"2", b"\xff"):
            await sender.publish("meter", payload)
        await heard.has(5)
    told = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert [r.getMessage() for r in told] == ["cannot read what came on meter: it is not UTF-8"] * 2
    assert rejected == {"meter": {"unreadable": 3}}
    assert mqtt.connected


async def test_a_stumbling_listener_does_not_silence_the_next(broker, connect):
    mqtt, heard = await connect(broker.port), Heard()
    mqtt.listen("meter", lambda topic, payload, retained: {}[topic])
    mqtt.listen("meter", heard)
    async with device(broker.port) as sender:
        await sender.publish("meter", "1", retain=True)
        await heard.has(1)
    assert mqtt.connected


async def test_a_killed_broker_is_noticed_and_its_return_too(broker, connect, bus, caplog):
    caplog.set_level(logging.INFO)
    mqtt, heard, changes = await connect(broker.port), Heard(), bus.open(BrokerChanged)
    mqtt.listen("home/lamp", heard)
    broker.kill()
    async with asyncio.timeout(2):
        assert not (await anext(aiter(changes))).connected
    with pytest.raises(DeviceUnreachable):
        await mqtt.publish("home/lamp/set", "ON")
    await asyncio.sleep(1)  # real knocking
    await broker.start()
    async with asyncio.timeout(2.5):
        assert (await anext(aiter(changes))).connected
    async with device(broker.port) as sender:
        await sender.publish("home/lamp", "ON", retain=True)
        await heard.has(1)
    assert sum("no broker at" in r.getMessage() for r in caplog.records) == 1


async def test_the_house_can_see_whether_the_hub_is_there(broker, bus, clock):
    mqtt, status = Mqtt(bus, clock, host="127.0.0.1", port=broker.port), []
    async with device(broker.port) as watcher, asyncio.timeout(10):
        await watcher.subscribe("tomte/status")
        async with asyncio.TaskGroup() as group:
            hub = group.create_task(mqtt.run())
            async for message in watcher.messages:
                status.append(message.payload)
                hub.cancel()
                if len(status) == 2:
                    break
    assert status == [b"online", b"offline"]


async def test_without_a_broker_it_says_so_and_refuses_to_publish(bus, clock, run):
    mqtt, changes = Mqtt(bus, clock, host="127.0.0.1", port=free_port()), bus.open(BrokerChanged)
    run(mqtt)
    async with asyncio.timeout(5):
        assert not (await anext(aiter(changes))).connected
    with pytest.raises(DeviceUnreachable, match="is not connected"):
        mqtt.publish_soon("home/lamp/set", "ON")


AMQTT = """
import asyncio, sys
from amqtt.broker import Broker

async def main():
    broker = Broker({
        "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{sys.argv[1]}"}},
        "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
    })
    await broker.start()
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_broker_that_speaks_only_the_older_version_is_spoken_to_in_it(connect, caplog):
    pytest.importorskip("amqtt", reason="amqtt is not installed")
    caplog.set_level(logging.INFO)
    port = free_port()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", AMQTT, str(port), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        mqtt, heard = await connect(port), Heard()
        mqtt.listen("home/lamp", heard)
        async with device(port) as sender:
            await sender.publish("home/lamp", "ON", retain=True)
            await heard.has(1)
        assert "speaks MQTT 3.1.1 only" in caplog.text
    finally:
        child.kill()
        await child.wait()
