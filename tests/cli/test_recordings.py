"""Recordings played without a broker, and recorded announcements checked."""

import gzip
import json
import socket

import pytest

SENSOR = {
    "unique_id": "t1",
    "device_class": "temperature",
    "unit_of_measurement": "°C",
    "state_topic": "t/state",
    "value_template": "{{ value_json.t }}",
    "availability_topic": "t/there",
    "expire_after": 60,
    "device": {"identifiers": ["t1"], "name": "Cellar"},
}
LAMP = {"unique_id": "l1", "name": "Lamp", "command_topic": "l/set", "state_topic": "l/state"}
CONFIG = "homeassistant/sensor/t1/config"


def message(topic, payload, **more):
    text = payload if isinstance(payload, str) else json.dumps(payload)
    return {"topic": topic, "payload": text, **more}


@pytest.fixture
def played(tomte, jsonl):
    def play(*lines):
        done = tomte("devices", "replay", jsonl(*lines), "--json")
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    return play


def test_a_recording_is_answered_question_by_question(played):
    answers, _ = played(
        {"reset": "one"},
        message(CONFIG, SENSOR),
        {"snapshot": "before"},
        message("t/there", "online"),
        message("t/state", {"t": 7.5}),
        {"snapshot": "told"},
        {"advance": 61},
        {"snapshot": "expired"},
        {"reset": "two"},
        {"snapshot": "anew"},
    )
    before, told, expired, anew = answers
    assert [a["id"] for a in answers] == ["before", "told", "expired", "anew"]
    assert before["entities"][0]["name"] == "Cellar Temperature"
    assert [a["entities"][0]["available"] for a in (before, told, expired)] == [False, True, False]
    assert told["entities"][0]["state"] == "7.5"
    assert anew["entities"] == []


def test_commands_go_the_way_of_the_hub(played):
    call = {"unique_id": "l1", "service": "switch.turn_on", "data": {}}
    answers, _ = played(
        message("homeassistant/switch/l1/config", LAMP),
        {"call": call, "id": 1},
        {"call": {**call, "service": "switch.fly"}, "id": 2},
        {"call": {**call, "unique_id": "nobody"}, "id": 3},
        {"call": "on", "id": 4},
    )
    on, *wrong = answers
    assert on["published"] == [{"topic": "l/set", "payload": "ON", "qos": 0, "retain": False}]
    assert "error" not in on
    assert [a["id"] for a in wrong] == [2, 3, 4]
    assert all(a["error"] and not a["published"] for a in wrong)
    assert "fly" in wrong[0]["error"]


def test_what_is_refused_and_what_is_broken_costs_only_itself(played):
    answers, said = played(
        message(CONFIG, {**SENSOR, "expire_after": "soon"}),
        "no json at all",
        message("homeassistant/switch/l1/config", LAMP),
        {"advance": None},
        {"snapshot": "s"},
    )
    (shown,) = answers
    assert [e["unique_id"] for e in shown["entities"]] == ["l1"]
    (refused,) = shown["refused"]
    assert refused["topic"] == CONFIG
    assert "expire_after" in refused["reason"]
    assert "line 2 is left out" in said


def test_a_fridge_plug_is_switched_too(played):
    plug = {**LAMP, "name": "Fridge plug"}
    call = {"unique_id": "l1", "service": "switch.turn_off", "data": {}}
    answers, _ = played(message("homeassistant/switch/l1/config", plug), {"call": call, "id": 1})
    assert [p["payload"] for p in answers[0]["published"]] == ["OFF"]


def test_a_recording_that_cannot_be_read_is_told(tomte, tmp_path):
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"reset": "x"}\n' * 9999)[:30])
    (tmp_path / "no.jsonl.gz").write_bytes(b"no gzip")
    for name in ("cut.jsonl.gz", "no.jsonl.gz", "missing.jsonl", "."):
        for verb in (["replay", name], ["import", name, "--dry-run"]):
            done = tomte("devices", *verb)
            assert done.returncode == 1
            assert name in done.stderr
            assert "Traceback" not in done.stderr


def test_the_import_says_what_would_be_refused(tomte, jsonl):
    file = jsonl(
        {"model": "A", "topic": CONFIG, "payload": SENSOR},
        {"model": "A", "topic": CONFIG.replace("t1", "t2"), "payload": {**SENSOR, "qos": 7}},
        "{broken",
        {"model": "B", "topic": CONFIG, "payload": SENSOR},
        {"model": "B", "topic": "homeassistant/teleporter/x/config", "payload": {"name": "x"}},
        {"topic": "t/state", "payload": {"t": 1}},
        {"snapshot": "end"},
        {"model": "B", "topic": "homeassistant/light/x/config"},
    )
    done = tomte("devices", "import", file, "--dry-run", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["messages"], report["accepted"], report["refused"]) == (6, 2, 3)
    assert (report["ignored"], report["skipped"]) == (1, 2)
    assert report["components"]["sensor"] == {"accepted": 2, "refused": 1}
    wrong, broken, empty = report["refusals"]
    assert (wrong["model"], "qos" in wrong["reason"]) == ("A", True)
    assert broken["reason"].startswith("line 3: ")
    assert empty["reason"].startswith("line 8: ")
    assert report["notes"][0]["topic"] == "homeassistant/teleporter/x/config"


def test_the_import_names_a_template_that_is_not_run(tomte, jsonl):
    bomb = {**SENSOR, "value_template": "{{ ''.__class__ }}"}
    file = jsonl({"model": "A", "topic": CONFIG, "payload": bomb})
    report = json.loads(tomte("devices", "import", file, "--dry-run", "--json").stdout)
    assert [r["key"] for r in report["refusals"]] == ["value_template"]
    assert report["refused"] == 1


def test_nothing_is_handed_to_a_broker_unasked(tomte, jsonl, tmp_path):
    file = jsonl({"model": "A", "topic": CONFIG, "payload": SENSOR})
    done = tomte("devices", "import", file)
    assert (done.returncode, "--yes" in done.stderr) == (2, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    (tmp_path / "tomte.yaml").write_text(f"mqtt: {{port: {port}}}\n")
    done = tomte("--config", "tomte.yaml", "devices", "import", file, "--yes")
    assert (done.returncode, f"127.0.0.1:{port}" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


@pytest.mark.real_time
async def test_what_is_handed_to_the_broker_is_in_the_house(live, jsonl):
    file = jsonl({"model": "A", "topic": CONFIG, "payload": SENSOR})
    done = await live.tomte("devices", "import", file, "--yes")
    assert (done.returncode, "1 messages are kept" in done.stderr) == (0, True)
    assert "sensor.cellar_temperature" in await live.until("devices", says="Temperature")


def test_every_recorded_announcement_of_zigbee2mqtt_is_taken(tomte, data):
    file = data / "discovery" / "zigbee2mqtt-sample.jsonl.gz"
    if not file.exists():
        pytest.skip(f"no recorded announcements at {file}")
    report = json.loads(tomte("devices", "import", str(file), "--dry-run", "--json").stdout)
    assert (report["messages"], report["refused"], report["refusals"]) == (3382, 0, [])
