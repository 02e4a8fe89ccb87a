"""What a template may say, decided before it runs."""

from collections.abc import Iterator
from datetime import UTC

from jinja2 import nodes
from jinja2.filters import FILTERS as JINJA_FILTERS

from hub.core.clock import TickClock
from hub.ingest.templates.failures import BrokenTemplate, TemplateFailed, UnsupportedTemplate
from hub.ingest.templates.jinja import lists, patterns
from hub.ingest.templates.jinja.budget import Rendering
from hub.ingest.templates.jinja.library import ELSEWHERE, FILTERS, TESTS, UNUSED
from hub.ingest.templates.jinja.operators import BINARY
from hub.ingest.templates.jinja.size import check_parts
from hub.ingest.templates.jinja.words import words

_DEEPEST = 60
_NODES = words(
    """Template Output TemplateData If For Assign AssignBlock With FilterBlock Break Continue
    Name NSRef Const Tuple List Dict Pair Keyword CondExpr Filter Test Call Getitem Getattr Slice
    Concat Compare Operand Mul Div FloorDiv Add Sub Mod Pow And Or Not Neg Pos"""
)
_REGEX = words(
    "regex_findall regex_findall_index regex_match regex_replace regex_search match search"
)
_BY_NAME = {"map": FILTERS, "select": TESTS, "reject": TESTS}
_BY_NAME_SECOND = {"selectattr": TESTS, "rejectattr": TESTS}


def review(tree: nodes.Template, variables: frozenset[str]) -> frozenset[str]:
    """Return the names a template reads; raise ``UnsupportedTemplate`` naming what is too much.

    ``variables`` are the names the caller gives values to.
    """
    every = list(_every(tree))
    check_parts(every)
    names = [node for node in every if isinstance(node, nodes.Name)]
    own = {node.name for node in names if node.ctx != "load"} | variables
    for node in every:
        _check(node, own)
    return frozenset(node.name for node in names if node.ctx == "load")


def _every(tree: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            raise UnsupportedTemplate(f"it is nested more than {_DEEPEST} deep")
        yield node
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _check(node: nodes.Node, own: set[str]) -> None:
    kind = type(node).__name__
    if kind not in _NODES:
        raise UnsupportedTemplate(f"{{% {kind.lower()} %}} in line {node.lineno}")
    if isinstance(node, nodes.For) and node.recursive:
        raise UnsupportedTemplate(f"a recursive loop in line {node.lineno}")
    if isinstance(node, nodes.Name) and node.name not in own:
        _check_name(node.name)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("__"):
        raise UnsupportedTemplate(f"the inner attribute {node.attr[:40]}")
    elif isinstance(node, nodes.Filter | nodes.Test):
        _check_named(node)
    elif isinstance(node, nodes.BinExpr | nodes.Call):
        _check_size(node)


def _check_name(name: str) -> None:
    if name in ELSEWHERE:
        raise UnsupportedTemplate(f"{name} asks Home Assistant for other entities")
    if name in UNUSED:
        raise UnsupportedTemplate(f"the function {name}")


def _check_named(node: nodes.Filter | nodes.Test) -> None:
    is_filter = isinstance(node, nodes.Filter)
    if node.name not in (FILTERS if is_filter else TESTS):
        what = f"the {'filter' if is_filter else 'test'} {node.name[:40]}"
        if node.name in ELSEWHERE | UNUSED or node.name in (JINJA_FILTERS if is_filter else ()):
            raise UnsupportedTemplate(what)
        raise BrokenTemplate(f"nobody has {what}")
    table = _BY_NAME.get(node.name) or _BY_NAME_SECOND.get(node.name)
    if is_filter and table is not None:
        named = _constant_argument(node, 0 if node.name in _BY_NAME else 1)
        if isinstance(named, str) and named not in table:
            raise UnsupportedTemplate(f"{node.name} with {named[:40]}")
    if node.name in _REGEX:
        find = _constant_argument(node, 0, "find")
        if isinstance(find, str):
            try:
                patterns.compiled(find, ignorecase=False)
            except ValueError as error:
                raise UnsupportedTemplate(str(error)) from error


def _constant_argument(node: nodes.Filter | nodes.Test, place: int, name: str = "") -> object:
    found = [each.value for each in _keywords(node) if each.key == name]
    found += node.args[place : place + 1]
    return found[0].value if found and isinstance(found[0], nodes.Const) else None


def _check_size(node: nodes.BinExpr | nodes.Call) -> None:
    """Refuse a sum of constants that would be endless."""
    house = Rendering(clock=TickClock(), timezone=UTC)
    try:
        _constant(node, house)
    except (TemplateFailed, ValueError) as error:
        raise UnsupportedTemplate(f"{error} in line {node.lineno}") from error
    except (TypeError, ArithmeticError, LookupError):
        return  # it fails when it runs, or has parts that are not constant


def _constant(node: nodes.Node, house: Rendering) -> object:
    if isinstance(node, nodes.Const):
        return node.value
    if isinstance(node, nodes.Neg):
        return -_constant(node.node, house)  # type: ignore[operator]  # a text raises
    if isinstance(node, nodes.BinExpr) and node.operator in BINARY:
        return BINARY[node.operator](
            house, _constant(node.left, house), _constant(node.right, house)
        )
    if isinstance(node, nodes.Call) and _is_range(node):
        return lists.spread(*(_constant(arg, house) for arg in node.args))  # type: ignore[arg-type]  # a text raises
    raise LookupError("not constant")


def _is_range(node: nodes.Call) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "range" and not node.kwargs


def _keywords(node: nodes.Filter | nodes.Test) -> list[nodes.Keyword]:
    every: list[nodes.Node] = [*node.kwargs]
    return [each for each in every if isinstance(each, nodes.Keyword)]
