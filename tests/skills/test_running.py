"""Robots go to work and home, scenes are called up, buttons pressed."""

import pytest

from hub.core.commands import Outcome
from hub.core.kinds import Kind
from hub.core.skill import Intent


@pytest.fixture
def running(skill, ends):
    return skill("running")


@pytest.mark.parametrize(
    ("intent", "vacuum", "mower", "sentence"),
    [
        ("StartRobot", "start", "start_mowing", "Robot is at work."),
        ("PauseRobot", "pause", "pause", "Robot pauses."),
        ("StopRobot", "stop", "pause", "Robot has stopped."),
        ("DockRobot", "return_to_base", "dock", "Robot is on its way home."),
    ],
)
async def test_a_robot_does_as_it_is_told(
    running, thing, ends, said, intent, vacuum, mower, sentence
):
    for kind, service in ((Kind.VACUUM, vacuum), (Kind.LAWN_MOWER, mower)):
        robot = thing("Robot", kind)
        assert said(await running.answer(Intent(name=intent, slots={"name": robot}))) == sentence
        assert (ends.wishes[-1].entity, ends.wishes[-1].service) == (robot, service)


@pytest.mark.parametrize(
    ("intent", "kind", "service", "sentence"),
    [
        ("FindRobot", Kind.VACUUM, "locate", "Thing was asked to make itself heard."),
        ("ActivateScene", Kind.SCENE, "turn_on", "Thing was called up."),
        ("PressButton", Kind.BUTTON, "press", "Thing was pressed."),
    ],
)
async def test_what_nothing_can_confirm_is_said_as_it_is(
    running, thing, ends, said, intent, kind, service, sentence
):
    entity = thing("Thing", kind)
    ends[entity] = Outcome(result="sent")
    assert said(await running.answer(Intent(name=intent, slots={"name": entity}))) == sentence
    assert ends.wishes[0].service == service


async def test_a_robot_that_never_reports_is_not_said_to_work(running, thing, ends, said):
    robot = thing("Robot", Kind.VACUUM)
    ends[robot] = Outcome(result="sent")
    reply = await running.answer(Intent(name="StartRobot", slots={"name": robot}))
    assert said(reply) == "Sent to Robot. It does not report back."
