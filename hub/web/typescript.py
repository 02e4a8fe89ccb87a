"""Writes the dashboard's types: ``python -m hub.web.typescript`` makes ``ui/src/generated.ts``."""

import json
from pathlib import Path

from hub.web.doings import PUSHED
from hub.web.routes import ROUTES
from hub.web.schema import REF, Schema, shapes

TARGET = Path(__file__).parent / "ui" / "src" / "generated.ts"
_PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean"}
_TAIL = """
export type Result = Outcome["result"];
export type Severity = Fault["severity"];
export type FaultPhase = Fault["phase"];
export type Verdict = Doings["SettleFault"]["with"]["verdict"];

/** What a command asks for and what it answers. */
export type Asked<N extends keyof Doings> = Doings[N]["with"];
export type Answer<N extends keyof Doings> = Doings[N]["answer"];

/** A frame to the hub: a command under a number of the client's choice. */
export type RequestFrame = {
  [N in keyof Doings]: { id: number; do: N; with: Doings[N]["with"] };
}[keyof Doings];

/** The answer to the request of the same number. */
export interface AnswerFrame {
  type: "answer";
  id: number;
  answer: unknown;
}

/** An event as it happens. */
export type EventFrame = {
  [N in keyof Pushed]: { type: "event"; name: N; event: Pushed[N] };
}[keyof Pushed];

/** Every frame from the hub. */
export type Frame = HomeFrame | StatesFrame | ClockFrame | EventFrame | AnswerFrame | ErrorFrame;
"""


def render() -> str:
    """Return the text of ``generated.ts``."""
    made = shapes([route.answer for route in ROUTES])
    parts = [
        "// Made by `python -m hub.web.typescript` from the Python declarations; do not edit.\n"
    ]
    parts += [_declare(name, schema) for name, schema in made.components.items()]
    doings = [
        f"  {name}: {{ with: {_type(asked)}; answer: {_type(made.answers[name])} }};"
        for name, asked in made.asked.items()
    ]
    parts.append(_interface("Doings", "The commands a client may send.", doings))
    pushed = [f"  {kind.__name__}: {kind.__name__};" for kind in PUSHED]
    parts.append(_interface("Pushed", "The events a client is sent.", pushed))
    routes = [
        f'  "{route.method} {route.path}": {_type(schema)};'
        for route, schema in zip(ROUTES, made.others, strict=True)
        if route.answer is not None
    ]
    parts.append(_interface("Routes", "What each REST route with a JSON answer gives.", routes))
    return "\n".join(parts) + _TAIL


def _interface(name: str, doc: str, lines: list[str]) -> str:
    return "\n".join([f"/** {doc} */", f"export interface {name} {{", *lines, "}", ""])


def _declare(name: str, schema: Schema) -> str:
    doc = schema.get("description", "").replace("\n", "\n * ")
    doc = doc.replace(" * \n", " *\n")
    head = f"/** {doc} */\n" if doc else ""
    if "properties" not in schema:
        return f"{head}export type {name} = {_type(schema)};\n"
    fields = "\n".join(f"  {field};" for field in _fields(schema))
    return f"{head}export interface {name} {{\n{fields}\n}}\n"


def _fields(schema: Schema) -> list[str]:
    required = schema["required"]
    return [
        f"{name}{'' if name in required else '?'}: {_type(inner)}"
        for name, inner in schema["properties"].items()
    ]


def _type(schema: Schema) -> str:
    """Return a JSON schema as a TypeScript type."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(inner) for inner in schema["anyOf"]))
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = schema.get("type")
    if kind == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if kind == "object":
        if "properties" in schema:
            fields = _fields(schema)
            return f"{{ {'; '.join(fields)} }}" if fields else "Record<string, never>"
        return f"Record<string, {_type(schema.get('additionalProperties') or {})}>"
    if kind == "null":
        return "null"
    return _PLAIN.get(str(kind), "unknown")


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
