"""Ids out of names: readable, and given only once."""

import re
import unicodedata
from collections.abc import Container


def free(wanted: str, taken: Container[str]) -> str:
    """Return an id that is not taken: the wanted one, or with a number behind it."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def slug(name: str) -> str:
    """Return a name as lower-case letters, digits and underscores; other scripts stay letters."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"\W+", "_", kept).strip("_") or "thing"
