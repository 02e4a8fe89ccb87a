"""What the broker says back counts, and it is thanked only for what was handled."""

import asyncio
import logging

import pytest

from hub.core.errors import BadPayload, CommandRefused, DeviceUnreachable
from tests.ingest.scripted import DIE, NEVER, REFUSED, Heard, ScriptedBroker

pytestmark = pytest.mark.real_time


@pytest.fixture
async def scripted():
    async with ScriptedBroker().open() as broker:
        yield broker


async def test_a_message_is_acknowledged_once_it_was_handled(scripted, connect):
    mqtt, heard = await connect(scripted.port), Heard()
    mqtt.listen("home/lamp", heard)
    await asyncio.sleep(0.05)
    for number in (7, 8, 9):
        scripted.send("home/lamp", b"ON", qos=1, number=number)
    await scripted.thanked.has(3)
    assert [number for _, number in scripted.thanked] == [7, 8, 9]
    assert len(heard) == 3
    assert ("home/lamp", 1) in scripted.asked


async def test_a_message_that_was_not_handled_is_not_acknowledged(scripted, connect):
    mqtt, heard = await connect(scripted.port), Heard()

    def fall_over(topic, payload, retained):
        heard(topic, payload, retained)
        raise OSError("the disk is gone")

    mqtt.listen("home/lamp", fall_over)
    await scripted.asked.has(1)
    scripted.send("home/lamp", b"ON", qos=1, number=7)
    await heard.has(1)
    await scripted.connections.has(3)  # asked for the version, connected, connected again
    assert scripted.thanked == []


async def test_an_unreadable_message_is_not_sent_again_and_again(scripted, connect):
    mqtt = await connect(scripted.port)

    def read(topic, payload, retained):
        raise BadPayload("it is not UTF-8")

    mqtt.listen("home/lamp", read)
    await scripted.asked.has(1)
    scripted.send("home/lamp", b"\xff", qos=1, number=7)
    await scripted.thanked.has(1)
    assert mqtt.connected


@pytest.mark.parametrize("qos", [1, 2])
async def test_a_refused_message_is_an_error_with_code_and_cure(scripted, connect, qos):
    mqtt = await connect(scripted.port, username="hub")
    scripted.answers["home/lamp/set"] = REFUSED
    with pytest.raises(CommandRefused, match=r"135, not authorized: allow it to user hub in"):
        await mqtt.publish("home/lamp/set", "ON", qos=qos)
    await mqtt.publish("home/fan/set", "ON", qos=qos)


async def test_a_refused_message_that_nobody_waits_for_is_logged(scripted, connect, caplog):
    mqtt = await connect(scripted.port)
    scripted.answers["home/lamp/set"] = REFUSED
    mqtt.publish_soon("home/lamp/set", "ON", qos=1)
    await mqtt.publish("home/fan/set", "ON", qos=1)
    assert "the broker refused home/lamp/set (135, not authorized" in caplog.text


async def test_a_message_under_way_when_the_broker_dies_is_sent_once(scripted, connect):
    mqtt = await connect(scripted.port)
    scripted.answers["garage/set"] = DIE
    with pytest.raises(DeviceUnreachable, match="may have arrived"):
        await mqtt.publish("garage/set", "PRESS", qos=1)
    scripted.answers.clear()
    await scripted.connections.has(3)
    async with asyncio.timeout(5):
        while not mqtt.connected:
            await asyncio.sleep(0.01)
    await mqtt.publish("home/lamp/set", "ON", qos=1)
    assert scripted.published.count("garage/set") == 1


async def test_a_message_without_an_answer_is_an_error_and_sent_once(scripted, connect):
    mqtt = await connect(scripted.port)
    scripted.answers["garage/set"] = NEVER
    with pytest.raises(DeviceUnreachable, match=r"within 5 s; the message may have arrived"):
        await mqtt.publish("garage/set", "PRESS", qos=1)
    assert scripted.published.count("garage/set") == 1


async def test_nothing_is_sent_to_a_broker_that_hangs(scripted, connect):
    mqtt = await connect(scripted.port)
    scripted.mute = True
    await asyncio.sleep(1.2)  # a beat of silence
    with pytest.raises(DeviceUnreachable, match="nothing was sent"):
        await mqtt.publish("garage/set", "PRESS")
    scripted.mute = False
    assert "garage/set" not in scripted.published


async def test_a_broker_that_hands_out_what_it_kept_may_answer_late(scripted, connect):
    scripted.busy, scripted.grants["secret/#"] = True, REFUSED
    mqtt, heard = await connect(scripted.port), Heard()
    mqtt.listen("home/lamp", heard)
    mqtt.listen("secret/#", heard)
    await scripted.asked.has(2)
    for number in range(12):  # half a second longer than it has for a message
        await asyncio.sleep(0.5)
        scripted.send("home/lamp", str(number).encode(), retain=True)
    await heard.has(12)
    assert mqtt.connected
    assert len(scripted.connections) == 2  # asked for the version, connected
    scripted.catches_up()
    mqtt.listen("home/fan", heard)
    await scripted.asked.has(3)


async def test_a_refused_filter_is_told_once_with_its_cure(scripted, connect, caplog):
    scripted.grants = {f"secret/{number}": REFUSED for number in range(9)}
    mqtt, heard = await connect(scripted.port), Heard()
    for name in (*scripted.grants, "home/lamp"):
        mqtt.listen(name, heard)
    await scripted.asked.has(10)
    scripted.hang_up()
    await scripted.asked.has(20)
    scripted.send("home/lamp", b"ON")
    await heard.has(1)
    told = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    assert scripted.asked.count(("secret/8", 1)) == 2
    assert told == [
        (
            "the broker does not let us listen to secret/0, secret/1, secret/2 and 6 more (135, not"
            " authorized: allow it to users without a name in the broker's access list)"
        )
    ]


@pytest.mark.parametrize("name", ["", "a/#/b", "a+/b", "a\0b", "x" * 70_000, "a/" * 300, "\ud800"])
async def test_a_filter_no_broker_takes_does_not_cost_the_connection(scripted, connect, name):
    mqtt = await connect(scripted.port)
    with pytest.raises(BadPayload, match="is no topic"):
        mqtt.listen(name, Heard())
    with pytest.raises((CommandRefused, DeviceUnreachable)):
        await mqtt.publish("home/#", "ON")
    assert mqtt.connected


async def test_whoever_listens_knows_what_the_broker_had_kept(broker, connect):
    mqtt, told, live = await connect(broker.port), [], Heard()
    await mqtt.publish("doorbell", "old", qos=1, retain=True)

    def ring(topic, payload, retained):
        told.append((payload, retained))
        live(topic, payload, retained)

    mqtt.listen("doorbell", ring)
    await live.has(1)
    await mqtt.publish("doorbell", "new", retain=True)
    await mqtt.publish("doorbell", "sure", qos=1, retain=True)
    await live.has(3)
    assert told == [(b"old", True), (b"new", False), (b"sure", False)]
