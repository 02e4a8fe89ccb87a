"""A log that no flood fills: the same line once a minute, few lines of one kind."""

import logging

_MINUTE = 60.0  # seconds
_MOST = 20  # lines of one kind in a minute: a house has few kinds of trouble at once


class Calm(logging.Filter):
    """Lets through what is new to the reader; a kind are the lines of one place in the code."""

    def __init__(self) -> None:
        super().__init__()
        self._since = 0.0
        self._told: dict[tuple[str, str], set[str]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write a line; the last of its kind for now says so."""
        if not 0 <= record.created - self._since < _MINUTE:
            self._since = record.created
            self._told.clear()
        text = record.getMessage()
        kind = str(record.msg) if record.args else ""  # others put their words together first
        told = self._told.setdefault((record.name, kind), set())
        if text in told or len(told) >= _MOST:
            return False
        told.add(text)
        if len(told) == _MOST:
            record.msg, record.args = f"{text} (more like it are not told for a minute)", ()
        return True
