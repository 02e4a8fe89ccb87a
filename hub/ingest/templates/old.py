"""Device templates, compiled once: plain paths into a payload and a few filters, nothing else.

``{{ value_json.a["b"][0] | float | round(1) }}`` and ``{{ value }}`` become a function; whatever
is more than that is refused by name, never evaluated.
"""

import re
from collections.abc import Callable

from hub.core.codec import decode, encode
from hub.core.errors import BadPayload
from hub.ingest.payload import MISSING, Payload, text_of
from hub.ingest.templates.failures import UnsupportedTemplate

Getter = Callable[[Payload], object]
Filter = Callable[[object], object]
_LONGEST = 16_384  # characters of a template

_OUTER = re.compile(r"\s*\{\{-?(?P<inside>[^{}]*?)-?\}\}\s*")
_PATH = re.compile(r"\s*(?P<root>value_json|value)(?P<steps>(?:\.\w+|\[[^\]]*\])*)\s*")
_STEP = re.compile(r"\.(?P<name>\w+)|\[\s*(?:'(?P<a>[^']*)'|\"(?P<b>[^\"]*)\"|(?P<i>-?\d+))\s*\]")
_FILTER = re.compile(r"\s*(?P<name>\w+)\s*(?:\((?P<args>[^()]*)\))?\s*")
_SLOT = re.compile(r"\{\{-?\s*(?:value|position|percentage)\s*(?:\|\s*(int|string)\s*)?-?\}\}")


def compile_template(template: str) -> Getter:
    """Return what reads a payload as the template says; raise ``UnsupportedTemplate``.

    The getter returns ``MISSING`` where the payload does not hold what is asked for, and raises
    ``BadPayload`` where it cannot be read at all.
    """
    outer = _OUTER.fullmatch(template) if len(template) <= _LONGEST else None
    if outer is None:
        raise UnsupportedTemplate(f"{template[:80]!r}")
    path, *filters = _split(outer["inside"])
    getter = _path(path, template)
    for each in filters:
        getter = _through(getter, _filter(each, template))
    return getter


def plain_text(payload: Payload) -> object:
    """Read a payload that has no template: its text."""
    return payload.text


def compile_slots(template: str) -> Callable[[str], str]:
    """Return what puts a value into a command template; raise ``UnsupportedTemplate``."""
    rest = _SLOT.sub("", template)
    if "{{" in rest or "{%" in rest or len(template) > _LONGEST:
        raise UnsupportedTemplate(f"{template[:80]!r}")
    return lambda value: _SLOT.sub(lambda _: value, template)


def _split(inside: str) -> list[str]:
    """Split at pipes that stand outside quotes."""
    parts = re.findall(r"(?:'[^']*'|\"[^\"]*\"|[^|'\"])+", inside)
    return parts or [""]


def _path(text: str, template: str) -> Getter:
    found = _PATH.fullmatch(text)
    steps = found["steps"] if found else ""
    if found is None or _STEP.sub("", steps):
        raise UnsupportedTemplate(f"{template[:80]!r}")
    if found["root"] == "value":
        if steps:
            raise UnsupportedTemplate(f"{template[:80]!r}")
        return plain_text
    keys = [_key(step) for step in _STEP.finditer(steps)]
    if len(keys) == 1 and isinstance(keys[0], str):
        return _one(keys[0])
    return _walk(keys)


def _key(step: re.Match[str]) -> str | int:
    if step["i"] is not None:
        return int(step["i"])
    return next(part for part in (step["name"], step["a"], step["b"]) if part is not None)


def _one(key: str) -> Getter:
    def get(payload: Payload) -> object:
        value = payload.json
        return value.get(key, MISSING) if type(value) is dict else MISSING

    return get


def _walk(keys: list[str | int]) -> Getter:
    def get(payload: Payload) -> object:
        value = payload.json
        for key in keys:
            if isinstance(value, dict):
                value = value.get(key, MISSING)
            elif (
                isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value)
            ):
                value = value[key]
            else:
                return MISSING
        return value

    return get


def _through(getter: Getter, change: Filter) -> Getter:
    return lambda payload: change(getter(payload))


def _filter(text: str, template: str) -> Filter:
    found = _FILTER.fullmatch(text)
    make = _FILTERS.get(found["name"]) if found else None
    if found is None or make is None:
        raise UnsupportedTemplate(f"unsupported filter {text.strip()!r} in {template[:80]!r}")
    try:
        return make([_literal(arg) for arg in (found["args"] or "").split(",") if arg.strip()])
    except (BadPayload, ValueError, TypeError, IndexError) as error:
        raise UnsupportedTemplate(f"unsupported filter {text.strip()!r}: {error}") from error


def _literal(text: str) -> object:
    text = text.strip()
    words: dict[str, object] = {"True": True, "False": False, "None": None, "true": True}
    if text in words:
        return words[text]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    return decode(text, object)


def _default(args: list[object]) -> Filter:
    instead = args[0] if args else ""
    also_empty = bool(args[1]) if len(args) > 1 else False
    return lambda v: instead if v is MISSING or (also_empty and not v) else v


def _number(kind: Callable[[float], float]) -> Callable[[list[object]], Filter]:
    def make(args: list[object]) -> Filter:
        instead = args[0] if args else MISSING

        def change(value: object) -> object:
            if isinstance(value, int | float | str):
                try:
                    return kind(float(value))
                except (ValueError, OverflowError):
                    return instead
            return instead

        return change

    return make


def _round(args: list[object]) -> Filter:
    digits = args[0] if args else 0
    if not isinstance(digits, int) or len(args) > 1:
        raise TypeError("round takes a number of digits")
    return lambda v: round(v, digits) if isinstance(v, int | float) else v


def _worded(change: Callable[[str], str]) -> Callable[[list[object]], Filter]:
    return lambda _: lambda v: v if v is MISSING else change(text_of(v))


def _truncate(args: list[object]) -> Filter:
    length = args[0] if args else 255
    if not isinstance(length, int) or args[1:3] != [True, ""]:
        raise TypeError("only truncate(length, True, '') is known")
    return lambda v: v if v is MISSING else text_of(v)[:length]


_FILTERS: dict[str, Callable[[list[object]], Filter]] = {
    "default": _default,
    "float": _number(float),
    "int": _number(int),
    "round": _round,
    "abs": lambda _: lambda v: abs(v) if isinstance(v, int | float) else v,
    "lower": _worded(str.lower),
    "upper": _worded(str.upper),
    "trim": _worded(str.strip),
    "string": _worded(str),
    "truncate": _truncate,
    "tojson": lambda _: lambda v: v if v is MISSING else encode(v).decode(),
}
