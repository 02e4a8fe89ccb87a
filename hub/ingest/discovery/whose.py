"""Which device a topic is of, in people's words."""

from collections.abc import Iterable

from hub.core.registry import Registry
from hub.ingest.discovery.thing import Thing
from hub.ingest.routes import fits


def whose(topic: str, things: Iterable[Thing], registry: Registry) -> str:
    """Return the label of the device, or else the entity, that speaks on a topic; "" for nobody."""
    for thing in things:
        if thing.entity in registry.held and any(fits(name, topic) for name, _ in thing.ears):
            entity = registry.find(thing.entity).entity
            device = registry.devices.get(entity.device)
            return device.label if device else entity.label
    return ""
