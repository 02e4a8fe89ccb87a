"""The simulated household, asked over a real broker as a hub would ask it."""

import asyncio
import importlib.util
import json
import shutil
from pathlib import Path

import aiomqtt
import pytest

from hub.ingest.broker import BrokerChild
from tests.hardware.conftest import START, Ear

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(
        not (shutil.which("mosquitto") or Path("/usr/sbin/mosquitto").exists()),
        reason="mosquitto is not installed",
    ),
]


def full(key, short, config):
    return config.get(key, config.get(short))


async def test_every_device_describes_itself(ear, move_in):
    await move_in()
    await ear.until(lambda said: said["house/hall_light/brightness"])  # the last to speak
    configs = {t: json.loads(p[-1]) for t, p in ear.said.items() if t.endswith("/config")}
    kinds = {topic.split("/")[1] for topic in configs}
    boxes = {full("device", "dev", c)["name"]: c for c in configs.values()}
    assert kinds == {
        *("light", "switch", "climate", "lock", "cover", "fan", "media_player"),
        *("sensor", "binary_sensor", "device"),
    }
    assert {"Living room light", "Fridge", "Washing machine", "Front door"} <= boxes.keys()
    for config in configs.values():
        assert full("origin", "o", config)["name"]
        box = full("device", "dev", config)
        assert full("suggested_area", "sa", box)
        assert full("identifiers", "ids", box)
    assert any("stat_t" in config for config in configs.values())


async def test_every_topic_a_device_names_is_spoken_on(ear, move_in):
    await move_in()
    await ear.until(lambda said: said["house/hall_light/brightness"])
    configs = [json.loads(p[-1]) for t, p in ear.said.items() if t.endswith("/config")]
    for config in configs:
        for key, topic in config.items():
            if key.endswith(("state_topic", "stat_t", "current_temperature_topic")):
                assert ear.said[topic.replace("~", config.get("~", ""))], (key, topic)


async def test_a_command_is_obeyed_and_reported(ear, move_in):
    await move_in()
    await ear.until(lambda said: said["house/living_room_light/state"])
    assert json.loads(ear.said["house/living_room_light/state"][-1])["state"] == "ON"
    await ear.client.publish("house/living_room_light/set", '{"state": "OFF"}')
    await ear.hears("house/living_room_light/state", '{"state": "OFF"}')
    states = [json.loads(said)["state"] for said in ear.said["house/living_room_light/state"]]
    assert states == ["ON", "OFF"]


async def test_a_device_that_is_already_so_says_it_again(ear, move_in):
    await move_in()
    await ear.hears("house/reading_lamp/state", "OFF")
    await ear.client.publish("house/reading_lamp/set", "OFF")
    await ear.until(lambda said: len(said["house/reading_lamp/state"]) == 2)
    assert ear.said["house/reading_lamp/state"] == ["OFF", "OFF"]


async def test_a_lying_lamp_keeps_its_old_state(ear, move_in):
    household = await move_in()
    household.order(do="lying_lamp", on=True)
    household.order(do="dance")
    await household.event("error")  # orders are read in turn: by now the lamp lies
    await ear.client.publish("house/reading_lamp/set", "ON")
    await ear.until(lambda said: len(said["house/reading_lamp/state"]) == 2)
    assert ear.said["house/reading_lamp/state"] == ["OFF", "OFF"]


async def test_the_blind_takes_its_time_and_can_be_stopped(ear, move_in):
    await move_in()
    await ear.hears("house/living_room_blind/state", "open")
    await ear.client.publish("house/living_room_blind/set", "CLOSE")
    await ear.hears("house/living_room_blind/state", "closing")
    await ear.until(lambda said: float(said["house/living_room_blind/position"][-1]) < 95)
    await ear.client.publish("house/living_room_blind/set", "STOP")
    await ear.hears("house/living_room_blind/state", "open")
    assert 0 < float(ear.said["house/living_room_blind/position"][-1]) < 95


async def test_the_door_locks_by_way_of_locking(ear, move_in):
    await move_in()
    await ear.hears("house/front_door/state", "LOCKED")
    await ear.client.publish("house/front_door/set", "UNLOCK")
    await ear.hears("house/front_door/state", "UNLOCKED")
    assert ear.said["house/front_door/state"][1] == "UNLOCKING"


async def test_the_radio_plays_louder(ear, move_in):
    await move_in()
    await ear.client.publish("house/radio/set_volume", "0.55")
    await ear.client.publish("house/radio/play", "play")
    await ear.hears("house/radio/state", "playing")
    await ear.hears("house/radio/volume", "0.55")
    assert ear.said["house/radio/state"][-1] == "playing"


