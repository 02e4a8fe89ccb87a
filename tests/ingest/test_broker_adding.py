"""What a person is told to paste, and the names a device gets."""

import json
import shlex

import pytest
import yaml

from hub.core.adding import AddDevice, DeviceAppeared, ListDeviceUsers, RemoveDeviceUser
from hub.core.entities import Device, Entity
from hub.core.errors import CommandRefused
from hub.core.states import Kind
from hub.ingest.adding import Adding, lets_in
from hub.ingest.broker import BrokerChild
from hub.ingest.broker_lines import Access, lines_for
from hub.ingest.broker_place import Elsewhere, some_broker
from hub.ingest.broker_rights import covers
from hub.ingest.broker_users import Users, fits, seal, username_of
from hub.ingest.newcomers import Newcomers
from hub.texts import templates
from tests.ingest.conftest import free_port

ACCESS = Access(host="192.168.1.5", port=1884, username="plug", password="Abc1", topic="plug")


def test_zigbee2mqtt_gets_its_section_of_settings():
    told = yaml.safe_load("\n".join(lines_for("zigbee2mqtt", ACCESS)))["mqtt"]
    server = {"base_topic": "plug", "server": "mqtt://192.168.1.5:1884"}
    assert told == {**server, "user": "plug", "password": "Abc1"}


def test_esphome_gets_its_section_of_settings():
    told = yaml.safe_load("\n".join(lines_for("esphome", ACCESS)))["mqtt"]
    assert (told["broker"], told["port"], told["topic_prefix"]) == ("192.168.1.5", 1884, "plug")
    assert (told["username"], told["password"], told["discovery"]) == ("plug", "Abc1", True)


def test_tasmota_gets_one_line_for_its_console():
    (line,) = lines_for("tasmota", ACCESS)
    said = dict(part.split(" ") for part in line.removeprefix("Backlog ").split("; "))
    assert (said["MqttHost"], said["MqttPort"], said["Topic"]) == ("192.168.1.5", "1884", "plug")
    assert (said["MqttUser"], said["MqttPassword"], said["SetOption3"]) == ("plug", "Abc1", "1")


def test_shelly_gets_one_call_and_a_restart():
    call, restart = (shlex.split(line) for line in lines_for("shelly", ACCESS))
    asked = json.loads(call[call.index("-d") + 1])
    config = asked["params"]["config"]
    assert asked["method"] == "Mqtt.SetConfig"
    assert (config["server"], config["user"], config["pass"]) == (
        "192.168.1.5:1884",
        "plug",
        "Abc1",
    )
    assert (config["enable"], config["topic_prefix"], config["rpc_ntf"]) == (True, "plug", True)
    assert json.loads(restart[restart.index("-d") + 1])["method"] == "Shelly.Reboot"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_of_a_broker_here_that_is_not_ours_the_way_is_told_without_a_word(
    commands, clock, host
):
    elsewhere = Elsewhere(host=host, port=1883, signs_in=True)
    Adding(commands, clock, elsewhere, address=lambda: "192.168.1.5")
    new = await commands.send(AddDevice(name="Hall", kind="tasmota"))
    assert (new.host, new.port, new.own) == ("192.168.1.5", 1883, False)
    assert (new.username, new.password) == ("", "")
    assert "MqttUser USER; MqttPassword PASSWORD" in new.lines[0]
    assert [note.id for note in new.notes] == ["devices.add.not_ours", "devices.add.not_ours.here"]
    for message in (new.where, *new.notes):
        assert message.id in templates("en")


async def test_of_somebody_elses_broker_there_are_no_users(commands, clock):
    Adding(commands, clock, Elsewhere(host="broker.home", port=1883, signs_in=False))
    new = await commands.send(AddDevice(name="Hall", kind="esphome"))
    assert new.host == "broker.home"
    assert not any("username" in line for line in new.lines)
    assert await commands.send(ListDeviceUsers()) == []
    with pytest.raises(CommandRefused, match="not ours"):
        await commands.send(RemoveDeviceUser(name="Hall"))


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Kitchen plug", "kitchen_plug"),
        ("Küche", "kuche"),
        ("冰箱", "device"),
        ("1", "device_1"),
        ("Tomte", "tomte_2"),
        ("a" * 60, "a" * 29),
    ],
)
def test_a_users_name_is_what_every_device_takes(name, username):
    assert username_of(name, ()) == username
    assert username_of(name, {username}) != username


