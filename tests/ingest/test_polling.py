"""The board reads itself once a minute."""

import asyncio
import contextlib

import pytest

from hardware.board import build
from hub.core.driver import Actuators, Mount
from hub.core.states import SensorState
from hub.ingest.polling import Polling


@pytest.fixture
def board(tmp_path):
    for number, (kind, temperature) in enumerate([("gpu", 50_000), ("cpu-thermal", 41_250)]):
        zone = tmp_path / "sys" / "class" / "thermal" / f"thermal_zone{number}"
        zone.mkdir(parents=True)
        (zone / "type").write_text(f"{kind}\n")
        (zone / "temp").write_text(f"{temperature}\n")
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "meminfo").write_text(
        "MemTotal: 4000 kB\nMemAvailable: 1000 kB\nHuge: x\n"
    )
    return tmp_path


@pytest.fixture
def poll(bus, registry, clock):
    """Let the board be read for some household seconds."""

    async def poll(root, seconds, rejected=None):
        polling = Polling(
            bus,
            clock,
            registry,
            Actuators(),
            {"board": [Mount(name="board", build=lambda: build(root))]},
            rejected={} if rejected is None else rejected,
        )
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await polling.run()
        return {h.entity.source: h.state.value for h in registry.held.values()}

    return poll


async def test_the_board_tells_its_heat_memory_and_disk(board, poll, registry):
    told = await poll(board, 30)
    assert told["board:temperature"] == 41.25
    assert told["board:memory"] == 25
    assert 0 <= told["board:disk"] <= 100
    assert {h.entity.device for h in registry.held.values()} == {"this_hub"}


async def test_the_board_is_read_once_a_minute(board, poll, bus, clock):
    file = board / "sys" / "class" / "thermal" / "thermal_zone1" / "temp"

    async def warm_up():
        await asyncio.sleep(50)
        file.write_text("60000")

    async with asyncio.TaskGroup() as group:
        group.create_task(warm_up())
        told = await poll(board, 45)
        assert told["board:temperature"] == 41.25
    assert (await poll(board, 5))["board:temperature"] == 60


async def test_a_board_without_a_thermometer_has_none(tmp_path, poll):
    assert list(await poll(tmp_path, 5)) == ["board:disk"]


async def test_an_impossible_temperature_is_turned_away(board, poll, registry):
    (board / "sys" / "class" / "thermal" / "thermal_zone1" / "temp").write_text("-127000")
    rejected = {}
    await poll(board, 5, rejected)
    assert rejected == {"sensor.this_hub_processor": {"out_of_range": 1}}
    assert registry.find("sensor.this_hub_processor").state == SensorState()
