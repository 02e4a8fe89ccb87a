"""Device templates: the plain ones compiled, the others refused by name."""

import contextlib
import random

import pytest

from hub.core.errors import BadPayload
from hub.ingest.payload import MISSING, Payload
from hub.ingest.templates import UnsupportedTemplate, compile_command, compile_template


@pytest.mark.parametrize(
    ("template", "payload", "value"),
    [
        ("{{ value }}", "ON", "ON"),
        ("{{ value_json.power }}", '{"power": 85.5}', 85.5),
        ('{{value_json["power"]}}', '{"power": 85.5}', 85.5),
        ("{{ value_json['a b'].c[1] }}", '{"a b": {"c": [1, 2]}}', 2),
        ("{{ value_json[0].x }}", '[{"x": 3}]', 3),
        ("{{ value_json.gone }}", "{}", MISSING),
        ("{{ value_json.gone.deeper }}", '{"gone": 5}', MISSING),
        ("{{ value_json.x | default(0) }}", "{}", 0),
        ("{{ value_json.x | default('off') | upper }}", "{}", "OFF"),
        ("{{ value_json.x | float | round(1) }}", '{"x": "21.26"}', 21.3),
        ("{{ value_json.x | int }}", '{"x": 21.9}', 21),
        ("{{ value_json.x | float(0) }}", '{"x": "warm"}', 0),
        ("{{ value_json.x | float }}", "{}", MISSING),
        ("{{ value_json.on | lower }}", '{"on": true}', "true"),
        ("{{- value | trim -}}", " x ", "x"),
        ("{{ value_json.x | default('a|b') }}", "{}", "a|b"),
    ],
)
def test_plain_templates_are_compiled(template, payload, value):
    assert compile_template(template)(Payload(payload.encode())) == value


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ value_json.x * 10 }}",
        "{{ ''.__class__ }}",
        "{{ now() }}",
        "{{ value.x }}",
        "{{ value_json.x | attr('y') }}",
        "{{ value_json.x | round('a') }}",
        "{{ value_json[x] }}",
        "on {{ value }}",
        "{{ value }}{{ value }}",
        "",
        "{{ value }}" + " " * 20_000,
    ],
)
def test_anything_more_is_refused_by_name(template):
    with pytest.raises(UnsupportedTemplate, match="unsupported"):
        compile_template(template)


def test_no_text_makes_the_compiler_stumble():
    dice = random.Random(7)
    pieces = [*" .[]'\"|(){}%-,x0\\\n", "value_json", "value", "round", "default", "float", "99"]
    for _ in range(3000):
        text = "".join(dice.choices(pieces, k=dice.randrange(12)))
        for template in (text, "{{ value_json" + text + "}}", "{{ value |" + text + "}}"):
            with contextlib.suppress(BadPayload):
                compile_template(template)(Payload(b'{"x": [1, "x", null]}'))


def test_a_payload_that_is_no_json_is_a_bad_payload():
    with pytest.raises(BadPayload):
        compile_template("{{ value_json.x }}")(Payload(b"{"))
    with pytest.raises(BadPayload):
        compile_template("{{ value }}")(Payload(b"\xff"))


def test_a_command_template_is_filled_in():
    assert compile_command('{"position": {{ position }}}')("45") == '{"position": 45}'
    assert compile_command("{{ value }}")("a\\1") == "a\\1"
    with pytest.raises(UnsupportedTemplate):
        compile_command("{% if value %}x{% endif %}")
