"""A child that writes telemetry and durable records until it is killed, saying what it did.

It prints ``kept KEY`` once a record is acknowledged, and ``told NUMBER SECONDS`` for the newest
telemetry given to the recorder, and when.
"""

import asyncio
import sys
import time
from pathlib import Path

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.entities import Area
from hub.core.events import StateChanged
from hub.core.states import SensorState
from hub.recorder.durable import Durable
from hub.recorder.recorder import Recorder
from hub.recorder.store import Store


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def keep(durable, first):
    for number in range(first, sys.maxsize, 10):
        await durable.keep(f"{number}", Area(id=f"{number}", name="x" * (number % 500)))
        say(f"kept {number}")


async def tell(bus, first):
    for number in range(first, sys.maxsize):
        state = SensorState(value=float(number))
        bus.publish(
            StateChanged(
                at=number / 1000, entity=f"sensor.{number % 50}", state=state, previous=state
            )
        )
        if number % 20 == 0:
            say(f"told {number} {time.monotonic()}")
            await asyncio.sleep(0.01)


async def main(folder, first):
    bus = Bus()
    async with Store(folder, Clock()) as store, asyncio.TaskGroup() as group:
        durable = Durable(store)
        group.create_task(Recorder(bus, store).run())
        group.create_task(tell(bus, first))
        for writer in range(10):
            group.create_task(keep(durable, first + writer))


asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
