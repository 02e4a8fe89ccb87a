"""Whatever a template says and a payload holds: little time, little memory, no surprise."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.core.errors import BadPayload
from hub.ingest.payload import Payload
from hub.ingest.templates import compile_command, compile_value
from hub.ingest.templates.jinja.library import FILTERS, FUNCTIONS, TESTS
from hub.ingest.templates.jinja.methods import ALLOWED
from tests.ingest.measure import CLOCK, assert_bounded

FEW = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LEAVES = st.sampled_from(
    """0|1|-1|2.5|255|5000|10**9|1e300|value_json.a|value|value_json|value_json.l|value_json.o
    value_json['s']|x|ns.x|'a'|'%99d'|'{:>9}'|'(a+)+$'|'.*.*'|[]|{}|none|true|now()|gone
    range(5000)|range(value_json.a)|'b' * 4000|[[1, 'x']] * 40|loop.index""".replace(
        "\n    ", "|"
    ).split("|")
)
METHODS = sorted({name for names in ALLOWED.values() for name in names})


def grown(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "~", "and"]), inner)
        .map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(["==", "<", "in", "not in"]), inner)
        .map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(sorted(FILTERS)), inner)
        .map(lambda t: f"({t[0]} | {t[1]}({t[2]}))"),
        st.tuples(inner, st.sampled_from(sorted(FILTERS))).map(lambda t: f"({t[0]} | {t[1]})"),
        st.tuples(inner, st.sampled_from(["select", "reject"]), st.sampled_from(sorted(TESTS)))
        .map(lambda t: f"({t[0]} | {t[1]}('{t[2]}') | list)"),
        st.tuples(inner, st.sampled_from(sorted(FILTERS)))
        .map(lambda t: f"({t[0]} | map('{t[1]}') | list)"),
        st.tuples(inner, st.sampled_from(METHODS), inner).map(lambda t: f"{t[0]}.{t[1]}({t[2]})"),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), pairs)
        .map(lambda t: f"{t[0]}({t[1][0]}, {t[1][1]})"),
        pairs.map(lambda t: f"{t[0]}[{t[1]}]"),
        pairs.map(lambda t: f"{t[0]}[{t[1]}:]"),
        pairs.map(lambda t: f"[{t[0]}, {t[1]}]"),
        pairs.map(lambda t: f"{{{t[0]}: {t[1]}}}"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
    )  # fmt: skip


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6)


def enclosed(inner):
    return st.one_of(
        st.tuples(EXPRESSIONS, inner).map(lambda t: f"{{% for x in {t[0]} %}}{t[1]}{{% endfor %}}"),
        st.tuples(EXPRESSIONS, inner).map(lambda t: f"{{% if {t[0]} %}}{t[1]}{{% endif %}}"),
        st.tuples(inner, inner).map("".join),
        inner.map(lambda t: f"{{% set x %}}{t}{{% endset %}}{{{{ x ~ x }}}}"),
    )


STATEMENTS = st.recursive(
    EXPRESSIONS.map(lambda e: f"{{{{ {e} }}}}")
    | EXPRESSIONS.map(lambda e: f"{{% set ns.x = {e} %}}"),
    enclosed,
    max_leaves=4,
)
TEMPLATES = STATEMENTS.map(lambda body: "{% set ns = namespace(x='a') %}" + body)
LISTS = json.dumps({"a": 3, "s": "on", "l": list(range(2000)), "o": [{"k": "a", "v": 1}] * 50})
PAYLOADS = st.sampled_from([LISTS, "a" * 20_000, "é" * 5000, "[" * 300 + "]" * 300, "21.5", ""])


@FEW
@given(TEMPLATES, PAYLOADS)
def test_no_template_takes_long_or_much(template, payload):
    assert_bounded(template, Payload(payload.encode()))


@FEW
@given(st.text(alphabet="{}%#[]()|.,'\"\\-+*~ \nabx0_é", max_size=60), st.binary(max_size=20))
def test_no_text_makes_the_compiler_stumble(text, raw):
    for template in (text, "{{" + text + "}}", "{{ value_json" + text + "}}", "{%" + text + "%}"):
        try:
            compile_value(template, clock=CLOCK).render(Payload(raw))
            compile_command(template, clock=CLOCK)({"value": raw.hex()})
        except BadPayload:
            continue


DOUBLED = (
    "{% set ns = namespace(x=['a'], y=['a']) %}{% for i in range(64) %}"
    "{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}"
)
LOOP = "{% for i in range(5000) %}"
HOSTILE = [
    "{{ 'a' * 10 ** 9 }}",
    "{{ value * 10 ** 9 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ range(10 ** 9) | list }}",
    "{{ [1] | batch(10 ** 9, 0) | list }}{{ [1] | slice(10 ** 9) | list }}",
    LOOP + LOOP + "x{% endfor %}{% endfor %}",
    LOOP + "{{ value }}{% endfor %}",
    LOOP + "{% set x = value_json | sort %}{% endfor %}",
    LOOP + "{% set x = 'a' | regex_search('(a|b)*c') %}{% endfor %}",
    LOOP + "{% if -1 in value_json.l %}{% endif %}{% endfor %}",
    "{% set x %}" + LOOP + "x" * 200 + "{% endfor %}{% endset %}{{ x }}",
    DOUBLED + "{{ ns.x }}",
    DOUBLED + "{{ ns.x == ns.y }}",
    DOUBLED + "{{ ns.x | tojson }}",
    DOUBLED + "{{ ns.x | float }}",
    DOUBLED + "{{ '%s' | format(ns.x) }}{{ '{}'.format(ns.x) }}",
    DOUBLED + "{{ {}[ns.x].y }}",
    "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns ~ ns }}",
    "{{ '%1000000000d' % 5 }}{{ '%*d' % (10 ** 9, 5) }}{{ '{:{}}'.format(5, 10 ** 9) }}",
    "{{ '%999999999d' is odd }}",
    "{{ 'x'.center(10 ** 9) }}{{ 'x' | indent(10 ** 9) }}{{ 'x'.zfill(10 ** 9) }}",
    "{{ value.replace('', 'b' * 1000) }}",
    "{{ 5 | round(10 ** 9) }}",
    "{{ 5 | pack('99999999999999x') }}",
    "{{ now().strftime('%1000000000d') }}",
    "{{ [1] | tojson(indent=10 ** 9) }}",
    "{{ value | regex_search('(a|aa)+$') }}",
    "{{ value | regex_search('(.*)(.*)(.*)(.*)b') }}",
    "{{ value | regex_search('(?:a?){50}a{50}') }}",
    "{{ value | regex_replace('(?=(.*))', '\\\\1\\\\1') }}",
    "{{ value | urlencode | urlencode | urlencode }}{{ value | title }}",
    "{{ ('[],' * 5000) | from_json }}",
    "{{ '9' * 4000 }}" + "{{ " + "9" * 4000 + " }}",
    "{{ " + "(" * 1500 + "a" + ")" * 1500 + " }}",
    "{{ a" + "|e" * 1900 + " }}",
    "{{a}}" * 800,
    "{% set a = b %}" * 270,
]


@pytest.mark.parametrize("template", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("payload", [LISTS, "a" * 20_000, "&" * 20_000], ids=["json", "a", "&"])
def test_hostile_templates_are_stopped(template, payload):
    assert_bounded(template, Payload(payload.encode()))
