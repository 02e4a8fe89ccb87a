"""Plain templates as functions: a path into the payload and a few filters, without Jinja.

``{{ value_json.a["b"][0] | float | round(1) }}`` and ``{{ value }}``. What is more than that is
left to Jinja, and what reads the same here and there gives the same.
"""

import re
from collections.abc import Callable
from typing import NoReturn

from hub.core.errors import BadPayload
from hub.ingest.payload import MISSING, Payload
from hub.ingest.templates.failures import TemplateFailed, UndefinedValue
from hub.ingest.templates.steps import STEPS, Step
from hub.ingest.templates.template import Compiled

Read = Callable[[Payload], object]

_WHOLE = re.compile(r"\{\{[-+]?\s*(?P<root>value_json|value)(?P<rest>[^{}\\]*?)\s*[-+]?\}\}")
_KEY = re.compile(
    r"\s*(?:\.\s*(?P<name>[A-Za-z_]\w*)"
    r"|\[\s*(?:'(?P<a>[^'\n]*)'|\"(?P<b>[^\"\n]*)\"|(?P<index>-?(?:0|[1-9]\d*)))\s*\])",
    re.ASCII,
)
_FILTER = re.compile(
    r"\s*\|\s*(?P<name>[a-z_]+)(?:\s*\((?P<args>(?:[^()'\"]|'[^'\n]*'|\"[^\"\n]*\")*)\))?"
)
_ARG = re.compile(
    r"\s*(?:(?P<name>[a-z_]+)\s*=\s*)?(?:'(?P<a>[^']*)'|\"(?P<b>[^\"]*)\""
    r"|(?P<float>-?(?:0|[1-9]\d*)\.\d+)|(?P<int>-?(?:0|[1-9]\d{0,17}))"
    r"|(?P<word>True|true|False|false|None|none))\s*(?:,|$)"
)
_WORDS = {"true": True, "false": False, "none": None}
# After a dot these are methods, not keys, of what JSON holds.
_METHODS = {name for kind in (dict, list, str, int, float) for name in dir(kind)}


def compile_path(template: str) -> Compiled | None:
    """Return the template as a function, or ``None`` where it is no plain path."""
    whole = _WHOLE.fullmatch(template)
    if whole is None:
        return None
    keys, rest = _keys(whole["rest"])
    steps = _steps(rest)
    if keys is None or steps is None or (whole["root"] == "value" and keys):
        return None
    read = _value if whole["root"] == "value" else _path(keys)
    native = _through(read, steps) if steps else _trimmed(read, keys)
    decides = (keys[0],) if keys and isinstance(keys[0], str) else ()
    return Compiled(render=_worded(native), native=native, keys=decides)


def _keys(text: str) -> tuple[list[str | int] | None, str]:
    """Return the keys a path names and what follows it; no keys where one is a method."""
    keys: list[str | int] = []
    at = 0
    while found := _KEY.match(text, at):
        at = found.end()
        if found["name"] in _METHODS:
            return None, ""
        named = next((found[g] for g in ("name", "a", "b") if found[g] is not None), None)
        keys.append(int(found["index"]) if named is None else named)
    return keys, text[at:]


def _steps(text: str) -> list[Step] | None:
    """Return the filters named by ``| name(args)…``, or ``None`` where one is not plain."""
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _FILTER.match(text, at)
        args = _arguments(found["args"] or "") if found else None
        if found is None or args is None or found["name"] not in STEPS:
            return None
        at = found.end()
        try:
            steps.append(STEPS[found["name"]](*args[0], **args[1]))
        except TypeError:  # arguments it does not take: for Jinja to say
            return None
    return steps


def _arguments(text: str) -> tuple[list[object], dict[str, object]] | None:
    positional: list[object] = []
    named: dict[str, object] = {}
    at = 0
    while at < len(text):
        found = _ARG.match(text, at)
        if found is None or (named and not found["name"]):
            return None
        at = found.end()
        if found["name"]:
            named[found["name"]] = _literal(found)
        else:
            positional.append(_literal(found))
    return positional, named


def _literal(found: re.Match[str]) -> object:
    if found["int"] is not None:
        return int(found["int"])
    if found["float"] is not None:
        return float(found["float"])
    if found["word"] is not None:
        return _WORDS[found["word"].lower()]
    return found["a"] if found["a"] is not None else found["b"]


def _value(payload: Payload) -> object:
    return payload.text


def _path(keys: list[str | int]) -> Read:
    if not keys:
        return _json_or_missing
    *most, last = keys

    def read(payload: Payload) -> object:
        try:
            value = payload.json
        except BadPayload as error:
            _not_json(payload, error)
        for key in most:
            value = _get(value, key)
            if value is MISSING:
                raise UndefinedValue(f"there is no {key!r} in the payload")
        return _get(value, last)

    return read


def _get(value: object, key: str | int) -> object:
    if type(value) is dict:
        return value.get(key, MISSING)
    if type(key) is int and isinstance(value, list | str) and -len(value) <= key < len(value):
        return value[key]
    return MISSING


def _json_or_missing(payload: Payload) -> object:
    try:
        return payload.json
    except BadPayload:
        return MISSING if payload.text is not None else None


def _not_json(payload: Payload, error: BadPayload) -> NoReturn:
    raise UndefinedValue(f"the payload is no JSON: {payload.text[:40]!r}") from error


def _trimmed(read: Read, keys: list[str | int]) -> Read:
    """Return the reader of what no filter changes: most templates, so it is made to be quick."""
    if len(keys) == 1 and isinstance(keys[0], str):
        return _one(keys[0])

    def native(payload: Payload) -> object:
        value = read(payload)
        return value.strip() if type(value) is str else value

    return native


def _one(key: str) -> Read:
    def native(payload: Payload) -> object:
        try:
            value = payload.json
        except BadPayload as error:
            _not_json(payload, error)
        if type(value) is not dict:
            return MISSING
        value = value.get(key, MISSING)
        return value.strip() if type(value) is str else value

    return native


def _through(read: Read, steps: list[Step]) -> Read:
    def native(payload: Payload) -> object:
        value = read(payload)
        try:
            for step in steps:
                value = step(value)
        except (ValueError, TypeError, ArithmeticError, AssertionError, RecursionError) as error:
            if isinstance(error, BadPayload):
                raise
            raise TemplateFailed(str(error)[:200]) from error
        return value.strip() if type(value) is str else value

    return native


def _worded(native: Read) -> Callable[[Payload], str]:
    def render(payload: Payload) -> str:
        value = native(payload)
        if type(value) is str:
            return value
        if value is MISSING:
            return ""
        try:
            return str(value)
        except (ValueError, RecursionError) as error:  # endless digits, endless nesting
            raise TemplateFailed(str(error)[:200]) from error

    return render
