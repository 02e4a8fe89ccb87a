"""Each component lives once through a real broker: announced, heard, told, confirmed, gone."""

import pytest

from hub.core.states import Kind
from tests.ingest.components import (
    test_fan,
    test_humidifier,
    test_light,
    test_media_player,
    test_siren,
)
from tests.ingest.components.examples_moving import MOVING
from tests.ingest.components.examples_reading import READING
from tests.ingest.components.examples_setting import SETTING
from tests.ingest.components.examples_warming import WARMING

EXAMPLES = [*READING, *SETTING, *MOVING, *WARMING]
ELSEWHERE = (test_fan, test_humidifier, test_light, test_media_player, test_siren)


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.component}: {each.name}")
async def test_a_thing_lives_through_a_broker(home, example):
    await home.play(example)


def test_no_component_is_left_out():
    lives = [*EXAMPLES, *(example for file in ELSEWHERE for example in file.EXAMPLES)]
    assert {example.component for example in lives} == {kind.value for kind in Kind}
