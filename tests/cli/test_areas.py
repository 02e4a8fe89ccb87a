"""Rooms and names come over from Home Assistant's files, its backup, or a list."""

import io
import json
import tarfile

import pytest

STORED = {
    "core.area_registry": {"areas": [{"id": "kueche", "name": "Kitchen"}]},
    "core.device_registry": {
        "devices": [
            {
                "id": "d1",
                "identifiers": [["mqtt", "0x00158d0001abcdef"]],
                "connections": [],
                "name": "0x00158d0001abcdef",
                "name_by_user": "Kettle plug",
                "area_id": "kueche",
            },
            {
                "id": "d2",
                "identifiers": [["zha", "00:15:8d:00:01:ab:cd:ee"]],
                "connections": [["zigbee", "00:15:8d:00:01:ab:cd:ee"]],
                "name": "Lamp",
                "name_by_user": "Ceiling",
                "area_id": None,
            },
            {"id": "d3", "identifiers": [["hue", "x"]], "name": "Hue", "area_id": "kueche"},
        ]
    },
    "core.entity_registry": {
        "entities": [
            {
                "entity_id": "sensor.watts",
                "unique_id": "p1",
                "platform": "mqtt",
                "name": "Kettle power",
                "area_id": None,
            }
        ]
    },
}


def stored(folder):
    folder.mkdir(parents=True)
    for key, data in STORED.items():
        (folder / key).write_text(json.dumps({"version": 1, "key": key, "data": data}))
    return folder


def packed(path, *members):
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as tar:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path


def device(address, name):
    return {"identifiers": [f"zigbee2mqtt_{address}"], "name": name}


@pytest.fixture
async def house(live):
    plug = {"unique_id": "p1", "state_topic": "p", "unit_of_measurement": "W"}
    lamp = {"unique_id": "l1", "name": None, "command_topic": "l", "state_topic": "ls"}
    plug["device"] = device("0x00158d0001abcdef", "0x00158d0001abcdef")
    lamp["device"] = device("0x00158d0001abcdee", "Lamp")
    await live.say("homeassistant/sensor/p1/config", plug, retain=True)
    await live.say("homeassistant/light/l1/config", lamp, retain=True)
    await live.until("devices", says="light.lamp")
    return live


@pytest.mark.real_time
async def test_home_assistants_registries_are_taken(house, tmp_path):
    folder = stored(tmp_path / "ha" / ".storage")
    dry = await house.tomte("devices", "areas", "import", str(folder.parent), "--dry-run")
    assert "would be called Kettle plug" in dry.stdout
    assert "not in this house: Hue" in dry.stdout
    assert "Kettle" not in (await house.tomte("devices")).stdout
    done = await house.tomte("devices", "areas", "import", str(folder / "core.device_registry"))
    assert "3 of 4 are in this house, 4 changes" in done.stdout
    told = await house.until("devices", says="Kettle power")
    assert told.index("Kitchen") < told.index("Kettle power") < told.index("in no room")
    assert "Ceiling" in told
    again = await house.tomte("devices", "areas", "import", str(folder))
    assert ", 0 changes" in again.stdout


@pytest.mark.real_time
async def test_a_backup_and_a_list_are_taken(house, tmp_path):
    folder = stored(tmp_path / "ha" / ".storage")
    inner = packed(
        tmp_path / "homeassistant.tar.gz",
        *((f"data/.storage/{file.name}", file.read_bytes()) for file in folder.iterdir()),
    )
    backup = packed(tmp_path / "backup.tar", (f"./{inner.name}", inner.read_bytes()))
    done = await house.tomte("devices", "areas", "import", str(backup), "--json")
    assert len(json.loads(done.stdout)["changes"]) == 4
    (tmp_path / "rooms.csv").write_text("name,area\nCeiling,Attic\nToaster,Kitchen\n")
    done = await house.tomte("devices", "areas", "import", "rooms.csv")
    assert "is now in Attic" in done.stdout
    assert "not in this house: Toaster" in done.stdout


def test_what_is_no_registry_is_told(tomte, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.csv").write_text("name,area\njust a name\n")
    (tmp_path / "bad.json").write_text('{"key": "core.device_registry"}')
    packed(tmp_path / "locked.tar", ("homeassistant.tar.gz", b"encrypted bytes"))
    cures = {"empty": ".storage", "bad.csv": "line 2", "bad.json": "registry", "no": "cannot be"}
    for name, cure in (cures | {"locked.tar": "password"}).items():
        done = tomte("devices", "areas", "import", name)
        assert (done.returncode, cure in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
