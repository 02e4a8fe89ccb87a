"""What is generated from the declarations: the OpenAPI document and the dashboard's types."""

import json
import re

import pytest

from hub.core.commands import Outcome
from hub.web.doings import DOINGS, PUSHED
from hub.web.openapi import openapi
from hub.web.routes import ROUTES
from hub.web.typescript import TARGET, render


def refs(document):
    return set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(document)))


def test_the_dashboards_types_are_up_to_date():
    assert TARGET.read_text(encoding="utf-8") == render(), "run: python -m hub.web.typescript"


def test_the_types_name_every_command_and_event():
    text = render()
    for doing in DOINGS:
        assert f"  {doing.name}: {{ with: {{" in text or f"  {doing.name}: {{ with: Rec" in text
    for event in PUSHED:
        assert f"export interface {event.__name__} {{" in text
    asked = "{ entity: string; on: boolean; sure?: boolean }"
    assert f"Turn: {{ with: {asked}; answer: Outcome }}" in text
    assert "unknown[]" not in text


def test_the_document_refers_to_nothing_that_is_not_there():
    document = openapi()
    assert refs(document) <= set(document["components"]["schemas"])
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [op["operationId"] for op in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        assert {"responses", "summary", "security", "x-role"} <= set(operation)


def test_the_document_shows_every_way_in_with_its_role():
    paths = openapi()["paths"]
    for route in ROUTES:
        if route.name not in {"do", "page", "socket"}:
            assert paths[route.path][route.method.lower()]["x-role"] == route.role
            assert set(re.findall(r"{(\w+)}", route.path)) == {
                p.name for p in route.params if p.where == "path"
            }
    for doing in DOINGS:
        assert paths[f"/v1/do/{doing.name}"]["post"]["x-role"] == doing.role


def test_nobody_outside_may_say_whose_wish_it_is():
    body = openapi()["paths"]["/v1/do/Turn"]["post"]["requestBody"]["content"]["application/json"]
    assert set(body["schema"]["properties"]) == {"entity", "sure", "on"}
    assert body["schema"]["additionalProperties"] is False


def test_a_commands_answer_is_read_from_its_class():
    assert next(d.answer for d in DOINGS if d.name == "Turn") is Outcome


@pytest.mark.real_time
async def test_the_document_is_served(owner):
    async with owner.get("/v1/openapi.json") as answer:
        assert (await answer.json())["openapi"] == "3.1.0"