def test_a_name_is_given_once(tmp_path):
    users = Users(tmp_path)
    first, _ = users.new("Plug", "zigbee2mqtt", 0.0)
    users.keep([first])
    second, _ = users.new("Plug two", "zigbee2mqtt", 0.0)
    assert (first.topic, second.topic) == ("zigbee2mqtt", "zigbee2mqtt_plug_two")
    for name in ("plug ", "", "x" * 61, "a\nb"):
        with pytest.raises(CommandRefused):
            users.new(name, "other", 0.0)


def test_a_word_fits_only_its_own_seal():
    sealed = seal("right")
    assert fits("right", sealed)
    assert not fits("wrong", sealed)
    assert not fits("right", "$6$x")
    assert seal("right") != sealed


def test_a_file_of_users_nobody_can_read_lets_nobody_in(tmp_path, caplog):
    (tmp_path / "devices.json").write_text("{")
    assert Users(tmp_path).all() == []
    assert "devices.json cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("allowed", "asked", "covered"),
    [
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/#", "#", False),
        ("a/+", "a/#", False),
        ("a/+", "a/+", True),
        ("a/b", "a/+", False),
        ("a/b", "a/b/c", False),
        ("a/b/c", "a/b", False),
        ("+/x", "a/x", True),
    ],
)
def test_a_right_covers_what_is_within_it(allowed, asked, covered):
    assert covers(allowed, asked) is covered


@pytest.mark.real_time
async def test_a_broker_that_is_there_is_used_and_else_our_own(broker, tmp_path):
    place = {"folder": tmp_path / "own", "lan": free_port()}
    async with some_broker("", broker.port, True, **place) as found:
        assert found == Elsewhere(host="127.0.0.1", port=broker.port, signs_in=True)
    async with some_broker("far.home", 1883, False, **place) as found:
        assert found == Elsewhere(host="far.home", port=1883, signs_in=False)
    broker.kill()
    async with some_broker("", broker.port, False, **place) as found:
        assert isinstance(found, BrokerChild)
        assert (found.port, found.lan_port) == (broker.port, place["lan"])


@pytest.mark.real_time
async def test_where_nothing_listens_nobody_is_let_in():
    assert not await lets_in(free_port(), "plug", "word")


async def test_a_new_device_is_told_once_with_all_it_has(bus, clock, registry, run):
    registry.restore([], [Device(id="old", name="Old")], [])
    run(Newcomers(bus, clock, registry))
    appeared = bus.open(DeviceAppeared)
    for device in ("old", "new", "new"):
        for source in ("a", "b"):
            entity = Entity(id="", source=f"mqtt:{device} {source}", kind=Kind.SWITCH, name=source)
            registry.describe(entity, Device(id=device, name=device.title()))
    await clock.sleep(5)
    (event,) = appeared.drain()
    assert (event.device, event.name, len(event.entities)) == ("new", "New", 2)
    entity = Entity(id="", source="mqtt:new c", kind=Kind.SWITCH, name="c")
    registry.describe(entity, Device(id="new", name="Newer"))
    await clock.sleep(5)
    assert appeared.drain() == []


async def test_what_is_wired_to_the_hub_itself_has_not_appeared(bus, clock, registry, run):
    run(Newcomers(bus, clock, registry))
    appeared = bus.open(DeviceAppeared)
    entity = Entity(id="", source="board:load", kind=Kind.SENSOR, name="Load")
    registry.describe(entity, Device(id="this_hub", name="This hub"))
    await clock.sleep(5)
    assert appeared.drain() == []
