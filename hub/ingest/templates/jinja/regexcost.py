r"""How many steps a regular expression can take at worst, known before it runs.

Backtracking multiplies: each repeat can be left in as many ways as it has turns. It does so in
one way only where what follows cannot begin inside it (``\d+-``), or always fits (``.*`` at the
end). A repeat within a repeat that can be left in two ways is endless.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.ingest.templates.jinja.alphabet import ALL, Chars, category, literal, some

ENDLESS = 10**12
Node = tuple[object, object]
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Steps taken at one place of the text, and the ways to leave."""

    steps: int
    ways: int = 1


def steps_at_worst(parsed: Sequence[Node], length: int, flags: int) -> int:
    """Return an upper bound for matching at one place of a text of this length."""
    return _Walk(length=length, flags=flags).sequence(_flat(parsed), outermost=True).steps


def _flat(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes with groups opened: brackets that only capture change nothing."""
    flat: list[Node] = []
    for op, arg in nodes:
        if str(op) == "SUBPATTERN" and isinstance(arg, tuple) and not arg[1] and not arg[2]:
            flat += _flat(arg[3])
        else:
            flat.append((op, arg))
    return flat


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    length: int
    flags: int

    def sequence(self, nodes: list[Node], *, outermost: bool = False) -> Cost:
        """Return the cost of one thing after another."""
        steps, ways = 1, 1
        for at, node in enumerate(nodes):
            rest = nodes[at + 1 :]
            cost = self._one(node)
            certain = outermost and all(_is_optional(n) for n in rest)
            if certain or self._is_left_once(node, rest):
                cost = Cost(steps=2 * cost.steps + cost.ways, ways=1)
            steps = min(steps + ways * cost.steps, ENDLESS)
            ways = min(ways * cost.ways, ENDLESS)
        return Cost(steps=steps, ways=ways)

    def _one(self, node: Node) -> Cost:
        op, arg = str(node[0]), node[1]
        if op in _REPEATS or op == "POSSESSIVE_REPEAT":
            return self._repeat(op, arg)
        if op in {"BRANCH", "GROUPREF_EXISTS"} and isinstance(arg, tuple):
            branches = arg[1] if op == "BRANCH" else [each or [] for each in arg[1:]]
            costs = [self.sequence(_flat(branch)) for branch in branches]
            return Cost(steps=1 + sum(c.steps for c in costs), ways=sum(c.ways for c in costs))
        if op in {"ASSERT", "ASSERT_NOT"} and isinstance(arg, tuple):
            return Cost(steps=self.sequence(_flat(arg[1])).steps)
        if op == "ATOMIC_GROUP" and isinstance(arg, Sequence):
            return Cost(steps=self.sequence(_flat(arg)).steps)
        if op == "SUBPATTERN" and isinstance(arg, tuple):
            return self.sequence(_flat(arg[3]))
        return Cost(steps=self.length + 1 if op.startswith("GROUPREF") else 1)

    def _repeat(self, op: str, arg: object) -> Cost:
        low, high, body = _parts(arg)
        turns = min(high, self.length + low + 1)
        cost = self.sequence(_flat(body))
        if cost.ways > 1 and op in _REPEATS:
            power = cost.ways ** min(turns, 40)
            return Cost(steps=min(cost.steps * power, ENDLESS), ways=min(power, ENDLESS))
        ways = max(turns - low, 0) + 1 if op in _REPEATS else 1
        return Cost(steps=min(cost.steps * (turns + 1), ENDLESS), ways=ways)

    def _is_left_once(self, node: Node, rest: list[Node]) -> bool:
        """Whether a repeat of single characters can only be left where they end."""
        if str(node[0]) not in _REPEATS or not rest:
            return False
        body = _flat(_parts(node[1])[2])
        own = self._chars(body[0]) if len(body) == 1 else None
        if str(rest[0][0]) == "AT":
            return (
                own is not None and str(rest[0][1]) in {"AT_END", "AT_END_STRING"} and not rest[1:]
            )
        after = self._first(rest)
        return own is not None and after is not None and not own & after

    def _first(self, nodes: list[Node]) -> Chars | None:
        """Return what a sequence must begin with; ``None`` where that is not plain."""
        op, arg = str(nodes[0][0]), nodes[0][1]
        if op in _REPEATS and isinstance(arg, tuple) and arg[0] > 0:
            return self._first(_flat(arg[2])) if arg[2] else None
        return self._chars(nodes[0])

    def _chars(self, node: Node) -> Chars | None:
        """Return the characters of a node that takes exactly one; else ``None``."""
        op, arg = str(node[0]), node[1]
        ignorecase = bool(self.flags & 2)
        if op == "LITERAL" and isinstance(arg, int):
            return literal(arg, ignorecase=ignorecase)
        if op == "NOT_LITERAL" and isinstance(arg, int):
            return ALL if arg > 127 or ignorecase else ALL - literal(arg, ignorecase=False)
        if op == "IN" and isinstance(arg, list):
            return some(arg, ignorecase=ignorecase)
        if op == "CATEGORY":
            return category(str(arg))
        return ALL if op == "ANY" else None


def _parts(arg: object) -> tuple[int, int, Sequence[Node]]:
    """Return the least and most turns of a repeat, and what is repeated."""
    if not isinstance(arg, tuple):
        raise TypeError("a repeat has three parts")
    return int(arg[0]), int(arg[1]), arg[2]


def _is_optional(node: Node) -> bool:
    op, arg = node
    return str(op) in _REPEATS and isinstance(arg, tuple) and arg[0] == 0
