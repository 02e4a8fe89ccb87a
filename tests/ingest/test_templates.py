"""Value templates that are a path into the payload: functions, and typed."""

import pytest

from hub.core.clock import TickClock
from hub.core.errors import BadPayload
from hub.ingest.payload import MISSING, Payload
from hub.ingest.templates import (
    TemplateFailed,
    UndefinedValue,
    UnsupportedTemplate,
    compile_value,
    plain,
)
from hub.ingest.templates.paths import compile_path

CLOCK = TickClock()
CASES = [  # template, payload, typed value, text
    ("{{ value }}", "ON", "ON", "ON"),
    ("{{ value }}", " ON ", "ON", "ON"),
    ("{{ value_json.power }}", '{"power": 85.5}', 85.5, "85.5"),
    ('{{value_json["power"]}}', '{"power": 85}', 85, "85"),
    ("{{ value_json['a b'].c[1] }}", '{"a b": {"c": [1, 2]}}', 2, "2"),
    ("{{ value_json[0].x }}", '[{"x": 3}]', 3, "3"),
    ("{{ value_json[-1] }}", "[1, 2]", 2, "2"),
    ("{{ value_json.s[0] }}", '{"s": "on"}', "o", "o"),
    ("{{ value_json.gone }}", "{}", MISSING, ""),
    ("{{ value_json.x[5] }}", '{"x": [1]}', MISSING, ""),
    ("{{ value_json }}", "oops", MISSING, ""),
    ("{{ value_json }}", '{"a": [1, null]}', {"a": [1, None]}, "{'a': [1, None]}"),
    ("{{ value_json.on }}", '{"on": true}', True, "True"),
    ("{{ value_json.on }}", '{"on": null}', None, "None"),
    ("{{ value_json.x | default(0) }}", "{}", 0, "0"),
    ("{{ value_json.x | default('off') | upper }}", "{}", "OFF", "OFF"),
    ("{{ value_json.x | default('', true) }}", '{"x": null}', "", ""),
    ("{{ value_json.x | float | round(1) }}", '{"x": "21.26"}', 21.3, "21.3"),
    ("{{ value_json.x | round }}", '{"x": 21.6}', 22, "22"),
    ("{{ value_json.x | round(1, 'floor') }}", '{"x": 21.69}', 21.6, "21.6"),
    ("{{ value_json.x | int }}", '{"x": "21.9"}', 21, "21"),
    ("{{ value_json.x | float(0) }}", '{"x": "warm"}', 0, "0"),
    ("{{ value_json.x | int(default=-1) }}", '{"x": "warm"}', -1, "-1"),
    ("{{ value_json.on | lower }}", '{"on": true}', "true", "true"),
    ("{{- value | trim -}}", " x ", "x", "x"),
    ("{{ value_json.x | default('a|b') }}", "{}", "a|b", "a|b"),
    ("{{ value_json.x | is_defined }}", '{"x": 1}', 1, "1"),
    ("{{ value_json.x | default('',True) | string | truncate(3, True, '', 0) }}",
     '{"x": "hallway"}', "hal", "hal"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "payload", "value", "text"), CASES)
def test_a_plain_path_keeps_the_type_json_gave(template, payload, value, text):
    assert compile_path(template) is not None
    compiled = compile_value(template, clock=CLOCK)
    assert compiled.native(Payload(payload.encode())) == value
    assert compiled.render(Payload(payload.encode())) == text


@pytest.mark.parametrize(
    ("template", "payload", "error"),
    [
        ("{{ value_json.x }}", "oops", UndefinedValue),
        ("{{ value_json.gone.deeper }}", "{}", UndefinedValue),
        ("{{ value_json.gone | is_defined }}", "{}", UndefinedValue),
        ("{{ value_json.gone | float(0) }}", "{}", UndefinedValue),
        ("{{ value_json.x | float }}", '{"x": "warm"}', TemplateFailed),
        ("{{ value_json.x | int }}", '{"x": null}', TemplateFailed),
        ("{{ value_json.x | abs }}", '{"x": "5"}', TemplateFailed),
        ("{{ value_json.x | truncate(3) }}", '{"x": 5}', TemplateFailed),
    ],
)
def test_a_template_that_fails_says_so(template, payload, error):
    compiled = compile_value(template, clock=CLOCK)
    with pytest.raises(error):
        compiled.render(Payload(payload.encode()))
    with pytest.raises(error):
        compiled.native(Payload(payload.encode()))


@pytest.mark.parametrize(
    "template",
    [
        "{{ value_json.values }}",  # a method of a mapping
        "{{ value.x }}",
        "{{ value_json[x] }}",
        "{{ value_json.x | round(1, 2, 3, 4) }}",
        "{{ value_json.x | upper(1) }}",
        "{{ value_json.x | map('upper') }}",
        "{{ value_json['\\n'] }}",
        "{{ value }}{{ value }}",
        "on {{ value }}",
    ],
)
def test_what_is_more_than_a_path_is_left_to_jinja(template):
    assert compile_path(template) is None


def test_no_template_hands_on_the_payload_as_it_is():
    assert plain.render(Payload(b" ON ")) == plain.native(Payload(b" ON ")) == " ON "


def test_a_template_without_braces_is_its_own_text():
    compiled = compile_value(" online ", clock=CLOCK)
    assert compiled.render(Payload(b"x")) == compiled.native(Payload(b"x")) == "online"


def test_a_payload_that_is_no_text_is_a_bad_payload():
    for template in ("{{ value }}", "{{ value_json.x }}", "{{ value_json }}", "{{ value ~ 1 }}"):
        with pytest.raises(BadPayload, match=r"(?i)utf-8") as caught:
            compile_value(template, clock=CLOCK).render(Payload(b"\xff"))
        assert not isinstance(caught.value, TemplateFailed)


def test_equal_templates_share_one():
    for template in ("{{ value_json.shared }}", "{{ value_json.shared + 1 }}"):
        first = compile_value(template, clock=CLOCK)
        assert compile_value(template, clock=CLOCK) is first


def test_a_template_of_endless_length_is_refused():
    with pytest.raises(UnsupportedTemplate, match="longer than"):
        compile_value("{{ value }}" + " " * 20_000, clock=CLOCK)
