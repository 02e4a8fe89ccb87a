"""A house that learns: a history in memory, a board's sensors in a folder, steps as a script."""

import json
import sys
from datetime import UTC

import pytest

from hub.core.entities import Device, Entity
from hub.core.kinds import Kind
from hub.core.modelling import AskModels, ModelStepChanged, RunModelStep
from hub.core.ports import Sample
from hub.learning.learning import Learning

STEP = """
import json, sys, time
words = sys.argv[1:]
with open(sys.argv[0] + ".log", "a") as log:
    log.write(json.dumps(words) + chr(10))
print(json.dumps({"progress": 0.5, "says": "half"}), flush=True)
if "slow" in words:
    time.sleep(60)
if "bad" in words:
    sys.exit("tomte: bad: there is too little")
print("done", flush=True)
"""


class Past:
    """A history that knows one entity: 100 W in every minute from ``since`` on."""

    def __init__(self):
        self.asked, self.since = [], 0.0

    async def between(self, entity, start, end, points):
        self.asked.append((entity, start, end))
        width = (end - start) / points
        moments = [start + index * width for index in range(points)]
        return [Sample(at=at, low=0, mean=100.0, high=200) for at in moments if at >= self.since]


class Board:
    """The files of a board."""

    def __init__(self, root):
        self.root = root
        self.zone = root / "sys/class/thermal/thermal_zone0/temp"
        self.flags = root / "sys/devices/platform/soc/soc:firmware/get_throttled"
        for file, text in ((self.zone, "45000\n"), (self.flags, "0\n")):
            file.parent.mkdir(parents=True)
            file.write_text(text)


@pytest.fixture
def board(tmp_path):
    return Board(tmp_path / "root")


@pytest.fixture
def past():
    return Past()


@pytest.fixture
async def plug(registry):
    """A washing machine's plug."""
    entity = Entity(
        id="sensor.washer",
        source="washer/power",
        kind=Kind.SENSOR,
        name="power",
        device_class="power",
        unit="W",
    )
    registry.describe(entity, Device(id="washer", name="Washing machine"))
    return "washer"


class School:
    """The service under test, and what it says."""

    def __init__(self, commands, steps, log):
        self._commands, self.steps, self._log = commands, steps, log

    async def ask(self):
        return await self._commands.send(AskModels())

    async def begin(self, step, name, **more):
        return await self._commands.send(RunModelStep(step=step, name=name, **more))

    async def ended(self):
        return await anext(event.job async for event in self.steps if event.job.ended)

    def ran(self):
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture
async def school(bus, clock, commands, registry, past, board, run, tmp_path):
    script = tmp_path / "step.py"
    script.write_text(STEP)
    log = tmp_path / "step.py.log"
    with bus.open(ModelStepChanged, limit=1000) as steps:
        run(
            Learning(
                bus,
                clock,
                commands,
                registry,
                past,
                home=tmp_path,
                command=(sys.executable, str(script)),
                zone=UTC,
                root=board.root,
            )
        )
        yield School(commands, steps, log)
