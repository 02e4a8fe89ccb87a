"""JSON schemas of everything on the wire, made from the Python declarations."""

from dataclasses import dataclass
from typing import Any, get_args

from hub.core.codec import schemas
from hub.core.states import State
from hub.web.doings import DOINGS, PUSHED
from hub.web.wire import (
    AnyState,
    ClockFrame,
    ErrorFrame,
    HomeFrame,
    Refusal,
    StatesFrame,
)

Schema = dict[str, Any]
REF = "#/components/schemas/"
FRAMES = (HomeFrame, StatesFrame, ClockFrame, ErrorFrame)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Named schemas, the fields of each command, and the types asked for, in their order."""

    components: dict[str, Schema]
    asked: dict[str, Schema]
    answers: dict[str, Schema]
    others: list[Schema]


def shapes(others: list[object]) -> Shapes:
    """Return the schemas of all commands, pushed events, frames and ``others``."""
    states = get_args(State)
    kinds: list[object] = [*(d.command for d in DOINGS), *(d.answer for d in DOINGS), *others]
    found, components = schemas([*kinds, *PUSHED, *FRAMES, Refusal, *states], hook=_state)
    components["State"] = {
        "description": "What holds true of an entity: the shape follows from its kind.",
        "anyOf": [{"$ref": REF + kind.__name__} for kind in states],
    }
    count = len(DOINGS)
    asked = {doing.name: _asked(components.pop(doing.name)) for doing in DOINGS}
    for schema in components.values():
        _tidy(schema)
    return Shapes(
        components=dict(sorted(components.items())),
        asked=asked,
        answers={d.name: s for d, s in zip(DOINGS, found[count : 2 * count], strict=True)},
        others=found[2 * count : len(kinds)],
    )


def _asked(schema: Schema) -> Schema:
    """Return a command's schema without the cause, which the hub fills in itself."""
    fields = {name: s for name, s in schema["properties"].items() if name != "cause"}
    required = [name for name in schema["required"] if name != "cause"]
    return {**schema, "properties": fields, "required": required, "additionalProperties": False}


def _tidy(schema: Schema) -> None:
    """Say that the hub always sends every field, and put descriptions on lines of their own."""
    if "properties" in schema:
        schema["required"] = list(schema["properties"])
    if "description" in schema:
        schema["description"] = "\n".join(x.strip() for x in schema["description"].splitlines())


def _state(kind: type) -> Schema:
    if kind is AnyState:
        return {"$ref": REF + "State"}
    if kind is object:
        return {"description": "Any JSON value."}
    raise NotImplementedError(kind)
