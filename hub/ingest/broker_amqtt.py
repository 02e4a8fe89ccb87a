"""The embedded Python broker, run in a process of its own.

``python -m … HOST PORT NETWORK-HOST NETWORK-PORT FOLDER``; at SIGHUP it reads anew who may sign in.
"""

import asyncio
import logging
import signal
import sys
from pathlib import Path


async def serve(host: str, port: int, network: tuple[str, int], folder: Path) -> None:
    """Serve MQTT 3.1.1 to anyone on this machine, and to the folder's users on the network."""
    from amqtt.broker import Broker  # type: ignore[import-untyped]  # it ships no types

    from hub.ingest.broker_amqtt_door import LAN, NetworkDoor

    guard = "hub.ingest.broker_amqtt_door.Guard"
    broker = Broker(
        {
            "listeners": {
                "default": {"type": "tcp", "bind": f"{host}:{port}"},
                LAN: {"type": "external"},
            },
            "plugins": {guard: {"folder": str(folder)}},
        }
    )
    door = NetworkDoor(broker, network, folder)
    ended, called = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    loop.add_signal_handler(signal.SIGHUP, called.set)
    await broker.start()
    await door.open_or_close()
    async with asyncio.TaskGroup() as group:
        following = group.create_task(door.follow(called))
        await ended.wait()
        following.cancel()
    async with asyncio.timeout(2):
        await broker.shutdown()


if __name__ == "__main__":
    for name in ("amqtt", "transitions", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    own, lan = (sys.argv[1], int(sys.argv[2])), (sys.argv[3], int(sys.argv[4]))
    asyncio.run(serve(*own, lan, Path(sys.argv[5])))
