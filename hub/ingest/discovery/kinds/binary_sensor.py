"""Binary sensors: a door, a leak, motion."""

from hub.core.states import Kind
from hub.ingest.discovery.plan import Draft, Plan, words_to


def plan(draft: Draft) -> Plan:
    """Read a binary sensor's message."""
    fields = draft.fields
    fields.needed("state_topic")
    meaning = {fields.text("payload_on", "ON"): True, fields.text("payload_off", "OFF"): False}
    draft.hear("state_topic", "value_template", words_to(meaning, "on"))
    return Plan(kind=Kind.BINARY_SENSOR, hears=draft.hears())
