"""Templates that are more than a path: Jinja on an allow-list, with bounded work and output.

Importing this imports Jinja: do so only when a template needs it.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from jinja2 import Template
from jinja2.exceptions import TemplateError
from jinja2.runtime import Context

from hub.core.clock import Clock
from hub.ingest.templates.failures import (
    BrokenTemplate,
    TemplateFailed,
    UndefinedValue,
    UnsupportedTemplate,
)
from hub.ingest.templates.jinja.budget import Rendering
from hub.ingest.templates.jinja.environment import HOUSE, environment
from hub.ingest.templates.jinja.reading import keys_of
from hub.ingest.templates.jinja.review import review
from hub.ingest.templates.jinja.rewriting import rewrite
from hub.ingest.templates.jinja.size import check_text

_STUMBLES = (  # what templates stumble over while they run; all else would be our mistake
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    OSError,  # a moment beyond the calendar
    RuntimeError,  # nested too deeply
    TypeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A compiled template, the names it reads, and the keys that decide what it gives."""

    template: Template
    names: frozenset[str]
    keys: tuple[str, ...] | None
    functions: Mapping[str, object]

    def render(self, values: Mapping[str, object], *, clock: Clock, timezone: tzinfo) -> str:
        """Return the text; raise ``TemplateFailed``."""
        house = Rendering(clock=clock, timezone=timezone)
        context = Context(environment(), {**self.functions, **values, HOUSE: house}, None, {})
        try:
            return "".join(self.template.root_render_func(context)).strip()
        except TemplateFailed:
            raise
        except TemplateError as error:
            raise UndefinedValue(str(error)[:200]) from error
        except _STUMBLES as error:
            raise TemplateFailed(str(error)[:200]) from error


@lru_cache(maxsize=2048)
def compile_script(source: str, variables: frozenset[str]) -> Script:
    """Return a template ready to run; raise ``UnsupportedTemplate`` naming what is too much.

    ``BrokenTemplate`` where it says nothing at all.
    """
    check_text(source)
    env = environment()
    try:
        tree = env.parse(source)
        names, keys = review(tree, variables), keys_of(tree)
        code = env.compile(rewrite(tree, env))
    except TemplateError as error:
        raise BrokenTemplate(f"it is no Jinja: {str(error)[:100]}") from error
    except (RecursionError, SyntaxError, OverflowError, MemoryError) as error:
        raise UnsupportedTemplate("it is nested too deeply") from error
    functions = {name: env.functions[name] for name in names & env.functions.keys()}
    return Script(
        template=Template.from_code(env, code, {}), names=names, keys=keys, functions=functions
    )
