"""What verifying a command costs beside the device itself: request to proven answer.

    python tests/bench/commands.py [--commands 500] [--delay 30]

Starts mosquitto and Tomte as a user runs it, announces a plug that obeys after so many ms, turns
it on and off through the WebSocket, and prints how long an answer took beyond the device's own
time (from hearing the command to telling its state). The first commands to a new device wait until
its word has held for a while (docs/commands.md): they are counted, too. Fails if the 95th part in a
hundred of all is 50 ms or more. Needs mosquitto.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp
import aiomqtt

from tests.bench.contenders import Tomte
from tests.bench.hub import free_port, share

CONFIG = {
    "name": None,
    "unique_id": "bench",
    "command_topic": "bench/set",
    "state_topic": "bench",
    "device": {"identifiers": ["bench"], "name": "Bench plug"},
}
BAR = 50.0  # ms at the 95th percentile


class Plug:
    """Obeys ``delay`` seconds after it has heard; ``own`` is how long each command took it."""

    def __init__(self, port, delay):
        self._port, self._delay, self.own = port, delay, []
        self.is_announced = asyncio.Event()

    async def run(self):
        async with aiomqtt.Client("127.0.0.1", self._port) as client:
            await client.subscribe("bench/set", qos=1)
            await client.publish(
                "homeassistant/switch/bench/config", json.dumps(CONFIG), retain=True
            )
            await client.publish("bench", "OFF", retain=True)
            self.is_announced.set()
            async for message in client.messages:
                heard = time.perf_counter()
                await asyncio.sleep(self._delay)
                await client.publish("bench", message.payload, qos=1, retain=True)
                self.own.append(time.perf_counter() - heard)


async def entity_of(session):
    """Wait until the hub knows the plug, and return its id."""
    async with asyncio.timeout(30):
        while True:
            async with session.get("/v1/home") as answer:
                views = (await answer.json())["entities"]
            for view in views:
                if view["entity"]["kind"] == "switch" and view["last_updated"]:
                    return view["entity"]["id"]
            await asyncio.sleep(0.1)


async def turn(socket, number, entity):
    """Turn it on or off; return the answer and the seconds that took."""
    began = time.perf_counter()
    wish = {"id": number, "do": "Turn", "with": {"entity": entity, "on": number % 2 == 1}}
    await socket.send_json(wish)
    async for message in socket:
        frame = json.loads(message.data)
        if frame["type"] == "answer" and frame["id"] == number:
            return frame["answer"], time.perf_counter() - began
    sys.exit("the hub hung up")


async def measure(plug, session, socket, commands):
    """Return the ms each answer took beyond the device's own time."""
    entity, beyond = await entity_of(session), []
    for number in range(1, commands + 1):
        answer, seconds = await turn(socket, number, entity)
        if answer["result"] != "confirmed":
            sys.exit(f"command {number} ended {answer['result']}")
        while len(plug.own) < number:
            await asyncio.sleep(0.001)
        beyond.append(1000 * (seconds - plug.own[-1]))
        await asyncio.sleep(0.02)
    return beyond


async def bench(folder, commands, delay):
    broker, port = free_port(), free_port()
    mosquitto = await asyncio.create_subprocess_exec(
        shutil.which("mosquitto") or "/usr/sbin/mosquitto", "-p", str(broker), stderr=-3
    )
    await asyncio.sleep(0.5)
    tomte, plug = Tomte(), Plug(broker, delay)
    with (folder / "log").open("w") as log:
        hub = await asyncio.create_subprocess_exec(
            *tomte.command(folder, broker, port),
            cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        try:
            async with (
                asyncio.TaskGroup() as group,
                aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
            ):
                telling = group.create_task(plug.run())
                await tomte.ready(hub, session, folder)
                await plug.is_announced.wait()
                async with tomte.listen(session) as socket:
                    beyond = await measure(plug, session, socket, commands)
                telling.cancel()
        finally:
            for process in (hub, mosquitto):
                process.terminate()
                await process.wait()
    return beyond


def main():
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--commands", type=int, default=500)
    reader.add_argument("--delay", type=float, default=30, help="ms the plug takes (30)")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        beyond = asyncio.run(bench(Path(folder), asked.commands, asked.delay / 1000))
    slow = sum(ms > 1000 for ms in beyond)
    print(f"{len(beyond)} commands, each {asked.delay:.0f} ms in the device; beyond that, in ms:")
    for part in (0.5, 0.9, 0.95, 0.99):
        print(f"  p{100 * part:<3.0f} {share(beyond, part):8.1f}")
    print(f"  {slow} answers waited for a word to hold")
    at_bar = share(beyond, 0.95)
    print(f"p95 {at_bar:.1f} ms, bar {BAR:.0f} ms: {'met' if at_bar < BAR else 'MISSED'}")
    sys.exit(at_bar >= BAR)


if __name__ == "__main__":
    main()
