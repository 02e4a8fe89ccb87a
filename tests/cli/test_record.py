"""A recording of a live broker plays as the house was, and names nobody."""

import json
import os
import signal
import subprocess
import sys

import pytest

from hub.cli.devices.blanking import Blanking
from hub.cli.devices.record import Said, script
from hub.cli.world import household

ADDRESS, MAC = "0x00124b0022ffabcd", "A4CF12ABCDEF"
LAMP = {
    "name": None,
    "unique_id": f"{ADDRESS}_light",
    "state_topic": "zigbee2mqtt/Anna's lamp",
    "command_topic": "zigbee2mqtt/Anna's lamp/set",
    "schema": "json",
    "availability_topic": "zigbee2mqtt/bridge/state",
    "availability_template": "{{ value_json.state }}",
    "device": {
        "identifiers": [f"zigbee2mqtt_{ADDRESS}"],
        "connections": [["mac", "a4:cf:12:ab:cd:ef"]],
        "name": "Anna's lamp",
        "serial_number": "SN-778812",
        "sw_version": "1.2.3.4",
        "suggested_area": "Anna's room",
        "configuration_url": "http://192.168.7.20/anna",
    },
}
TOLD = [
    (f"homeassistant/light/{ADDRESS}/light/config", LAMP, True),
    ("zigbee2mqtt/bridge/state", {"state": "online"}, True),
    ("zigbee2mqtt/Anna's lamp", {"state": "ON", "ip": "192.168.7.20"}, False),
    ("zigbee2mqtt/Anna's lamp/set", {"state": "OFF"}, False),
    (
        f"tasmota/discovery/{MAC}/config",
        {"mac": MAC, "t": "tasmota_ABCDEF", "fn": ["Sofa"]},
        True,
    ),
    (
        "tele/tasmota_ABCDEF/STATE",
        {"Wifi": {"SSId": "Villa Anna", "BSSId": "A4:CF:12:00:11:22"}},
        False,
    ),
    (
        "zigbee2mqtt/bridge/info",
        {
            "config": {
                "advanced": {"network_key": [1, 2]},
                "mqtt": {"user": "anna", "password": "x"},
            }
        },
        True,
    ),
    ("gps/anna", {"latitude": 48.137, "longitude": 11.575, "owner": "anna@example.com"}, False),
]
SECRET = (
    "Anna",
    "anna",
    "124b0022ffabcd",
    "778812",
    "192.168",
    "A4CF12",
    "a4:cf",
    "48.1",
    "ABCDEF",
)


def recorded(told):
    said = [
        Said(at=float(at), topic=topic, payload=json.dumps(payload), retained=retained)
        for at, (topic, payload, retained) in enumerate(told)
    ]
    return list(script(said))


@pytest.fixture
def played(tomte, jsonl):
    def play(lines):
        done = tomte("devices", "replay", jsonl(*lines), "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]

    return play


def test_nothing_that_gives_the_household_away_is_left():
    lines = recorded(TOLD)
    told = json.dumps(lines)
    assert [word for word in SECRET if word in told] == []
    assert '\\"sw_version\\": \\"1.2.3.4\\"' in told
    assert json.loads(lines[-2]["payload"])["latitude"] == 52.0
    assert "blanked" in told


def test_what_is_blanked_still_fits_together(played):
    (answer,) = played(recorded(TOLD[:4]))
    (lamp,) = answer["entities"]
    assert (lamp["available"], lamp["state"], answer["refused"]) == (True, "on", [])
    assert lamp["name"] == lamp["device"]["name"] == "Device 1"
    assert lamp["device"]["suggested_area"] == "Room 1"


def test_the_same_thing_has_the_same_stand_in_everywhere():
    lines = [line for line in recorded(TOLD) if "topic" in line]
    config, telemetry = lines[4], lines[5]
    topic = json.loads(config["payload"])["t"]
    assert telemetry["topic"] == f"tele/{topic}/STATE"
    assert config["topic"].split("/")[2] == json.loads(config["payload"])["mac"]
    assert config["topic"].split("/")[2][-6:] == topic[-6:]


def test_a_name_that_is_a_common_word_breaks_nothing():
    blanking = Blanking()
    blanking.learn(json.dumps({"device": {"name": "plug", "identifiers": ["x"]}}))
    told = {"device_class": "plug", "modes": ["heat", "plug"], "state_topic": "z/plug"}
    blanked = json.loads(blanking.payload(json.dumps(told)))
    assert (blanked["device_class"], blanked["modes"]) == ("plug", ["heat", "plug"])
    assert blanking.topic("z/plug") == blanked["state_topic"]
    assert "plug" not in blanked["state_topic"]


def test_a_key_that_is_like_a_name_is_still_a_key():
    blanking = Blanking()
    devices = [{"friendly_name": "Coordinator"}, {"friendly_name": "battery"}]
    messages = [json.dumps({"coordinator": {"type": "x"}, "battery": 5}), json.dumps(devices)]
    for message in messages:
        blanking.learn(message)
    assert blanking.payload(messages[0]) == messages[0]
    names = {each["friendly_name"] for each in json.loads(blanking.payload(messages[1]))}
    assert names == {"Device 1", "Device 2"}


@pytest.mark.real_time
async def test_a_recording_of_a_home_plays_as_the_home_is(live, tmp_path, played):
    async with household(tmp_path, live.port, start=1_735_732_800.0):
        told = await live.until("devices", says="living_room")
        done = await live.tomte("devices", "record", "--out", "home.jsonl.gz", "--seconds", "3")
        assert done.returncode == 0, done.stderr
        assert "Look through it" in done.stderr
    again = await live.tomte("devices", "replay", "home.jsonl.gz", "--json")
    answer = json.loads(again.stdout.splitlines()[-1])
    assert len(answer["entities"]) > 20
    assert answer["refused"] == []
    assert any(entity["state"] not in {None, "unknown"} for entity in answer["entities"])
    assert "Living room" in told
    assert "iving room" not in again.stdout


@pytest.mark.real_time
async def test_ctrl_c_ends_the_recording_and_keeps_it(live, tmp_path):
    await live.say(f"homeassistant/light/{ADDRESS}/light/config", LAMP, retain=True)
    words = ["--config", "hub/tomte.yaml", "devices", "record", "--out", "r.jsonl"]
    with subprocess.Popen(
        [sys.executable, "-m", "hub", *words, "--seconds", "600"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        await live.until("devices", says="Anna")
        await live.tomte("devices")  # by now it listens
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, "messages are in r.jsonl" in told) == (0, True)
    assert "Anna" not in (tmp_path / "r.jsonl").read_text()


def test_a_broker_that_is_not_there_is_told(tomte, tmp_path):
    (tmp_path / "tomte.yaml").write_text("mqtt: {port: 1}\n")
    done = tomte("--config", "tomte.yaml", "devices", "record", "--out", "r", "--seconds", "1")
    assert (done.returncode, "mqtt.host" in done.stderr) == (1, True)
    wrong = tomte("devices", "record", "--out", "r", "--seconds", "soon")
    assert wrong.returncode == 2
