"""Sirens live through a broker: a tone, for a while, so loud."""

import pytest

from hub.core.errors import CommandRefused
from tests.ingest.components.examples import Example

SIREN = {
    "name": "Garden siren",
    "state_topic": "garden/siren",
    "command_topic": "garden/siren/set",
    "available_tones": ["ping", "siren"],
}

EXAMPLES = [
    Example(
        name="all it can",
        component="siren",
        config=SIREN,
        told=(("garden/siren", {"state": "OFF", "tone": "ping"}),),
        state="off",
        shown={"available_tones": ["ping", "siren"], "tone": "ping", "duration": None},
        service="turn_on",
        data={"tone": "siren", "duration": 10, "volume_level": 0.5},
        sends=(
            (
                "garden/siren/set",
                {"state": "ON", "tone": "siren", "duration": 10, "volume_level": 0.5},
            ),
        ),
        answers=(("garden/siren", {"state": "ON", "tone": "siren", "duration": 10}),),
        then="on",
        then_shown={"tone": "siren", "duration": 10},
    ),
    Example(
        name="words of its own",
        component="siren",
        config={
            "name": "Gate",
            "state_topic": "gate/siren",
            "command_topic": "gate/siren/set",
            "command_template": "CMD: {{ value }}, DURATION: {{ duration }}",
            "command_off_template": "CMD: {{ value }}",
            "state_on": "LOUD",
            "state_off": "QUIET",
        },
        told=(("gate/siren", "LOUD"),),
        state="on",
        service="turn_off",
        sends=(("gate/siren/set", "CMD: OFF"),),
        answers=(("gate/siren", "QUIET"),),
        then="off",
    ),
]


@pytest.mark.real_time
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
async def test_a_siren_lives_through_a_broker(home, example):
    await home.play(example)


async def test_a_siren_is_told_only_what_it_can(desk):
    plain = {"support_duration": False, "support_volume_set": False}
    assert desk.announce("siren", command_topic="set", **plain) == ""
    assert await desk.ask("turn_on", tone="ping", duration=3) == [("set", '{"state":"ON"}')]
    assert desk.it.state == "on"


async def test_an_empty_command_is_not_sent(desk):
    template = "{% if value == 'ON' %}go{% endif %}"
    assert desk.announce("siren", command_topic="set", command_template=template) == ""
    assert await desk.ask("turn_on") == [("set", "go")]
    assert await desk.ask("turn_off") == []
    assert desk.it.state == "off"


@pytest.mark.parametrize(
    "data",
    [
        {"tone": "opera"},
        {"duration": -1},
        {"volume_level": 1.1},
        {"volume_level": "loud"},
        {"colour": "red"},
    ],
)
async def test_a_wish_no_siren_can_have_is_refused(desk, data):
    assert desk.announce("siren", **SIREN) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("turn_on", **data)
    assert desk.wire.sent == []


@pytest.mark.parametrize("payload", ["", "{}", "[1]", "loud", {"tone": "opera"}, {"volume": 3}])
async def test_what_a_siren_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("siren", **SIREN) == ""
    desk.hear("garden/siren", {"state": "ON", "tone": "ping", "volume_level": 0.2})
    before = desk.it.state, desk.it.extra()
    desk.hear("garden/siren", payload)
    assert (desk.it.state, desk.it.extra()) == before


async def test_on_counts_though_the_rest_is_unknown(desk):
    assert desk.announce("siren", **SIREN) == ""
    desk.hear("garden/siren", {"state": "ON", "tone": "opera"})
    assert (desk.it.state, desk.it.extra()["tone"]) == ("on", None)
