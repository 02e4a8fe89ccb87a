"""Value and command templates, read as Home Assistant reads them, with bounded work.

Plain paths into the payload become functions; the rest is Jinja on an allow-list.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, tzinfo
from functools import lru_cache

from hub.core.clock import Clock
from hub.core.errors import BadPayload
from hub.ingest.payload import Payload
from hub.ingest.templates.failures import (
    BrokenTemplate,
    TemplateFailed,
    UndefinedValue,
    UnsupportedTemplate,
)
from hub.ingest.templates.paths import compile_path
from hub.ingest.templates.template import Command, Compiled, Template, plain

__all__ = [
    "BrokenTemplate",
    "Command",
    "Template",
    "TemplateFailed",
    "UndefinedValue",
    "UnsupportedTemplate",
    "compile_command",
    "compile_value",
    "plain",
]

_LONGEST = 4096  # characters of a template
_cached_path = lru_cache(maxsize=4096)(compile_path)


def compile_value(
    template: str, *, clock: Clock, timezone: tzinfo = UTC, **variables: object
) -> Template:
    """Return what reads a payload as the template says; raise ``UnsupportedTemplate``.

    ``variables`` are further plain values the template may name. Equal templates share one.
    """
    template = _checked(template)
    if not _is_dynamic(template):
        return Compiled(render=lambda _: template, native=lambda _: template)
    found = _cached_path(template)
    if found is not None:
        return found
    if variables:
        return _scripted(template, clock, timezone, variables)
    return _cached_script(template, clock, timezone)


def compile_command(
    template: str, *, clock: Clock, timezone: tzinfo = UTC, **variables: object
) -> Command:
    """Return what writes a command from ``value`` and the component's own variables.

    It raises ``TemplateFailed``; compiling raises ``UnsupportedTemplate``.
    """
    template = _checked(template)
    if not _is_dynamic(template):
        return lambda _: template
    from hub.ingest.templates.jinja import compile_script

    script = compile_script(template, frozenset(variables))

    def write(values: Mapping[str, object]) -> str:
        return script.render({**variables, **values}, clock=clock, timezone=timezone)

    return write


def _scripted(
    template: str, clock: Clock, timezone: tzinfo, variables: Mapping[str, object]
) -> Template:
    from hub.ingest.templates.jinja import compile_script

    script = compile_script(template, frozenset(variables))
    wants_json = "value_json" in script.names

    def render(payload: Payload) -> str:
        values = {**variables, "value": payload.text}
        if wants_json:
            with suppress(BadPayload):  # not there then
                values["value_json"] = payload.json
        return script.render(values, clock=clock, timezone=timezone)

    return Compiled(render=render, native=render, keys=script.keys or ())


@lru_cache(maxsize=2048)
def _cached_script(template: str, clock: Clock, timezone: tzinfo) -> Template:
    return _scripted(template, clock, timezone, {})


def _checked(template: str) -> str:
    if len(template) > _LONGEST:
        raise UnsupportedTemplate(f"it is longer than {_LONGEST} characters")
    return template.strip()


def _is_dynamic(template: str) -> bool:
    return "{" in template and any(mark in template for mark in ("{{", "{%", "{#"))
