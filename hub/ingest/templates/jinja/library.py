"""All filters, tests and functions a template may name: Jinja's and Home Assistant's."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta

from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Namespace, pass_context

from hub.ingest.templates.jinja import lists, maths, operators, patterns, texts, times
from hub.ingest.templates.jinja.paying import Work, itemised, lazily, light, own, seen
from hub.ingest.templates.jinja.words import words
from hub.ingest.templates.numbers import as_float, as_int, rounded, shown

_MATHS: dict[str, Work] = {  # filters and functions alike
    name: light(maths.one(name, getattr(math, name)))
    for name in ("acos", "asin", "atan", "cos", "sin", "sqrt", "tan")
}
_BOTH: dict[str, Work] = _MATHS | {
    "as_datetime": seen(times.as_datetime),
    "as_local": own(times.as_local),
    "as_timedelta": seen(times.as_timedelta),
    "as_timestamp": own(times.as_timestamp),
    "atan2": seen(maths.atan2),
    "average": seen(maths.average),
    "bool": seen(maths.boolean),
    "combine": seen(lists.combine, 8),
    "difference": seen(lists.of_sets("difference", set.difference), 8),
    "flatten": seen(lists.flatten, 4),
    "float": seen(as_float),
    "iif": light(lists.iif),
    "int": seen(as_int),
    "intersect": seen(lists.of_sets("intersect", set.intersection), 8),
    "is_number": seen(maths.is_number),
    "log": light(maths.log),
    "md5": seen(texts.hashed("md5")),
    "median": seen(maths.median, 4),
    "pack": seen(texts.pack),
    "relative_time": own(times.time_since),
    "sha1": seen(texts.hashed("sha1")),
    "sha256": seen(texts.hashed("sha256")),
    "sha512": seen(texts.hashed("sha512")),
    "shuffle": seen(lists.shuffle, 2),
    "slugify": seen(texts.slugify, 32),
    "statistical_mode": seen(maths.mode, 16),
    "symmetric_difference": seen(
        lists.of_sets("symmetric_difference", set.symmetric_difference), 8
    ),
    "time_since": own(times.time_since),
    "time_until": own(times.time_until),
    "today_at": own(times.today_at),
    "typeof": light(lists.typeof),
    "union": seen(lists.of_sets("union", set.union), 8),
    "unpack": seen(texts.unpack),
}


@pass_context
def fail_when_undefined(_: object, value: object) -> object:
    """Return the value; raise where there is none."""
    from jinja2.runtime import Undefined

    return value() if isinstance(value, Undefined) else value


# How much more than their arguments some of Jinja's filters make on the way.
_FACTORS = {"abs": 1, "title": 32, "wordcount": 32, "urlencode": 16, "dictsort": 8}
_FACTORS |= {"escape": 8, "e": 8, "forceescape": 8, "truncate": 1, "trim": 1}
_ITEMISED = {"sort": 4, "unique": 4, "groupby": 8, "max": 2, "min": 2}
FILTERS: dict[str, Work] = (
    {
        name: seen(JINJA_FILTERS[name], _FACTORS.get(name, 4))
        for name in words(
            "abs capitalize dictsort e escape filesizeformat forceescape lower "
            "reverse safe string title trim truncate upper urlencode wordcount"
        )
    }
    | {name: itemised(JINJA_FILTERS[name], factor) for name, factor in _ITEMISED.items()}
    | {
        name: lazily(JINJA_FILTERS[name])
        for name in words(
            "count d default first items last length map reject rejectattr select selectattr"
        )
    }
    | _BOTH
    | {
        "add": seen(maths.add),
        "base64_decode": seen(texts.base64_decode, 2),
        "base64_encode": seen(texts.base64_encode, 4),
        "batch": own(lists.batch),
        "bitwise_and": seen(maths.bitwise_and),
        "bitwise_or": seen(maths.bitwise_or),
        "bitwise_xor": seen(maths.bitwise_xor),
        "center": own(texts.center),
        "contains": seen(texts.contains),
        "format": own(operators.percent_of),
        "from_json": seen(texts.from_json, 8),
        "indent": own(texts.indent),
        "is_defined": fail_when_undefined,
        "join": own(texts.join),
        "list": own(lists.listed),
        "multiply": seen(maths.multiply),
        "ord": seen(ord),
        "ordinal": seen(texts.ordinal),
        "random": seen(lists.chosen),
        "regex_findall": own(patterns.findall),
        "regex_findall_index": own(patterns.findall_index),
        "regex_match": own(patterns.match),
        "regex_replace": own(patterns.substitute),
        "regex_search": own(patterns.search),
        "replace": own(texts.replace),
        "round": seen(rounded),
        "slice": own(lists.sliced),
        "sum": own(lists.summed),
        "timestamp_custom": own(times.timestamp_custom),
        "timestamp_local": own(times.timestamp_local),
        "timestamp_utc": seen(times.timestamp_utc),
        "tojson": own(texts.tojson),
        "to_json": own(texts.to_json),
        # what the review puts in place of operators
        "concat of": own(texts.concat),
        "part of": own(lists.part_of),
        "each of": own(lists.each_of),
        "members of": own(lists.members_of),
        "what is compared": own(lists.compared),
    }
)


def _test(name: str) -> Callable[..., bool]:
    test: Callable[..., bool] = JINJA_TESTS[name]  # type: ignore[assignment]  # it says "function"
    return test


def _number(work: Callable[..., bool]) -> Callable[..., bool]:
    """Return a test of numbers: of a text, ``%`` would be a format."""

    def test(value: object, *args: object) -> bool:
        if not isinstance(value, int | float):
            raise TypeError(f"{shown(value)} is no number")
        return work(value, *args)

    return test


TESTS: dict[str, Work] = (
    {
        name: _test(name)
        for name in words(
            "boolean defined false float integer iterable mapping none number sameas sequence "
            "string true undefined"
        )
    }
    | {
        name: seen(_test(name))
        for name in words(
            "!= < <= == > >= eq equalto ge greaterthan gt in le lessthan lower lt ne upper"
        )
    }
    | {name: light(_number(_test(name))) for name in ("divisibleby", "even", "odd")}
    | {
        "contains": seen(texts.contains),
        "datetime": light(lambda value: isinstance(value, datetime)),
        "is_number": seen(maths.is_number),
        "list": light(lambda value: isinstance(value, list)),
        "match": own(patterns.match),
        "search": own(patterns.search),
        "set": light(lambda value: isinstance(value, set)),
        "string_like": light(lambda value: isinstance(value, str | bytes | bytearray)),
        "tuple": light(lambda value: isinstance(value, tuple)),
    }
)


def _of_list_or_many(work: Work) -> Work:
    """Return Jinja's ``min`` or ``max`` as a function of a list or of its arguments."""

    @pass_context
    def call(context: object, *args: object, **named: object) -> object:
        if not args:
            raise TypeError("it takes at least one value")
        return work(context, args[0] if len(args) == 1 else args, **named)

    return call


FUNCTIONS: dict[str, object] = _BOTH | {
    "dict": seen(lists.mapping, 8),
    "e": math.e,
    "max": _of_list_or_many(FILTERS["max"]),
    "min": _of_list_or_many(FILTERS["min"]),
    "namespace": light(Namespace),
    "now": own(times.now),
    "pi": math.pi,
    "range": light(lists.spread),
    "set": seen(set, 8),
    "strptime": seen(times.strptime),
    "tau": math.tau,
    "timedelta": light(timedelta),
    "tuple": seen(tuple),
    "urlencode": seen(texts.urlencode, 16),
    "utcnow": own(times.utcnow),
    "zip": own(lists.zipped),
}

# What Home Assistant's templates can ask of the rest of its house.
ELSEWHERE = words(
    """area_devices area_entities area_id area_name areas closest config_entry_attr
    config_entry_id device_attr device_entities device_id distance expand floor_areas
    floor_entities floor_id floor_name floors has_value integration_entities is_device_attr
    is_hidden_entity is_state is_state_attr issue issues label_areas label_devices label_entities
    label_id label_name labels state_attr state_translated states"""
)
# What could be done, and is not: nothing a device needs.
UNUSED = words("cycler joiner lipsum merge_response version")
