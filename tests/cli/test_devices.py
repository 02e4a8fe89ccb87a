"""``tomte devices`` asks the running hub: lists, shows, renames, moves and explains."""

import json

import pytest

pytestmark = pytest.mark.real_time

DEVICE = {"identifiers": ["plug_1"], "name": "Desk plug", "manufacturer": "ACME", "model": "P1"}
SWITCH = {
    "name": None,
    "unique_id": "plug_1_switch",
    "state_topic": "plug/state",
    "value_template": "{{ value_json.relay }}",
    "command_topic": "plug/set",
    "device": DEVICE,
}
POWER = {
    "unique_id": "plug_1_power",
    "device_class": "power",
    "unit_of_measurement": "W",
    "state_topic": "plug/state",
    "value_template": "{{ value_json.watts }}",
    "json_attributes_topic": "plug/state",
    "availability_topic": "plug/there",
    "device": {**DEVICE, "suggested_area": "Study"},
}


@pytest.fixture
async def desk(live):
    """A plug that has told its state, and a part of it that cannot be."""
    await live.say("homeassistant/switch/plug/relay/config", SWITCH, retain=True)
    await live.say("homeassistant/sensor/plug/power/config", POWER, retain=True)
    bad = {**POWER, "unique_id": "plug_1_bad", "device_class": "loudness"}
    await live.say("homeassistant/sensor/plug/bad/config", bad, retain=True)
    await live.say("plug/there", "online", retain=True)
    await live.say("plug/state", {"relay": "ON", "watts": 1250}, retain=True)
    await live.until("devices", says="1250")
    return live


async def test_lists_what_is_there_by_room(desk):
    told = (await desk.tomte("devices")).stdout
    assert told.index("Study") < told.index("in no room")
    (line,) = [line for line in told.splitlines() if "switch.desk_plug" in line]
    assert line.split() == ["Desk", "plug", "switch", "on", "switch.desk_plug"]
    (line,) = [line for line in told.splitlines() if "sensor.desk_plug_power" in line]
    assert "1250\u202fW" in line
    only = json.loads((await desk.tomte("devices", "list", "--area", "study", "--json")).stdout)
    assert [one["id"] for one in only] == ["sensor.desk_plug_power"]
    assert only[0]["state"]["value"] == 1250
    wrong = await desk.tomte("devices", "list", "--area", "Attic")
    assert (wrong.returncode, "the rooms are: Study" in wrong.stderr) == (1, True)


async def test_shows_a_device_with_what_was_refused_of_it(desk):
    told = (await desk.tomte("devices", "show", "desk plug")).stdout
    assert "ACME, P1" in told
    assert "known as         plug_1" in told
    assert "homeassistant/switch/plug/relay/config" in told
    assert "Home Assistant   on" in told
    assert "turn_on" in told
    assert "homeassistant/sensor/plug/bad/config" in told
    assert "device_class" in told
    shown = json.loads((await desk.tomte("devices", "show", "plug_1", "--json")).stdout)
    power = next(e for e in shown["entities"] if e["entity"]["kind"] == "sensor")
    assert power["story"]["attributes"]["watts"] == 1250
    assert power["story"]["topics"]["availability"] == ["plug/there"]
    unknown = await desk.tomte("devices", "show", "toaster")
    assert (unknown.returncode, "tomte devices" in unknown.stderr) == (1, True)


async def test_renames_and_moves_and_the_voice_follows(desk):
    await desk.tomte("devices", "rename", "switch.desk_plug", "Printer")
    await desk.tomte("devices", "area", "plug_1", "Office")
    told = await desk.until("devices", "list", "--area", "office", says="Printer")
    assert "sensor.desk_plug_power" in told
    assert "switch.desk_plug" in told  # the id stays
    await desk.tomte("devices", "rename", "plug_1", "Big printer")
    assert "Big printer  plug_1" in (await desk.tomte("devices", "show", "plug_1")).stdout


async def test_explains_what_a_payload_meant_to_whom(desk):
    told = (await desk.tomte("devices", "explain", "plug/state")).stdout
    assert 'last payload: {"relay": "ON", "watts": 1250}' in told
    assert "switch.desk_plug\n  state_topic  {{ value_json.relay }}\n  → ON" in told
    assert "sensor.desk_plug_power\n  state_topic  {{ value_json.watts }}\n  → 1250" in told
    assert "json_attributes_topic  (as it is)" in told
    there = (await desk.tomte("devices", "explain", "plug/there")).stdout
    assert "availability  (as it is)\n  → online" in there
    command = (await desk.tomte("devices", "explain", "plug/set")).stdout
    assert "commands to switch.desk_plug go here" in command
    bad = "homeassistant/sensor/plug/bad/config"
    assert "device_class" in (await desk.tomte("devices", "explain", bad)).stdout
    nobody = await desk.tomte("devices", "explain", "plug/stat")
    assert (nobody.returncode, "nobody listens" in nobody.stdout) == (1, True)


async def test_the_doctor_tells_what_was_refused(desk):
    told = (await desk.tomte("doctor")).stdout
    assert "homeassistant/sensor/plug/bad/config" in told
    assert "device_class" in told


def test_without_a_hub_the_cure_is_told(tomte):
    for words in ((), ("show", "lamp"), ("rename", "lamp", "x"), ("area", "lamp", "x")):
        done = tomte("devices", *words)
        assert (done.returncode, "tomte run" in done.stderr) == (3, True)
        assert "Traceback" not in done.stderr
