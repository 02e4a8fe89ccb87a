"""``tomte devices add``: a user of its own for a device, on the hub's own broker."""

import asyncio
import json
import shutil

import aiomqtt
import pytest

from hub.cli.world import free_port, hub

pytestmark = pytest.mark.real_time


@pytest.fixture
async def ask(tmp_path, tomte):
    """Ask a running hub, that has brought its own broker, by the command line."""
    if shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin") is None:
        pytest.skip("mosquitto is not installed")
    (tmp_path / "hub").mkdir()
    settings = {
        "mqtt": {"port": free_port(), "lan_port": free_port()},
        "web": {"port": free_port()},
        "voice": {"enabled": False},
        "data_dir": str(tmp_path / "home"),
    }
    async with hub(tmp_path / "hub", settings):
        yield lambda *words: asyncio.to_thread(
            tomte, "--config", "hub/tomte.yaml", "devices", "add", *words
        )


async def test_a_device_gets_a_user_and_lines_to_paste_and_is_seen_when_it_comes(ask):
    told = await ask("Garden plug", "--kind", "tasmota", "--json")
    new = json.loads(told.stdout)
    assert any(new["password"] in line for line in new["lines"]), told
    waiting = asyncio.create_task(ask("Shed plug", "--wait", "20"))
    while "Shed plug" not in (await ask()).stdout:
        await asyncio.sleep(0.1)
    async with aiomqtt.Client(
        "127.0.0.1", new["port"], username=new["username"], password=new["password"]
    ) as plug:
        config = {
            "unique_id": "plug",
            "command_topic": f"{new['topic']}/set",
            "device": {"identifiers": ["plug"], "name": "Garden plug"},
        }
        await plug.publish("homeassistant/switch/plug/config", json.dumps(config), qos=1)
    seen = await waiting
    assert "Garden plug is here, with 1 entities" in seen.stdout, seen


async def test_a_device_that_was_sent_away_is_listed_no_more(ask):
    await ask("Garden plug")
    assert "Garden plug" in (await ask()).stdout
    assert (await ask("--remove", "Garden plug")).returncode == 0
    assert "no device has been let in" in (await ask()).stdout


async def test_nothing_that_appears_is_said_with_the_cure(ask):
    told = await ask("Garden plug", "--wait", "0.2")
    assert "tomte doctor" in told.stdout
