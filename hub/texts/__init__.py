"""Sentences people read: one JSON file a language, message id → template.

A template holds ``{value}`` or ``{value:form}``; the forms are listed in ``FORMS``. The dashboard
words the same files with the same forms (``hub/web/ui/src/words.ts``).
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import cache
from importlib import resources

from hub.texts.measures import measure

LANGUAGES = ("en", "zh-CN")
Value = float | int | str
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_THIN = "\u202f"  # narrow no-break space between a number and its unit


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes}{_THIN}min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}{_THIN}h {minutes:02d}{_THIN}min" if minutes else f"{hours}{_THIN}h"


FORMS: dict[str, Callable[[float, tzinfo | None], str]] = {
    "percent": lambda v, _: f"{_number(100 * v, 0)}{_THIN}%",  # a share of 0–1
    "level": lambda v, _: f"{_number(v, 0)}{_THIN}%",  # already percent
    "number": lambda v, _: _number(v, 1),
    "count": lambda v, _: _number(v, 0),
    "watts": lambda v, _: f"{_number(v, 0)}{_THIN}W",
    "kwh": lambda v, _: f"{_number(v / 1000, 2)}{_THIN}kWh",  # from Wh
    "celsius": lambda v, _: measure(v, "°C"),
    "amount": lambda v, _: _number(v, 2),
    "duration": lambda v, _: _duration(v),  # from seconds
    "time": lambda v, zone: f"{datetime.fromtimestamp(v, zone):%H:%M}",
    "date": lambda v, zone: f"{datetime.fromtimestamp(v, zone):%Y-%m-%d}",
    "ms": lambda v, _: f"{_number(v, 0)}{_THIN}ms",
}


# What a reader of other units than ours is told instead.
IMPERIAL: dict[str, Callable[[float, tzinfo | None], str]] = {
    "celsius": lambda v, _: measure(v, "°C", "imperial"),
}


@cache
def templates(language: str) -> Mapping[str, str]:
    """Return the templates of a language by message id; an unknown language reads English."""
    name = language if language in LANGUAGES else "en"
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def word(
    message: str,
    values: Mapping[str, Value],
    language: str = "en",
    *,
    zone: tzinfo | None = None,
    units: str = "metric",
) -> str:
    """Return the sentence for a message id; times are shown in ``zone`` (``None``: the machine's).

    A value that names a message id with a leading ``@`` is worded itself; an unknown id is
    returned as it is, so that nothing is ever shown empty. ``units`` are the reader's, "metric" or
    "imperial".
    """
    forms = FORMS | IMPERIAL if units == "imperial" else FORMS

    def fill(slot: re.Match[str]) -> str:
        value, form = values.get(slot[1], slot[0]), slot[2]
        if isinstance(value, str):
            return again(value[1:]) if value[:1] == "@" else value
        return forms[form](value, zone) if form else f"{value:g}"

    def again(message: str) -> str:
        return word(message, values, language, zone=zone, units=units)

    return _SLOT.sub(fill, templates(language).get(message, message))
