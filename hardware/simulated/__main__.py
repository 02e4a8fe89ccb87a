"""The simulated household as a process: ``python -m hardware.simulated --port P``.

Orders come as JSON lines on standard input, events leave on standard output; the end of standard
input is the end of the household, so that it never outlives who started it.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import signal
import sys
import threading
from collections.abc import Callable

from hardware.simulated import orders
from hardware.simulated.household import Household
from hub.core.clock import Clock
from hub.core.errors import BadPayload


def tell(event: dict[str, object]) -> None:
    """Write an event for the parent."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


async def live(wanted: argparse.Namespace) -> None:
    """Live until told to stop, a signal, or the end of standard input."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    household = Household(
        host=wanted.host,
        port=wanted.port,
        seed=wanted.seed,
        start=wanted.start,
        speed=wanted.speed,
        tell=tell,
    )

    def take(line: bytes) -> None:
        try:
            order = orders.read(line)
        except BadPayload as error:
            tell({"event": "error", "error": f"cannot do {line.decode(errors='replace')}: {error}"})
            return
        if order.do == "stop":
            stopped.set()
        else:
            orders.carry_out(order, household)

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    threading.Thread(target=_listen, args=(loop, take, stopped.set), daemon=True).start()
    async with asyncio.TaskGroup() as group:
        life = group.create_task(household.run())
        await stopped.wait()
        life.cancel()


def _listen(
    loop: asyncio.AbstractEventLoop, take: Callable[[bytes], None], end: Callable[[], None]
) -> None:
    """Hand on line after line; unbuffered, because a buffer's lock would hang our exit."""
    with contextlib.suppress(RuntimeError):  # the loop may be gone by now
        with open(0, "rb", buffering=0, closefd=False) as lines:
            for line in lines:
                if line.strip():
                    loop.call_soon_threadsafe(take, line.strip())
        loop.call_soon_threadsafe(end)


def main() -> None:
    """Read the arguments and live."""
    parser = argparse.ArgumentParser(prog="python -m hardware.simulated", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=1883)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=float, default=Clock().time(), help="UTC seconds")
    parser.add_argument("--speed", type=float, default=1.0, help="household seconds a second")
    wanted = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="household: %(message)s")
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        asyncio.run(live(wanted))


if __name__ == "__main__":
    main()
