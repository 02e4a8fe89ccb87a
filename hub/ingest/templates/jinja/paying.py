"""Functions made ready for a template: called with its context, and paid for."""

from collections.abc import Callable, Iterator

from jinja2.runtime import Context
from jinja2.utils import pass_context

from hub.ingest.templates.jinja.budget import CALL, ITERATOR, PIECE
from hub.ingest.templates.jinja.environment import house_of

Work = Callable[..., object]


def light(work: Work) -> Work:
    """Pay for a function whose work does not grow with its arguments."""

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house_of(context).spend(CALL)
        return work(*args, **named)

    return call


def seen(work: Work, factor: int = 1) -> Work:
    """Pay for a function that looks through its arguments, and makes up to ``factor`` of them.

    One of Jinja's own is handed first what it asks for.
    """
    wanted = getattr(getattr(work, "jinja_pass_arg", None), "name", "")
    name = {"eval_context": "eval_ctx", "environment": "environment"}.get(wanted)

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        args = tuple(house.whole(arg) for arg in args)
        house.make([args, named], factor)
        result = work(getattr(context, name), *args, **named) if name else work(*args, **named)
        house.make(result)
        return result

    return call


def itemised(work: Work, factor: int) -> Work:
    """Pay as ``seen`` does where each character of a text is an item of its own."""
    paid = seen(work, factor)

    @pass_context
    def call(context: Context, value: object, *args: object, **named: object) -> object:
        if isinstance(value, str):
            house_of(context).spend(PIECE * len(value))
            value = list(value)
        return paid(context, value, *args, **named)

    return call


def own(work: Work) -> Work:
    """Leave the paying to a function: it is handed the rendering."""

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        return work(house, *args, **named)

    return call


def lazily(work: Work) -> Work:
    """Pay for a filter of Jinja's that looks at one item after the other."""
    wanted = getattr(getattr(work, "jinja_pass_arg", None), "name", "")

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        first = {"context": (context,), "environment": (context.environment,)}.get(wanted)
        result = work(*(first or ()), *args, **named)
        if isinstance(result, Iterator):
            house.spend(ITERATOR)
            return house.each(result, CALL + PIECE)
        return result

    return call
