"""Templates that are more than a path read as they do in Home Assistant."""

import gzip
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.core.clock import TickClock
from hub.ingest.payload import Payload
from hub.ingest.templates import (
    BrokenTemplate,
    TemplateFailed,
    UndefinedValue,
    UnsupportedTemplate,
    compile_command,
    compile_value,
)

CLOCK = TickClock(datetime(2024, 3, 31, 7, 30, tzinfo=UTC).timestamp())
BERLIN = ZoneInfo("Europe/Berlin")
PAYLOAD = Payload(
    b'{"a": 5, "l": [3, 1, 2, 3], "s": "on", "d": {"x": 1.5}, "n": null, "z": 0, "f": "21.26",'
    b' "o": [{"k": "a", "v": 1}, {"k": "b", "v": 2}], "iso": "2024-03-31T07:00:00+02:00"}'
)


def read(template):
    return compile_value(template, clock=CLOCK, timezone=BERLIN).render(PAYLOAD)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ value_json.a / 2 }} {{ value_json.a // 2 }} {{ value_json.a ** 2 }}", "2.5 2 25"),
        ("{{ value_json.s ~ '-' ~ value_json.a ~ none }}", "on-5None"),
        ("{{ value_json.l[1:3] }}{{ value_json.l[::-1] }}", "[1, 2][3, 2, 1, 3]"),
        ("{% if value_json.a > 3 and 'x' in value_json.d %}y{% else %}n{% endif %}", "y"),
        ("{% if value_json.gone %}y{% elif value_json.d is defined %}d{% endif %}", "d"),
        ("{% set m = {None: None, 'on': 1} %}{{ m[value_json.s] }}{{ m[none] }}", "1None"),
        ("{{ {0: 'off', 5: 'high'}[value_json.a] | default('') }}", "high"),
        ("{{ ['eco', 'boost'][value_json.z] }}{{ ['eco'][value_json.a] }}", "eco"),
        ("{% for x in value_json.l if x > 1 %}{{ x }}{{ loop.index }}{% endfor %}", "312233"),
        ("{% for k, v in value_json.d.items() %}{{ k }}={{ v }}{% endfor %}", "x=1.5"),
        ("{% for x in [3, 1] %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %}", "3"),
        ("{% set n = namespace() %}{% for x in 'b' %}{% set n.t = x %}{% endfor %}{{ n.t }}", "b"),
        ("{{ value_json.o | selectattr('k', 'eq', 'b') | map(attribute='v') | first }}", "2"),
        ("{{ value_json.l | sort | unique | join('-') }}", "1-2-3"),
        ("{{ value_json.l | map('multiply', 2) | sum }}", "18.0"),
        ("{{ value_json.l | min }}{{ max(1, 4) }}{{ value_json.l | average }}", "142.25"),
        ("{{ value_json.f.split('.')[0] }}{{ value_json.s.upper() }}", "21ON"),
        ("{{ '#%02x%02x%02x' | format(1, 2, 255) }}{{ '%.1f%%' % value_json.d.x }}", "#0102ff1.5%"),
        ("{{ '{:>4}|'.format(value_json.s) }}", "on|"),
        ("{{ value_json.d | to_json }}{{ '{\"q\": [1]}' | from_json }}", "{\"x\":1.5}{'q': [1]}"),
        ("{{ value_json.d | tojson }}", '{"x": 1.5}'),
        ("{{ iif(value_json.s == 'on', 1, 0) }}{{ value_json.n | iif(1, 2, 3) }}", "13"),
        ("{{ value_json.f | regex_replace('(\\\\d+)\\\\.(\\\\d+)', '\\\\2-\\\\1') }}", "26-21"),
        ("{{ 'a1b22' | regex_findall_index('[0-9]+', 1) }}{{ 'x' is match('X', true) }}", "22True"),
        ("{{ value_json.a | bitwise_and(4) }}{{ '1F' | int(base=16) }}{{ 'a' | ord }}", "43197"),
        ("{{ pack(value_json.a, '>H') }}{{ unpack(pack(7, '>H'), '>H') }}", "b'\\x00\\x05'7"),
        ("{{ now() }}", "2024-03-31 09:30:00+02:00"),
        ("{{ utcnow().isoformat() }}", "2024-03-31T07:30:00+00:00"),
        ("{{ today_at('01:30') }}", "2024-03-31 01:30:00+01:00"),
        ("{{ as_timestamp(value_json.iso) | timestamp_custom('%H:%M') }}", "07:00"),
        ("{{ 1711861200 | timestamp_local }}", "2024-03-31T07:00:00+02:00"),
        ("{{ as_timestamp('2024-03-31 07:00:00') }}", "1711861200.0"),
        ("{{ time_since(as_datetime(value_json.iso)) }}", "2 hours"),
        ("{{ (now() + timedelta(minutes=5)).strftime('%H:%M') }}", "09:35"),
        ("{{ strptime('21:05', '%H:%M').hour }}{{ as_timedelta('PT10M') }}", "210:10:00"),
        ("{{ as_datetime('2024-1-5 3:04') }}", "2024-01-05 03:04:00"),
        ("{{ slugify('Über Größe') }}{{ 3 | ordinal }}", "uber_grosse3rd"),
        ("{{ foo }}{{ 'x' if value_json.z }}", ""),
    ],
)  # fmt: skip
def test_a_template_reads_as_in_home_assistant(template, text):
    assert read(template) == text


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ value_json.gone + 1 }}", UndefinedValue),
        ("{{ value_json.n.x.y }}", UndefinedValue),
        ("{{ value_json.s + 1 }}", TemplateFailed),
        ("{{ value_json.a / value_json.z }}", TemplateFailed),
        ("{{ float(value_json.s) * 2 }}", TemplateFailed),
        ("{{ value_json.items }}", TemplateFailed),  # a method is no text
        ("{{ value_json.l.append(1) }}", UndefinedValue),
    ],
)
def test_a_template_that_stumbles_changes_nothing(template, error):
    with pytest.raises(error) as caught:
        read(template)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ states('sun.sun') }}", "states asks Home Assistant for other entities"),
        ("{{ value | is_state_attr('x') }}", "is_state_attr"),
        ("{% macro m() %}{% endmacro %}", "macro"),
        ("{% include 'x' %}", "include"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ value | attr('x') }}", "filter attr"),
        ("{% for x in value recursive %}{% endfor %}", "recursive loop"),
        ("{{ lipsum() }}", "lipsum"),
    ],
)
def test_what_is_not_evaluated_is_named(template, why):
    with pytest.raises(UnsupportedTemplate, match=why):
        read(template)


