"""Which keys of a JSON object decide what a template gives, where nothing else does."""

from collections import Counter

from jinja2 import nodes

from hub.ingest.templates.jinja.words import words

_JSON = "value_json"
# Filters that give something else each time, or know the time.
_RESTLESS = words("random shuffle relative_time time_since time_until today_at as_local")
_METHODS = frozenset(dir(dict))


def keys_of(tree: nodes.Template) -> tuple[str, ...] | None:
    """Return the keys of ``value_json`` a template reads; ``None`` where it reads more."""
    names = list(tree.find_all(nodes.Name))
    own = {name.name for name in names if name.ctx == "store"}
    if {name.name for name in names if name.ctx == "load"} - own - {_JSON}:
        return None
    if any(each.name in _RESTLESS for each in tree.find_all(nodes.Filter)):
        return None
    keys = [key for node in tree.find_all((nodes.Getitem, nodes.Getattr)) if (key := _key(node))]
    harmless = sum(
        isinstance(test.node, nodes.Name) and test.node.name == _JSON and test.name == "defined"
        for test in tree.find_all(nodes.Test)
    )
    told = Counter(name.name for name in names)[_JSON]
    return tuple(dict.fromkeys(keys)) if keys and len(keys) + harmless == told else None


def _key(node: nodes.Node) -> str | None:
    """Return the key a node takes straight from ``value_json``."""
    if not isinstance(node, nodes.Getitem | nodes.Getattr):
        return None
    if not isinstance(node.node, nodes.Name) or node.node.name != _JSON:
        return None
    if isinstance(node, nodes.Getattr):
        return None if node.attr in _METHODS else node.attr
    value = node.arg.value if isinstance(node.arg, nodes.Const) else None
    return value if isinstance(value, str) else None
