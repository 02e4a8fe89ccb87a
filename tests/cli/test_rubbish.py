"""What a home is made of is not looked through again and again."""

import asyncio
import gc

import pytest

from hub.cli.run import set_apart

MANY = 50_000


@pytest.fixture
def unfrozen():
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
async def test_what_devices_announce_after_the_start_is_set_apart_too():
    set_apart()
    at_first = gc.get_freeze_count()
    announced = [[] for _ in range(MANY)]
    await asyncio.sleep(5)
    assert gc.get_freeze_count() > at_first + MANY
    del announced
    assert gc.get_freeze_count() < at_first + MANY  # what goes, goes all the same
