"""Locks and alarm panels: nobody gets through without the code."""

import pytest

from hub.core.errors import CommandRefused
from tests.ingest.components.examples_moving import PANEL

DOOR = {"state_topic": "door", "command_topic": "door/set"}


async def test_a_lock_wants_a_code_of_its_form(desk):
    coded = {"code_format": r"^\d{4}$", "command_template": "{{ value }} {{ code }}"}
    assert desk.announce("lock", **DOOR, **coded) == ""
    for data in ({}, {"code": "12"}, {"code": "12345"}, {"code": "abcd"}):
        with pytest.raises(CommandRefused):
            await desk.ask("unlock", **data)
    assert desk.wire.sent == []
    assert await desk.ask("unlock", code="4711") == [("door/set", "UNLOCK 4711")]


async def test_only_a_door_with_a_latch_can_be_opened(desk):
    assert desk.announce("lock", **DOOR) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("open")
    assert desk.announce("lock", **DOOR, payload_open="LATCH") == ""
    assert await desk.ask("open") == [("door/set", "LATCH")]


@pytest.mark.parametrize(
    ("word", "phase"),
    [("LOCKING", "locking"), ("JAMMED", "jammed"), ("UNLOCKED", "unlocked"), ("OPEN", "open")],
)
async def test_a_lock_tells_what_lies_between(desk, word, phase):
    assert desk.announce("lock", **DOOR) == ""
    for other in ("ajar", "", "locked"):
        desk.hear("door", "LOCKED")
        desk.hear("door", other)
        assert desk.it.state == "locked"
    desk.hear("door", word)
    assert (desk.it.state, desk.it.house().phase) == (phase, phase)


async def test_a_lock_whose_code_no_machine_can_check_is_refused(desk):
    assert "code_format" in desk.announce("lock", **DOOR, code_format="(")
    assert list(desk.announcements.things) == []


async def test_a_panel_checks_the_code_it_was_given(desk):
    assert desk.announce("alarm_control_panel", **PANEL, code="1234") == ""
    for service in ("alarm_arm_home", "alarm_disarm"):
        for data in ({}, {"code": "4321"}, {"code": ""}):
            with pytest.raises(CommandRefused):
                await desk.ask(service, **data)
    assert desk.wire.sent == []
    assert await desk.ask("alarm_disarm", code="1234") == [("alarm/set", "DISARM")]
    assert desk.it.state is None, "it tells by itself whether it is"


async def test_a_code_may_be_needed_to_leave_and_not_to_come_back(desk):
    some = {"code": "1234", "code_disarm_required": False}
    assert desk.announce("alarm_control_panel", **PANEL, **some) == ""
    assert await desk.ask("alarm_disarm") == [("alarm/set", "DISARM")]
    with pytest.raises(CommandRefused):
        await desk.ask("alarm_arm_home")


async def test_a_panel_arms_only_in_ways_it_has(desk):
    assert desk.announce("alarm_control_panel", **PANEL, code_arm_required=False) == ""
    with pytest.raises(CommandRefused):
        await desk.ask("alarm_arm_night")
    assert desk.wire.sent == []
    assert await desk.ask("alarm_arm_home") == [("alarm/set", "ARM_HOME")]


@pytest.mark.parametrize("payload", ["", "on", "ARMED_AWAY", "{}", b"\xff"])
async def test_what_a_panel_cannot_mean_changes_nothing(desk, payload):
    assert desk.announce("alarm_control_panel", **PANEL) == ""
    desk.hear("alarm/state", "triggered")
    desk.hear("alarm/state", payload)
    assert desk.it.state == "triggered"


async def test_a_panel_that_can_what_none_can_is_refused(desk):
    features = {**PANEL, "supported_features": ["arm_home", "bite"]}
    assert "supported_features" in desk.announce("alarm_control_panel", **features)
    assert list(desk.announcements.things) == []
