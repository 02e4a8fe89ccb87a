"""The hot path, beside the smallest hub that works: the same broker, load and run.

    python tests/bench/hub.py [--minihub FILE] [--seconds 10] [--sensors 1000]

Starts a broker, then each hub in turn (Tomte with voice off; the minimal hub is
``tools/minihub.py`` beside the real data), announces the sensors by Home Assistant discovery and
publishes readings at 500 and 2,000 a second while a WebSocket client listens. Prints start →
ready, memory, publish → WebSocket latency, CPU a message and bytes on disk per 10,000 changes.
``--models 500`` adds Tomte with so many real zigbee2mqtt devices, each message telling all a
device has with one number in it changed; its ratio is to Tomte with plain sensors.
Needs mosquitto; the minimal hub needs orjson.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp
import aiomqtt

from tests.bench import models
from tests.bench.contenders import Minimal, Tomte

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("TOMTE_DATA", ROOT.parent / "shared" / "data"))
TICKS = os.sysconf("SC_CLK_TCK")
RATES = (500, 2000)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else float("nan")


@dataclass
class Figures:
    """What one hub showed."""

    ready_s: float = 0
    memory_mb: float = 0
    changes: int = 0
    disk: int = 0
    p50: dict = field(default_factory=dict)
    p99: dict = field(default_factory=dict)
    cpu_us: dict = field(default_factory=dict)
    change_us: dict = field(default_factory=dict)
    drain_ms: dict = field(default_factory=dict)
    lost: dict = field(default_factory=dict)


class Plain:
    """Sensors of one number each."""

    def __init__(self, sensors):
        self.entities = self.sources = self._sensors = sensors

    def announcements(self):
        for n in range(self._sensors):
            config = {
                "name": f"Bench {n}",
                "object_id": f"bench_{n}",
                "unique_id": f"bench_{n}",
                "state_topic": f"bench/sensor/{n}",
                "value_template": "{{ value_json.value }}",
                "device_class": "power",
                "unit_of_measurement": "W",
                "device": {"identifiers": [f"bench_{n}"], "name": f"Bench {n}"},
            }
            yield f"homeassistant/sensor/bench_{n}/config", config

    def message(self, number):
        """Return topic, payload and the value to look for of the message of that number."""
        value = round(number * 0.01, 2)
        payload = {"value": value, "linkquality": 120, "voltage": 230.1, "update": "x" * 90}
        return f"bench/sensor/{number % self._sensors}", json.dumps(payload), value


class Models:
    """Real zigbee2mqtt devices, telling all they have at once."""

    def __init__(self, count):
        self._announced = models.announcements(DATA, count)
        self._devices = models.devices(DATA, self._announced)
        self.entities = len(self._announced) // 2  # triggers are none
        self.sources = len(self._devices)

    def announcements(self):
        yield from self._announced
        yield "zigbee2mqtt/bridge/state", {"state": "online"}

    def message(self, number):
        """Return topic, payload and the value to look for of the message of that number."""
        device, value = self._devices[number % len(self._devices)], round(number % 1500 * 0.01, 2)
        return device.topic, device.payload(value), value


async def measure(kind, broker, load_of, seconds):
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="tomte-bench-") as name:
        folder, port = Path(name), free_port()
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *kind.command(folder, broker, port),
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=(folder / "log").open("wb"),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        try:
            async with (
                aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
                aiomqtt.Client("127.0.0.1", broker) as client,
            ):
                await kind.ready(process, session, folder)
                figures.ready_s = time.perf_counter() - began
                await load(kind, figures, process.pid, session, client, load_of, seconds)
            process.terminate()
            await process.wait()
            figures.disk = sum(f.stat().st_size for f in folder.glob(kind.disk_files))
        finally:
            if process.returncode is None:
                process.kill()
    return figures


async def load(kind, figures, pid, session, client, load_of, seconds):
    async with asyncio.timeout(60):
        known = 0
        while known < load_of.entities or known != await kind.count(session):
            known = await kind.count(session)
            await asyncio.sleep(1)
    for number in range(load_of.sources):  # each one's first word is news in every part of it
        client._client.publish(*load_of.message(number)[:2], qos=0)
        await asyncio.sleep(0.002)
    await asyncio.sleep(3)  # what discovery and first words stirred up settles
    figures.memory_mb = resident_mb(pid)
    number = load_of.sources
    async with kind.listen(session) as ws:
        for rate in RATES:
            sent, took, seen = {}, [], []

            async def read(sent=sent, took=took, seen=seen):
                async for message in ws:
                    now = time.perf_counter()
                    for value in kind.values(json.loads(message.data)):
                        seen.append(value)
                        if value in sent:
                            took.append(now - sent[value])

            async with asyncio.TaskGroup() as group:
                reading = group.create_task(read())
                before, began, first = cpu_seconds(pid), time.perf_counter(), number
                for turn in range(rate * seconds):
                    due = began + turn / rate
                    if (pause := due - time.perf_counter()) > 0:
                        await asyncio.sleep(pause)
                    number += 1
                    topic, payload, value = load_of.message(number)
                    sent[value] = time.perf_counter()
                    client._client.publish(topic, payload, qos=0)
                over = time.perf_counter()
                while len(took) < number - first and time.perf_counter() - over < 10:
                    await asyncio.sleep(0.005)
                figures.drain_ms[rate] = 1000 * (time.perf_counter() - over)
                await asyncio.sleep(1.2)  # the recorder's last batch is part of the cost
                used = 1e6 * (cpu_seconds(pid) - before)
                figures.cpu_us[rate] = used / (number - first)
                figures.change_us[rate] = used / len(seen)
                reading.cancel()
            figures.p50[rate], figures.p99[rate] = 1e3 * share(took, 0.5), 1e3 * share(took, 0.99)
            figures.lost[rate] = number - first - len(took)
    figures.changes = number


async def announce(broker, load_of):
    async with aiomqtt.Client("127.0.0.1", broker) as client:
        for topic, config in load_of.announcements():
            await client.publish(topic, json.dumps(config), qos=1, retain=True)


@contextlib.asynccontextmanager
async def mosquitto():
    program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="tomte-bench-") as folder:
        settings = Path(folder) / "mosquitto.conf"
        settings.write_text(
            f"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"
        )
        process = await asyncio.create_subprocess_exec(
            program, "-c", str(settings), stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(5):
                while True:
                    with contextlib.suppress(OSError):
                        socket.create_connection(("127.0.0.1", port)).close()
                        break
                    await asyncio.sleep(0.02)
            yield port
        finally:
            process.terminate()
            await process.wait()


def show(rows):
    names = list(rows)
    print(
        f"{'':34}"
        + "".join(f"{name:>12}" for name in names)
        + ("       ratio" if len(rows) > 1 else "")
    )

    def line(label, get, form="{:12.2f}"):
        values = [get(rows[name]) for name in names]
        ratio = f"{values[0] / values[1]:12.2f}" if len(values) > 1 and values[1] else ""
        print(f"{label:34}" + "".join(form.format(value) for value in values) + ratio)

    line("start → ready, s", lambda f: f.ready_s)
    line("memory, MB", lambda f: f.memory_mb)
    for rate in RATES:
        line(f"publish → WebSocket p50 at {rate}/s, ms", lambda f, r=rate: f.p50[r])
        line(f"publish → WebSocket p99 at {rate}/s, ms", lambda f, r=rate: f.p99[r])
        line(f"drained after, at {rate}/s, ms", lambda f, r=rate: f.drain_ms[r])
        line(f"not seen at {rate}/s", lambda f, r=rate: f.lost[r])
        line(f"CPU a message at {rate}/s, µs", lambda f, r=rate: f.cpu_us[r])
        line(f"CPU a change at {rate}/s, µs", lambda f, r=rate: f.change_us[r])
    line("bytes per 10,000 changes, kB", lambda f: f.disk / f.changes * 10)


async def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--minihub", type=Path, default=DATA.parent / "tools" / "minihub.py")
    words.add_argument("--seconds", type=int, default=10)
    words.add_argument("--sensors", type=int, default=1000)
    words.add_argument("--models", type=int, default=0, help="real devices to add, 500 say")
    args = words.parse_args()
    kinds = [Tomte()]
    if args.minihub.is_file():
        kinds.append(Minimal(str(args.minihub)))
    else:
        print(f"no minimal hub at {args.minihub}: Tomte alone")
    rows = {}
    async with mosquitto() as broker:
        plain = Plain(args.sensors)
        await announce(broker, plain)
        for kind in kinds:
            rows[kind.name] = await measure(kind, broker, plain, args.seconds)
    show(rows)
    if args.models:
        async with mosquitto() as broker:
            real = Models(args.models)
            await announce(broker, real)
            figures = await measure(Tomte(), broker, real, args.seconds)
        print(f"\n{args.models} zigbee2mqtt models beside plain sensors:")
        show({"models": figures, "plain": rows["tomte"]})


if __name__ == "__main__":
    asyncio.run(main())
