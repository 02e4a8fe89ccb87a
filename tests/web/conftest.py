"""A house with a lamp and a meter, served on a free port of the loopback."""

import asyncio

import aiohttp
import pytest

from hub.core.commands import Outcome, Turn
from hub.core.entities import Device, Entity
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.health import Health
from hub.core.kinds import Kind
from hub.core.states import LightState, SensorState
from hub.web.server import Web

TOKEN = "a-token-of-the-owner-that-is-long-enough"


class Past:
    """A history that remembers what it was given."""

    def __init__(self):
        self.samples = {}

    async def between(self, entity, start, end, points):
        kept = [s for s in self.samples.get(entity, ()) if start <= s.at < end]
        return kept[:points]


class Lamps:
    """Turns lamps on and off; one named broken refuses, one named far does not answer."""

    def __init__(self, registry):
        self._registry = registry
        self.causes = []

    async def turn(self, command):
        self._registry.find(command.entity)
        if command.entity == "light.broken":
            raise CommandRefused("the broken lamp cannot be switched")
        if command.entity == "light.far":
            raise DeviceUnreachable("the far lamp does not answer")
        if command.entity == "light.slow":
            await asyncio.sleep(0.05)
        self.causes.append(command.cause)
        self._registry.report(command.entity, LightState(on=command.on), cause=command.cause)
        return Outcome(result="confirmed", ms=1)


@pytest.fixture
def token():
    return TOKEN


@pytest.fixture
def past():
    return Past()


@pytest.fixture
async def lamps(commands, registry):
    lamps = Lamps(registry)
    commands.handle(Turn, lamps.turn)
    return lamps


@pytest.fixture
async def house(registry):
    box = Device(id="box", name="Kitchen fridge plug", area="Kitchen")
    for name in ("ceiling", "broken", "far", "slow"):
        lamp = Entity(id=f"light.{name}", source=f"t/{name}", kind=Kind.LIGHT, name=name)
        registry.describe(lamp, suggested_area="Living room")
    meter = Entity(
        id="sensor.power",
        source="t/power",
        kind=Kind.SENSOR,
        name="Power",
        device_class="power",
        unit="W",
    )
    registry.describe(meter, box)
    registry.report("sensor.power", SensorState(value=80.0))
    return registry


@pytest.fixture
async def build(bus, clock, commands, registry, past, lamps, house, tmp_path):
    def build(**options):
        return Web(
            bus,
            clock,
            commands,
            registry,
            Health(bus, clock),
            past,
            **{"host": "127.0.0.1", "port": 0, "token": TOKEN, "static": tmp_path / "static"}
            | options,
        )

    return build


@pytest.fixture
async def serve(build, run):
    async def start(**options):
        web = build(**options)
        run(web)
        await web.listening.wait()
        return web

    return start


@pytest.fixture
async def web(serve):
    return await serve()


@pytest.fixture
async def stranger(web):
    async with aiohttp.ClientSession(web.url) as session:
        yield session


@pytest.fixture
async def owner(web):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession(web.url, headers=headers) as session:
        yield session


@pytest.fixture
async def socket(owner):
    async with owner.ws_connect("/v1/ws") as socket:
        assert (await socket.receive_json())["type"] == "home"
        yield socket
