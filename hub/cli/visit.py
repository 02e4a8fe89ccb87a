"""Where ``say`` and ``listen`` go: the running hub, or else a simulated home made for the visit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hub import config
from hub.cli.client import Client, connect, running
from hub.cli.console import complain
from hub.cli.world import free_port, world
from hub.core.clock import Clock


@asynccontextmanager
async def visit(file: Path | None) -> AsyncIterator[Client]:
    """Yield a client of the hub that runs on these settings, or of one on a simulated home."""
    found = running(config.load(file).home)
    if found is not None:
        async with connect(found["url"], found["token_file"]) as client:
            yield client
        return
    complain("No hub is running here: this goes to a simulated home.")
    async with (
        world(port=free_port(), start=Clock().time()) as place,
        connect(place.url, place.token_file) as client,
    ):
        await _settled(client)
        yield client


async def _settled(client: Client) -> None:
    """Wait until the simulated home is complete: no new entity for half a second."""
    known = -1
    async with asyncio.timeout(20):
        while known < 20 or known != await _count(client):
            known = await _count(client)
            await asyncio.sleep(0.5)


async def _count(client: Client) -> int:
    return len((await client.get("/v1/home"))["entities"])
