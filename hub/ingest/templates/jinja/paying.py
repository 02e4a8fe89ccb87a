"""Functions made ready for a template: called with its context, and paid for."""

from collections.abc import Callable, Iterator

from jinja2.runtime import Context
from jinja2.utils import pass_context

from hub.ingest.templates.jinja.budget import CALL
from hub.ingest.templates.jinja.environment import house_of

Work = Callable[..., object]


def light(work: Work) -> Work:
    """Pay for a function whose work does not grow with its arguments."""

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house_of(context).spend(CALL)
        return work(*args, **named)

    return call


def seen(work: Work) -> Work:
    """Pay for a function that looks through its arguments and makes nothing much bigger."""

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        args = tuple(house.whole(arg) for arg in args)
        house.read(args, named)
        result = work(*args, **named)
        house.make(result)
        return result

    return call


def own(work: Work) -> Work:
    """Leave the paying to a function: it is handed the rendering."""

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        return work(house, *args, **named)

    return call


def jinja(work: Work) -> Work:
    """Pay for one of Jinja's that looks through its arguments."""
    return seen_with_context(work, reads=True)


def lazily(work: Work) -> Work:
    """Pay for one of Jinja's that looks at one item after the other."""
    return seen_with_context(work, reads=False)


def seen_with_context(work: Work, *, reads: bool) -> Work:
    """Return one of Jinja's filters, handed what it asks for first."""
    wanted = getattr(getattr(work, "jinja_pass_arg", None), "name", "")

    @pass_context
    def call(context: Context, *args: object, **named: object) -> object:
        house = house_of(context)
        house.spend(CALL)
        if reads:
            args = tuple(house.whole(arg) for arg in args)
            house.read(args, named)
        first = {
            "context": context,
            "eval_context": context.eval_ctx,
            "environment": context.environment,
        }.get(wanted)
        result = work(*args, **named) if first is None else work(first, *args, **named)
        if isinstance(result, Iterator):
            return house.each(result, CALL)
        if reads:
            house.make(result)
        return result

    return call
