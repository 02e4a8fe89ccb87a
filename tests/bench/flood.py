"""One device floods the house: ``python tests/bench/flood.py``.

Prints what a message costs to receive, then, while one topic says 10,000 things a second and fifty
quiet devices talk on QoS 1: how late the quiet ones are, what is lost, what is read of the flood
and how much memory and CPU the hub's process and the broker's take. The publishers are processes
of their own.
"""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.ingest.mqtt import Mqtt
from tests.chaos.mosquitto import PROGRAM, Mosquitto

LOAD = str(Path(__file__).parents[1] / "chaos" / "load.py")
PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


async def load(*words):
    """Publish from another process until it is done; return how many messages it sent."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, LOAD, *map(str, words), stdout=asyncio.subprocess.PIPE
    )
    sent, _ = await process.communicate()
    return int(sent)


class Bench:
    """A broker and the hub's connection to it."""

    def __init__(self):
        self.broker, self.rejected = Mosquitto(), {}
        self.took, self.wild, self.plain = [], 0, 0

    async def run(self, args):
        await self.broker.start()
        self.mqtt = Mqtt(
            Bus(), Clock(), host="127.0.0.1", port=self.broker.port, rejected=self.rejected
        )
        self.mqtt.listen("house/+", self._neighbour)
        self.mqtt.listen("plain/+", self._plain)
        self.mqtt.listen("wild/meter", self._wild)
        try:
            async with asyncio.TaskGroup() as group:
                running = group.create_task(self.mqtt.run())
                while not self.mqtt.connected:
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.3)
                for qos in (0, 1):
                    await self.receive(args, qos)
                for qos in (0, 1):
                    await self.flood(args, qos)
                running.cancel()
        finally:
            self.broker.kill()

    def _plain(self, _topic, _payload, _retained):
        self.plain += 1

    def _wild(self, _topic, _payload, _retained):
        self.wild += 1

    def _neighbour(self, _topic, payload, _retained):
        self.took.append(time.monotonic() - float(payload.split()[1]))

    async def receive(self, args, qos):
        """What a message costs that nobody makes anything of."""
        self.plain, cpu = 0, time.process_time()
        sent = await load(self.broker.port, "plain/", args.steady, args.seconds, qos, 200)
        await asyncio.sleep(0.3)
        cpu = 1e6 * (time.process_time() - cpu) / sent
        print(f"QoS {qos}, {args.steady}/s on 200 topics: {cpu:.1f} µs of CPU a message", end="")
        print(f", {sent - self.plain} lost")

    async def flood(self, args, qos):
        self.took.clear()
        self.rejected.clear()
        self.wild, cpu, before = 0, time.process_time(), resident_mb("self")
        broker = cpu_seconds(self.broker.pid)
        wild, quiet = await asyncio.gather(
            load(self.broker.port, "wild/meter", args.rate, args.seconds, qos, 1),
            load(self.broker.port, "house/", 200, args.seconds, 1, 50),
        )
        await asyncio.sleep(1)
        cpu, took = time.process_time() - cpu, sorted(self.took)
        broker = cpu_seconds(self.broker.pid) - broker
        left_out = self.rejected.get("wild/meter", {}).get("flood", 0)
        print(f"flood of QoS {qos}: {wild} messages, {wild / args.seconds:.0f}/s")
        print(f"  read of it {self.wild}, left out {left_out}")
        print(f"  the others (QoS 1): {quiet} sent, {quiet - len(took)} lost, p50 ", end="")
        p50, p99 = (1000 * took[int(len(took) * share)] for share in (0.5, 0.99))
        print(f"{p50:.2f} ms, p99 {p99:.2f} ms, worst {1000 * took[-1]:.2f} ms")
        print(f"  CPU a message {1e6 * cpu / (wild + quiet):.1f} µs, of the broker ", end="")
        print(f"{1e6 * broker / (wild + quiet):.1f} µs")
        print(f"  memory {before:.1f} → {resident_mb('self'):.1f} MB, ", end="")
        print(f"broker {resident_mb(self.broker.pid):.1f} MB")


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--rate", type=int, default=10_000, help="messages a second of the flood")
    words.add_argument("--steady", type=int, default=2000, help="messages a second of the house")
    words.add_argument("--seconds", type=float, default=5.0)
    args = words.parse_args()
    if PROGRAM is None:
        words.error("mosquitto is not installed: apt install mosquitto")
    asyncio.run(Bench().run(args))


if __name__ == "__main__":
    main()
