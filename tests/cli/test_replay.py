"""Recorded traffic, played without a broker, reads as it does in Home Assistant."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = ("found", "described", "available", "state", "attributes", "commands", "refused")
BARS = dict(zip(KINDS, (99.9, 99.5, 99.9, 99.5, 99, 99.5, 95), strict=True))  # percent, over all
PLUG = {
    "name": "Plug",
    "unique_id": "plug",
    "state_topic": "plug",
    "command_topic": "plug/set",
    "expire_after": 30,
    "device": {"identifiers": ["box"], "name": "Box", "suggested_area": "Hall"},
    "qos": 1,
}
CONFIG = "homeassistant/switch/plug/config"


@pytest.fixture
def play(tmp_path, tomte):
    """Play lines (objects, or text as it stands); return the answers and what was complained of."""

    def play(*lines, packed=False, words=("--json",)):
        text = "".join(
            f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines
        ).encode()
        file = tmp_path / ("house.jsonl.gz" if packed else "house.jsonl")
        file.write_bytes(gzip.compress(text) if packed else text)
        done = tomte("devices", "replay", str(file), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    return play


def says(topic, payload, *, retain=False):
    payload = payload if isinstance(payload, str) else json.dumps(payload)
    return {"topic": topic, "payload": payload, "retain": retain}


def asks(service, number, **data):
    return {"call": {"unique_id": "plug", "service": service, "data": data}, "id": number}


def read(told):
    return [json.loads(line) for line in told[0].splitlines()]


def states(answer):
    return {each["unique_id"]: each["state"] for each in answer["entities"]}


def test_a_snapshot_shows_everything_of_an_entity(play):
    switch = {key: value for key, value in PLUG.items() if key != "expire_after"}
    (shown,) = read(play(says(CONFIG, switch), says("plug", "ON"), {"snapshot": "one"}))
    assert shown == {
        "id": "one",
        "entities": [
            {
                "component": "switch",
                "unique_id": "plug",
                "name": "Box Plug",
                "device": {"name": "Box", "suggested_area": "Hall"},
                "entity_category": None,
                "device_class": None,
                "unit": None,
                "enabled_by_default": True,
                "available": True,
                "state": "on",
                "attributes": {},
            }
        ],
        "refused": [],
    }


def test_a_command_is_published_and_not_echoed(play):
    done, after = read(
        play(says(CONFIG, PLUG), says("plug", "OFF"), asks("switch.turn_on", "a"), {"snapshot": 1})
    )
    message = {"topic": "plug/set", "payload": "ON", "qos": 1, "retain": False}
    assert done == {"id": "a", "published": [message]}
    assert states(after) == {"plug": "off"}


@pytest.mark.parametrize(
    "call",
    [
        asks("switch.dance", "a"),
        asks("light.turn_on", "a"),
        {"call": {"unique_id": "other", "service": "switch.turn_on"}, "id": "a"},
        {"call": "turn it on", "id": "a"},
    ],
)
def test_a_command_that_cannot_be_is_answered_with_why(play, call):
    answer, after = read(play(says(CONFIG, PLUG), call, {"snapshot": "still here"}))
    assert (answer["id"], answer["published"]) == ("a", [])
    assert answer["error"]
    assert list(states(after)) == ["plug"]


def test_a_device_out_of_reach_takes_no_command(play):
    config = says(CONFIG, {**PLUG, "availability_topic": "lwt"})
    (answer, seen) = read(play(config, asks("switch.turn_on", "a"), {"snapshot": 1}))
    assert (answer["published"], "reach" in answer["error"]) == ([], True)
    assert seen["entities"][0]["available"] is False


def test_time_passes_only_when_the_file_says_so(play):
    sensor = {"state_topic": "s", "unique_id": "s", "name": "S", "expire_after": 30}
    motion = {"state_topic": "m", "unique_id": "m", "name": "M", "off_delay": 5}
    steps = [
        says("homeassistant/sensor/s/config", sensor),
        says("homeassistant/binary_sensor/m/config", motion),
        says("s", "7"),
        says("m", "ON"),
    ]
    for seconds in (4, 2, 25):
        steps += [{"advance": seconds}, {"snapshot": seconds}]
    answers = read(play(*steps))
    assert [states(answer)["m"] for answer in answers] == ["on", "off", "off"]
    told = [each["available"] for answer in answers for each in answer["entities"][:1]]
    assert told == [True, True, False]


def test_a_reset_forgets_all_there_was(play):
    bad = says("homeassistant/sensor/bad/config", {"name": "Bad"})
    steps = (says(CONFIG, PLUG), says("plug", "ON"), bad, {"reset": "next"})
    empty, anew = read(play(*steps, {"snapshot": 1}, says(CONFIG, PLUG), {"snapshot": 2}))
    assert empty == {"id": 1, "entities": [], "refused": []}
    assert states(anew) == {"plug": None}


def test_refusals_are_told_once_with_their_key(play):
    parts = {
        "a": {"p": "switch", "unique_id": "a", "cmd_t": "a"},
        "b": {"p": "select", "uniq_id": "b"},
    }
    device = {"dev": {"ids": "x"}, "o": {"name": "acme"}, "cmps": parts}
    steps = (
        says("homeassistant/sensor/bad/config", "{no json"),
        says("homeassistant/device/x/config", device),
    )
    first, second = read(play(*steps, {"snapshot": 1}, {"snapshot": 2}))
    assert [(each["topic"], each["key"]) for each in first["refused"]] == [
        ("homeassistant/sensor/bad/config", None),
        ("homeassistant/device/x/config", "b"),
    ]
    assert all(each["reason"] for each in first["refused"])
    assert list(states(first)) == ["a"]
    assert second["refused"] == []


def test_a_broken_line_is_named_and_left_out(play):
    lines = ("{no json", "[1, 2]", "7", "", says(CONFIG, PLUG), '{"advance": "soon"}', '{"odd": 1}')
    told = play(*lines, {"snapshot": 1})
    (answer,) = read(told)
    assert list(states(answer)) == ["plug"]
    for number in (1, 2, 3):
        assert f"line {number}" in told[1]
    assert "line 5" not in told[1]
    assert "Traceback" not in told[1]


def test_bytes_that_no_device_should_send_stop_nothing(play):
    light = {"schema": "json", "state_topic": "l", "command_topic": "l/set", "unique_id": "l"}
    rubbish = ["", "null", "[" * 3000, '{"state": "ON", "brightness": 1e400}', "\u0000\ud83d\ude00"]
    steps = [says("homeassistant/light/l/config", {**light, "brightness": True, "name": "L"})]
    steps += [says("l", payload) for payload in rubbish]
    (answer,) = read(play(*steps, says("l", {"state": "OFF"}), {"snapshot": 1}))
    assert states(answer) == {"l": "off"}


def test_a_packed_file_and_people_who_read_are_served_too(play):
    steps = (says(CONFIG, PLUG), says("plug", "ON"), {"snapshot": "after breakfast"})
    assert read(play(*steps, packed=True)) == read(play(*steps))
    text, _ = play(*steps, words=())
    assert "after breakfast" in text
    assert "Box Plug: on" in text


def test_a_file_that_is_not_there_is_one_clear_error(tomte):
    done = tomte("devices", "replay", "none.jsonl", "--json")
    assert (done.returncode != 0, done.stdout) == (True, "")
    assert "none.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def verdict():
    """What the judge says of the whole sample: its report, and its table by component."""
    folder = Path(os.environ.get("TOMTE_DATA", ROOT.parent / "shared" / "data")) / "discovery"
    judge = folder / "score_discovery.py"
    if not judge.is_file():
        pytest.skip(f"TOMTE_DATA: no judge at {judge}")
    replay = f"{sys.executable} -m hub devices replay {{file}} --json"
    done = subprocess.run(
        [sys.executable, str(judge), "--cmd", replay],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
        check=True,
    )
    lines = done.stdout.splitlines()
    rows = [line.split() for line in lines[:-1]]
    table = {row[0]: row[1:] for row in rows if len(row) == 1 + 2 * len(KINDS)}
    return json.loads(lines[-1]), table


def test_it_is_the_same_as_home_assistant(verdict):
    report, _ = verdict
    assert report["cases"] >= 500
    short = {kind: report[kind] for kind, bar in BARS.items() if report[kind] < bar}
    assert short == {}
    for count in ("extra_entities", "wrongly_refused", "unanswered"):
        assert (count, report[count]) == (count, 0)
    assert all(report["macro"][k] >= 98 for k in ("found", "state", "attributes", "commands"))


def test_no_component_is_far_behind_the_others(verdict):
    report, table = verdict
    behind = {}
    for component in report["by_component"]:
        cells = table[component]
        for kind, percent, judged in zip(KINDS, cells[::2], cells[1::2], strict=True):
            if int(judged) >= 20 and float(percent) < 95:
                behind[component, kind] = percent
    assert behind == {}
    assert len(report["by_component"]) >= 20
