"""Jinja's sandbox with every operation paid for, and only what is listed in reach."""

from collections.abc import Callable
from functools import lru_cache

from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, pass_context

from hub.ingest.templates.jinja import methods
from hub.ingest.templates.jinja.budget import CALL, Rendering
from hub.ingest.templates.jinja.operators import BINARY
from hub.ingest.templates.numbers import shown

HOUSE = "the house"  # no name a template can write
_TEXTED = (type(None), bool, int, float, complex, bytes, list, tuple, dict, set, range)


def house_of(context: Context) -> Rendering:
    """Return the rendering a context belongs to."""
    house: Rendering = context.parent[HOUSE]
    return house


@pass_context
def _finalize(context: Context, value: object) -> str:
    """Return the text of an expression's value."""
    house = house_of(context)
    house.make(value, 1 if isinstance(value, str) else 4)  # a list's texts are escaped
    if not isinstance(value, (str, Undefined, *_TEXTED)) and not _is_plain(value):
        raise TypeError(f"a {type(value).__name__} is no text")
    return str(value)


def _is_plain(value: object) -> bool:
    kind = type(value)
    return (
        kind in methods.ALLOWED
        or kind.__module__ in {"datetime", "zoneinfo"}
        or (kind.__module__ == "builtins" and kind.__name__.startswith("dict_"))
    )


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """What runs a template once it was reviewed."""

    intercepted_binops = frozenset(BINARY)

    def __init__(self) -> None:
        super().__init__(
            optimized=False,  # a folded constant is work done while compiling
            finalize=_finalize,
            extensions=["jinja2.ext.loopcontrols"],
            cache_size=0,
        )
        self.functions: dict[str, object] = {}  # by name
        self._callable: set[object] = set()

    def admit(
        self,
        filters: dict[str, Callable[..., object]],
        tests: dict[str, Callable[..., object]],
        functions: dict[str, object],
    ) -> None:
        """Put these, and nothing else, in a template's reach."""
        self.filters = dict(filters)
        self.tests = dict(tests)
        self.globals.clear()
        self.functions = dict(functions)
        self._callable = {each for each in functions.values() if callable(each)}

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Do arithmetic, paid for."""
        return BINARY[operator](house_of(context), left, right)

    def call(__self, __context: Context, __obj: object, *args: object, **named: object) -> object:  # noqa: N805 - named as Jinja does, to leave all names to the template
        """Call a listed function, or a listed method."""
        house = house_of(__context)
        house.spend(CALL + 4 * len(args))
        for variables in ("_loop_vars", "_block_vars"):  # Jinja's own, for what wants them
            named.pop(variables, None)
        if methods.is_method(__obj):
            return methods.call(house, __obj, args, named)
        if isinstance(__obj, Undefined):
            return __obj()
        if isinstance(getattr(__obj, "__self__", None), LoopContext):
            house.look(args)
            return __obj(*args, **named)  # type: ignore[operator]  # its method
        if not __self._is_listed(__obj):
            raise TypeError(f"a {type(__obj).__name__} is not called")
        return __obj(__context, *args, **named)  # type: ignore[operator]  # it is callable

    def _is_listed(self, value: object) -> bool:
        return callable(value) and value in self._callable

    def getattr(self, obj: object, attribute: str) -> object:
        """Return ``obj.attribute``: a listed attribute, else an item."""
        if isinstance(obj, Undefined | Namespace | LoopContext):
            return self._own(obj, attribute)
        kind = type(obj)
        if attribute in methods.ALLOWED.get(kind, ()):
            return getattr(obj, attribute)
        if isinstance(obj, tuple) and attribute in getattr(kind, "_fields", ()):
            return getattr(obj, attribute)
        if kind is dict and hasattr(dict, attribute):
            return self.unsafe_undefined(obj, attribute)
        return self._item(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Return ``obj[argument]``: an item, else a listed attribute."""
        found = self._item(obj, argument)
        if isinstance(found, Undefined) and isinstance(argument, str):
            if argument in methods.ALLOWED.get(type(obj), ()):
                return getattr(obj, argument)
            if hasattr(type(obj), argument):
                return self.unsafe_undefined(obj, argument)
        return found

    def _own(self, obj: object, attribute: str) -> object:
        if attribute.startswith("_"):
            return self.unsafe_undefined(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return self.undefined(obj=obj, name=attribute)

    def _item(self, obj: object, argument: object) -> object:
        if isinstance(argument, tuple):
            raise TypeError("a tuple is no key")
        try:
            return obj[argument]  # type: ignore[index]  # what has no items raises
        except (TypeError, LookupError):
            name = argument if isinstance(argument, str) else shown(argument)
            return self.undefined(obj=obj, name=name)


@lru_cache(maxsize=1)
def environment() -> BoundedEnvironment:
    """Return the one environment all templates share."""
    from hub.ingest.templates.jinja.library import FILTERS, FUNCTIONS, TESTS

    env = BoundedEnvironment()
    env.admit(FILTERS, TESTS, FUNCTIONS)
    return env
