"""How strangely a fridge runs, as one number for others."""

from itertools import pairwise

from hub.core.scores import ScoreChanged

HOUR, DAY = 3600.0, 86_400.0


async def heard(house, inbox, hours):
    for _ in range(hours):
        await house.live(HOUR)
    return [event for event in inbox.drain() if event.appliance == "fridge"]


async def test_a_healthy_fridge_scores_low_and_at_most_once_an_hour(house, learned):
    scores = house.bus.open(ScoreChanged)
    await learned()
    events = await heard(house, scores, 24)
    assert events
    assert all(event.score is None or event.score < 0.5 for event in events)
    assert any(event.score is not None for event in events)
    assert all(later.at - sooner.at >= HOUR for sooner, later in pairwise(events))


async def test_a_leaking_seal_scores_above_the_edge(house, learned):
    fridge, _ = await learned()
    fridge.seal_leak = 1.0
    scores = house.bus.open(ScoreChanged)
    *_, last = await heard(house, scores, 26)
    assert 0.5 < last.score < 1


async def test_a_new_fridge_has_no_score(house):
    house.fridge()
    scores = house.bus.open(ScoreChanged)
    assert await heard(house, scores, 12) == []
