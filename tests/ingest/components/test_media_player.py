"""Media players live through a broker, by the community's convention."""

import pytest

from hub.core.commands import Play, SetLevel, Turn
from hub.core.errors import CommandRefused
from hub.core.states import MediaPlayerState
from tests.ingest.components.examples import Example

PLAYER = {
    "name": "Kitchen radio",
    "state_state_topic": "radio/state",
    "state_volume_topic": "radio/volume",
    "state_title_topic": "radio/title",
    "command_volume_topic": "radio/volume/set",
    "command_play_topic": "radio/do",
    "command_play_payload": "Play",
    "command_pause_topic": "radio/do",
    "command_pause_payload": "Pause",
    "command_turnoff_topic": "radio/do",
}
TOLD = (("radio/state", "playing"), ("radio/volume", "0.4"), ("radio/title", "News"))


def asking(name, command, send, answer, **after):
    """A radio that plays the news, asked for something."""
    return Example(
        name=name,
        component="media_player",
        config=PLAYER,
        told=TOLD,
        state="playing",
        shown={"volume_level": 0.4, "media_title": "News"},
        command=command,
        sends=(send,),
        answers=(answer,),
        **after,
    )


EXAMPLES = [
    asking(
        "pause",
        lambda entity: Play(entity=entity, playing=False),
        ("radio/do", "Pause"),
        ("radio/state", "paused"),
        then="paused",
    ),
    asking(
        "off",
        lambda entity: Turn(entity=entity, on=False),
        ("radio/do", "turnoff"),
        ("radio/state", "off"),
        then="off",
    ),
    asking(
        "volume",
        lambda entity: SetLevel(entity=entity, level=25),
        ("radio/volume/set", "0.25"),
        ("radio/volume", "0.25"),
        then_shown={"volume_level": 0.25},
    ),
]


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
async def test_a_media_player_lives_through_a_broker(home, example):
    await home.play(example)


async def test_a_volume_comes_as_a_share_or_in_percent(desk):
    assert desk.announce("media_player", **PLAYER) == ""
    desk.hear("radio/volume", "0.35")
    assert desk.it.house().level == 35
    desk.hear("radio/volume", "80")
    assert desk.it.house().level == 80
    for wrong in ("-0.1", "101", "loud", "NaN", ""):
        desk.hear("radio/volume", wrong)
    assert desk.it.house() == MediaPlayerState(level=80)


@pytest.mark.parametrize(
    ("service", "data"),
    [("volume_set", {"volume_level": 1.5}), ("volume_set", {}), ("turn_on", {})],
)
async def test_a_wish_this_player_cannot_have_is_refused(desk, service, data):
    assert desk.announce("media_player", **PLAYER) == ""
    with pytest.raises(CommandRefused):
        await desk.ask(service, **data)
    assert desk.wire.sent == []
