"""Regular expressions that end: what could run long on this text is stopped before it runs."""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from hub.ingest.templates.failures import TemplateFailed
from hub.ingest.templates.jinja.budget import PIECE, Rendering
from hub.ingest.templates.jinja.regexcost import ENDLESS, Node, steps_at_worst

_LONGEST = 300  # characters of an expression
_WIDEST_SETS = 3  # character sets beyond Latin: compiling one takes a millisecond
_STEPS_A_UNIT = 4
_CALL = 200  # units, besides the steps
_USUAL = 64  # characters of the text an expression must be able to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled expression and its parts."""

    regex: re.Pattern[str]
    parts: Sequence[Node]
    known: dict[int, int] = field(default_factory=dict)  # length of the text -> steps

    def steps(self, length: int, *, anywhere: bool) -> int:
        """Return the most steps it takes on a text of this length."""
        length = 1 << length.bit_length()  # few lengths, so that the answer is at hand
        if length not in self.known:
            self.known[length] = steps_at_worst(self.parts, length, self.regex.flags)
        return self.known[length] * (length + 1) if anywhere else self.known[length]


@lru_cache(maxsize=256)
def compiled(find: str, ignorecase: bool) -> Pattern:
    """Return an expression; raise ``ValueError`` for one that is wrong or could never end."""
    if len(find) > _LONGEST:
        raise ValueError(f"a regular expression of more than {_LONGEST} characters")
    flags = re.IGNORECASE if ignorecase else 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parts = list(import_module("re._parser").parse(find, flags))
            if _wide_sets(parts) > _WIDEST_SETS:
                raise ValueError("a regular expression of too many wide sets")
            pattern = Pattern(regex=re.compile(find, flags), parts=parts)
        except (re.error, RecursionError, OverflowError) as error:
            raise ValueError(f"regular expression {find[:40]!r}: {error}") from error
    if pattern.steps(_USUAL, anywhere=False) >= ENDLESS:
        raise ValueError(f"regular expression {find[:40]!r} may never end: repeats within repeats")
    return pattern


def _wide_sets(parts: object) -> int:
    if isinstance(parts, tuple) and len(parts) == 2 and str(parts[0]) == "RANGE":
        return int(parts[1][1] > 255)
    if isinstance(parts, str | int | None):
        return 0
    return sum(map(_wide_sets, parts)) if isinstance(parts, list | tuple | Sequence) else 0


def _ready(
    house: Rendering, find: str, text: str, *, ignorecase: object, anywhere: bool
) -> re.Pattern[str]:
    pattern = compiled(find, bool(ignorecase))
    steps = pattern.steps(len(text), anywhere=anywhere) // _STEPS_A_UNIT
    if steps > house.left:
        raise TemplateFailed(f"regular expression {find[:40]!r} may take too long on this text")
    house.spend(steps + _CALL)
    house.look(text)
    return pattern.regex


def _text(house: Rendering, value: object) -> str:
    if not isinstance(value, str):
        house.make(value)
    return str(value)


def match(house: Rendering, value: object, find: str = "", ignorecase: object = False) -> bool:  # noqa: FBT002
    """Whether a text begins as the expression says."""
    text = _text(house, value)
    return bool(_ready(house, find, text, ignorecase=ignorecase, anywhere=False).match(text))


def search(house: Rendering, value: object, find: str = "", ignorecase: object = False) -> bool:  # noqa: FBT002
    """Whether a text holds what the expression says."""
    text = _text(house, value)
    return bool(_ready(house, find, text, ignorecase=ignorecase, anywhere=True).search(text))


def substitute(
    house: Rendering,
    value: object = "",
    find: str = "",
    replace: str = "",
    ignorecase: object = False,  # noqa: FBT002 - Home Assistant's own
) -> str:
    """Return a text with every match replaced."""
    text = _text(house, value)
    regex = _ready(house, find, text, ignorecase=ignorecase, anywhere=True)

    def expand(found: re.Match[str]) -> str:
        house.spend(len(replace) + PIECE)
        piece = found.expand(replace) if "\\" in replace else replace
        house.make(piece)
        return piece

    return regex.sub(expand, text)


def findall(
    house: Rendering,
    value: object,
    find: str = "",
    ignorecase: object = False,  # noqa: FBT002
) -> list[object]:
    """Return all matches."""
    text = _text(house, value)
    regex = _ready(house, find, text, ignorecase=ignorecase, anywhere=True)
    matches: list[object] = []
    for found in regex.finditer(text):
        groups = found.groups(default="")
        matches.append(groups if len(groups) > 1 else groups[0] if groups else found[0])
        house.spend(PIECE * (1 + len(groups)))
        house.make(matches[-1])
    return matches


def findall_index(
    house: Rendering,
    value: object,
    find: str = "",
    index: int = 0,
    ignorecase: object = False,  # noqa: FBT002 - Home Assistant's own
) -> object:
    """Return one of all matches."""
    return findall(house, value, find, ignorecase)[index]