async def test_a_television_that_is_turned_on_draws_power(ear, move_in):
    await move_in()
    await ear.hears("house/tv/power/state", "0.0")
    await ear.client.publish("house/tv/set", "ON")
    await ear.until(lambda said: float(said["house/tv/power/state"][-1]) > 80)
    assert ear.said["house/tv/power/state"][0] == "0.0"
    assert 80 < float(ear.said["house/tv/power/state"][-1]) < 400


async def test_time_stands_still_until_a_tick_is_answered(ear, move_in):
    ear.answering = False
    household = await move_in()
    household.order(do="advance", days=0.01)
    await ear.until(lambda said: said["tomte/sim/clock"])
    with pytest.raises(TimeoutError):
        await ear.until(lambda said: len(said["tomte/sim/clock"]) > 1, within=0.5)
    ear.answering = True
    await ear.answer()
    assert (await household.event("advanced"))["now"] == START + 864


async def test_at_a_steady_pace_time_passes_by_itself(ear, move_in):
    household = await move_in()
    household.order(do="pace", speed=600)
    await ear.until(lambda said: len(said["tomte/sim/clock"]) >= 3)
    ticks = [json.loads(tick)["now"] for tick in ear.said["tomte/sim/clock"]]
    assert ticks[:3] == [START + 60, START + 120, START + 180]


async def test_a_broker_that_was_gone_loses_no_time(broker, move_in):
    household = await move_in()
    household.order(do="advance", days=0.01)
    broker.kill()
    await broker.restart()
    async with aiomqtt.Client("127.0.0.1", broker.port) as client, asyncio.TaskGroup() as group:
        await client.subscribe("tomte/sim/clock")
        listening = group.create_task(Ear(client).run())
        assert (await household.event("advanced"))["now"] == START + 864
        listening.cancel()


@pytest.mark.skipif(importlib.util.find_spec("amqtt") is None, reason="amqtt is not installed")
async def test_it_speaks_the_older_mqtt_where_the_broker_knows_no_other(tmp_path, move_in):
    async with BrokerChild(tmp_path / "older", engine="amqtt") as older:
        household = await move_in(port=older.port)
        household.order(do="advance", days=0.01)
        async with aiomqtt.Client("127.0.0.1", older.port) as client, asyncio.TaskGroup() as group:
            await client.subscribe("tomte/sim/clock")
            ear = Ear(client)
            listening = group.create_task(ear.run())
            await ear.until(lambda said: said["tomte/sim/clock"], within=15)
            assert (await household.event("advanced"))["now"] == START + 864
            listening.cancel()


async def test_the_washer_works_through_its_programme_and_ends(ear, move_in):
    household = await move_in()
    await ear.hears("house/hall_light/state", "OFF")
    await ear.until(lambda said: said["house/washing_machine/power/state"])
    ear.said["house/washing_machine/power/state"].clear()
    household.order(do="start_washer")
    household.order(do="advance", days=0.1)
    await household.event("advanced")
    watts = [float(w) for w in ear.said["house/washing_machine/power/state"]]
    assert max(watts) > 1_800
    assert watts[-1] < 3
    assert float(ear.said["house/washing_machine/energy/state"][-1]) > 0.4


async def test_a_broken_seal_makes_the_fridge_work_harder(ear, move_in):
    household = await move_in()
    household.order(do="advance", days=1)
    await household.event("advanced")
    healthy = json.loads(ear.said["house/fridge"][-1])["energy"]
    household.order(do="break_fridge", hours=1)
    household.order(do="advance", days=1)
    await household.event("advanced")
    assert json.loads(ear.said["house/fridge"][-1])["energy"] - healthy > 1.3 * healthy


async def test_the_same_seed_brings_the_same_readings(tmp_path, ear, move_in):
    async def day(seed):
        ear.everything.clear()
        household = await move_in(seed=seed)
        household.order(do="advance", days=0.5)
        await household.event("advanced")
        heard = [said for said in ear.everything if said[0].startswith("house/")]
        assert await household.end() == 0
        return [said for said in heard if said[0] != "house/bridge/state"]

    first = await day(7)
    assert len(first) > 1_000
    assert await day(7) == first
    assert await day(8) != first


async def test_it_goes_with_its_parent_and_says_so(ear, move_in):
    household = await move_in()
    await ear.hears("house/bridge/state", "online")
    assert await household.end() == 0
    await ear.hears("house/bridge/state", "offline")
    assert ear.said["house/bridge/state"] == ["online", "offline"]


async def test_an_order_it_cannot_read_is_answered(move_in):
    household = await move_in()
    household.order(do="dance")
    assert "dance" in (await household.event("advanced"))["error"]
