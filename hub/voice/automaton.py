"""A grammar as the smallest machine that accepts it: what a decoder can search quickly.

Expanding JSGF rule by rule copies every phrase as often as it is named and made decoding 100
times slower on a grammar of 79 sentences; here the same tails are shared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.voice.grammar import Any, Grammar, Node, Rule, Word

_END = ("", -1)
Arc = tuple[int, int, float] | tuple[int, int, float, str]  # from, to, share; without word: free
Item = tuple[str, int]  # the next word, and the stack of what follows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Automaton:
    """States by number: where each word leads, and which states end a sentence."""

    start: int
    arcs: tuple[Mapping[str, int], ...]
    finals: frozenset[int]

    def accepts(self, words: Sequence[str]) -> bool:
        """Whether the words are one whole sentence, from its first word to its last."""
        state = self.start
        for word in words:
            following = self.arcs[state].get(word)
            if following is None:
                return False
            state = following
        return state in self.finals

    def transitions(self, likely: Mapping[str, float]) -> tuple[int, list[Arc]]:
        """Return the one end state, and arcs whose shares add up to 1 at every state.

        A word in ``likely`` weighs so many times as much as another.
        """
        end = len(self.arcs)
        found: list[Arc] = []
        for state, ways in enumerate(self.arcs):
            weights = {word: likely.get(word, 1.0) for word in sorted(ways)}
            total = sum(weights.values()) + (state in self.finals)
            found += [(state, ways[word], weight / total, word) for word, weight in weights.items()]
            if state in self.finals:
                found.append((state, end, 1 / total))
        return end, found


class _Builder:
    """Walks a grammar word by word; equal states become one."""

    def __init__(self, grammar: Grammar) -> None:
        self._rules = grammar.rules
        self._stacks: list[tuple[Node, int]] = []  # (what comes next, the stack below or -1)
        self._known_stacks: dict[tuple[int, int], int] = {}
        self._opened: dict[int, frozenset[Item]] = {-1: frozenset({_END})}
        self._known_states: dict[frozenset[Item], int] = {}
        self._same: dict[tuple[bool, tuple[tuple[str, int], ...]], int] = {}
        self.arcs: list[dict[str, int]] = []
        self.finals: set[int] = set()

    def stack(self, node: Node, below: int) -> int:
        """Return the number of "this, then what is below"."""
        key = (id(node), below)
        if key not in self._known_stacks:
            self._known_stacks[key] = len(self._stacks)
            self._stacks.append((node, below))
        return self._known_stacks[key]

    def open(self, stack: int) -> frozenset[Item]:
        """Return the words that may come next, each with what follows it."""
        known = self._opened.get(stack)
        if known is None:
            known = self._opened[stack] = self._open(*self._stacks[stack])
        return known

    def _open(self, node: Node, below: int) -> frozenset[Item]:
        if isinstance(node, Word):
            return frozenset({(node.text, below)})
        if isinstance(node, Rule):
            return self.open(self.stack(self._rules[node.name], below))
        if isinstance(node, Any):
            return frozenset[Item]().union(*(self.open(self.stack(p, below)) for p in node.parts))
        for part in reversed(node.parts):
            below = self.stack(part, below)
        return self.open(below)

    def state(self, items: frozenset[Item]) -> int:
        """Return the state in which these words may come next."""
        known = self._known_states.get(items)
        if known is None:
            known = self._known_states[items] = self._state(items)
        return known

    def _state(self, items: frozenset[Item]) -> int:
        following: dict[str, set[int]] = {}
        for word, stack in items - {_END}:
            following.setdefault(word, set()).add(stack)
        ways = {
            word: self.state(frozenset[Item]().union(*map(self.open, stacks)))
            for word, stacks in following.items()
        }
        signature = (_END in items, tuple(sorted(ways.items())))
        if signature not in self._same:
            self._same[signature] = len(self.arcs)
            self.arcs.append(ways)
            if signature[0]:
                self.finals.add(self._same[signature])
        return self._same[signature]


def automaton(grammar: Grammar) -> Automaton:
    """Return the smallest machine that accepts the grammar's sentences; no rule may need itself."""
    builder = _Builder(grammar)
    start = builder.state(builder.open(builder.stack(grammar.rules[grammar.start], -1)))
    return Automaton(start=start, arcs=tuple(builder.arcs), finals=frozenset(builder.finals))
