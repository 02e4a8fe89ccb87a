"""Wishes that cannot both hold, and answers that may still come to one that got none."""

from collections.abc import Mapping

from hub.core.facets import Want, Wants

_ONE = {  # facets that are one thing looked at in several ways
    "end": "travel",
    "moving": "travel",
    "level": "travel",
    "phase": "doing",
    "playing": "doing",
    "mode": "doing",
    "on": "doing",
}


def are_rivals(one: Wants, other: Wants) -> bool:
    """Whether two wishes for an entity contradict each other, as far as can be told."""
    if any(name in other and other[name] != want for name, want in one.items()):
        return True
    mine = {_ONE[name]: name for name in one if name in _ONE}
    return any(mine.get(_ONE.get(name, ""), name) != name for name in other)


def merged(before: Wants, wants: Wants) -> dict[str, Want]:
    """Return what is wanted once ``wants`` came on top: what it speaks of is no longer wanted.

    A stop is no lasting wish, and something that shall be off needs no level.
    """
    gone = {_ONE.get(name, name) for name in wants}
    kept = {name: want for name, want in before.items() if _ONE.get(name, name) not in gone}
    if wants.get("on") is False:
        kept = {}
    return {**kept, **{name: want for name, want in wants.items() if name != "moving"}}


class Lateness:
    """Until when (loop seconds) an entity may still answer wishes that were given up."""

    def __init__(self) -> None:
        self._open: dict[str, list[tuple[Wants, float]]] = {}

    def note(self, entity: str, wants: Wants, until: float) -> None:
        """Note that an answer to this may come until then."""
        self._open.setdefault(entity, []).append((dict(wants), until))

    def until(self, entity: str, wants: Wants, now: float) -> float:
        """Return until when answers that ``wants`` would not like may come; 0 for none."""
        kept = [(old, until) for old, until in self._open.pop(entity, ()) if until > now]
        if kept:
            self._open[entity] = kept
        return max((until for old, until in kept if _spoils(old, wants)), default=0.0)


def _spoils(old: Mapping[str, Want], wants: Wants) -> bool:
    return old != wants and are_rivals(old, wants)
