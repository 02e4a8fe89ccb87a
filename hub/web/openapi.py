"""The OpenAPI 3.1 document, made from the declarations of routes and commands."""

from functools import cache

import hub
from hub.web.doings import DOINGS
from hub.web.routes import JSON, ROUTES, Param, Route
from hub.web.schema import REF, Schema, Shapes, shapes

_KINDS: dict[type, Schema] = {
    str: {"type": "string"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "integer", "enum": [0, 1]},
}
_HIDDEN = {"page", "socket"}  # files, and what OpenAPI has no words for
_SIGNED_IN: list[Schema] = [{"token": []}, {"session": []}]


@cache
def openapi() -> Schema:
    """Return the document."""
    made = shapes([kind for route in ROUTES for kind in (route.body, route.answer)])
    paths: dict[str, Schema] = {}
    for route, body, answer in zip(ROUTES, made.others[::2], made.others[1::2], strict=True):
        if route.name == "do":
            paths |= _commands(route, made)
        elif route.name not in _HIDDEN:
            operation = _operation(route, body, answer)
            paths.setdefault(route.path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tomte",
            "version": hub.__version__,
            "description": "The hub's interface. The same commands go over the WebSocket /v1/ws.",
        },
        "paths": paths,
        "components": {
            "schemas": made.components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "tomte"},
            },
        },
    }


def _operation(route: Route, body: Schema, answer: Schema) -> Schema:
    made: Schema = {
        "operationId": route.name,
        "summary": route.doc,
        "security": [] if route.role == "public" else _SIGNED_IN,
        "x-role": route.role,
        "parameters": [_parameter(param) for param in route.params],
        "responses": _responses(route.gives, answer if route.answer else {}),
    }
    if route.takes:
        schema = body if route.body else {}
        made["requestBody"] = {"required": True, "content": {route.takes: {"schema": schema}}}
    return made


def _commands(route: Route, made: Shapes) -> dict[str, Schema]:
    """Return one path for each command: what it asks for differs from one to the next."""
    return {
        route.path.format(command=doing.name): {
            "post": {
                "operationId": doing.name,
                "summary": made.asked[doing.name].get("description", ""),
                "security": _SIGNED_IN,
                "x-role": doing.role,
                "requestBody": {
                    "required": bool(made.asked[doing.name]["required"]),
                    "content": {JSON: {"schema": made.asked[doing.name]}},
                },
                "responses": _responses(JSON, made.answers[doing.name]),
            }
        }
        for doing in DOINGS
    }


def _responses(gives: str, answer: Schema) -> Schema:
    refused = {JSON: {"schema": {"$ref": REF + "Refusal"}}}
    good: Schema = {"description": "Done."}
    if gives:
        good["content"] = {gives: {"schema": answer}}
    return {
        "200" if gives else "204": good,
        "default": {"description": "Not done, and why.", "content": refused},
    }


def _parameter(param: Param) -> Schema:
    return {
        "name": param.name,
        "in": param.where,
        "required": param.where == "path" or param.name == "entity",
        "description": param.doc,
        "schema": _KINDS[param.kind],
    }
