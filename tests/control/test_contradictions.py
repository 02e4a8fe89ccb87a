"""What is called confirmed stays true, however devices drop, delay, halve or contradict."""

from collections import Counter

import pytest

from hub.control.verified import Verified
from hub.core.driver import Actuators
from tests.control.unreliable import SHARE, UnreliableHouse


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_nothing_confirmed_is_ever_contradicted(bus, clock, commands, registry, run, seed):
    actuators = Actuators()
    run(Verified(bus, clock, commands, registry, actuators))
    house = UnreliableHouse(registry, commands, actuators, seed)
    await house.live(10_000)
    ended = Counter(sent.result for sent in house.history)
    wrong = [s for s in house.history if s.result == "confirmed" and s.is_contradicted]
    assert not [(one.entity, one.wanted, one.way, one.seen[:4]) for one in wrong], ended
    obeyed = [sent for sent in house.history if sent.way == " obey"]
    assert 1 - len(obeyed) / 10_000 == pytest.approx(SHARE, abs=0.05)
    assert sum(s.result == "confirmed" for s in obeyed) > 0.9 * len(obeyed), ended
