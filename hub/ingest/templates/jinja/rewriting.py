"""A reviewed template's operators put as filters, which are paid for."""

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.visitor import NodeTransformer

from hub.ingest.templates.jinja.budget import STEP

_CONTAINERS = (nodes.Tuple, nodes.List)


def rewrite(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """Return the template with loops, comparisons, slices and joins made payable."""
    _Rewriting().visit(tree)
    tree.set_environment(environment)
    return tree


def _filter(node: nodes.Expr, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


class _Rewriting(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's way
        price = nodes.Const(_price(node), lineno=node.lineno)
        self.generic_visit(node)
        values: nodes.Expr = node.iter  # type: ignore[assignment]  # the parser made it one
        node.iter = _filter(values, "each of", price)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "concat of")

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        none = nodes.Const(None, lineno=node.lineno)
        return _filter(node.node, "part of", *(end or none for end in ends))

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.key, nodes.Const):
            node.key = _filter(node.key, "what is compared")
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if _is_short(node):
            return node
        node.expr = _paid(node.expr, "eq")
        for operand in node.ops:
            operand.expr = _paid(operand.expr, operand.op)
        return node


def _paid(node: nodes.Expr, operator: str) -> nodes.Expr:
    if _is_constant(node):
        return node
    return _filter(node, "members of" if operator in {"in", "notin"} else "what is compared")


def _is_short(node: nodes.Compare) -> bool:
    """Whether one side is a constant: comparing with it takes no longer than it is."""
    only = node.ops[0] if len(node.ops) == 1 else None
    if only is None or only.op in {"in", "notin"}:
        return False
    return isinstance(node.expr, nodes.Const) or isinstance(only.expr, nodes.Const)


def _is_constant(node: nodes.Expr) -> bool:
    if isinstance(node, _CONTAINERS):
        return all(isinstance(item, nodes.Const) for item in node.items)
    return isinstance(node, nodes.Const)


def _price(loop: nodes.For) -> int:
    """Return what one turn of a loop costs: its parts and its fixed text."""
    price, waiting = STEP, [*loop.body, loop.target]
    if loop.test is not None:
        waiting.append(loop.test)
    while waiting:
        node = waiting.pop()
        price += STEP + (4 * len(node.data) if isinstance(node, nodes.TemplateData) else 0)
        waiting += node.iter_child_nodes()
    return price
