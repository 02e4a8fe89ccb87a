"""A code as a button of its emitter, and what pressing one is."""

from hub.core.commands import Call, DeviceCommand, Turn
from hub.core.driver import Found
from hub.core.entities import Device, Entity
from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.registry import slug


def button(emitter: str, *, of: str, area: str, key: str, name: str, category: str = "") -> Found:
    """Return a button; nothing ever reports that it was heard at the other end.

    ``emitter`` begins the source, ``of`` is the emitter's name for people.
    """
    entity = Entity(
        id="",
        source=f"{emitter}:{slug(key)}" if key else emitter,
        kind=Kind.BUTTON,
        name=name,
        category=category,
        reports=False,
    )
    owner = emitter.rpartition(":")[0]  # what sends and what learns are one device
    return Found(entity=entity, device=Device(id=owner, name=of, model="Infrared", area=area))


def check_press(command: DeviceCommand) -> None:
    """Raise ``CommandRefused`` unless the command is to press."""
    match command:
        case Turn(on=True) | Call(service="press" | "turn_on"):
            return
        case _:
            raise CommandRefused("a button can be pressed, nothing else")
