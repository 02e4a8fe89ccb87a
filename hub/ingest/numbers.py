"""Numbers as devices and people write them: 21.5, "23,5", "1.234,5", "unavailable"."""

import math
import re

_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "?",
        "n/a",
        "na",
        "nil",
        "none",
        "null",
        "offline",
        "unavailable",
        "undefined",
        "unknown",
    }
)
_GAPS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))")  # 1'234.5
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+[.,]\d+")  # "21 100" may be two numbers
_COMMA_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d*|[+-]?\d{1,3}(?:,\d{3}){2,}")
_POINT_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d*|[+-]?\d{1,3}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE)
_LONGEST = 64  # characters; no measurement needs more


class NotANumber(ValueError):
    """Why something is no number: ``no_value``, ``not_a_number`` or ``not_finite``."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def read(raw: object) -> float:
    """Return a finite number from what a device sent; raise ``NotANumber``.

    A single comma is a decimal comma. Points, commas, spaces and apostrophes group thousands only
    where nothing else can be meant: "1.234,5" and "1,234,567", never "1,234" or "1.234".
    """
    if isinstance(raw, str):
        return _finite(_parse(raw.strip()))
    if raw is None:
        raise NotANumber("no_value", "there is no value")
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise NotANumber("not_a_number", f"{str(raw)[:40]!r} is no number")
    try:
        return _finite(float(raw))
    except OverflowError:
        raise NotANumber("not_finite", "it is larger than any number") from None


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise NotANumber("not_finite", f"{value} is no measurement")
    return value


def _parse(text: str) -> float:
    if text.casefold() in _NOTHING:
        raise NotANumber("no_value", f"{text!r} is no value" if text else "there is no value")
    if len(text) <= _LONGEST:
        plain = _without_groups(text.replace("\u2212", "-"))
        if _PLAIN.fullmatch(plain) or _NOT_FINITE.fullmatch(plain):
            return float(plain)
    raise NotANumber("not_a_number", f"{text[:40]!r} is no number")


def _without_groups(text: str) -> str:
    """Return the text with a decimal point and nothing between the thousands."""
    text = _GAPS.sub("", text)
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if _COMMA_GROUPS.fullmatch(text):
        return text.replace(",", "")
    if _POINT_GROUPS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
