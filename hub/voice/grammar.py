"""What may be said, as a tree of words: written as JSGF, read back, checked, thinned out."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from hub.core.errors import HubError


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in small letters."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    """One part after the other; no parts at all is silence."""

    parts: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of several parts."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named part, said once and used often."""

    name: str


Node = Word | All | Any | Rule
SILENCE = All()
_TOKEN = re.compile(r"\s*(<[^>]+>|[()\[\]|;=]|[^\s()\[\]|;=<>]+)")
_HEAD = re.compile(r"^\s*#JSGF[^;]*;\s*grammar\s+[\w.]+\s*;")


class Grammar:
    """Rules by name; the sentences are those of the rule ``start``."""

    def __init__(self, rules: dict[str, Node], start: str = "sentence") -> None:
        self.rules, self.start = rules, start

    def words(self) -> frozenset[str]:
        """Return every word that can be said."""
        return frozenset(word for node in self.rules.values() for word in _words(node))

    def without(self, words: Container[str]) -> "Grammar | None":
        """Return the grammar less every phrase with one of these words; ``None``: nothing left."""
        kept: dict[str, Node] = {}
        for name, node in self.rules.items():  # a rule stands before those that use it
            thinned = _without(node, words, kept)
            if thinned is not None:
                kept[name] = thinned
        return Grammar(kept, self.start) if self.start in kept else None

    def jsgf(self) -> str:
        """Return the grammar as JSGF."""
        lines = [
            f"{'public ' if name == self.start else ''}<{name}> = {_jsgf(node)};"
            for name, node in self.rules.items()
        ]
        return "\n".join(["#JSGF V1.0;", "grammar home;", *lines, ""])


def parse(text: str) -> Grammar:
    """Read JSGF of the kind ``jsgf`` writes: words, rules, ``( | )`` and ``[ ]``."""
    head = _HEAD.match(text)
    if head is None:
        raise HubError("this is no JSGF grammar: it has to begin with #JSGF V1.0; grammar name;")
    rules: dict[str, Node] = {}
    start = ""
    for statement in filter(str.strip, text[head.end() :].split(";")):
        tokens = _TOKEN.findall(statement)
        public = tokens[0] == "public"
        name = tokens[public][1:-1]
        start = name if public else start
        reader = iter([*tokens[public + 2 :], ")"])
        rules[name] = _alternatives(reader)
    return Grammar(rules, start)


def _alternatives(tokens: Iterator[str]) -> Node:
    """Read up to the closing bracket."""
    branches: list[list[Node]] = [[]]
    for token in tokens:
        if token in {")", "]"}:
            break
        if token == "|":  # noqa: S105 - a bar, not a password
            branches.append([])
        elif token == "(":  # noqa: S105
            branches[-1].append(_alternatives(tokens))
        elif token == "[":  # noqa: S105
            branches[-1].append(optional(_alternatives(tokens)))
        else:
            branches[-1].append(Rule(token[1:-1]) if token[0] == "<" else Word(token))
    return either(sequence(branch) for branch in branches)


def sequence(parts: Iterable[Node]) -> Node:
    """Return parts one after the other, as flat as can be."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else (part,))
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def either(parts: Iterable[Node]) -> Node:
    """Return one of the parts, as flat as can be, each named once."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Any) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Any(tuple(flat))


def optional(part: Node) -> Node:
    """Return a part that may be left out."""
    return either((part, SILENCE))


def phrase(text: str) -> Node:
    """Return words separated by spaces, one after the other."""
    return sequence(Word(word) for word in text.split())


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Word):
        yield node.text
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from _words(part)


def _without(node: Node, words: Container[str], kept: dict[str, Node]) -> Node | None:
    if isinstance(node, Word):
        return None if node.text in words else node
    if isinstance(node, Rule):
        return node if node.name in kept else None
    parts = [_without(part, words, kept) for part in node.parts]
    sound = [part for part in parts if part is not None]
    if isinstance(node, Any):
        return either(sound) if sound else None
    return sequence(sound) if len(sound) == len(parts) else None


def _jsgf(node: Node) -> str:
    if isinstance(node, Word):
        return node.text
    if isinstance(node, Rule):
        return f"<{node.name}>"
    if isinstance(node, All):
        return " ".join(map(_jsgf, node.parts))
    spoken = " | ".join(_jsgf(part) for part in node.parts if part != SILENCE)
    return f"[ {spoken} ]" if SILENCE in node.parts else f"( {spoken} )"
