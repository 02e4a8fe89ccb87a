"""The embedded Python broker, run in a process of its own: ``python -m … HOST PORT``."""

import asyncio
import logging
import signal
import sys


async def serve(host: str, port: int) -> None:
    """Serve MQTT 3.1.1 to anyone on this machine until a signal ends it."""
    from amqtt.broker import Broker  # type: ignore[import-untyped]  # it ships no types

    broker = Broker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}"}},
            "plugins": {
                "amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}
            },
        }
    )
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    await broker.start()
    await ended.wait()
    async with asyncio.timeout(2):
        await broker.shutdown()


if __name__ == "__main__":
    for name in ("amqtt", "transitions", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
