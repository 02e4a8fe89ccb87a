"""Vacuums and lawn mowers: what they can do, and what they cannot mean."""

import pytest

from hub.core.errors import CommandRefused
from hub.core.states import VacuumState
from tests.ingest.components.examples_moving import VACUUM

MOWER = {"activity_state_topic": "mower", "dock_command_topic": "mower/dock"}
DOCKED = {"state": "docked", "battery_level": 80, "fan_speed": "quiet"}


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "docked",
        "[]",
        {"battery_level": "full"},
        {"battery_level": True},
        {"state": "asleep"},
    ],
)
async def test_what_a_vacuum_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("vacuum", **VACUUM) == ""
    desk.hear("robot/state", DOCKED)
    desk.hear("robot/state", payload)
    assert desk.it.house() == VacuumState(phase="docked", battery=80, fan_speed="quiet")


@pytest.mark.parametrize(("told", "shown"), [(-5, 0), (140, 100), (33.5, 33.5)])
async def test_a_battery_holds_between_nothing_and_all(desk, told, shown):
    assert desk.announce("vacuum", **VACUUM) == ""
    desk.hear("robot/state", {"state": "cleaning", "battery_level": told})
    assert desk.it.house().battery == shown


async def test_a_phase_of_null_is_not_known(desk):
    assert desk.announce("vacuum", **VACUUM) == ""
    desk.hear("robot/state", DOCKED)
    desk.hear("robot/state", {"state": None})
    assert desk.it.state is None


@pytest.mark.parametrize(
    ("service", "data"),
    [
        ("locate", {}),
        ("clean_spot", {}),
        ("send_command", {"command": "sing"}),
        ("set_fan_speed", {"fan_speed": "hurricane"}),
        ("set_fan_speed", {}),
    ],
)
async def test_what_a_vacuum_cannot_do_is_refused(desk, service, data):
    assert desk.announce("vacuum", **VACUUM) == ""
    with pytest.raises(CommandRefused):
        await desk.ask(service, **data)
    assert desk.wire.sent == []


async def test_an_order_may_carry_what_it_needs(desk):
    can = {"supported_features": ["send_command"], "send_command_topic": "robot/order"}
    assert desk.announce("vacuum", **{**VACUUM, **can}) == ""
    assert await desk.ask("send_command", command="sing") == [("robot/order", "sing")]
    ((_, order),) = await desk.ask("send_command", command="go", params={"room": 3})
    assert order == '{"command":"go","room":3}'


async def test_a_vacuum_that_can_what_none_can_is_refused(desk):
    assert "supported_features" in desk.announce("vacuum", supported_features=["fly"])
    assert list(desk.announcements.things) == []


@pytest.mark.parametrize("payload", ["", "napping", "[]"])
async def test_what_a_mower_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("lawn_mower", **MOWER) == ""
    desk.hear("mower", "mowing")
    desk.hear("mower", payload)
    assert desk.it.state == "mowing"


async def test_a_mower_does_what_it_has_a_topic_for(desk):
    assert desk.announce("lawn_mower", **MOWER) == ""
    assert desk.it.features() == ("dock",)
    with pytest.raises(CommandRefused):
        await desk.ask("start_mowing")
    assert await desk.ask("dock") == [("mower/dock", "dock")]
    assert desk.it.state is None, "it tells by itself where it is"


async def test_a_mower_that_never_tells_is_taken_at_its_word(desk):
    assert desk.announce("lawn_mower", dock_command_topic="mower/dock") == ""
    await desk.ask("dock")
    assert (desk.it.state, desk.it.attributes()) == ("docked", {"assumed_state": True})
