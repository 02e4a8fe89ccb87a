"""What a template may ask of the thing it belongs to."""

import re
from typing import ClassVar, Protocol

from hub.core.kinds import Kind
from hub.core.registry import slug
from hub.ingest.discovery.devices import read_device
from hub.ingest.discovery.fields import Fields

_ASKS = re.compile(r"\b(?:entity_id|name)\b")


class Named(Protocol):
    """A thing with a name."""

    kind: ClassVar[Kind]
    fields: Fields

    def own_name(self) -> str | None:
        """Return what it is called beside its device."""


def known_in(template: str, thing: Named) -> dict[str, object]:
    """Return the values a template asks for, if it asks."""
    if not _ASKS.search(template):
        return {}
    return {"entity_id": entity_id(thing), "name": thing.own_name() or ""}


def entity_id(thing: Named) -> str:
    """Return the id Home Assistant would give it."""
    device = read_device(thing.fields)
    names = [device.name if device else "", thing.own_name() or ""]
    wanted = thing.fields.text("object_id") or " ".join(name for name in names if name)
    return f"{thing.kind.value}.{slug(wanted)}"
