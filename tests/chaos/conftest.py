"""A running hub, its broker and a household: seen from outside, on the wall clock."""

import pytest

from tests.chaos.household import Neighbourhood
from tests.chaos.hub import Hub
from tests.chaos.mosquitto import Mosquitto


@pytest.fixture
async def broker():
    broker = Mosquitto()
    await broker.start()
    yield broker
    broker.kill()


@pytest.fixture
async def street(broker, run):
    street = Neighbourhood(broker.port)
    run(street)
    await street.here()
    return street


@pytest.fixture
async def hub(broker, street, tmp_path):
    async with Hub(tmp_path, broker.port).run() as hub:
        await hub.tells(street.truth, within=10)
        yield hub
