"""A store in a folder of its own, and changes to write into it."""

import pytest

from hub.core.events import StateChanged
from hub.core.states import SensorState
from hub.recorder.store import Store


@pytest.fixture
async def store(tmp_path, clock):
    async with Store(tmp_path, clock) as store:
        yield store


@pytest.fixture
def tell(bus, clock):
    """Publish that an entity changed now: a number is a sensor's value."""

    def tell(entity, state):
        if not hasattr(state, "__dataclass_fields__"):
            state = SensorState(value=state)
        bus.publish(
            StateChanged(at=clock.time(), entity=entity, state=state, previous=SensorState())
        )

    return tell
