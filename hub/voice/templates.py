"""Skills' sentence templates (hassil) as a grammar of spoken words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations, product
from typing import TYPE_CHECKING

from hub.voice.grammar import (
    SILENCE,
    Any,
    Grammar,
    Node,
    Rule,
    Word,
    either,
    optional,
    phrase,
    sequence,
)

if TYPE_CHECKING:
    from hassil.expression import Expression, Group, Sentence
    from hassil.intents import IntentData, Intents, SlotList, TextSlotList

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER = re.compile(r"\d+")
_SPEAKABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|'|\.)*$")
_MOST = 200  # glued forms of one word, such as light[s]


def spell(number: int) -> str:
    """Return a number as English words; from 1,000 on digit by digit."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return f"{_TENS[number // 10 - 2]} {_ONES[number % 10]}".removesuffix(" zero")
    if number < 1_000:
        rest = f" {spell(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    return " ".join(_ONES[int(digit)] for digit in str(number))


def spoken(text: str) -> str:
    """Return text as it is said: small letters, numbers as words, no punctuation."""
    text = _NUMBER.sub(lambda found: f" {spell(int(found[0]))} ", text.casefold())
    return " ".join(re.sub(r"[^\w'%.]+|_", " ", text).replace(". ", " ").strip(".").split())


class Spoken:
    """Turns one set of intents into grammar nodes, with the slot lists they are to be filled by."""

    def __init__(self, intents: "Intents", lists: "Mapping[str, SlotList]") -> None:
        self._intents, self._lists = intents, lists
        self._rules: dict[str, Node] = {}

    def sentences(self) -> Iterator[Node]:
        """Yield every sentence that can be said; what has no filled slot or no word is left out."""
        for intent in self._intents.intents.values():
            for block in intent.data:
                for sentence in block.sentences:
                    node = self._node(sentence.expression, block)
                    if node is not None and node != SILENCE:
                        yield node

    @property
    def rules(self) -> Mapping[str, Node]:
        """The rules the sentences need."""
        return self._rules

    def _node(self, expression: "Expression", block: "IntentData") -> Node | None:
        """Return an expression as a node; ``None`` when it cannot be said."""
        from hassil import expression as kinds  # heavy

        if isinstance(expression, kinds.TextChunk):
            return _text(expression.text)
        if isinstance(expression, kinds.ListReference):
            return self._slot(expression.list_name, block)
        if isinstance(expression, kinds.RuleReference):
            return self._node(self._rule(expression.rule_name, block).expression, block)
        return self._group(expression, block) if isinstance(expression, kinds.Group) else None

    def _group(self, group: "Group", block: "IntentData") -> Node | None:
        from hassil import expression as kinds  # heavy

        if isinstance(group, kinds.Sequence):
            return self._sequence(group, block)
        if isinstance(group, kinds.Permutation):
            return self._permutation(group, block)
        parts = [self._node(item, block) for item in group.items]
        sayable = [part for part in parts if part is not None]
        return either(sayable) if sayable else None

    def _rule(self, name: str, block: "IntentData") -> "Sentence":
        return block.expansion_rules.get(name) or self._intents.expansion_rules[name]

    def _permutation(self, group: "Group", block: "IntentData") -> Node | None:
        parts = [self._node(item, block) for item in group.items]
        sayable = [part for part in parts if part is not None]
        if len(sayable) < len(parts):
            return None
        return either(sequence(order) for order in permutations(sayable))

    def _sequence(self, group: "Group", block: "IntentData") -> Node | None:
        """Return the parts one after the other; parts written without a space make one word."""
        parts: list[Node] = []
        for glued in _clusters(group.items):
            nodes = [self._node(item, block) for item in glued]
            sayable = [node for node in nodes if node is not None]
            if len(sayable) < len(nodes):
                return None
            loose = len(sayable) == 1 or any(map(_is_spaced, glued))
            parts += sayable if loose else [_glue(sayable, self._rules)]
        return sequence(parts)

    def _slot(self, name: str, block: "IntentData") -> Node | None:
        """Return what may stand for a slot in this block, as a rule of its own."""
        from hassil import intents as kinds  # heavy

        slot = block.slot_lists.get(name) or self._lists.get(name)
        slot = slot or self._intents.slot_lists.get(name)
        if isinstance(slot, kinds.RangeSlotList):
            values = [phrase(spell(int(n))) for n in slot.get_numbers() if n >= 0]
        elif isinstance(slot, kinds.TextSlotList):
            values = self._values(slot, block)
        else:
            return None  # a wildcard: no grammar can hold it
        if not values:
            return None
        node = either(values)
        known = next((rule for rule, held in self._rules.items() if held == node), None)
        if known is None:
            known = f"{name}_{len(self._rules)}"
            self._rules[known] = node
        return Rule(known)

    def _values(self, slot: "TextSlotList", block: "IntentData") -> list[Node]:
        from hassil.util import check_required_context  # heavy

        wanted = block.requires_context
        fitting = (
            value
            for value in slot.values
            if check_required_context(wanted, value.context, allow_missing_keys=True)
        )
        nodes = (self._node(value.text_in, block) for value in fitting)
        return [node for node in nodes if node is not None]


def _text(text: str) -> Node | None:
    words = spoken(text).split()
    return phrase(" ".join(words)) if all(map(_SPEAKABLE.match, words)) else None


def _clusters(items: "Iterable[Expression]") -> "Iterator[list[Expression]]":
    """Yield parts of a sequence; those with no space between them together."""
    from hassil.expression import TextChunk  # heavy

    open_part: list[Expression] = []
    for item in items:
        pieces = re.findall(r"\s+|\S+", item.text) if isinstance(item, TextChunk) else [item]
        for piece in pieces:
            if isinstance(piece, str) and not piece.strip():
                yield from [open_part] if open_part else []
                open_part = []
            else:
                open_part.append(TextChunk(piece) if isinstance(piece, str) else piece)
    if open_part:
        yield open_part


def _is_spaced(expression: "Expression") -> bool:
    """Whether brackets bring their own space, as in ``[the ]lamp``."""
    from hassil.expression import Group, TextChunk  # heavy

    if isinstance(expression, TextChunk):
        return expression.text != expression.text.strip()
    return isinstance(expression, Group) and any(
        map(_is_spaced, expression.items[:1] + expression.items[-1:])
    )


def _glue(nodes: list[Node], rules: Mapping[str, Node]) -> Node:
    """Return nodes written as one word as the words they may make; brackets may hold spaces."""
    if not any(isinstance(node, Word) for node in nodes):
        return sequence(nodes)
    forms = [list(_texts(node, rules)) for node in nodes]
    count = 1
    for form in forms:
        count *= len(form)
    if count > _MOST:
        return sequence(nodes)
    return either(phrase("".join(parts)) for parts in product(*forms))


def _texts(node: Node, rules: Mapping[str, Node]) -> Iterator[str]:
    if isinstance(node, Word):
        yield node.text
    elif isinstance(node, Rule):
        yield from _texts(rules[node.name], rules)
    elif isinstance(node, Any):
        for part in node.parts:
            yield from _texts(part, rules)
    else:
        for parts in product(*(list(_texts(part, rules)) for part in node.parts)):
            yield " ".join(parts)


def home_grammar(
    spoken_intents: Iterable[Spoken], *, wake: Iterable[str], before: Iterable[str], after: str
) -> Grammar | None:
    """Return all sentences as one grammar, with the wake word and polite words around them."""
    rules: dict[str, Node] = {}
    sentences: list[Node] = []
    for number, one in enumerate(spoken_intents):
        found = list(one.sentences())
        renamed = {name: f"s{number}_{name}" for name in one.rules}
        rules |= {renamed[name]: _renamed(node, renamed) for name, node in one.rules.items()}
        sentences += [_renamed(node, renamed) for node in found]
    if not sentences:
        return None
    rules["command"] = either(sentences)
    rules["sentence"] = sequence(
        (
            optional(either(map(phrase, wake))),
            optional(either(map(phrase, before))),
            Rule("command"),
            optional(phrase(after)),
        )
    )
    return Grammar(rules)


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, Rule):
        return Rule(names[node.name])
    if isinstance(node, Word):
        return node
    return type(node)(tuple(_renamed(part, names) for part in node.parts))
