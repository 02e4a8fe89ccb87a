"""Texts and bytes as device templates change them, paid for before they are made."""

import base64
import hashlib
import json
import re
import struct
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import urlencode as url_encoded

from hub.core.codec import decode, encode
from hub.ingest.templates.jinja.budget import SLOT, Rendering, weight

_LONGEST_JSON = 16_384  # characters: as values they take 20 times that
_LONGEST_PACKED = 1024  # bytes
_WIDEST = 1000
_WIDEST_INDENT = 8
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})


def concat(house: Rendering, parts: list[object]) -> str:
    """Return ``a ~ b ~ …``."""
    house.make(parts)
    return "".join(map(str, parts))


def replace(house: Rendering, text: object, old: object, new: object, count: int = -1) -> str:
    """Return the text with one part put in place of another."""
    house.make([text, old, new])
    text, old, new = str(text), str(old), str(new)
    times = text.count(old) if count is None or count < 0 else min(text.count(old), count)
    house.spend(4 * times * len(new))
    return text.replace(old, new, -1 if count is None else count)


def join(house: Rendering, values: object, between: object = "", attribute: object = None) -> str:
    """Return the values as one text."""
    from jinja2.filters import make_attrgetter

    from hub.ingest.templates.jinja.environment import environment

    items = list(house.each(values))  # type: ignore[arg-type]  # what is no list raises
    if isinstance(attribute, str | int):
        items = [make_attrgetter(environment(), attribute)(item) for item in items]
    house.make(items)
    house.spend(len(items) * weight(between, house.left))
    return str(between).join(map(str, items))


def joined(house: Rendering, between: str, texts: Iterable[str]) -> str:
    """Return ``between.join(texts)``."""
    items = list(house.each(texts))
    house.make(items)
    house.spend(len(items) * weight(between, house.left))
    return between.join(items)  # type: ignore[arg-type]  # what is no text raises


def center(house: Rendering, text: object, width: int = 80) -> str:
    """Return the text in the middle of so many characters."""
    house.make(text)
    return str(text).center(_narrow(house, width))


def padded(method: Callable[..., str]) -> Callable[..., str]:
    """Return a method that fills a text up to a width."""

    def pad(house: Rendering, text: str, width: int, *fill: str) -> str:
        house.make(text)
        return method(text, _narrow(house, width), *fill)

    return pad


def _narrow(house: Rendering, width: int) -> int:
    if width > _WIDEST:
        raise ValueError(f"{width} characters wide")
    house.spend(4 * max(width, 0))
    return width


def contains(values: object, value: object) -> bool:
    """Whether a list or text holds a value."""
    return value in values  # type: ignore[operator]  # what holds nothing raises


def to_json(
    house: Rendering,
    value: object,
    ensure_ascii: object = False,  # noqa: FBT002 - Home Assistant's own
    pretty_print: object = False,  # noqa: FBT002
    sort_keys: object = False,  # noqa: FBT002
) -> str:
    """Return a value as JSON text."""
    _pay_json(house, value, indented=bool(pretty_print))
    if not ensure_ascii and not pretty_print and not sort_keys:
        return encode(value).decode()
    return json.dumps(
        value,
        ensure_ascii=bool(ensure_ascii),
        indent=2 if pretty_print else None,
        sort_keys=bool(sort_keys),
        separators=None if ensure_ascii or pretty_print else (",", ":"),
    )


def tojson(house: Rendering, value: object, indent: int | None = None) -> str:
    """Return a value as JSON text that HTML may hold: Jinja's own."""
    from jinja2.utils import htmlsafe_json_dumps

    if indent is None:
        _pay_json(house, value, indented=False)
        return htmlsafe_json_dumps(value, sort_keys=True)
    if indent > _WIDEST_INDENT:
        raise ValueError(f"tojson moved in by {indent}")
    _pay_json(house, value, indented=True)
    return htmlsafe_json_dumps(value, sort_keys=True, indent=indent)


def _pay_json(house: Rendering, value: object, *, indented: bool) -> None:
    """Pay for each leaf; moving in is done in Python, which takes longer and more."""
    house.make(value, 6 if indented else 3)


def from_json(text: str | bytes) -> object:
    """Return the values a JSON text holds."""
    if len(text) > _LONGEST_JSON:
        raise ValueError(f"from_json: longer than {_LONGEST_JSON} characters")
    return decode(text, object)


def slugify(text: str | None, separator: str = "_") -> str:
    """Return a text as the lower-case Latin letters and digits of an identifier."""
    if not text:
        return ""
    lower = re.sub(r"(?<=\d),(?=\d)", "", text.lower().translate(_LETTERS))
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    return separator.join(re.findall(r"[a-z0-9]+", plain)) or "unknown"


def ordinal(value: object) -> str:
    """Return 1st, 2nd, 3rd and so on."""
    digits = str(value)
    last, tens = int(digits[-1]), int(digits[-2:]) % 100
    ending = "th" if 11 <= tens <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return digits + ending


def base64_encode(text: str) -> str:
    """Return a text as base64."""
    return base64.b64encode(text.encode()).decode()


def base64_decode(text: str, encoding: str | None = "utf-8") -> str | bytes:
    """Return what base64 holds: text, or bytes without an encoding."""
    data = base64.b64decode(text)
    return data.decode(encoding) if encoding else data


def pack(value: object, form: str) -> bytes | None:
    """Return a value as bytes; ``None`` where it does not fit the format."""
    try:
        if struct.calcsize(form) > _LONGEST_PACKED:
            raise ValueError(f"pack: more than {_LONGEST_PACKED} bytes")
        return struct.pack(form, value)
    except struct.error:
        return None


def unpack(data: bytes, form: str, offset: int = 0) -> object:
    """Return the first value bytes hold; ``None`` where they do not fit the format."""
    try:
        if struct.calcsize(form) > _LONGEST_PACKED:
            raise ValueError(f"unpack: more than {_LONGEST_PACKED} bytes")
        first: object = struct.unpack_from(form, data, offset)[0]
    except struct.error:
        return None
    return first


def hashed(kind: str) -> Callable[[str], str]:
    """Return a function from text to its digest."""
    return lambda text: hashlib.new(kind, text.encode(), usedforsecurity=False).hexdigest()


def urlencode(values: dict[str, object]) -> bytes:
    """Return a query string."""
    return url_encoded(values).encode()


def indent(
    house: Rendering,
    text: str,
    width: int | str = 4,
    first: bool = False,  # noqa: FBT002 - Jinja's own
    blank: bool = False,  # noqa: FBT002
) -> str:
    """Return the text with its lines moved in."""
    from jinja2.filters import do_indent

    house.make(text, 8)
    each = 4 * (len(width) if isinstance(width, str) else min(max(width, 0), _WIDEST))
    house.spend((len(text.splitlines()) + 1) * (each + SLOT))
    return do_indent(text, width if isinstance(width, str) else min(width, _WIDEST), first, blank)
