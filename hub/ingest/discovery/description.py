"""What a message says of the entity itself and of the device that carries it."""

from hub.core.entities import Device, Entity
from hub.core.errors import BadPayload
from hub.core.registry import slug
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.plan import Plan
from hub.ingest.payload import text_of


def device_of(fields: Fields) -> tuple[Device | None, str]:
    """Return the device a message names, if any, and the area it suggests."""
    if "device" not in fields:
        return None, ""
    part = fields.part("device")
    key = _identifier(part)
    name = part.text("name") or key
    device = Device(
        id=slug(key),
        name=name,
        manufacturer=part.text("manufacturer"),
        model=part.text("model"),
    )
    return device, part.text("suggested_area")


def entity_of(fields: Fields, plan: Plan, *, source: str, device: Device | None) -> Entity:
    """Return the entity a message describes; the registry gives it its id."""
    return Entity(
        id="",
        source=source,
        kind=plan.kind,
        name=_name(fields, plan, device),
        device_class=fields.text("device_class"),
        unit=plan.unit,
        category=fields.text("entity_category"),
        features=plan.features,
        modes=plan.modes,
        low=plan.low,
        high=plan.high,
        step=plan.step,
        reports=bool(plan.hears),
    )


def _identifier(part: Fields) -> str:
    """Return what tells this device from every other."""
    identifiers = part.texts("identifiers")
    if identifiers:
        return identifiers[0]
    connections = part.raw("connections")
    if isinstance(connections, list):
        for pair in connections:
            if isinstance(pair, list) and len(pair) == 2:
                return text_of(pair[1])
    raise BadPayload("device needs identifiers or connections")


def _name(fields: Fields, plan: Plan, device: Device | None) -> str:
    """Return what the device calls the entity: a nameless one bears the device's name."""
    name = fields.text("name").strip()
    if name:
        return name
    if device is not None and fields.is_null("name"):
        return device.name
    if fields.text("device_class"):
        return fields.text("device_class").replace("_", " ").capitalize()
    if device is not None:
        return device.name
    return plan.kind.value.replace("_", " ").capitalize()
