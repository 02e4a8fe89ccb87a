"""No hub ever takes in what it, or another hub, has announced."""

import asyncio
import json

import pytest

from tests.ingest.citizens import FRIDGE, HUB, Settled, announced, citizen, plug_in_fridge
from tests.ingest.samples import SWITCH


@pytest.fixture
async def ours(bus, commands, registry, wire, run):
    """What a hub with a fridge announces."""
    Settled(commands)
    plug_in_fridge(registry)
    run(citizen(bus, commands, registry, wire, birth=False))
    await asyncio.sleep(1)
    return announced(wire)


@pytest.fixture
def only_fridge(registry):
    def look():
        return {held.entity.source for held in registry.held.values()} == {"f/power"}

    return look


@pytest.mark.usefixtures("announced")
async def test_our_own_and_other_hubs_things_are_let_be(ours, wire, only_fridge, announced):
    for topic, message in ours.items():
        for hub in (HUB, "deadbeef"):
            wire.come(topic.replace(HUB, hub), json.dumps(message).replace(HUB, hub))
    assert only_fridge()
    assert announced.refusals.held == {}


async def test_who_repeats_our_things_under_its_own_name_is_not_believed(
    ours, wire, only_fridge, announced
):
    copy = {**ours[FRIDGE], "origin": {"name": "Another bridge"}}
    wire.come("homeassistant/device/copy/config", copy)
    part = {"uniq_id": f"tomte_{HUB}_fridge_problem", "stat_t": "x", "name": "P"}
    wire.come("homeassistant/binary_sensor/copied/config", part)
    box = {"ids": f"tomte_{HUB}_fridge"}
    wire.come("homeassistant/sensor/boxed/config", {**part, "uniq_id": "other", "dev": box})
    wire.come(f"homeassistant/sensor/tomte_{HUB}/x/config", {**part, "uniq_id": "more"})
    assert only_fridge()
    assert announced.refusals.held == {}


async def test_a_device_that_is_only_called_like_us_comes_in(ours, wire, registry, announced):
    wire.come("homeassistant/switch/tomte_lamp/config", {**SWITCH, "uniq_id": "tomte_lamp"})
    assert len(registry.held) == 2
