"""Which characters a piece of a regular expression can take, coarse beyond ASCII.

A set holds the ASCII characters and four words for the rest: digits, letters, spaces, others.
"""

from collections.abc import Iterable

_REST = frozenset({"digit", "letter", "space", "other"})
_ASCII = frozenset(chr(code) for code in range(128))
ALL = _ASCII | _REST
_DIGITS = frozenset("0123456789") | {"digit"}
_WORD = frozenset(c for c in _ASCII if c.isalnum() or c == "_") | {"digit", "letter"}
_SPACE = frozenset(c for c in _ASCII if c.isspace()) | {"space"}
_CATEGORIES = {"DIGIT": _DIGITS, "WORD": _WORD, "SPACE": _SPACE}

Chars = frozenset[str]


def literal(code: int, *, ignorecase: bool) -> Chars:
    """Return the one character, in both cases where case does not matter."""
    if code > 127:
        return _REST
    char = chr(code)
    return frozenset({char.lower(), char.upper(), *_REST}) if ignorecase else frozenset(char)


def category(name: str) -> Chars:
    r"""Return what ``\d``, ``\S`` and their like stand for."""
    chars = _CATEGORIES[name.rpartition("_")[2]]
    return ALL - chars if "_NOT_" in name else chars


def some(items: Iterable[tuple[object, object]], *, ignorecase: bool) -> Chars:
    """Return a set in brackets; where it is negated, more than it takes rather than less."""
    chars: Chars = frozenset()
    negated = False
    for op, arg in items:
        if str(op) == "NEGATE":
            negated = True
        elif str(op) == "LITERAL" and isinstance(arg, int):
            chars |= literal(arg, ignorecase=ignorecase)
        elif str(op) == "RANGE" and isinstance(arg, tuple):
            low, high = arg
            for code in range(low, min(high, 127) + 1):
                chars |= literal(code, ignorecase=ignorecase)
            chars |= _REST if high > 127 else frozenset()
        else:
            chars |= category(str(arg))
    if not negated:
        return chars
    return (ALL - chars) | (_REST if _is_partial(items) else frozenset())


def _is_partial(items: Iterable[tuple[object, object]]) -> bool:
    return any(str(op) in {"LITERAL", "RANGE"} for op, _ in items)
