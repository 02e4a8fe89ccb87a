"""Which schema a light is announced in."""

from collections.abc import Callable

from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.components.light import Light
from hub.ingest.discovery.components.light_basic import BasicLight
from hub.ingest.discovery.components.light_json import JsonLight
from hub.ingest.discovery.components.light_template import TemplateLight
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings

_SCHEMAS: dict[str, Callable[[Surroundings], Light]] = {
    "basic": BasicLight,
    "json": JsonLight,
    "template": TemplateLight,
}


def light_of(config: Json, surroundings: Surroundings) -> Light:
    """Return a light of the schema a message names; raise ``BadPayload`` for none of them."""
    fields = Fields(config)
    schema = _SCHEMAS.get(fields.text("schema", "basic").lower())
    if schema is None:
        raise fields.bad("schema", " or ".join(_SCHEMAS))
    return schema(surroundings)
