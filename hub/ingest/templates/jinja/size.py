"""How big a template may be: compiling one takes memory and time with its parts."""

import re
from collections.abc import Iterable

from jinja2 import nodes

from hub.ingest.templates.failures import UnsupportedTemplate

_MOST_TOKENS = 1200  # 0.02 ms each to parse
_MOST_DIGITS = re.compile(r"\d{100}")
_MOST_KB = 800
_TOKEN = re.compile(r"\w+|[^\w\s]")
_KB: dict[type[nodes.Node], int] = {  # what compiling a part takes for a moment, measured
    nodes.Name: 8,
    nodes.For: 8,
    nodes.AssignBlock: 18,
    nodes.FilterBlock: 6,
    nodes.Assign: 5,
    nodes.With: 5,
    nodes.If: 4,
    nodes.Const: 2,
    nodes.TemplateData: 2,
    nodes.Pair: 0,
    nodes.Operand: 0,
}
_OTHER_KB = 4


def check_text(source: str) -> None:
    """Raise ``UnsupportedTemplate`` for a text that takes too long to parse."""
    if len(_TOKEN.findall(source)) > _MOST_TOKENS:
        raise UnsupportedTemplate(f"it has more than {_MOST_TOKENS} words and signs")
    if _MOST_DIGITS.search(source):
        raise UnsupportedTemplate("a number of more than 100 digits")


def check_parts(parts: Iterable[nodes.Node]) -> None:
    """Raise ``UnsupportedTemplate`` for a template that takes too much to compile."""
    if sum(map(_price, parts)) > _MOST_KB:
        raise UnsupportedTemplate("it has too many parts")


def _price(node: nodes.Node) -> int:
    if isinstance(node, nodes.Name) and node.ctx != "load":
        return 2
    if isinstance(node, nodes.Output):
        return 4 * sum(not isinstance(part, nodes.TemplateData) for part in node.nodes)
    return _KB.get(type(node), _OTHER_KB)
