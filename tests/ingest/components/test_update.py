"""Updates: versions told in a word, in JSON and bit by bit, and what makes no sense."""

import pytest

from hub.core.errors import CommandRefused
from hub.core.states import UpdateState

LAMP = {"state_topic": "u", "command_topic": "u/set", "payload_install": "go"}
OLD = {"installed_version": "1.2.0", "latest_version": "1.3.0"}


@pytest.mark.parametrize(
    ("installed", "latest", "state"),
    [
        ("1.9.0", "1.10.0", "on"),
        ("1.10.0", "1.9.0", "off"),
        ("1.2", "1.2.0", "off"),
        ("2024.3.1", "2024.12.0", "on"),
        ("16777217", "16777218", "on"),
        ("same", "same", "off"),
        ("harvest", "spring", "on"),
    ],
)
async def test_newer_is_told_from_older(desk, installed, latest, state):
    assert desk.announce("update", **LAMP) == ""
    desk.hear("u", {"installed_version": installed, "latest_version": latest})
    assert desk.it.state == state


async def test_two_topics_may_tell_one_version_each(desk):
    latest = {"latest_version_topic": "l", "latest_version_template": "{{ value_json.v }}"}
    assert desk.announce("update", **LAMP, **latest) == ""
    desk.hear("u", "1.0")
    assert desk.it.state is None
    desk.hear("l", {"v": "1.1"})
    assert desk.it.house() == UpdateState(installed="1.0", latest="1.1")
    assert desk.it.state == "on"


async def test_progress_is_shown_while_it_lasts(desk):
    assert desk.announce("update", **LAMP) == ""
    desk.hear("u", {**OLD, "update_percentage": 12.5})
    assert desk.it.house().progress == 12.5
    assert desk.it.house().in_progress is True
    desk.hear("u", {"update_percentage": None})
    assert desk.it.house() == UpdateState(installed="1.2.0", latest="1.3.0")
    desk.hear("u", {"in_progress": True})
    assert (desk.it.house().in_progress, desk.it.house().progress) == (True, None)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{}",
        {"update_percentage": 101},
        {"update_percentage": "half"},
        {"in_progress": "perhaps"},
        {"installed_version": ["1"]},
        {"installed_version": "9", "release_url": "no address"},
    ],
)
async def test_what_an_update_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("update", **LAMP) == ""
    desk.hear("u", {**OLD, "title": "Lamp"})
    before = desk.it.house(), desk.it.extra()
    desk.hear("u", payload)
    assert (desk.it.house(), desk.it.extra()) == before


async def test_only_what_is_newer_can_be_asked_for(desk):
    assert desk.announce("update", **LAMP) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("install")
    desk.hear("u", {"installed_version": "1.3.0", "latest_version": "1.3.0"})
    with pytest.raises(CommandRefused):
        await desk.ask("install")
    desk.hear("u", OLD)
    with pytest.raises(CommandRefused):
        await desk.ask("install", version="1.2.5")
    assert desk.wire.sent == []
    assert await desk.ask("install") == [("u/set", "go")]


async def test_without_a_way_to_it_an_update_is_only_told(desk):
    assert desk.announce("update", state_topic="u") == ""
    assert (desk.it.features(), dict(desk.it.services())) == ((), {})


@pytest.mark.parametrize("digits", [-1, "many"])
async def test_an_announcement_no_update_can_have_is_refused(desk, digits):
    assert "display_precision" in desk.announce("update", **LAMP, display_precision=digits)
    assert list(desk.announcements.things) == []
