"""Send vacuums and mowers to work and home, play scenes, press buttons."""

from hub.core.commands import Call
from hub.core.kinds import Kind
from hub.core.skill import GONE, Home, Intent, Reply, Skill, worded

api = 1
# Home Assistant's services of a vacuum and of a mower, and what is said when one was done.
_ROBOT: dict[str, tuple[str, str, str]] = {
    "StartRobot": ("start", "start_mowing", "reply.robot_working"),
    "PauseRobot": ("pause", "pause", "reply.robot_paused"),
    "StopRobot": ("stop", "pause", "reply.stopped"),
    "DockRobot": ("return_to_base", "dock", "reply.robot_going_home"),
    "FindRobot": ("locate", "", "reply.robot_asked"),
}
_MOMENT: dict[str, tuple[str, str]] = {
    "ActivateScene": ("turn_on", "reply.scene_sent"),
    "PressButton": ("press", "reply.pressed"),
}


class Running:
    """Asks for what a thing does by itself from then on."""

    intents: tuple[str, ...] = (*_ROBOT, *_MOMENT)

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Ask for it and say how that went; nothing tells what a press or a scene has done."""
        entity = self._home.meant(intent)
        if entity is None:
            return GONE
        if intent.name in _MOMENT:
            service, done = _MOMENT[intent.name]
        else:
            vacuum, mower, done = _ROBOT[intent.name]
            service = mower if entity.kind is Kind.LAWN_MOWER else vacuum
        wish = Call(entity=entity.id, service=service, cause=intent.cause)
        outcome = await self._home.commands.send(wish)
        tells = intent.name not in _MOMENT and intent.name != "FindRobot"
        return worded(entity, outcome, done=done, sent="reply.sent" if tells else done)


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Running(home)