@pytest.mark.parametrize("template", ["{{ value", "{{ value | }}", "{{ value | nobodys }}"])
def test_what_says_nothing_is_broken(template):
    with pytest.raises(BrokenTemplate):
        read(template)


def test_a_command_is_written_from_the_components_own_variables():
    write = compile_command(
        '{"state": "{{ value }}"{% if transition is defined %}, "t": {{ transition }}{% endif %},'
        ' "p": {{ (position / 100 * 255) | int }}}',
        clock=CLOCK,
    )
    assert write({"value": "on", "position": 40}) == '{"state": "on", "p": 102}'
    assert write({"value": "on", "position": 40, "transition": 2}).endswith('"t": 2, "p": 102}')
    with pytest.raises(TemplateFailed):
        write({"value": "on"})


def test_further_variables_can_be_named():
    template = compile_value("{{ name }}: {{ value }}", clock=CLOCK, name="Hall")
    assert template.render(Payload(b"on")) == "Hall: on"
    assert compile_command("{{ name }}", clock=CLOCK, name="Hall")({}) == "Hall"


def test_a_template_cannot_change_the_payload_others_read():
    payload = Payload(b'{"l": [1]}')
    for template in ("{{ value_json.update({'x': 1}) }}", "{{ value_json.l.append(2) }}"):
        with pytest.raises(TemplateFailed):
            compile_value(template, clock=CLOCK).render(payload)
    assert payload.json == {"l": [1]}


def _templates(node):
    if isinstance(node, dict):
        for key, value in node.items():
            is_template = isinstance(value, str) and key.endswith(("_template", "_tpl"))
            yield from [value] if is_template else _templates(value)
    elif isinstance(node, list):
        for value in node:
            yield from _templates(value)


def test_every_template_real_devices_send_is_understood(data):
    seen = set()
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz", "rt") as lines:
        for line in lines:
            message = json.loads(line)["payload"]
            seen |= set(_templates(json.loads(message) if isinstance(message, str) else message))
    assert len(seen) > 500
    for template in seen:
        is_command = "value" not in template
        (compile_command if is_command else compile_value)(template, clock=CLOCK)
