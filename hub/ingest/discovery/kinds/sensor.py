"""Sensors: numbers pass the data gate, words pass as they are."""

from hub.core.errors import BadPayload
from hub.core.states import Kind, SensorState, State
from hub.ingest.cleaning import Gate, Rejected
from hub.ingest.discovery.plan import Draft, Next, Plan
from hub.ingest.payload import MISSING, Payload, text_of
from hub.ingest.templates import Getter

_WORDS = {"enum", "date", "timestamp"}  # device classes that are not numbers
_LONGEST = 255  # characters of a word


def plan(draft: Draft) -> Plan:
    """Read a sensor's message."""
    fields = draft.fields
    topic, device_class = fields.needed("state_topic"), fields.text("device_class")
    unit = fields.text("unit_of_measurement")
    getter = draft.getter("value_template")
    counts = bool(unit or "state_class" in fields or device_class) and device_class not in _WORDS
    if not counts:
        return Plan(kind=Kind.SENSOR, hears={topic: _word(getter)} if getter else {})
    gate = Gate(draft.clock, unit=unit, device_class=device_class)
    hears = {topic: _number(getter, gate)} if getter else {}
    return Plan(kind=Kind.SENSOR, hears=hears, unit=gate.unit)


def _number(getter: Getter, gate: Gate) -> Next:
    clean = gate.clean

    def next_state(payload: Payload, _: State) -> State | None:
        value = getter(payload)
        return None if value is MISSING else SensorState(value=clean(value))

    return next_state


def _word(getter: Getter) -> Next:
    def next_state(payload: Payload, _: State) -> State | None:
        value = getter(payload)
        if value is MISSING:
            return None
        if value is None:
            raise Rejected("no_value", "there is no value")
        word = text_of(value)
        if len(word) > _LONGEST:
            raise BadPayload(f"a text of {len(word)} characters; at most {_LONGEST} can be kept")
        return SensorState(value=word)

    return next_state
