"""Attributes that come as JSON."""

from collections.abc import Set

from hub.core.codec import decode

_NEVER = frozenset(
    {
        "assumed_state",
        "available",
        "device_class",
        "device_info",
        "entity_category",
        "entity_picture",
        "entity_registry_enabled_default",
        "extra_state_attributes",
        "force_update",
        "icon",
        "friendly_name",
        "should_poll",
        "state",
        "supported_features",
        "unique_id",
        "unit_of_measurement",
    }
)


def read_attributes(text: str, blocked: Set[str]) -> dict[str, object]:
    """Return the attributes a text holds, without those JSON may not set."""
    values = decode(text.encode(), dict[str, object])
    hidden = _NEVER | blocked
    return {key: value for key, value in values.items() if key not in hidden}
