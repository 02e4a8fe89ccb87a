"""What a state change costs on its way to browsers: ``python tests/bench/web.py``.

Prints CPU microseconds a change, from the registry's report to frames written to each client,
without a client, with one and with ten, for a quiet and a busy house. The readers are a process
of their own, so that their work is not counted.
"""

import argparse
import asyncio
import multiprocessing
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands
from hub.core.entities import Entity
from hub.core.health import Health
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState
from hub.web.server import Web

TOKEN = "t" * 43
SENSORS = 1000


class NoPast:
    """A history of nothing."""

    async def between(self, _entity, _start, _end, _points):
        return []


def read(url, clients):
    """Read all that comes until the hub goes."""

    async def one(session):
        async with session.ws_connect("/v1/ws", max_msg_size=0) as socket:
            async for _ in socket:
                pass

    async def everyone():
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with aiohttp.ClientSession(url, headers=headers) as session:
            await asyncio.gather(*(one(session) for _ in range(clients)))

    asyncio.run(everyone())


async def report(registry, number, rate):
    """Report changes at ``rate`` a second; return the CPU seconds the process spent meanwhile."""
    loop = asyncio.get_running_loop()
    start, cpu, done = loop.time(), time.process_time(), 0
    while done < number:
        due = min(number, int((loop.time() - start) * rate) + 1)
        for step in range(done, due):
            registry.report(f"sensor.{step % SENSORS}", SensorState(value=float(step)))
        done = due
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.1)
    return time.process_time() - cpu


async def measure(clients, rate, seconds):
    """Return CPU µs a change with so many clients at so many changes a second."""
    bus, clock = Bus(), Clock()
    registry = Registry(bus, clock)
    for number in range(SENSORS):
        source = f"t/{number}"
        registry.describe(
            Entity(id=f"sensor.{number}", source=source, kind=Kind.SENSOR, name=source)
        )
    hub = (bus, clock, Commands(), registry, Health(bus, clock), NoPast())
    web = Web(*hub, host="127.0.0.1", port=0, token=TOKEN)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(web.run())
        await web.listening.wait()
        readers = multiprocessing.get_context("spawn").Process(target=read, args=(web.url, clients))
        if clients:
            readers.start()
            await asyncio.sleep(2)
        number = int(rate * seconds)
        cpu = await report(registry, number, rate)
        running.cancel()
    if clients:
        await asyncio.to_thread(readers.join)
    return 1e6 * cpu / number


async def bare(rate, seconds):
    """Return what the same loop costs with a registry that nobody listens to."""
    registry = Registry(Bus(), Clock())
    for number in range(SENSORS):
        source = f"t/{number}"
        registry.describe(
            Entity(id=f"sensor.{number}", source=source, kind=Kind.SENSOR, name=source)
        )
    number = int(rate * seconds)
    return 1e6 * await report(registry, number, rate) / number


def main():
    words = argparse.ArgumentParser(description=__doc__.split(":", maxsplit=1)[0])
    words.add_argument("--seconds", type=float, default=3.0, help="of load, for every line")
    seconds = words.parse_args().seconds
    print("CPU µs a change; web = what serving adds to the registry's own work")
    print(f"{'changes/s':>10} {'clients':>8} {'registry':>9} {'all':>7} {'web':>7}")
    for rate in (500, 2000, 20_000):
        own = asyncio.run(bare(rate, seconds))
        for clients in (0, 1, 10):
            cost = asyncio.run(measure(clients, rate, seconds))
            print(f"{rate:>10} {clients:>8} {own:>9.1f} {cost:>7.1f} {cost - own:>7.1f}")


if __name__ == "__main__":
    main()
