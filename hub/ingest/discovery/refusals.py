"""What of announcements was not accepted, and why: for people to see, and to be mended."""

import logging
from dataclasses import dataclass

_log = logging.getLogger(__name__)
_LONGEST = 2000  # characters of a reason: it may repeat what was announced
_ROOM = 5000  # refusals kept: who refuses more is fed garbage, and keeps the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What of an announcement was not accepted; ``key`` names the part, empty for all of it."""

    topic: str
    key: str
    reason: str


class Refusals:
    """Keeps the last reason by origin and key; each new one is logged once."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], Refusal] = {}
        self._news: dict[tuple[str, str], Refusal] = {}

    def refuse(self, origin: str, key: str, reason: str) -> None:
        """Note what was not accepted."""
        self._news[origin, key] = self.note(origin, key, reason)
        _make_room(self._news)

    def note(self, origin: str, key: str, reason: str) -> Refusal:
        """Note what of an accepted announcement is not used."""
        reason = reason[:_LONGEST]
        refusal = Refusal(topic=origin, key=key, reason=reason)
        if self.held.get((origin, key)) != refusal:
            _log.error("announcement %s is left out: %s", f"{origin} {key}".rstrip(), reason)
        self.held[origin, key] = refusal
        _make_room(self.held)
        return refusal

    def forgive(self, origin: str, key: str) -> None:
        """Forget what was wrong: it has been mended."""
        self.held.pop((origin, key), None)

    def forgive_all(self, origin: str) -> None:
        """Forget all that was wrong with an announcement: it is withdrawn."""
        for key in [key for key in self.held if key[0] == origin]:
            del self.held[key]

    def take_news(self) -> list[Refusal]:
        """Return what was refused since the last call."""
        news, self._news = self._news, {}
        return list(news.values())


def _make_room(refusals: dict[tuple[str, str], Refusal]) -> None:
    if len(refusals) > _ROOM:
        del refusals[next(iter(refusals))]
