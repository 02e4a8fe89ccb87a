"""Lock doors and arm alarms; to unlock and to disarm needs a tap on the page."""

from hub.core.commands import Call, DeviceCommand, SetLock
from hub.core.entities import Entity
from hub.core.message import Message
from hub.core.skill import GONE, Home, Intent, Reply, Skill, worded

api = 1
# Anybody within earshot, a television or a voice through a window could say these.
_TAPS = {"Unlock": "reply.tap_to_unlock", "Disarm": "reply.tap_to_disarm"}


class Securing:
    """Makes the house safer by voice, never less safe."""

    intents: tuple[str, ...] = ("Lock", "Arm", *_TAPS)

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Lock or arm and say how it went; else say what it takes."""
        entity = self._home.meant(intent)
        if entity is None:
            return GONE
        if intent.name in _TAPS:
            return Reply(message=Message(id=_TAPS[intent.name], values={"name": entity.label}))
        outcome = await self._home.commands.send(_wish(intent, entity))
        done = "reply.locked" if intent.name == "Lock" else "reply.armed"
        return worded(entity, outcome, done=done)


def _wish(intent: Intent, entity: Entity) -> DeviceCommand:
    if intent.name == "Lock":
        return SetLock(entity=entity.id, locked=True, cause=intent.cause)
    service = f"alarm_arm_{intent.slots.get('how', 'away')}"
    return Call(entity=entity.id, service=service, cause=intent.cause)


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Securing(home)
